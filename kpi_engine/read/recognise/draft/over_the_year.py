"""What figures say of the year: whether they add up over it, and whether a target is for all of it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kpi_engine.read.recognise.draft.settled import Settled
from kpi_engine.read.recognise.found import FoundMeasure, OneTarget
from kpi_engine.read.recognise.words.figure_cells import PERCENT_UNIT
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part
from kpi_engine.read.recognise.words.measure_words import covers

# How near to the number of periods in a year a target must be, in figures, to be one for the year.
_LEAST, _MOST = Decimal("0.6"), Decimal("1.6")
# How much more the last count of a year is than its first one where it adds up over the year.
_GROWS = Decimal("1.8")


def covered(measure: FoundMeasure, settled: Settled) -> tuple[str, str]:
    """The data period of a measure and what it is inferred from; both empty where nothing says it."""
    given = measure.texts.get("DATA_PERIOD", "").upper()
    if given in {"R12M", "MS", "YTD", "Q", "T", "A"}:
        return given, ""
    if measure.covers:
        return measure.covers, "the headings of its periods"
    named = covers(measure.name)
    if named:
        return named, "the name of the measure"
    if measure.part in (Part.MONTH, Part.QUARTER) and grows_and_starts_again(settled):
        return "YTD", "its figures grow through each year and start again"
    return "", ""


def has_target_of_a_year(measure: FoundMeasure, settled: Settled) -> bool:
    """Whether targets are for whole years: of a count that adds up over the year, or by their size."""
    what, _ = covered(measure, settled)
    return adds_up_over_year(settled, what) or (what != "R12M" and is_of_a_year(measure, settled))


def adds_up_over_year(settled: Settled, covers_what: str) -> bool:
    """Whether a measure is a count of the year to date, which starts again with each year."""
    return covers_what == "YTD" and _adds_up(settled)


def is_of_a_year(measure: FoundMeasure, settled: Settled) -> bool:
    """Whether a target is about as many times the figures as a year has periods: for a whole year."""
    periods = {Part.MONTH: 12, Part.QUARTER: 4}.get(measure.part)
    values = sorted(Decimal(each.figure.value) for each in settled.figures if each.figure.value)
    targets = [
        each.target.number
        for each in measure.targets
        if each.target.number is not None and each.period is None
    ]
    if periods is None or not values or not targets or settled.unit == PERCENT_UNIT:
        return False
    middle = values[len(values) // 2]
    times = Decimal(settled.standard(targets[-1])) / middle if middle > 0 else Decimal(0)
    return _LEAST * periods <= times <= _MOST * periods


def grows_and_starts_again(settled: Settled) -> bool:
    """Whether the figures of each year grow from period to period, and start again in the next year.

    At least one whole year, and the beginning of another, must show it.
    """
    years = [values for values in _by_year(settled).values() if values]
    whole = [values for values in years if len(values) > 2]
    if len(years) < 2 or not whole:
        return False
    rising = all(before < after for values in years for before, after in pairwise(values))
    return (
        rising
        and all(values[0] > 0 and values[-1] >= _GROWS * values[0] for values in whole)
        and _starts_again(settled)
    )


def _starts_again(settled: Settled) -> bool:
    by_area: dict[str, list[list[Decimal]]] = {}
    for (area, _), values in sorted(_by_year(settled).items()):
        by_area.setdefault(area, []).append(values)
    return all(after[0] < before[-1] for years in by_area.values() for before, after in pairwise(years))


def _by_year(settled: Settled) -> dict[tuple[str, int], list[Decimal]]:
    """The values of each area and year in their order."""
    found: dict[tuple[str, int], list[tuple[tuple[int, int], Decimal]]] = {}
    for each in settled.figures:
        if each.figure.value:
            key = each.area, financial_year(each.period)
            found.setdefault(key, []).append((each.period.order, Decimal(each.figure.value)))
    return {key: [value for _, value in sorted(values)] for key, values in found.items()}


def _adds_up(settled: Settled) -> bool:
    """Whether the figures of a year grow like a count that adds up, and not like a share."""
    by_year = _by_year(settled)
    grown = (len(values) > 1 and 0 < _GROWS * values[0] <= values[-1] for values in by_year.values())
    shows_nothing = all(len(values) < 2 for values in by_year.values())
    return any(grown) or (settled.unit != PERCENT_UNIT and shows_nothing)


def financial_year(period: FoundPeriod) -> int:
    """The year that a period is of, by its first half: 2024 of March 2025."""
    if period.part in (Part.MONTH, Part.DAY, Part.WEEK, Part.FOUR_WEEKS):
        year, month = period.last_month
        return year - (month < 4)
    return period.year.first if period.year is not None else 0


_OF_YEARS = (Part.QUARTER, Part.HALF, Part.YEAR)


def date_of_another_kind(one: OneTarget, measure: FoundMeasure) -> str:
    """The year or period that a target is dated by, where figures of the measure have no such period."""
    by_calendar = has_calendar_years(measure)
    period, year = one.period, one.year
    if period is not None:
        year = period.year if period.part in _OF_YEARS else None
        if period.part is not measure.part:
            return period.label
    if year is None or year.is_calendar is by_calendar:
        return ""
    return year.label if period is None else period.label


def has_calendar_years(measure: FoundMeasure) -> bool:
    """Whether the years, quarters or halves of a measure are of calendar years."""
    return measure.part in _OF_YEARS and any(
        each.period.year is not None and each.period.year.is_calendar for each in measure.figures
    )


def holds_in(one: OneTarget, period: FoundPeriod) -> bool:
    """Whether a target is for a period: for it alone, for its year, or for every period."""
    if one.period is not None:
        return one.period == period
    return one.year is None or one.year == period.year or one.year.first == financial_year(period)
