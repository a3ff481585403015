"""Figures made from others, once more in plain arithmetic: written from docs/rating-rules.md.

Figures go in as records and come out as records, those supplied first, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import (
    Covers,
    Difference,
    Product,
    Ratio,
    ShareOfArea,
    Window,
)
from tests.oracle.calendars import days_of
from tests.oracle.in_force import threshold_in_force
from tests.oracle.records import PlainObservation
from tests.oracle.values import decimals_shown, displayed_value, round_half_up, why_missing

LONGEST = 10**18
CONTEXT = Context(prec=200)


@dataclass(frozen=True)
class Known:
    """All indicators and areas, and the figures known so far by code, area and period."""

    indicators: Mapping[str, Indicator]
    levels: Mapping[str, str]
    figures: Mapping[tuple[str, str, int], PlainObservation]
    parents: Mapping[str, tuple[str, ...]]

    def places(self, *codes: str) -> list[tuple[str, int]]:
        return sorted({(area, period) for code, area, period in self.figures if code in codes})

    def above(self, area: str) -> list[str]:
        """Every area that an area lies in, once."""
        found: list[str] = []
        waiting = list(self.parents[area])
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.append(name)
                waiting += self.parents[name]
        return found

    def figure(self, code: str, area: str, period: int) -> PlainObservation | None:
        return self.figures.get((code, area, period))


def make_plainly(
    rows: Sequence[PlainObservation],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
) -> list[PlainObservation]:
    """The rows as supplied, some of those to be supplied filled, then the computed ones."""
    known = {(row.code, row.area, row.period): row for row in rows}
    levels = {area.name: area.level for area in areas}
    by_code = {indicator.code: indicator for indicator in indicators}
    parents = {area.name: area.parents for area in areas}
    for indicator in members_first(indicators):
        so_far = Known(by_code, levels, known, parents)
        made = (
            with_marks(with_its_end(row, indicator, so_far), members_used(indicator, so_far, row))
            for row in figures_made(indicator, so_far)
        )
        known = filled(known, made, indicator, rows)
        if indicator.add_up:
            totals = added_up(indicator, Known(by_code, levels, known, parents), areas)
            known = filled(known, totals, indicator, rows)
    return list(known.values())


def filled(
    known: Mapping[tuple[str, str, int], PlainObservation],
    made: Iterator[PlainObservation],
    indicator: Indicator,
    supplied: Sequence[PlainObservation],
) -> Mapping[tuple[str, str, int], PlainObservation]:
    """With what is made where there is nothing, a figure to be supplied, or a computed one without value."""
    for row in list(made):
        key = (row.code, row.area, row.period)
        before = known.get(key)
        has_value = value_shown(row, indicator) is not None
        no_use = before is not None and (
            why_missing(before) is Missing.BLANK
            or (before not in supplied and why_missing(before) is not Missing.PRESENT)
        )
        if before is None or (no_use and has_value):
            known = {**known, key: row}
    return known


def added_up(indicator: Indicator, known: Known, areas: Sequence[Area]) -> Iterator[PlainObservation]:
    """The total of each area that areas of the level lie in, in each period that one of them has a row of."""
    for area in areas:
        parts = [
            part.name
            for part in areas
            if part.level == indicator.adds_up_from and lies_in(part, area.name, areas)
        ]
        if area.level == indicator.adds_up_from:
            continue
        for period in sorted({month for place, month in known.places(indicator.code) if place in parts}):
            open_ones = [part for part in parts if not has_ended(indicator, known, part, period)]
            rows = [known.figure(indicator.code, part, period) for part in open_ones]
            if rows:
                total = added(indicator, area.name, period, [(indicator, row) for row in rows])
                yield with_marks(total, rows)
            else:
                yield nothing(indicator, area.name, period, Missing.CLOSED)


def with_marks(made: PlainObservation, members: Sequence[PlainObservation | None]) -> PlainObservation:
    """A figure with the marks of what it is made from, but for [low]."""
    marks = {
        mark
        for row in members
        if row is not None
        for mark in FigureMark
        if row.marks & mark.bit and mark is not FigureMark.LOW
    }
    return replace(made, marks=sum(mark.bit for mark in marks))


def members_used(indicator: Indicator, known: Known, made: PlainObservation) -> list[PlainObservation | None]:
    """The rows that a figure is made from."""
    measure, area, period = indicator.made_from, made.area, made.period
    assert measure is not None
    codes = [member.code for member in measure.members]
    if isinstance(measure, Window):
        periods = covered(indicator, measure, known.indicators[codes[0]], period)
        return [known.figure(codes[0], area, each) for each in periods]
    rows = [known.figure(codes[0], area, period)]
    if isinstance(measure, ShareOfArea):
        above = [name for name in known.above(area) if known.levels[name] == measure.level]
        return rows + [known.figure(codes[0], name, period) for name in above if len(above) == 1]
    for code in codes[1:]:
        of_its_own = holding(indicator, known.indicators[code], period)
        rows.append(known.figure(code, area, of_its_own))
    return rows


def has_ended(indicator: Indicator, known: Known, area: str, period: int) -> bool:
    """Whether the last that is said of an area up to a period is that it is closed."""
    said = [month for place, month in known.places(indicator.code) if place == area and month <= period]
    return bool(said) and is_closed(known.figure(indicator.code, area, max(said)))


def with_its_end(made: PlainObservation, indicator: Indicator, known: Known) -> PlainObservation:
    """Closed where all that it is made from in its period, or the last part of its window, is closed."""
    measure, period = indicator.made_from, made.period
    assert measure is not None
    codes = [member.code for member in measure.members]
    if isinstance(measure, Window):
        period = covered(indicator, measure, known.indicators[codes[0]], period)[-1]
    else:
        codes = [code for code in codes if known.indicators[code].frequency is indicator.frequency]
    if made.missing is Missing.PRESENT:
        return made
    ended = all(is_closed(known.figure(code, made.area, period)) for code in codes)
    return replace(made, missing=Missing.CLOSED) if ended else made


def is_closed(row: PlainObservation | None) -> bool:
    return row is not None and row.missing is Missing.CLOSED


def lies_in(area: Area, name: str, areas: Sequence[Area]) -> bool:
    """Whether an area lies in another, directly or in one that does."""
    return any(
        parent == name or any(lies_in(other, name, areas) for other in areas if other.name == parent)
        for parent in area.parents
    )


def members_first(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Every indicator after those that it is made of."""
    placed: list[Indicator] = []
    while len(placed) < len(indicators):
        codes = {indicator.code for indicator in placed}
        placed += [
            indicator
            for indicator in indicators
            if indicator not in placed
            and (indicator.made_from is None or {one.code for one in indicator.made_from.members} <= codes)
        ]
    return placed


