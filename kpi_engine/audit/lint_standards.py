"""Targets and floor standards that do not look right for the figures they rate."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint_subject import Subject, numbers, plural, spread, warning
from kpi_engine.model.bands import BandsRule
from kpi_engine.model.figure import Figure
from kpi_engine.model.indicator import FloorAndTarget, Indicator, RatingRule
from kpi_engine.model.issue import Issue
from kpi_engine.model.judgement import NotRated, Rag
from kpi_engine.model.number_text import standard_text, value_text
from kpi_engine.model.observation import IntArray

# Fewer figures than these say nothing about how far they usually are from each other.
FEWEST_FIGURES = 6
FEWEST_AREAS = 3
# A target further away than this part of itself is not near, unless the figures differ as much.
NEAR = 0.25
_LACKING = {
    NotRated.NO_TARGET_IN_FORCE: "no target in force",
    NotRated.NO_FLOOR_STANDARD: "no floor standard",
}


def targets_out_of_reach(subject: Subject) -> Iterator[Issue]:
    """A target that no figure rated by it comes near, in any period or area.

    Near is within a quarter of the target's own size, or no further away than the figures are from each
    other, the highest from the lowest.
    """
    margin = numbers(subject.ratings.margin_to_target)
    for rows in subject.by_threshold():
        figure = Figure(subject.ratings, int(rows[np.argmax(margin[rows])]))
        target = subject.threshold(figure.row).rule.target
        if len(rows) < FEWEST_FIGURES or figure.value is None or target is None:
            continue
        missed_by = -float(margin[figure.row])
        if missed_by <= max(NEAR * float(abs(target)), spread(subject.values[rows])):
            continue
        yield warning(
            subject.threshold(figure.row).location,
            f"no figure of {figure.indicator.code} comes near the target "
            f"{standard_text(target, figure.indicator)}: the best of {len(rows):,} is "
            f"{value_text(figure.value, figure.indicator)} ({figure.area}, {subject.period(figure.row)})",
            "check the target, its unit and the figures",
        )


def floors_all_miss(subject: Subject) -> Iterator[Issue]:
    """A floor standard that every area misses, in every period rated by it."""
    observations = subject.ratings.observations
    for rows in subject.by_threshold():
        areas = len(np.unique(observations.area[rows]))
        if areas < FEWEST_AREAS or (subject.ratings.rag[rows] != Rag.RED.code).any():
            continue
        row = int(rows[0])
        threshold = subject.threshold(row)
        indicator = subject.ratings.indicators[observations.code[row]]
        standard = _floor_words(threshold.rule, indicator)
        yield warning(
            threshold.location,
            f"every area misses {standard} of {indicator.code}: {plural(len(rows), 'figure')} in "
            f"{areas} areas, all RED",
            "check the standard, the polarity and the figures",
        )


def _floor_words(rule: RatingRule, indicator: Indicator) -> str:
    if isinstance(rule, BandsRule):
        return "the amber band" if rule.amber is not None else "the green band"
    if isinstance(rule, FloorAndTarget) and rule.floor_standard is not None:
        return f"the floor standard {standard_text(rule.floor_standard, indicator)}"
    return "the amber range"


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
        remedy = "add the floor standard, or say beside the figure why there is none"
    else:
        place = max(threshold.location for threshold in indicator.thresholds)
        remedy = "add the threshold that holds now"
    return warning(
        place,
        f"{indicator.code} has {_LACKING[reason]} in {subject.period(row)}, so that "
        f"{subject.named_areas(rows)} cannot be rated",
        remedy,
    )
