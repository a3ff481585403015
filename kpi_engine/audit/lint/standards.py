"""Targets and floor standards that do not look right for the figures they rate."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

import numpy as np

from kpi_engine.audit.lint.subject import Subject, numbers, spread
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import PERCENT, standard_text, value_text
from kpi_engine.model.words.rule_wording import wording_of

# Fewer figures than these say nothing about how far they usually are from each other.
FEWEST_FIGURES = 6
FEWEST_AREAS = 3
# A target further away than this part of itself is not near, unless the figures differ as much.
NEAR = 0.25
HUNDRED = 100
_LACKING = {
    NotRated.NO_TARGET_IN_FORCE: "no target in force",
    NotRated.NO_FLOOR_STANDARD: "no floor standard",
    NotRated.NO_AMBER_RANGE: "no amber range",
}


def targets_out_of_reach(subject: Subject) -> Iterator[Issue]:
    """A target that no figure rated by it comes near, in any period or area.

    Near is within a quarter of the target's own size, or no further away than the figures are from each
    other, the highest from the lowest. What is GREEN is near enough, however far bands let it stay.
    """
    margin = numbers(subject.ratings.margin_to_target)
    for rows in subject.by_threshold():
        thresholds, which = subject.thresholds(rows)
        targets = [threshold.rule.target for threshold in thresholds]
        if len(rows) < FEWEST_FIGURES or None in targets:
            continue
        sizes = np.array([abs(float(target)) for target in targets if target is not None])[which]
        near = np.fmax(NEAR * sizes, spread(subject.values[rows]))
        is_green = subject.ratings.rag[rows] >= Rag.GREEN.code
        if (is_green | (margin[rows] >= -near)).any():
            continue
        best = Figure(subject.ratings, int(rows[np.argmax(margin[rows] / np.fmax(sizes, 1))]))
        yield warning(
            subject.threshold(best.row).location,
            _out_of_reach(subject, best, len(rows), several=len(set(targets)) > 1),
            "check the target, its unit and the figures",
        )


def _out_of_reach(subject: Subject, best: Figure, count: int, *, several: bool) -> str:
    target = subject.threshold(best.row).rule.target or Decimal(0)
    value = value_text(best.value or Decimal(0), best.indicator)
    where = f"({best.area}, {subject.period(best.row)})"
    code, aim = best.indicator.code, standard_text(target, best.indicator)
    if several:
        return (
            f"no figure of {code} comes near its target: the nearest of {count:,} is {value} of {aim} {where}"
        )
    return f"no figure of {code} comes near the target {aim}: the best of {count:,} is {value} {where}"


def floors_all_miss(subject: Subject) -> Iterator[Issue]:
    """A floor standard that every area misses, in every period rated by it."""
    observations = subject.ratings.observations
    for rows in subject.by_threshold():
        areas = len(np.unique(observations.area[rows]))
        if areas < FEWEST_AREAS or (subject.ratings.rag[rows] > Rag.AMBER_RED.code).any():
            continue
        row = int(rows[0])
        indicator = subject.ratings.indicators[observations.code[row]]
        thresholds, _ = subject.thresholds(rows)
        standard = _floor_words({threshold.rule for threshold in thresholds}, indicator)
        yield warning(
            subject.threshold(row).location,
            f"every area misses {standard} of {indicator.code}: {counted(len(rows), 'figure')} in "
            f"{areas} areas, all {indicator.scale.names(Rag.RED)}",
            "check the standard, the polarity and the figures",
        )


def floors_that_are_targets(subject: Subject) -> Iterator[Issue]:
    """A floor standard equal to its target: nothing can be AMBER."""
    for rows in subject.by_threshold():
        threshold = subject.threshold(int(rows[0]))
        target, floor = threshold.rule.target, threshold.rule.floor
        if target is not None and target == floor:
            indicator = subject.ratings.indicators[subject.ratings.observations.code[rows[0]]]
            yield warning(
                threshold.location,
                f"the floor standard of {indicator.code} is its target, {standard_text(target, indicator)}: "
                "nothing can be AMBER",
                'correct one of the two; where a target is met or missed, write "amber: none" instead',
            )


def percentages_no_figure_can_be(subject: Subject) -> Iterator[Issue]:
    """A target or floor standard above 100 % or below 0 of a percentage that is never so.

    Many figures below a target above 100 % are left to targets_out_of_reach.
    """
    for rows in subject.by_threshold():
        threshold = subject.threshold(int(rows[0]))
        indicator = subject.ratings.indicators[subject.ratings.observations.code[rows[0]]]
        if indicator.unit != PERCENT:
            continue
        lowest, highest = float(subject.values[rows].min()), float(subject.values[rows].max())
        is_green = bool((subject.ratings.rag[rows] >= Rag.GREEN.code).any())
        for name, number in (("target", threshold.rule.target), ("floor standard", threshold.rule.floor)):
            if number is None:
                continue
            above = highest <= HUNDRED < number and (is_green or len(rows) < FEWEST_FIGURES)
            if above or number < 0 <= lowest:
                beyond = f"above {HUNDRED}%" if above else "below 0"
                yield warning(
                    threshold.location,
                    f"the {name} of {indicator.code} is {standard_text(number, indicator)}, and no figure is "
                    f"{beyond}",
                    f"check the {name}, its sign and its unit",
                )


def _floor_words(rules: Collection[RatingRule], indicator: Indicator) -> str:
    """What the figures of one written threshold miss; its rules may differ in their numbers."""
    return next(iter(rules)).floor_name(wording_of(indicator), len(rules) > 1)


def thresholds_missing(subject: Subject) -> Iterator[Issue]:
    """A threshold, or its floor standard, that is missing for the period that is reported."""
    ratings = subject.ratings
    for reason in _LACKING:
        lacking = subject.reported & (ratings.not_rated == reason.code)
        for rows in subject.by_code(lacking):
            yield _missing(subject, rows, reason)


def _missing(subject: Subject, rows: IntArray, reason: NotRated) -> Issue:
    row = int(rows[0])
    indicator = subject.ratings.indicators[subject.ratings.observations.code[row]]
    if reason is NotRated.NO_FLOOR_STANDARD:
        place = subject.threshold(row).location
        remedy = 'add the floor standard, or "amber: none" where a target is met or missed'
    elif reason is NotRated.NO_AMBER_RANGE:
        place = subject.threshold(row).location
        remedy = 'add the amber range beside green, or "amber: none" where a target is met or missed'
    else:
        place = max(threshold.location for threshold in indicator.thresholds)
        remedy = "add the threshold that holds now"
    return warning(
        place,
        f"{indicator.code} has {_LACKING[reason]} in {subject.period(row)}, so that "
        f"{subject.named_areas(rows)} cannot be rated",
        remedy,
    )
