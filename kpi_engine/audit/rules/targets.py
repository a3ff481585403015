"""Printed targets against the targets in force by the definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.ratings_of import ratings_following
from kpi_engine.audit.page.sheets import NO_ROW
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.rules.printed_targets import (
    Aim,
    aim_of,
    printed_aim,
)
from kpi_engine.audit.rules.target_words import (
    differ_among_themselves,
    followed_words,
    is_as_defined,
    other_rows,
    plain_target,
    target_explanation,
    target_headline,
    why_printed,
    wrong_way_words,
)
from kpi_engine.model.arrays.observation import IntArray
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
        if printed != should and not accounted[at] and not is_as_defined(side, at, printed, should):
            groups.setdefault((int(side.page.code[at]), printed, should), []).append(at)
    for (_, printed, should), figures in groups.items():
        _add(side, figures, (printed, should), defined, claims)


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
        cells.append(page.cell(at, side.target_field, text, plain_target(should), why_printed(should)))
        if at in ratings:
            moved = list(
                ratings_following(side, at, side.figure(at), ratings[at], "it goes by the target as printed")
            )
            follows |= bool(moved)
            for cell in moved:
                claims.account_for(at, cell.field)
            cells += moved
    others = other_rows(side, figures, should, defined)
    differs = bool(others) or differ_among_themselves(side, figures, should, defined)
    claims.add(
        Finding(
            FindingKind.LEVEL_TARGET if differs else FindingKind.TARGET,
            target_headline(side, figures, printed, should, indicator),
            " ".join(
                (*target_explanation(side, figures, printed, should), *others, *followed_words(follows))
            ),
            tuple(cells),
            Sureness.POSSIBLE if should.number is None else Sureness.LIKELY,
            _effect(printed, should, follows),
        ),
        figures[0],
    )


def _effect(printed: Aim, should: Aim, follows: bool) -> Effect:
    if printed.number is None:
        return Effect.HIDES
    return Effect.CHANGES if follows or printed.number != should.number else Effect.NONE


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
    return rule is not None and printed.sign != wrong_way_words(side.figure(at).polarity)


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
