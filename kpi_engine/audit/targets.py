"""Printed targets against those in force by the definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

import numpy as np

from kpi_engine.audit.claims import Claims
from kpi_engine.audit.judged import printed_words
from kpi_engine.audit.ratings_of import ratings_following
from kpi_engine.audit.sheets import NO_ROW
from kpi_engine.audit.sides import Side
from kpi_engine.audit.wording import counted, listed
from kpi_engine.model.audit import Effect, Finding, FindingCell, FindingKind, PrintedField, Sureness
from kpi_engine.model.bands import BandsOf, BandsRule
from kpi_engine.model.figure import Figure
from kpi_engine.model.indicator import FloorAndTarget, Indicator, TargetRange, Threshold
from kpi_engine.model.number_text import standard_text
from kpi_engine.model.observation import IntArray
from kpi_engine.model.period import first_period_of_year

# A target as printed and as defined.
_Pair: TypeAlias = tuple[Decimal | None, Decimal | None]


def find_targets(side: Side, claims: Claims) -> None:
    """Targets that are not those of the definition: one finding for each indicator and pair of numbers."""
    defined = _defined_targets(side)
    accounted = claims.mask(side.target_field)
    groups: dict[tuple[int, Decimal | None, Decimal | None], list[int]] = {}
    for at in side.chosen.tolist():
        printed = side.target(side.page.figures[at]).number
        if printed != defined[at] and not accounted[at]:
            groups.setdefault((int(side.page.code[at]), printed, defined[at]), []).append(at)
    for (_, printed, should), figures in groups.items():
        _add(side, figures, (printed, should), defined, claims)


def _defined_targets(side: Side) -> list[Decimal | None]:
    """The target in force for each figure."""
    targets: list[Decimal | None] = [None] * len(side.page)
    for number, ratings in enumerate(side.judgement.ratings):
        known: dict[tuple[int, int], Decimal | None] = {}
        figures = np.flatnonzero((side.judgement.sheet == number) & (side.judgement.row != NO_ROW))
        rows = side.judgement.row[figures]
        thresholds, codes = ratings.threshold[rows], ratings.observations.code[rows]
        for at, code, position in zip(figures.tolist(), codes.tolist(), thresholds.tolist(), strict=True):
            if (code, position) not in known:
                known[code, position] = (
                    ratings.indicators[code].thresholds[position].rule.target if position >= 0 else None
                )
            targets[at] = known[code, position]
    return targets


def _add(
    side: Side, figures: Sequence[int], targets: _Pair, defined: Sequence[Decimal | None], claims: Claims
) -> None:
    printed, should = targets
    page, indicator = side.page, side.page.indicator(figures[0])
    ratings = _ratings_by_printed_target(side, figures) if printed is not None else {}
    cells: list[FindingCell] = []
    follows = False
    for at in figures:
        claims.account_for(at, side.target_field)
        text = side.target(page.figures[at]).text
        computed = "no target" if should is None else f"{should:f}"
        cells.append(page.cell(at, side.target_field, text, computed, _why(should)))
        if at in ratings:
            moved = list(
                ratings_following(side, at, side.figure(at), ratings[at], "it goes by the target as printed")
            )
            follows |= bool(moved)
            for cell in moved:
                claims.account_for(at, cell.field)
            cells += moved
    others = _others(side, figures, defined)
    differs = bool(others) or _differ_among_themselves(side, figures)
    claims.add(
        Finding(
            FindingKind.LEVEL_TARGET if differs else FindingKind.TARGET,
            _headline(side, figures, printed, should, indicator),
            " ".join((*_explanation(printed, should, indicator), *others, *_followed(follows))),
            tuple(cells),
            Sureness.POSSIBLE if should is None else Sureness.LIKELY,
            Effect.HIDES if printed is None else Effect.CHANGES,
        ),
        figures[0],
    )


def _why(should: Decimal | None) -> str:
    return (
        "the definition has no target in force here" if should is None else "the target in force is another"
    )


def _headline(
    side: Side,
    figures: Sequence[int],
    printed: Decimal | None,
    should: Decimal | None,
    indicator: Indicator,
) -> str:
    noun = side.target_field.words
    places = listed([side.page.figures[at].area for at in figures])
    defined = "has none in force" if should is None else f"has {standard_text(should, indicator)}"
    if printed is None:
        return f"The {noun} of {indicator.code} is not printed for {places}, though the definition {defined}"
    text = standard_text(printed, indicator)
    return f"The {noun} of {indicator.code} is printed as {text} for {places}; the definition {defined}"


def _explanation(printed: Decimal | None, should: Decimal | None, indicator: Indicator) -> tuple[str, ...]:
    if printed is None:
        return ("A reader cannot check the rating.",)
    if any(each.year_target == printed for each in indicator.thresholds):
        return (f"{standard_text(printed, indicator)} is the target for the whole year.",)
    others = list(
        dict.fromkeys(each.from_label for each in indicator.thresholds if each.rule.target == printed)
    )
    if others:
        return (f"{standard_text(printed, indicator)} is the target from {listed(others)}.",)
    if should is None:
        return ()
    places = dict.fromkeys(str(each.location) for each in indicator.thresholds if each.rule.target == should)
    return (f"The target is defined at {listed(list(places))}.",)


def _others(side: Side, figures: Sequence[int], defined: Sequence[Decimal | None]) -> tuple[str, ...]:
    """How many areas of the same level print the target as defined."""
    page = side.page
    levels = {page.level(at) for at in figures}
    code = page.code[figures[0]]
    right = Counter(
        page.level(at)
        for at in side.chosen[page.code[side.chosen] == code].tolist()
        if defined[at] is not None
        and side.target(page.figures[at]).number == defined[at]
        and page.level(at) in levels
    )
    return tuple(
        f"{counted(count, 'row')} of the level {level} print{'s' if count == 1 else ''} it as defined."
        for level, count in right.items()
    )


def _differ_among_themselves(side: Side, figures: Sequence[int]) -> bool:
    """Whether rows of the same indicator, level and period print different targets."""
    page = side.page
    keys = {(page.level(at), page.figures[at].period) for at in figures}
    code = page.code[figures[0]]
    numbers: dict[tuple[str, int], set[Decimal]] = {}
    for at in side.chosen[page.code[side.chosen] == code].tolist():
        number = side.target(page.figures[at]).number
        if number is not None:
            numbers.setdefault((page.level(at), page.figures[at].period), set()).add(number)
    return any(len(numbers.get(key, ())) > 1 for key in keys)


def _followed(follows: bool) -> tuple[str, ...]:
    return ("RAGs beside it go by the target as printed.",) if follows else ()


def _ratings_by_printed_target(side: Side, figures: Sequence[int]) -> dict[int, Figure]:
    """The figures as rated by the target printed beside each; the floor standard, or the bands, stay."""
    wanted: dict[str, list[int]] = {}
    for at in figures:
        if _can_be_exchanged(side, at) and printed_words(side.page, at, side.fields[0]):
            wanted.setdefault(side.page.figures[at].code, []).append(at)
    if not wanted:
        return {}
    indicators = tuple(
        replace(
            indicator,
            thresholds=(
                *indicator.thresholds,
                *(_as_printed(side, at) for at in wanted.get(indicator.code, ())),
            ),
        )
        for indicator in side.page.indicators
    )
    chosen: IntArray = np.array([at for group in wanted.values() for at in group], np.int64)
    judgement = side.judged_with(chosen, indicators)
    return {
        at: Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at])) for at in chosen.tolist()
    }


def _can_be_exchanged(side: Side, at: int) -> bool:
    """Whether a figure can be rated by the printed target: a range has no single one, a percent needs one."""
    rule, printed = _rule(side, at), side.target(side.page.figures[at]).number
    if isinstance(rule, BandsRule) and rule.of is BandsOf.PERCENT_OF_TARGET:
        return printed is not None and printed > 0
    return rule is not None


def _rule(side: Side, at: int) -> FloorAndTarget | BandsRule | None:
    """The rule in force, where it has a single target."""
    threshold = side.figure(at).threshold
    if threshold is None or isinstance(threshold.rule, TargetRange):
        return None
    return threshold.rule


def _as_printed(side: Side, at: int) -> Threshold:
    """The threshold in force for a figure alone, with the target printed there."""
    figure, in_force = side.page.figures[at], side.figure(at).threshold
    rule = _rule(side, at)
    if in_force is None or rule is None:
        raise ValueError("only a figure with a target and floor standard in force has another target")
    period = figure.period
    if side.value_field is PrintedField.OUTTURN and figure.outturn_year is not None:
        indicator = side.page.indicator(at)
        frequency = indicator.frequency
        period = first_period_of_year(frequency, figure.outturn_year, indicator.year)
        period += frequency.periods_per_year - 1
    return replace(
        in_force,
        first=period,
        last=period,
        levels=(),
        areas=(figure.area,),
        rule=replace(rule, target=side.target(figure).number),
    )
