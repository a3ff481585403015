"""Figures that sections promise for their latest period, and that have not come."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.audit.lint.subject import Subject, named
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area, areas_on_page
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.promises import Promises
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.periods.behind import awaited, months_behind, months_of_a_period, nearest
from kpi_engine.model.figures.periods.shown_periods import newest_periods, shown_periods
from kpi_engine.model.issue import Issue, warning

_NEVER = -1


def _remedy(lag: int, *, none_has_come: bool) -> str:
    """What can be done; a ``lag`` helps only where no area has the figure yet."""
    late = f"where they always come late, write {'a larger ' if lag else ''}lag in the definition; "
    return (
        "add the figures, or a line that says why there is none (N/A, [z], closed); "
        f"{late if none_has_come else ''}"
        "where the section does not show the indicator for such areas, name its levels"
    )


def figures_that_have_not_come(subject: Subject) -> Iterator[Issue]:
    """What a section promises of an area for its latest period, and nobody has supplied or explained.

    What comes when it comes is never awaited. ``indicators_without_figures`` reports what no area has at all.
    """
    areas = _shown(subject)
    promises = Promises(subject.ratings.observations, subject.areas, subject.pages)
    by_code = {indicator.code: indicator for indicator in subject.ratings.indicators}
    newest = newest_periods(subject.ratings.observations, subject.ratings.indicators, None)
    for section in subject.sections:
        promised = [(code, area) for area in areas for code in promises.of(section, area)]
        for code, period in _expected(subject, section).items():
            indicator = by_code[code]
            if indicator.comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION:
                continue
            lacking: dict[bool, list[str]] = {}
            for name in (area.name for other, area in promised if other == code):
                last, latest_answered = _last(subject, code, name, period)
                if not latest_answered:
                    lacking.setdefault(last != _NEVER, []).append(name)
            label = period_label(indicator.calendar, period)
            for had_some, names in lacking.items():
                so_far = "which had figures until then" if had_some else "which never had one"
                yield warning(
                    next(entry.location for entry in section.entries if entry.code == code),
                    f"{code} has no figure of {label} for {named(names)}, {so_far}",
                    _remedy(indicator.lag, none_has_come=newest[code] < period),
                )


def periods_that_have_not_come(subject: Subject) -> Iterator[Issue]:
    """A section of which no indicator at all has reached the as-at month, in any area.

    A month must be there when it has ended. A quarter, term or year may be on its way until the next one has
    ended, too.
    """
    ratings, as_at = subject.ratings, subject.as_at
    if as_at is None:
        return
    newest = newest_periods(ratings.observations, ratings.indicators, None)
    for section in subject.sections:
        behind = months_behind(awaited([section], ratings.indicators), newest, as_at)
        if behind and all(months >= _late_after(indicator) for months, indicator in behind):
            last = nearest(behind)
            since = period_label(last.calendar, newest[last.code])
            what = f"section {section.id} has no figure after {since}"
            yield warning(
                section.location,
                f"{what}, and the scorecard is as at {as_at.words}",
                _remedy(last.lag, none_has_come=True),
            )


def _late_after(indicator: Indicator) -> int:
    """After how many months the next figure is late."""
    length = months_of_a_period(indicator.calendar)
    return 2 * length if length > 1 else 1


def _shown(subject: Subject) -> list[Area]:
    """The areas that some page shows, each once."""
    shown = {area: None for page in subject.pages for area in areas_on_page(subject.areas, page)}
    return list(shown)


def _expected(subject: Subject, section: Section) -> dict[str, int]:
    """By code the period that the section shows, of what any area has a figure of."""
    ratings = subject.ratings
    newest = newest_periods(ratings.observations, ratings.indicators, None, section.last_period)
    defined = {indicator.code: indicator for indicator in ratings.indicators}
    shown = shown_periods(section, defined, newest, None).by_code
    return {code: period for code, period in shown.items() if code in newest}


def _last(subject: Subject, code: str, area: str, period: int) -> tuple[int, bool]:
    """The last period up to a period that an area has a figure of, and whether it is the same period."""
    rows = subject.ratings.observations
    own = (rows.code == rows.codes.index(code)) & (rows.area == rows.areas.index(area))
    own &= (rows.period <= period) & (rows.missing != Missing.BLANK.code)
    periods = rows.period[own]
    return (int(periods.max()), bool((periods == period).any())) if len(periods) else (_NEVER, False)
