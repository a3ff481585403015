"""Targets and tolerances as found → the lines of thresholds, and what has to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from json import dumps

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.draft import DraftLine
from kpi_engine.read.recognise.draft.settled import Settled
from kpi_engine.read.recognise.found import FoundMeasure, OneTarget
from kpi_engine.read.recognise.words.figure_cells import PERCENT_UNIT, plain_number
from kpi_engine.read.recognise.words.period_headings import (
    FoundPeriod,
    Part,
    YearName,
    period_of_text,
)
from kpi_engine.read.recognise.words.standards_words import FoundTolerance

# How near to the number of periods in a year a target must be, in figures, to be one for the year.
_LEAST, _MOST = Decimal("0.6"), Decimal("1.6")
# How much more the last count of a year is than its first one where it adds up over the year.
_GROWS = Decimal("1.8")
Lines = tuple[DraftLine, ...]


@frozen
class DraftStandards:
    """The lines of each threshold (``thresholds``), or of one that always holds (``in_short``)."""

    in_short: Lines
    thresholds: tuple[Lines, ...]
    questions: tuple[str, ...]


def standards_of(
    measure: FoundMeasure, settled: Settled, polarity: Polarity | None, covers: str
) -> DraftStandards:
    """The thresholds of a measure; a target that holds for all areas is written once."""
    thresholds: list[Lines] = []
    questions: list[str] = []
    adds_up = covers == "YTD" and _adds_up(settled)
    of_a_year = not adds_up and covers != "R12M" and _is_of_a_year(measure, settled)
    for target, areas in _by_area(measure):
        if target.target.is_none or polarity is Polarity.NONE:
            continue
        if polarity is Polarity.TARGET and not _has_range(target):
            questions.append("how close to its target is GREEN and AMBER: add target, green and amber")
            continue
        thresholds += _of_target(target, areas, measure, settled, polarity, adds_up=adds_up or of_a_year)
    if of_a_year and thresholds:
        questions.append("whether its target is for the year, as its size suggests, and how it is spread")
    if adds_up and any(line.value == "ask" for lines in thresholds for line in lines):
        questions.append("how its target for the year is spread over the year")
    if thresholds and not _tells_amber_from_red(thresholds):
        questions.append("what is still AMBER: add floor_standard, or a tolerance")
    if len(thresholds) == 1 and not any(line.key in {"from", "area"} for line in thresholds[0]):
        return DraftStandards(thresholds[0], (), tuple(questions))
    return DraftStandards((), tuple(thresholds), tuple(dict.fromkeys(questions)))


def _is_of_a_year(measure: FoundMeasure, settled: Settled) -> bool:
    """Whether a target is about as many times the figures as a year has periods: for a whole year."""
    periods = {Part.MONTH: 12, Part.QUARTER: 4}.get(measure.part)
    values = sorted(Decimal(each.figure.value) for each in settled.figures if each.figure.value)
    targets = [each.target.number for each in measure.targets if each.target.number is not None]
    if periods is None or not values or not targets or settled.unit == PERCENT_UNIT:
        return False
    middle = values[len(values) // 2]
    times = Decimal(settled.standard(targets[-1])) / middle if middle > 0 else Decimal(0)
    return _LEAST * periods <= times <= _MOST * periods


def _has_range(one: OneTarget) -> bool:
    """Whether it is said how close to a target is close enough."""
    tolerance = one.tolerance
    return one.target.range is not None or (
        tolerance is not None and bool(tolerance.percent or tolerance.points)
    )


def _tells_amber_from_red(thresholds: Sequence[Lines]) -> bool:
    keys = {line.key for lines in thresholds for line in lines}
    return bool(keys & {"floor_standard", "tolerance", "amber"})


def _by_area(measure: FoundMeasure) -> Iterator[tuple[OneTarget, tuple[str, ...]]]:
    """Each target once with the areas that it is for; no areas if it is for all."""
    alike: dict[object, list[OneTarget]] = {}
    for each in measure.targets:
        alike.setdefault((each.year, each.period, each.target, each.tolerance, each.floor), []).append(each)
    areas = {figure.area for figure in measure.figures} | {each.area for each in measure.targets}
    for group in alike.values():
        own = tuple(dict.fromkeys(each.area for each in group))
        yield group[0], () if set(own) == areas else own


def _of_target(
    one: OneTarget,
    areas: tuple[str, ...],
    measure: FoundMeasure,
    settled: Settled,
    polarity: Polarity | None,
    *,
    adds_up: bool,
) -> Iterator[Lines]:
    scope = [DraftLine("area", _list(areas))] if areas else []
    if _is_whole_year(one):
        numbers = [settled.standard(figure) for _, figure in one.target.profile]
        year = [] if one.year is None else [DraftLine("from", _year_label(one.year, measure))]
        profile = DraftLine("profile", f"[{', '.join(numbers)}]")
        yield (*year, *scope, profile, *_amber(one, numbers[-1], polarity, settled))
        return
    if one.target.profile:
        for part, figure in one.target.profile:
            period = _period_of_part(part, one.year)
            if period is not None:
                dated = [DraftLine("from", period.label), DraftLine("until", period.label)]
                target = settled.standard(figure)
                yield (*dated, *scope, DraftLine("target", target), *_amber(one, target, polarity, settled))
        return
    if one.target.number is None:
        return
    target = settled.standard(one.target.number)
    rest = [DraftLine("strict", "true")] if one.target.strict else []
    lines = [*scope, DraftLine("target", target), *rest, *_amber(one, target, polarity, settled)]
    if one.period is not None:
        yield (DraftLine("from", one.period.label), DraftLine("until", one.period.label), *lines)
    elif adds_up:
        yield (
            *_years(one.year, measure),
            *lines,
            DraftLine("target_for", "year"),
            DraftLine("spread", "ask"),
        )
    elif one.year is not None:
        yield (DraftLine("from", _year_label(one.year, measure)), *lines)
    else:
        yield tuple(lines)


def _is_whole_year(one: OneTarget) -> bool:
    """Whether a profile has a target for each quarter, in their order."""
    return one.year is not None and [part.upper() for part, _ in one.target.profile] == [
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ]


def _period_of_part(part: str, year: YearName | None) -> FoundPeriod | None:
    period = period_of_text(part)
    return None if period is None or year is None else period.within(year)


def _year_label(year: YearName, measure: FoundMeasure) -> str:
    """The year as a definition has it: in two parts wherever it could be a month too."""
    if not year.is_calendar and measure.part is Part.MONTH and year.first < 2012:
        return f"{year.first}-{year.first + 1}"
    return year.label


def _years(year: YearName | None, measure: FoundMeasure) -> Lines:
    """From which year to which a target counts: the year of its heading, else the years of the figures."""
    if year is not None:
        return (DraftLine("from", _year_label(year, measure)),)
    years = sorted({_financial_year(each.period) for each in measure.figures})
    labels = [_year_label(YearName(each, is_calendar=False), measure) for each in (years[0], years[-1])]
    why = "no year is named: it holds for those of the figures"
    first = DraftLine("from", labels[0], why)
    return (first,) if labels[0] == labels[1] else (first, DraftLine("until", labels[1]))


def _financial_year(period: FoundPeriod) -> int:
    if period.part in (Part.MONTH, Part.DAY, Part.WEEK, Part.FOUR_WEEKS):
        year, month = period.last_month
        return year - (month < 4)
    return period.year.first if period.year is not None else 0


def _amber(one: OneTarget, target: str, polarity: Polarity | None, settled: Settled) -> Iterator[DraftLine]:
    """What is still AMBER: by a floor standard, a tolerance, or nothing where a standard is met or missed."""
    tolerance = one.tolerance
    if one.floor is not None:
        yield DraftLine("floor_standard", settled.standard(one.floor))
    elif polarity is Polarity.TARGET:
        yield from _ranges(one, target, tolerance)
    elif tolerance is None or tolerance.note:
        if one.target.polarity is not None and tolerance is None:
            yield DraftLine("amber", "none", "a standard with a sign, and no tolerance: met or missed")
    elif tolerance.between is not None:
        low, high = sorted(tolerance.between, key=Decimal)
        yield DraftLine("floor_standard", high if polarity is Polarity.LOWEST else low)
    elif tolerance.is_none:
        yield DraftLine("amber", "none")
    elif tolerance.up_to:
        yield DraftLine("floor_standard", tolerance.up_to)
    elif tolerance.percent:
        yield DraftLine("tolerance", f"{tolerance.percent}%")
    elif tolerance.points:
        yield DraftLine("tolerance", f"{tolerance.points} points")


def _ranges(one: OneTarget, target: str, tolerance: FoundTolerance | None) -> Iterator[DraftLine]:
    if one.target.range is not None:
        yield DraftLine("green", f"[{one.target.range[0]}, {one.target.range[1]}]")
        return
    if tolerance is None or tolerance.note or tolerance.is_none or tolerance.up_to:
        return
    size = Decimal(tolerance.points or "0")
    if tolerance.percent:
        size = abs(Decimal(target)) * Decimal(tolerance.percent) / 100
    why = "" if tolerance.green else "only what is AMBER is said: GREEN is the target itself"
    yield DraftLine("green", _around(target, Decimal(tolerance.green or "0")), why)
    yield DraftLine("amber", _around(target, size))


def _around(target: str, size: Decimal) -> str:
    low, high = Decimal(target) - size, Decimal(target) + size
    return f"[{plain_number(low)}, {plain_number(high)}]"


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
            key = each.area, _financial_year(each.period)
            found.setdefault(key, []).append((each.period.order, Decimal(each.figure.value)))
    return {key: [value for _, value in sorted(values)] for key, values in found.items()}


def _adds_up(settled: Settled) -> bool:
    """Whether the figures of a year grow like a count that adds up, and not like a share."""
    by_year = _by_year(settled)
    grown = (len(values) > 1 and 0 < _GROWS * values[0] <= values[-1] for values in by_year.values())
    return any(grown) or (settled.unit != PERCENT_UNIT and not by_year)


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(dumps(name, ensure_ascii=False) for name in names)}]"


def polarity_of_print(measure: FoundMeasure, settled: Settled) -> Polarity | None:
    """The polarity that every printed rating fits, by the side of its target; None where they differ."""
    target = next(
        (each.target.number for each in reversed(measure.targets) if each.target.number is not None), None
    )
    votes: set[Polarity] = set()
    if target is None or _is_of_a_year(measure, settled) or grows_and_starts_again(settled):
        return None  # the figures are not held against the target that is written
    standard = Decimal(settled.standard(target))
    latest = measure.latest
    for rating in measure.ratings:
        period = rating.period or latest
        value = next(
            (
                each.figure.value
                for each in settled.figures
                if each.area == rating.area and each.period == period
            ),
            "",
        )
        if not value or Decimal(value) == standard or rating.rag not in {"RED", "GREEN"}:
            continue
        above = Decimal(value) > standard
        votes.add(Polarity.HIGHEST if above == (rating.rag == "GREEN") else Polarity.LOWEST)
    return votes.pop() if len(votes) == 1 else None