def figures_made(indicator: Indicator, known: Known) -> Iterator[PlainObservation]:
    """What an indicator's figures are computed as, wherever there is something to compute them from."""
    measure = indicator.made_from
    if measure is None:
        return
    if isinstance(measure, Window):
        yield from windows(indicator, measure, known)
        return
    codes = [member.code for member in measure.members]
    together = codes
    if isinstance(measure, Ratio) and len(codes) == 2:
        divisor = known.indicators[codes[1]]
        together = codes if divisor.frequency is indicator.frequency else codes[:1]
    if isinstance(measure, ShareOfArea):
        yield from shares(indicator, measure, known)
        return
    for area, period in known.places(*together):
        if isinstance(measure, Product):
            yield product(indicator, measure, known, area, period)
        elif isinstance(measure, Ratio):
            yield ratio(indicator, measure, known, area, period)
        elif isinstance(measure, Difference):
            yield difference(indicator, measure, known, area, period)
        else:
            addends = [(known.indicators[code], known.figure(code, area, period)) for code in codes]
            yield added(indicator, area, period, addends)


def ratio(indicator: Indicator, measure: Ratio, known: Known, area: str, period: int) -> PlainObservation:
    """One figure over another, or over a target."""
    numerator = number(known, measure.numerator.code, area, period)
    divisor = known.indicators[measure.denominator.code]
    when = holding(indicator, divisor, period)
    if measure.of_target:
        threshold = threshold_in_force(divisor, area, known.levels[area], when)
        denominator = threshold.rule.target if threshold else None
    else:
        denominator = number(known, divisor.code, area, when)
    if numerator is None or denominator is None:
        return nothing(indicator, area, period, Missing.PARTS_MISSING)
    return PlainObservation(indicator.code, area, period, numerator=numerator, denominator=denominator)


def holding(indicator: Indicator, divisor: Indicator, period: int) -> int:
    """The period of a divisor that holds the first month of a period."""
    if divisor.calendar == indicator.calendar:
        return period
    month = indicator.calendar.first_month(period)
    return next(
        place
        for place in periods_near(divisor, month)
        if divisor.calendar.first_month(place) <= month <= last_month(divisor, place)
    )


