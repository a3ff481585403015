"""Targets and tolerances as found → the lines of thresholds, and what has to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from json import dumps

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.draft import DraftLine
from kpi_engine.read.recognise.draft.over_the_year import (
    adds_up_over_year,
    date_of_another_kind,
    financial_year,
    grows_and_starts_again,
    has_calendar_years,
    is_of_a_year,
)
from kpi_engine.read.recognise.draft.settled import Settled
from kpi_engine.read.recognise.found import FoundMeasure, OneTarget
from kpi_engine.read.recognise.words.figure_cells import plain_number
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.period_headings import period_of_text
from kpi_engine.read.recognise.words.standards_words import FoundTolerance

_MONTHS_OF_A_QUARTER = 3
Lines = tuple[DraftLine, ...]


@frozen
class DraftStandards:
    """The lines of each threshold (``thresholds``), or of one that always holds (``in_short``)."""

    in_short: Lines
    thresholds: tuple[Lines, ...]
    questions: tuple[str, ...]


def standards_of(
    measure: FoundMeasure, settled: Settled, polarity: Polarity | None, covers_what: str
) -> DraftStandards:
    """The thresholds of a measure; a target that holds for all areas is written once."""
    thresholds: list[Lines] = []
    questions: list[str] = []
    adds_up = adds_up_over_year(settled, covers_what)
    of_a_year = not adds_up and covers_what != "R12M" and is_of_a_year(measure, settled)
    for target, areas in _by_area(measure):
        if target.target.is_none or polarity is Polarity.NONE:
            continue
        when = date_of_another_kind(target, measure)
        if when:
            questions.append(f"when its target of {when} holds: its figures have no such period")
            continue
        if polarity is Polarity.TARGET and not _has_range(target):
            questions.append("how close to its target is GREEN and AMBER: add target, green and amber")
            continue
        found = _of_target(target, areas, measure, settled, polarity, adds_up=adds_up or of_a_year)
        for lines in found:
            other = next((each for each in thresholds if _when(each) == _when(lines)), None)
            if other is None:
                thresholds.append(lines)
            else:
                written = _aim(other)
                questions.append(f"whether its target is {written} or {_aim(lines)}: {written} is written")
    if of_a_year and thresholds:
        questions.append("whether its target is for the year, as its size suggests, and how it is spread")
    if adds_up and any(line.value == "ask" for lines in thresholds for line in lines):
        questions.append("how its target for the year is spread over the year")
    if any(_leaves_periods_out(target, measure.part) for target in measure.targets):
        questions.append("what its target is in the periods that its profile does not name")
    if thresholds and not _tells_amber_from_red(thresholds):
        questions.append("what is still AMBER: add floor_standard, or a tolerance")
    if len(thresholds) == 1 and not any(line.key in {"from", "area"} for line in thresholds[0]):
        return DraftStandards(thresholds[0], (), tuple(questions))
    return DraftStandards((), tuple(thresholds), tuple(dict.fromkeys(questions)))


def _when(lines: Lines) -> list[tuple[str, str]]:
    """From when and for which areas a threshold holds: two cannot begin together."""
    return [(line.key, line.value) for line in lines if line.key in {"from", "area"}]


def _aim(lines: Lines) -> str:
    return next((line.value for line in lines if line.key in {"target", "profile"}), "a range")


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
    if measure.part is Part.QUARTER and _is_whole_year(one):
        numbers = [settled.standard(figure) for _, figure in one.target.profile]
        year = [] if one.year is None else [DraftLine("from", _year_label(one.year, measure))]
        profile = DraftLine("profile", f"[{', '.join(numbers)}]")
        yield (*year, *scope, profile, *_amber(one, numbers[-1], polarity, settled))
        return
    if one.target.profile:
        for part, figure in one.target.profile:
            period = _period_of_part(part, one.year, measure.part)
            if period is not None:
                dated = [DraftLine("from", period.label), DraftLine("until", period.label)]
                target = settled.standard(figure)
                yield (*dated, *scope, DraftLine("target", target), *_amber(one, target, polarity, settled))
        return
    if one.target.number is None:
        return
    target = settled.standard(one.target.number)
    if polarity is Polarity.HIGHEST and one.target.range is not None:
        target = one.target.range[0]  # to be in the range is to be at or above its lower end
    rest = [DraftLine("strict", "true")] if one.target.strict else []
    # A range to be kept to has no point in it that is the best.
    aim = [] if _is_range(one, polarity) else [DraftLine("target", target), *rest]
    amber = _amber(one, target, polarity, settled)
    if adds_up and one.period is None:
        # Points are for each figure, and the target of the year is spread over them.
        amber = (line for line in amber if not line.value.endswith(" points"))
    lines = [*scope, *aim, *amber]
    if one.period is not None:
        yield (DraftLine("from", one.period.label), DraftLine("until", one.period.label), *lines)
    elif adds_up and polarity is not Polarity.TARGET:
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


def _leaves_periods_out(one: OneTarget, frequency: Part) -> bool:
    """Whether a profile names other periods than the measure has, or no year that they are of."""
    profile = one.target.profile
    if not profile:
        return False
    periods = [_period_of_part(part, one.year, frequency) for part, _ in profile]
    own = sum(each is not None and each.part is frequency for each in map(period_of_text, dict(profile)))
    return None in periods or own < len(profile)


def _is_whole_year(one: OneTarget) -> bool:
    """Whether a profile has a target for each quarter, in their order."""
    return one.year is not None and [part.upper() for part, _ in one.target.profile] == [
        "Q1",
        "Q2",
        "Q3",
        "Q4",
    ]


def _period_of_part(part: str, year: YearName | None, frequency: Part) -> FoundPeriod | None:
    """The period, of the measure's own frequency, that a part of a profile ends with."""
    period = period_of_text(part)
    if period is None or year is None:
        return None
    period = period.within(year)
    if period.part is frequency:
        return period
    end, month = period.last_month
    if frequency is Part.MONTH:
        return FoundPeriod(Part.MONTH, month, YearName(end, is_calendar=True))
    if frequency is Part.QUARTER and month % _MONTHS_OF_A_QUARTER == 0:
        quarter = month // _MONTHS_OF_A_QUARTER
        if year.is_calendar:
            return FoundPeriod(Part.QUARTER, quarter, year)
        return FoundPeriod(Part.QUARTER, (quarter - 2) % 4 + 1, year)
    return None


