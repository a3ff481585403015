"""The pages of printed figures that a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kpi_engine.model.issue import InputError, Issue, Location, errors_in
from kpi_engine.model.printed import PrintedFigure
from kpi_engine.model.scorecard import FileSource, Precision
from kpi_engine.pipeline import Loaded
from kpi_engine.read.printed import read_printed

_USUAL_NAME = "published.csv"


def read_pages(loaded: Loaded, files: Sequence[Path]) -> tuple[PrintedFigure, ...]:
    """The figures of some files, one after the other; of none: of the one that the scorecard names.

    A scorecard that names none has ``published.csv`` beside it; files are read with the separators that
    the scorecard gives for its own.

    Raises:
        InputError: something in them cannot be read.
    """
    usual = loaded.scorecard.published or _usual_source(loaded)
    sources = [replace(usual, path=str(file), location=Location(str(file))) for file in files] or [usual]
    figures: list[PrintedFigure] = []
    issues: list[Issue] = []
    for source in sources:
        more, problems = read_printed(source, loaded.indicators, loaded.areas, loaded.scorecard.as_at)
        figures += more
        issues += problems
    if errors_in(issues):
        raise InputError(issues)
    return tuple(figures)


def _usual_source(loaded: Loaded) -> FileSource:
    path = str(Path(loaded.scorecard.file).parent / _USUAL_NAME)
    return FileSource(path, Precision.AS_PRINTED, "", percent_sign=False, location=Location(path))