def periods_near(indicator: Indicator, *months: int) -> range:
    """Every period within two years of some months, and more."""
    per_year = indicator.calendar.periods_per_year
    return range((min(months) // 12 - 2) * per_year, (max(months) // 12 + 2) * per_year)


def value_shown(row: PlainObservation, indicator: Indicator) -> Decimal | None:
    """The displayed value; none where it has too many digits to be rated exactly."""
    shown = displayed_value(row, indicator)
    if shown is None or abs(shown.scaleb(decimals_shown(shown))) > LONGEST:
        return None
    return shown


def number(known: Known, code: str, area: str, period: int) -> Decimal | None:
    """A figure with all its decimals; one that follows from its parts as displayed."""
    row = known.figure(code, area, period)
    if row is None or why_missing(row) is not Missing.PRESENT:
        return None
    shown = value_shown(row, known.indicators[code])
    if row.value is None or (
        row.numerator is not None and row.denominator is not None and not row.as_printed
    ):
        return shown
    return row.value


def difference(
    indicator: Indicator, measure: Difference, known: Known, area: str, period: int
) -> PlainObservation:
    """One displayed value less another."""
    shown = []
    for member in measure.members:
        row = known.figure(member.code, area, period)
        shown.append(None if row is None else value_shown(row, known.indicators[member.code]))
    if shown[0] is None or shown[1] is None:
        return nothing(indicator, area, period, Missing.PARTS_MISSING)
    return fitting(PlainObservation(indicator.code, area, period, value=shown[0] - shown[1]))


def product(indicator: Indicator, measure: Product, known: Known, area: str, period: int) -> PlainObservation:
    """Displayed values multiplied."""
    total = Fraction(1)
    decimals = 0
    for member in measure.members:
        row = known.figure(member.code, area, period)
        shown = None if row is None else value_shown(row, known.indicators[member.code])
        if shown is None:
            return nothing(indicator, area, period, Missing.PARTS_MISSING)
        total *= Fraction(shown)
        decimals += decimals_shown(shown)
    value = Decimal(int(total * 10**decimals)).scaleb(-decimals, CONTEXT)
    return fitting(PlainObservation(indicator.code, area, period, value=value))


def shares(indicator: Indicator, measure: ShareOfArea, known: Known) -> Iterator[PlainObservation]:
    """A figure over that of the one area of the level that its area lies in."""
    code = measure.of.code
    for area, period in known.places(code):
        above = [name for name in known.above(area) if known.levels[name] == measure.level]
        if not above:
            continue
        top = number(known, code, area, period)
        bottom = number(known, code, above[0], period) if len(above) == 1 else None
        if top is None or bottom is None:
            yield nothing(indicator, area, period, Missing.PARTS_MISSING)
        else:
            yield PlainObservation(indicator.code, area, period, numerator=top, denominator=bottom)


def windows(indicator: Indicator, measure: Window, known: Known) -> Iterator[PlainObservation]:
    """One for every period from the area's first part to its last."""
    code = measure.of.code
    part = known.indicators[code]
    incomplete = Missing.INCOMPLETE_PERIODS
    if part.frequency is Frequency.MONTHLY:
        incomplete = Missing.INCOMPLETE_WINDOW
    for area in sorted({area for area, _ in known.places(code)}):
        parts = [period for place, period in known.places(code) if place == area]
        for period in periods_between(indicator, part, min(parts), max(parts)):
            periods = covered(indicator, measure, part, period)
            rows = [known.figure(code, area, each) for each in periods]
            if any(row is None or (number_of_no_use(row) and not has_parts(row)) for row in rows):
                yield nothing(indicator, area, period, incomplete)
            elif measure.mean:
                numbers = [number(known, code, area, each) for each in periods]
                yield mean(indicator, area, period, numbers)
            else:
                yield added(indicator, area, period, [(part, row) for row in rows])


def mean(indicator: Indicator, area: str, period: int, numbers: Sequence[Decimal | None]) -> PlainObservation:
    """The sum of the values over how many they are, rounded once."""
    if any(one is None for one in numbers):
        return nothing(indicator, area, period, Missing.PARTS_MISSING)
    total = sum((Fraction(one) for one in numbers if one is not None), Fraction())
    found = fitting(PlainObservation(indicator.code, area, period, value=plain(total)))
    if found.value is None:
        return found
    return fitting(replace(found, value=round_half_up(total / len(numbers), indicator.decimals)))


def periods_between(indicator: Indicator, part: Indicator, first: int, last: int) -> Iterator[int]:
    """Periods that end after the first part begins, and begin (pooled: their last year) by the last part."""
    begins, ends = (middle(part, period) for period in (first, last))
    years = range(begins.year - 6, ends.year + 8)
    for period in periods_of_years(indicator, years):
        since, until = days_of(indicator.calendar, period)
        if indicator.calendar.is_annual:
            since = since.replace(year=until.year - 1 if until.month < 12 else until.year)
        if until >= begins and since <= ends:
            yield period


def periods_of_years(indicator: Indicator, years: range) -> range:
    """All periods of some years, and some more."""
    return range(
        indicator.calendar.first_of_year(years.start), indicator.calendar.last_of_year(years.stop) + 1
    )


def covered(indicator: Indicator, measure: Window, part: Indicator, period: int) -> list[int]:
    """The parts of a window, by their days: a week lies where its middle day does."""
    if measure.covers in (Covers.ROLLING, Covers.ROLLING_12_MONTHS):
        size = measure.periods or 12 // part.frequency.months
        return [period - before for before in reversed(range(size))]
    since, until = days_of(indicator.calendar, period)
    near = periods_of_years(part, range(since.year - 2, until.year + 2))
    if measure.covers is Covers.YEAR_TO_DATE:
        year = year_from(middle(part, period), indicator.own_year_starts_in)
        return [
            each
            for each in near
            if each <= period and year_from(middle(part, each), indicator.own_year_starts_in) == year
        ]
    return [each for each in near if since <= middle(part, each) <= until]


def year_from(day: date, month: int) -> int:
    """The year, counted from a month, that a day lies in."""
    return day.year if day.month >= month else day.year - 1


@cache
def middle(part: Indicator, period: int) -> date:
    """A day that says where a period lies: of days and weeks the middle one, of months the first."""
    first, last = days_of(part.calendar, period)
    return first + (last - first + timedelta(1)) // 2 if part.calendar.in_days else first


def number_of_no_use(row: PlainObservation) -> bool:
    return why_missing(row) is not Missing.PRESENT


def has_parts(row: PlainObservation) -> bool:
    """Whether numerator and denominator are there to be added up; 0 of 0 is, though it has no value."""
    if row.numerator is None or row.denominator is None:
        return False
    if row.missing in (Missing.PRESENT, Missing.ZERO_DENOMINATOR):
        return True
    none_to_count = (Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE, Missing.DASH)
    return row.missing in none_to_count and row.denominator == 0


def added(
    indicator: Indicator,
    area: str,
    period: int,
    addends: Sequence[tuple[Indicator, PlainObservation | None]],
) -> PlainObservation:
    """Numerators and denominators, or counts, added up; all must have the same of the two."""
    rows = [row for _, row in addends if row is not None]
    made = nothing(indicator, area, period, Missing.PARTS_MISSING)
    if any(row is not None and is_uncounted(of, row) for of, row in addends):
        return replace(made, missing=Missing.NOT_A_COUNT)
    if len(rows) < len(addends):
        return made
    if all(has_parts(row) for row in rows):
        top, bottom = (
            sum((Fraction(part) for part in parts), Fraction())
            for parts in zip(*((row.numerator or 0, row.denominator or 0) for row in rows), strict=True)
        )
        return fitting(
            replace(made, numerator=plain(top), denominator=plain(bottom), missing=Missing.PRESENT)
        )
    if any(has_parts(row) or row.value is None or why_missing(row) is not Missing.PRESENT for row in rows):
        return made
    total = sum((Fraction(row.value or 0) for row in rows), Fraction())
    return fitting(replace(made, value=plain(total), missing=Missing.PRESENT))


def is_uncounted(of: Indicator, row: PlainObservation) -> bool:
    """Whether a row has a value without parts of what is no count."""
    return not of.is_count and not has_parts(row) and value_shown(row, of) is not None


def plain(total: Fraction) -> Decimal:
    """A sum of decimals as a decimal without zeros at its end."""
    decimals = 0
    while (total * 10**decimals).denominator != 1:
        decimals += 1
    return Decimal(f"{total * 10**decimals}E-{decimals}")


def fitting(row: PlainObservation) -> PlainObservation:
    """The row, or none with the reason where a number has too many digits."""
    numbers = [one for one in (row.value, row.numerator, row.denominator) if one is not None]
    if all(abs(int("".join(map(str, one.as_tuple().digits)))) <= LONGEST for one in numbers):
        return row
    return replace(row, value=None, numerator=None, denominator=None, missing=Missing.TOO_LARGE)


def nothing(indicator: Indicator, area: str, period: int, missing: Missing) -> PlainObservation:
    return PlainObservation(indicator.code, area, period, missing=missing)


def last_month(indicator: Indicator, period: int) -> int:
    """The month before the next period."""
    return indicator.calendar.first_month(period + 1) - 1
