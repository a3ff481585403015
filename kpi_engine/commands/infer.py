"""What ``kpi infer floors`` does."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.audit.infer.inferred_definitions import with_inferred_floors
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.notices import notice
from kpi_engine.commands.shared.printed_pages import page_problems, read_pages, split_arguments
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.outputs.inference import InferredThreshold
from kpi_engine.model.outputs.tidy import table_of
from kpi_engine.publish.files import replace_file
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.inferred_records import CSV_COLUMNS, as_csv_rows, as_records, as_records_of_bands
from kpi_engine.render.data.inferred_text import inferred_text

SCHEMA_VERSION = 1


@frozen
class Inferred:
    """What printed ratings allow as floor standards and bands, indicator by indicator."""

    loaded: Loaded
    thresholds: tuple[InferredThreshold, ...]


def infer(scorecard: Path | None = None, *, pages: Sequence[Path] = ()) -> Inferred:
    """Infer which floor standards and bands printed ratings allow.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        pages: CSV files of printed figures; none: the page that the scorecard names.

    Raises:
        InputError: the scorecard, its files or a page cannot be used.
    """
    loaded = load_scorecard(scorecard_path(scorecard), also_read=[page_problems(pages)])
    figures = read_pages(loaded, pages)
    return Inferred(loaded, tuple(infer_thresholds(figures, loaded.indicators, loaded.areas)))


def run_infer_floors(files: Sequence[Path], as_csv: bool, as_json: bool, yaml_folder: Path | None) -> int:
    """Infer on standard output, write definitions where asked, and return the exit code."""
    scorecard, pages = split_arguments(files)
    found = infer(scorecard, pages=pages)
    loaded, inferred = found.loaded, found.thresholds
    if not inferred:
        sys.stderr.write("No cell of these pages has both a value and a RAG to infer from.\n")
        return exit_codes.EMPTY_SELECTION
    if yaml_folder is not None:
        _write_definitions(yaml_folder, loaded.indicators, inferred)
    if as_json:
        content = {"thresholds": as_records(inferred), "bands": as_records_of_bands(inferred)}
        sys.stdout.write(json_document(SCHEMA_VERSION, content))
    elif as_csv:
        sys.stdout.write(render_csv(table_of(CSV_COLUMNS, as_csv_rows(inferred))))
    else:
        sys.stdout.write(inferred_text(inferred))
    sound = all(one.fits and all(standard.agrees for standard in one.standards) for one in inferred)
    return exit_codes.DONE if sound else exit_codes.FINDINGS


def _write_definitions(
    folder: Path, indicators: Sequence[Indicator], inferred: Sequence[InferredThreshold]
) -> None:
    """A file for each file of definitions, of the same name and in the same sub-folder.

    Raises:
        InputError: one of them is there already: comments in it would be lost.
    """
    made = with_inferred_floors(indicators, inferred)
    by_file: dict[str, list[Indicator]] = {}
    for indicator in made.indicators:
        by_file.setdefault(indicator.location.file, []).append(indicator)
    names = _names_below(by_file)
    taken = [folder / name for name in names.values() if (folder / name).exists()]
    if taken:
        raise InputError(
            [
                Issue(Severity.ERROR, Location(str(file)), "this file is there already", "name a new folder")
                for file in taken
            ]
        )
    for file, defined in by_file.items():
        name = names[file]
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        bands = [
            threshold
            for indicator in made.indicators
            for threshold in indicator.thresholds
            if isinstance(threshold.rule, BandsRule) and threshold.rule.green.location.file == file
        ]
        replace_file(folder / name, definitions_text(defined, bands).encode("utf-8"))
        notice(f"Wrote {folder / name}")
    for one in made.left_out:
        sys.stderr.write(f"{_why_left_out(one)}\n")


def _names_below(files: Iterable[str]) -> dict[str, Path]:
    """The path of each file from the folder that all are in: two folders can have files of one name."""
    absolute = {file: Path(file).resolve() for file in files}
    top = Path(os.path.commonpath([path.parent for path in absolute.values()]))
    return {file: path.relative_to(top) for file, path in absolute.items()}


def _why_left_out(one: InferredThreshold) -> str:
    if one.bands is not None:
        since = f" from {one.bands.since}" if one.bands.since else ""
        return (
            f"The bands {one.bands.name}{since}: written as they are, though the ratings rule them out, "
            "since too few cells say where they begin instead."
        )
    target = "" if one.target is None else f" with the target {one.target:f}"
    return (
        f"{one.indicator.code} for {one.scope} in {one.since}{target}: not written, since it would "
        "contradict another threshold or its own ratings."
    )