def _year_label(year: YearName, measure: FoundMeasure) -> str:
    """The year as a definition has it: in two parts wherever it could be a month too."""
    if not year.is_calendar and measure.part is Part.MONTH and year.first < 2012:
        return f"{year.first}-{year.first + 1}"
    return year.label


def _years(year: YearName | None, measure: FoundMeasure) -> Lines:
    """From which year to which a target counts: the year of its heading, else the years of the figures."""
    if year is not None:
        return (DraftLine("from", _year_label(year, measure)),)
    years = sorted({financial_year(each.period) for each in measure.figures})
    by_calendar = has_calendar_years(measure)
    ends = (YearName(each, is_calendar=by_calendar) for each in (years[0], years[-1]))
    labels = [_year_label(end, measure) for end in ends]
    why = "no year is named: it holds for those of the figures"
    first = DraftLine("from", labels[0], why)
    return (first,) if labels[0] == labels[1] else (first, DraftLine("until", labels[1]))


def _amber(one: OneTarget, target: str, polarity: Polarity | None, settled: Settled) -> Iterator[DraftLine]:
    """What is still AMBER: by a floor standard, a tolerance, or nothing where a standard is met or missed."""
    tolerance = one.tolerance
    if polarity is Polarity.TARGET:
        yield from _ranges(one, target, tolerance)
    elif one.floor is not None:
        yield DraftLine("floor_standard", settled.standard(one.floor))
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


def _is_range(one: OneTarget, polarity: Polarity | None) -> bool:
    return polarity is Polarity.TARGET and one.target.range is not None


def _ranges(one: OneTarget, target: str, tolerance: FoundTolerance | None) -> Iterator[DraftLine]:
    if one.target.range is not None:
        low, high = one.target.range
        yield DraftLine("green", f"[{low}, {high}]")
        if tolerance is not None and tolerance.points:
            size = Decimal(tolerance.points)
            ends = (plain_number(Decimal(low) - size), plain_number(Decimal(high) + size))
            yield DraftLine("amber", f"[{', '.join(ends)}]")
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


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(dumps(name, ensure_ascii=False) for name in names)}]"


def polarity_of_print(measure: FoundMeasure, settled: Settled) -> Polarity | None:
    """The polarity that every printed rating fits, by the side of its target; None where they differ."""
    target = next(
        (each.target.number for each in reversed(measure.targets) if each.target.number is not None), None
    )
    votes: set[Polarity] = set()
    if target is None or is_of_a_year(measure, settled) or grows_and_starts_again(settled):
        return None  # the figures are not held against the target that is written
    standard = Decimal(settled.standard(target))
    latest = measure.latest
    for rating in measure.ratings:
        period = rating.period or latest
        value = next(
            (
                settled.shown(each.figure)
                for each in settled.figures
                if each.area == rating.area and each.period == period
            ),
            None,
        )
        if value is None or value == standard or rating.rag not in {"RED", "GREEN"}:
            continue
        above = value > standard
        votes.add(Polarity.HIGHEST if above == (rating.rag == "GREEN") else Polarity.LOWEST)
    return votes.pop() if len(votes) == 1 else None
