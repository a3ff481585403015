"""Printed targets against the targets in force by the definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias, assert_never

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.ratings_of import ratings_following
from kpi_engine.audit.page.sheets import NO_ROW
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.wording import listed
from kpi_engine.audit.rules.printed_targets import (
    ABOVE,
    BELOW,
    Aim,
    aim_of,
    is_printed_as,
    other_rounding,
    printed_aim,
)
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Effect, Finding, FindingCell, FindingKind, PrintedField, Sureness
from kpi_engine.model.outputs.printed import PrintedNumber
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import standard_text

# Targets as printed and as defined.
_Pair: TypeAlias = tuple[Aim, Aim]

# Methods that have a single target, which another can stand for.
_Exchangeable: TypeAlias = FloorAndTarget | Tolerance | MetOrMissed | BandsRule


def find_targets(side: Side, claims: Claims) -> None:
    """One finding for each indicator and pair of targets, printed and defined, that differ."""
    defined = _defined_targets(side)
    accounted = claims.mask(side.target_field)
    groups: dict[tuple[int, Aim, Aim], list[int]] = {}
    for at in side.chosen.tolist():
        printed = printed_aim(side.target(side.page.figures[at]))
        should = defined[at]
        if printed != should and not accounted[at] and not _is_as_defined(side, at, printed, should):
            groups.setdefault((int(side.page.code[at]), printed, should), []).append(at)
    for (_, printed, should), figures in groups.items():
        _add(side, figures, (printed, should), defined, claims)


def _is_as_defined(side: Side, at: int, printed: Aim, should: Aim) -> bool:
    return printed.sign == should.sign and is_printed_as(
        printed.number, should.number, side.figure(at).threshold
    )


def _defined_targets(side: Side) -> list[Aim]:
    """The target in force for each figure."""
    targets = [Aim(None)] * len(side.page)
    polarities = tuple(Polarity)
    for number, ratings in enumerate(side.judgement.ratings):
        known: dict[tuple[int, int, int], Aim] = {}
        figures = np.flatnonzero((side.judgement.sheet == number) & (side.judgement.row != NO_ROW))
        rows = side.judgement.row[figures]
        keys = (ratings.observations.code[rows], ratings.threshold[rows], ratings.polarity[rows])
        for at, *key in zip(figures.tolist(), *(column.tolist() for column in keys), strict=True):
            code, position, polarity = key
            if (code, position, polarity) not in known:
                threshold = ratings.indicators[code].thresholds[position] if position >= 0 else None
                known[code, position, polarity] = aim_of(threshold, polarities[polarity])
            targets[at] = known[code, position, polarity]
    return targets


def _add(side: Side, figures: Sequence[int], targets: _Pair, defined: Sequence[Aim], claims: Claims) -> None:
    printed, should = targets
    page, indicator = side.page, side.page.indicator(figures[0])
    ratings = _ratings_by_printed_target(side, figures) if printed.number is not None else {}
    cells: list[FindingCell] = []
    follows = False
    for at in figures:
        claims.account_for(at, side.target_field)
        text = side.target(page.figures[at]).text
        cells.append(page.cell(at, side.target_field, text, _plain(should), _why(should)))
        if at in ratings:
            moved = list(
                ratings_following(side, at, side.figure(at), ratings[at], "it goes by the target as printed")
            )
            follows |= bool(moved)
            for cell in moved:
                claims.account_for(at, cell.field)
            cells += moved
    others = _others(side, figures, should, defined)
    differs = bool(others) or _differ_among_themselves(side, figures, should, defined)
    claims.add(
        Finding(
            FindingKind.LEVEL_TARGET if differs else FindingKind.TARGET,
            _headline(side, figures, printed, should, indicator),
            " ".join((*_explanation(side, figures, printed, should), *others, *_followed(follows))),
            tuple(cells),
            Sureness.POSSIBLE if should.number is None else Sureness.LIKELY,
            _effect(printed, should, follows),
        ),
        figures[0],
    )


def _plain(target: Aim) -> str:
    """A target as a cell of a table; a number alone stays a number."""
    return "no target" if target.number is None else f"{target.sign} {target.number:f}".strip()


def _why(should: Aim) -> str:
    if should.number is None:
        return "the definition has no target in force here"
    return "the target in force is another"


def _effect(printed: Aim, should: Aim, follows: bool) -> Effect:
    if printed.number is None:
        return Effect.HIDES
    return Effect.CHANGES if follows or printed.number != should.number else Effect.NONE


def _headline(side: Side, figures: Sequence[int], printed: Aim, should: Aim, indicator: Indicator) -> str:
    noun = side.target_field.words
    places = listed([side.page.figures[at].area for at in figures])
    defined = "has none in force" if should.number is None else f"has {should.text(indicator)}"
    if printed.number is None:
        return f"The {noun} of {indicator.code} is not printed for {places}, though the definition {defined}"
    text = printed.text(indicator)
    return f"The {noun} of {indicator.code} is printed as {text} for {places}; the definition {defined}"


def _explanation(side: Side, figures: Sequence[int], printed: Aim, should: Aim) -> tuple[str, ...]:
    """What the printed target may be."""
    indicator, threshold = side.page.indicator(figures[0]), side.figure(figures[0]).threshold
    if printed.number is None:
        return ("A reader cannot check the rating.",)
    if threshold is not None and is_printed_as(printed.number, should.number, threshold):
        return (_about_signs(printed, should, indicator),)
    known = _known_as(printed.number, threshold, indicator)
    if known or should.number is None:
        return (known,) if known else ()
    places = dict.fromkeys(
        str(each.location) for each in indicator.thresholds if each.rule.target == should.number
    )
    return (f"The target is defined at {listed(list(places))}.",)


def _known_as(printed: Decimal, threshold: Threshold | None, indicator: Indicator) -> str:
    """Another target that is printed here, or the same target rounded otherwise; empty for neither."""
    number = standard_text(printed, indicator)
    if any(each.year_target == printed for each in indicator.thresholds):
        return f"{number} is the target for the whole year."
    if threshold is not None and (how := other_rounding(printed, threshold, indicator)):
        return f"{how}; the definition has {threshold.origin}."
    others = dict.fromkeys(each.from_label for each in indicator.thresholds if each.rule.target == printed)
    return f"{number} is the target from {listed(list(others))}." if others else ""


def _about_signs(printed: Aim, should: Aim, indicator: Indicator) -> str:
    number = Aim(should.number).text(indicator)
    if printed.sign and should.sign:
        return f"Read so, values on the other side of {number} reach it."
    if printed.sign:
        return f"Read so, {number} itself does not reach it; by the definition it does."
    return f"Read so, {number} itself reaches it; by the definition it does not."


def _others(side: Side, figures: Sequence[int], should: Aim, defined: Sequence[Aim]) -> tuple[str, ...]:
    """How many areas of the same level, with the same target, print it as defined."""
    page = side.page
    levels = {page.level(at) for at in figures}
    right = Counter(
        page.level(at)
        for at in _with_target(side, figures[0], should, defined)
        if page.level(at) in levels
        and _is_as_defined(side, at, printed_aim(side.target(page.figures[at])), should)
    )
    return tuple(
        f"{counted(count, 'row')} of the level {level} print{'s' if count == 1 else ''} it as defined."
        for level, count in right.items()
    )


def _with_target(side: Side, first: int, should: Aim, defined: Sequence[Aim]) -> list[int]:
    """The rows of a figure's indicator that should have the same target."""
    own = side.chosen[side.page.code[side.chosen] == side.page.code[first]].tolist()
    return [at for at in own if should.number is not None and defined[at] == should]


