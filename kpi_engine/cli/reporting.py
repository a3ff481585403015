"""What ``kpi report`` does."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kpi_engine.assemble.selection import Selection
from kpi_engine.cli import exit_codes
from kpi_engine.cli.finding import scorecard_path
from kpi_engine.cli.problems import tell_spoiled, tell_warnings
from kpi_engine.cli.selecting import selection_for, tell_empty
from kpi_engine.model.document import Document
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.scorecard import OutputFormat
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.pipeline import Loaded, Rated, document_for, load_scorecard, rate_loaded, spoils, tidy_for


def run_report(
    scorecard: Path | None,
    area_names: Sequence[str],
    output: Path | None,
    select: Sequence[str],
    exclude: Sequence[str],
) -> int:
    """Show the scorecards of some areas, write them where asked, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    asked_for = _asked_for(loaded, area_names)
    selection = selection_for(loaded, select, exclude)
    tell_warnings(loaded.warnings)
    sound = [area for area in asked_for if not spoils(loaded, area)]
    rated = rate_loaded(loaded)
    documents = [document_for(rated, area, selection) for area in sound]
    documents = [document for document in documents if document.sections]
    tell_spoiled({place: loaded.spoiled[place] for area in asked_for for place in spoils(loaded, area)})
    if sound and not documents:
        tell_empty(selection)
        return exit_codes.EMPTY_SELECTION
    _show(documents)
    if output is not None and documents:
        _write(output, rated, documents, selection)
    return exit_codes.SOME_FAILED if len(sound) < len(asked_for) else exit_codes.DONE


def _asked_for(loaded: Loaded, area_names: Sequence[str]) -> list[str]:
    """The areas named, or the scorecard's first.

    Raises:
        InputError: when an area is not known.
    """
    if not area_names:
        return [loaded.scorecard.area_names[0]]
    known = [area.name for area in loaded.areas]
    issues = [
        Issue(
            Severity.ERROR,
            Location("--area"),
            f"there is no area {shown(name)}",
            did_you_mean(name, known) or "`kpi list areas` shows them",
        )
        for name in area_names
        if name not in known
    ]
    if issues:
        raise InputError(issues)
    return list(dict.fromkeys(area_names))


def _show(documents: Sequence[Document]) -> None:
    from rich.console import Console

    from kpi_engine.render.terminal import render_terminal

    console = Console(file=sys.stdout)
    for document in documents:
        render_terminal(document, console)


def _write(folder: Path, rated: Rated, documents: Sequence[Document], selection: Selection) -> None:
    """The outputs that the scorecard names: a page an area, and one file of ratings a format."""
    from kpi_engine.publish.files import replace_file

    folder.mkdir(parents=True, exist_ok=True)
    for output in rated.loaded.scorecard.outputs:
        for name, content in _FILES[output](rated, documents, selection):
            replace_file(folder / name, content.encode())
            sys.stderr.write(f"Wrote {folder / name}\n")


def _pages(_rated: Rated, documents: Sequence[Document], _selection: Selection) -> list[tuple[str, str]]:
    from kpi_engine.render.html import render_html

    return [(f"{_file_name(document.area)}.html", render_html(document)) for document in documents]


def _csv(rated: Rated, _documents: Sequence[Document], selection: Selection) -> list[tuple[str, str]]:
    from kpi_engine.render.csv import render_csv

    return [("ratings.csv", render_csv(tidy_for(rated, selection)))]


def _json(rated: Rated, _documents: Sequence[Document], selection: Selection) -> list[tuple[str, str]]:
    from kpi_engine.render.json import render_json

    return [("ratings.json", render_json(rated.loaded.scorecard, tidy_for(rated, selection)))]


_Files = Callable[[Rated, Sequence[Document], Selection], list[tuple[str, str]]]
_FILES: dict[OutputFormat, _Files] = {
    OutputFormat.HTML: _pages,
    OutputFormat.CSV: _csv,
    OutputFormat.JSON: _json,
}


def _file_name(area: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", area.lower()).strip("-") or "area"
