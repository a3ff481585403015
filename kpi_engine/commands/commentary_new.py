"""What ``kpi commentary new`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from kpi_engine.assemble.page.document import assemble_document
from kpi_engine.assemble.section.parts import Part
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_areas
from kpi_engine.commands.shared.notices import notice
from kpi_engine.commands.shared.problems import tell_spoiled
from kpi_engine.loading import load_scorecard, with_commentary, with_shown_before
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.pipeline import pack_for, rate_loaded, spoils
from kpi_engine.render.data.commentary_skeleton import render_skeleton


def run_commentary_new(scorecard: Path | None, area_names: Sequence[str], output: Path | None) -> int:
    """Write the skeleton to ``output``, which must not be there yet, or to standard output."""
    if output is not None and output.exists():
        raise _there_already(output)
    loaded = with_shown_before(with_commentary(load_scorecard(scorecard_path(scorecard))))
    commentary = loaded.commentary or ()
    asked_for = named_areas(loaded, "--area", area_names) or list(loaded.scorecard.area_names)
    spoiled = spoils(loaded, asked_for)
    tell_spoiled(spoiled)
    # A scorecard that names no commentary yet has some to be written all the same.
    pack = pack_for(rate_loaded(replace(loaded, commentary=commentary)))
    groups = [
        group
        for area in asked_for
        for group in assemble_document(pack, area, parts={Part.COMMENTARY}).commentary
    ]
    text = render_skeleton(groups, commentary, loaded.scorecard.as_at, date.today().isoformat())
    if not text:
        sys.stderr.write("No row lacks a commentary; nothing was written.\n")
    elif output is None:
        sys.stdout.write(text)
    else:
        _write_new(output, text)
        notice(f"Wrote {output}")
    return exit_codes.SOME_FAILED if spoiled else exit_codes.DONE


def _write_new(output: Path, text: str) -> None:
    """Write a file that is not there yet, even if another process writes it at the same time."""
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as problem:
        raise _there_already(output) from problem
    except OSError as problem:
        what = f"this file cannot be written ({problem.strerror})"
        raise InputError(
            [Issue(Severity.ERROR, Location(str(output)), what, "choose another place")]
        ) from problem


def _there_already(output: Path) -> InputError:
    what, remedy = "this file is there already", "choose another name: a commentary is never written over"
    return InputError([Issue(Severity.ERROR, Location(str(output)), what, remedy)])