def _differ_among_themselves(side: Side, figures: Sequence[int], should: Aim, defined: Sequence[Aim]) -> bool:
    """Whether rows of the same indicator, level, period and defined target print different targets."""
    page = side.page
    keys = {(page.level(at), page.figures[at].period) for at in figures}
    found: dict[tuple[str, int], set[Aim]] = {}
    for at in _with_target(side, figures[0], should, defined):
        printed = printed_aim(side.target(page.figures[at]))
        if printed.number is not None:
            found.setdefault((page.level(at), page.figures[at].period), set()).add(printed)
    return any(len(found.get(key, ())) > 1 for key in keys)


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
    """Whether a printed target can rate the figure: a range has no single target, a percent needs it."""
    rule, printed = _rule(side, at), side.target(side.page.figures[at])
    if isinstance(rule, BandsRule):
        # A sign before the target of bands changes nothing.
        if printed.number is None:
            return False
        return not rule.is_of_target or printed.number > 0
    if isinstance(rule, Tolerance | MetOrMissed) and printed.number is None:
        return False
    return rule is not None and printed.sign != _wrong_way(side.figure(at).polarity)


def _wrong_way(polarity: Polarity) -> str:
    """The sign that no target of a polarity can have."""
    return ABOVE if polarity is Polarity.LOWEST else BELOW


def _rule(side: Side, at: int) -> _Exchangeable | None:
    """The rule in force, where it has a single target."""
    threshold = side.figure(at).threshold
    match None if threshold is None else threshold.rule:
        case None | TargetRange():
            return None
        case FloorAndTarget() | Tolerance() | MetOrMissed() | BandsRule() as rule:
            return rule
        case other:
            assert_never(other)


def _as_printed(side: Side, at: int) -> Threshold:
    """The threshold in force for a figure alone, with the target printed there."""
    figure, in_force = side.page.figures[at], side.figure(at).threshold
    rule = _rule(side, at)
    if in_force is None or rule is None:
        raise ValueError("only a figure with a target and floor standard in force has another target")
    period = figure.period
    if side.value_field is PrintedField.OUTTURN and figure.outturn_year is not None:
        period = side.page.indicator(at).calendar.last_of_year(figure.outturn_year)
    return replace(
        in_force,
        first=period,
        last=period,
        levels=(),
        areas=(figure.area,),
        rule=_aiming_at(rule, side.target(figure)),
    )


def _aiming_at(rule: _Exchangeable, printed: PrintedNumber) -> _Exchangeable:
    match rule:
        case BandsRule():
            return replace(rule, target=printed.number)
        case FloorAndTarget():
            return replace(rule, target=printed.number, strict=bool(printed.sign))
        case Tolerance() | MetOrMissed():
            target = rule.target if printed.number is None else printed.number
            return replace(rule, target=target, strict=bool(printed.sign))
        case _:
            assert_never(rule)
