"""The pages of printed figures that a command is about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_engine.further_files import AlsoRead
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import FileSource, Precision, Scorecard
from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.model.wording import counted, did_you_mean, shown
from kpi_engine.read.data.printed import read_printed

_IF_MEANT = "correct it where a section of the scorecard is meant"


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
        InputError: there is no page, or something in it cannot be read. Sections that the scorecard does not
            have are named, too.
    """
    scorecard = loaded.scorecard
    figures, issues = _read(scorecard, _sources(scorecard, files), loaded.indicators, loaded.areas)
    if errors_in(issues):
        raise InputError((*issues, *_unknown_sections(scorecard, figures)))
    return figures


def published_problems(
    scorecard: Scorecard, indicators: tuple[Indicator, ...], areas: tuple[Area, ...]
) -> tuple[Issue, ...]:
    """What is wrong with the page that the scorecard names, for a command that does not audit it."""
    found = page_problems(())(scorecard, indicators, areas)
    return tuple(issue for issue in found if issue.remedy != _IF_MEANT)


def page_problems(files: Sequence[Path]) -> AlsoRead:
    """Finds what is wrong with pages, for a command whose other files are wrong, too."""

    def problems(
        scorecard: Scorecard, indicators: tuple[Indicator, ...], areas: tuple[Area, ...]
    ) -> tuple[Issue, ...]:
        if not files and scorecard.published is None:
            return ()
        figures, issues = _read(scorecard, _sources(scorecard, files), indicators, areas)
        return (*issues, *_unknown_sections(scorecard, figures))

    return problems


def _read(
    scorecard: Scorecard,
    sources: Sequence[FileSource],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
) -> tuple[tuple[PrintedFigure, ...], tuple[Issue, ...]]:
    figures: list[PrintedFigure] = []
    issues: list[Issue] = []
    for source in sources:
        more, problems = read_printed(source, indicators, areas, scorecard.as_at)
        figures += more
        issues += problems
    return tuple(figures), tuple(issues)


def sections_in_doubt(loaded: Loaded, figures: Sequence[PrintedFigure]) -> list[Issue]:
    """Warnings of sections that no section of the scorecard is called, though one is called much the same.

    Others may well be printed that the scorecard does not have, such as a summary.
    """
    return [issue for issue in _unknown_sections(loaded.scorecard, figures) if issue.remedy != _IF_MEANT]


def _unknown_sections(scorecard: Scorecard, figures: Sequence[PrintedFigure]) -> list[Issue]:
    """A warning of each section that no section of the scorecard is called, where it is printed first."""
    known = [section.id for section in scorecard.sections]
    first = {figure.section: figure.location for figure in reversed(figures)}
    unknown = {label: place for label, place in first.items() if label and label not in known}
    return [
        Issue(
            Severity.WARNING,
            place,
            f"the scorecard has no section {shown(label)}, and its rows are audited as those of another one",
            did_you_mean(label, known) or _IF_MEANT,
        )
        for label, place in sorted(unknown.items(), key=lambda entry: entry[1])
    ]


def _sources(scorecard: Scorecard, files: Sequence[Path]) -> list[FileSource]:
    if files:
        return [
            FileSource(str(file), Precision.AS_PRINTED, "", percent_sign=False, location=Location(str(file)))
            for file in files
        ]
    if scorecard.published is not None:
        return [scorecard.published]
    what = "this scorecard names no page of printed figures"
    remedy = 'name a CSV file of them, or add a line such as "published: published.csv"'
    raise InputError([Issue(Severity.ERROR, Location(scorecard.file), what, remedy)])
