"""The pages of printed figures that a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.model.wording import counted, did_you_mean, shown
from kpi_engine.read.data.printed import read_printed


def split_arguments(files: Sequence[Path]) -> tuple[Path | None, list[Path]]:
    """The scorecard, if one is named, and the pages: the files that end in .csv.

    Raises:
        InputError: several scorecards are named.
    """
    scorecards = [file for file in files if not _is_page(file)]
    if len(scorecards) > 1:
        what = f"{counted(len(scorecards), 'scorecard')} are named: {', '.join(map(str, scorecards))}"
        raise InputError(
            [Issue(Severity.ERROR, Location("SCORECARD.yaml"), what, "name one, and pages that end in .csv")]
        )
    return (scorecards[0] if scorecards else None), [file for file in files if _is_page(file)]


def _is_page(file: Path) -> bool:
    return file.suffix.casefold() == ".csv"


def read_pages(loaded: Loaded, files: Sequence[Path]) -> tuple[PrintedFigure, ...]:
    """The figures of some files, in their order.

    Without files, the figures are read from the page that the scorecard names.

    Raises:
        InputError: there is no page, or something in it cannot be read.
    """
    figures: list[PrintedFigure] = []
    issues: list[Issue] = []
    for source in _sources(loaded, files):
        more, problems = read_printed(source, loaded.indicators, loaded.areas, loaded.scorecard.as_at)
        figures += more
        issues += problems
    if errors_in(issues):
        raise InputError(issues)
    return tuple(figures)


def sections_in_doubt(loaded: Loaded, figures: Sequence[PrintedFigure]) -> list[Issue]:
    """Warnings of sections that no section of the scorecard is called, though one is called much the same.

    Others may well be printed that the scorecard does not have, such as a summary.
    """
    known = [section.id for section in loaded.scorecard.sections]
    first = {figure.section: figure.location for figure in reversed(figures)}
    doubtful = {label: place for label, place in first.items() if label and label not in known}
    return [
        Issue(
            Severity.WARNING,
            place,
            f"the scorecard has no section {shown(label)}, and its rows are audited as those of another one",
            meant,
        )
        for label, place in sorted(doubtful.items(), key=lambda entry: entry[1])
        if (meant := did_you_mean(label, known))
    ]


def _sources(loaded: Loaded, files: Sequence[Path]) -> list[FileSource]:
    if files:
        return [
            FileSource(str(file), Precision.AS_PRINTED, "", percent_sign=False, location=Location(str(file)))
            for file in files
        ]
    if loaded.scorecard.published is not None:
        return [loaded.scorecard.published]
    what = "this scorecard names no page of printed figures"
    remedy = 'name a CSV file of them, or add a line such as "published: published.csv"'
    raise InputError([Issue(Severity.ERROR, Location(loaded.scorecard.file), what, remedy)])
