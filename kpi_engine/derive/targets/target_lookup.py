"""Which figure is the target of an area in a period, where a definition says that a figure is.

Rule: docs/rating-rules.md, "A target that is another figure".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from kpi_engine.model.arrays.observation import Observations, exact_decimal
from kpi_engine.model.calendars.calendar import holding_period
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.frozen import frozen

_WITHHELD = frozenset({NotRated.CONFIDENTIAL, NotRated.SUPPRESSED})
_REASONS = tuple(NotRated)
# A comparator's value is the newest that there is, but none older than so many years.
_OLDEST = 30


@frozen
class FiguresKnown:
    """All figures that a target can be: observations, outturns (periods are start years) and comparators."""

    observations: Observations
    outturns: Observations | None = None
    comparators: Sequence[Comparator] = ()


@frozen
class Found:
    """A target, or why there is none; ``year`` is the one of a comparator."""

    target: Decimal | None
    why_none: NotRated = NotRated.RATED
    year: str = ""


MISSING = Found(None, NotRated.NO_TARGET_FIGURE)
_WITHHELD_FOUND = Found(None, NotRated.TARGET_FIGURE_WITHHELD)
_ITSELF = Found(None, NotRated.OWN_TARGET_FIGURE)
_Figures = Mapping[tuple[str, str, int], Found]


class TargetBook:
    """The figures that are targets by code, area and period, and the periods that indicators have figures of.

    Args:
        known: all figures.
        indicators: all indicators.
        codes: the codes of the indicators whose figures are targets.
    """

    def __init__(self, known: FiguresKnown, indicators: Sequence[Indicator], codes: set[str]) -> None:
        self.indicators = {each.code: each for each in indicators}
        self.comparators = known.comparators
        self.figures = self._read(known.observations, codes)
        self.of_years: _Figures = {} if known.outturns is None else self._read(known.outturns, codes)
        self._periods = _periods_by_code(known.observations)
        self._years = {} if known.outturns is None else _periods_by_code(known.outturns)

    def _read(self, rows: Observations, codes: set[str]) -> _Figures:
        counts = np.array([code in codes for code in rows.codes], np.bool_)
        some = rows.take(np.flatnonzero(counts[rows.code]))
        shown, reason = displayed_column(some, display_table([self.indicators[code] for code in some.codes]))
        found = {}
        for row, key in enumerate(some.labels()):
            if shown.present[row]:
                found[key] = Found(exact_decimal(int(shown.mantissa[row]), int(shown.decimals[row])))
            elif _REASONS[int(reason[row])] in _WITHHELD:
                found[key] = _WITHHELD_FOUND
        return found

    def has_years(self, indicator: Indicator) -> bool:
        """Whether there are final figures of its years."""
        return indicator.code in self._years

    def periods(self, indicator: Indicator) -> range:
        """The periods from its first figure to its last; years with final figures count too."""
        spans = [self._periods[indicator.code]] if indicator.code in self._periods else []
        if self.has_years(indicator):
            years, calendar = self._years[indicator.code], indicator.calendar
            first, last = calendar.first_of_year(years.start), calendar.last_of_year(years.stop - 1)
            spans.append(range(int(first), int(last) + 1))
        if not spans:
            return range(0)
        return range(min(span.start for span in spans), max(span.stop for span in spans))


def _periods_by_code(rows: Observations) -> dict[str, range]:
    found = {}
    for position, code in enumerate(rows.codes):
        periods = rows.period[rows.code == position]
        if len(periods):
            found[code] = range(int(periods.min()), int(periods.max()) + 1)
    return found


class TargetLookup:
    """The target of an indicator in one area, by period."""

    def __init__(self, figure: FigureTarget, indicator: Indicator, area: str, book: TargetBook) -> None:
        self._book = book
        self._of = book.indicators[figure.of.code]
        self._calendar = indicator.calendar
        self._area = figure.area or area
        self._is_itself = figure.of.code == indicator.code and figure.area == area and not figure.comparator
        self._has_years = book.has_years(indicator)
        self._values = _values_of(figure, area, book.comparators) if figure.comparator else None

    def at(self, period: int) -> tuple[Found, Found | None]:
        """The target in a period and, in the last period of a year with final figures, the year's target."""
        year = int(self._calendar.year_of(period))
        is_last = self._has_years and period == self._calendar.last_of_year(year)
        return self._in_period(period, year), self._in_year(year) if is_last else None

    def _in_period(self, period: int, year: int) -> Found:
        if self._values is not None:
            label = period_label(self._calendar, period)
            return self._values[label] if label in self._values else self._newest(self._values, year)
        holding = int(holding_period(self._calendar, period, self._of.calendar))
        return self._figure(self._book.figures, holding)

    def _in_year(self, year: int) -> Found:
        if self._values is not None:
            return self._newest(self._values, year)
        return self._figure(self._book.of_years, year)

    def _figure(self, figures: _Figures, period: int) -> Found:
        if self._is_itself:
            return _ITSELF
        return figures.get((self._of.code, self._area, period), MISSING)

    def _newest(self, values: Mapping[str, Found], year: int) -> Found:
        """A comparator's value of a year, else of the newest year before it, else the one of no year."""
        labels = (period_label(self._of.calendar.yearly, each) for each in range(year, year - _OLDEST, -1))
        return next((values[label] for label in labels if label in values), values.get("", MISSING))


def _values_of(figure: FigureTarget, area: str, comparators: Sequence[Comparator]) -> dict[str, Found]:
    """A comparator's values by the label of their year; one of the area goes before one for every area."""
    return {
        each.year: Found(each.value, year=each.year)
        for each in sorted(comparators, key=lambda each: (bool(each.area), not each.section))
        if (each.code, each.name) == (figure.of.code, figure.comparator) and each.area in ("", area)
    }
