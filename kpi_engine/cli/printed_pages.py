"""The pages of printed figures that a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.issue import InputError, Issue, Location, errors_in
from kpi_engine.model.printed import PrintedFigure
from kpi_engine.model.scorecard import FileSource, Precision
from kpi_engine.pipeline import Loaded
from kpi_engine.read.printed import read_printed

_USUAL_NAME = "published.csv"


def read_pages(loaded: Loaded, files: Sequence[Path]) -> tuple[PrintedFigure, ...]:
    """The figures of some files, one after the other; of none: of ``published.csv`` beside the scorecard.

    Raises:
        InputError: something in them cannot be read.
    """
    chosen = list(files) or [Path(loaded.scorecard.file).parent / _USUAL_NAME]
    figures: list[PrintedFigure] = []
    issues: list[Issue] = []
    for file in chosen:
        source = FileSource(
            str(file), Precision.AS_PRINTED, "", percent_sign=False, location=Location(str(file))
        )
        more, problems = read_printed(source, loaded.indicators, loaded.areas, loaded.scorecard.as_at)
        figures += more
        issues += problems
    if errors_in(issues):
        raise InputError(issues)
    return tuple(figures)
