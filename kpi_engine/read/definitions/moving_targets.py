"""A target that moves → thresholds: one for each period of a path, and the name of a figure that is a target.

Rules: docs/rating-rules.md, "A target that is another figure" and "A path to a later target".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from kpi_engine.model.arrays.rounding import Rounding, rounded, rounding_note
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Member
from kpi_engine.model.definitions.methods.moving_target import FigureTarget, TargetPath
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.words.number_text import standard_text
from kpi_engine.read.definitions.schema import moving_target_schema as fields
from kpi_engine.read.definitions.schema.computed_target_schema import PROFILE, ROUNDING, TARGET_FOR
from kpi_engine.read.definitions.schema.threshold_schema import EDGES, FLOOR_STANDARD, GREEN, TARGET, UNTIL
from kpi_engine.read.definitions.year_targets import over_the_year
from kpi_engine.read.yaml.in_force import one_period
from kpi_engine.read.yaml.records import Field, Values
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS

_UNFIT: tuple[Field[Any], ...] = (TARGET, PROFILE, TARGET_FOR, GREEN, *EDGES)


def plain_thresholds(
    threshold: Threshold, values: Values, indicator: Indicator, issues: list[Issue]
) -> tuple[Threshold, ...]:
    """The threshold with the figure that is its target, or the thresholds of the periods that it spans.

    ``values`` are the threshold's fields. Problems go to ``issues``, and there is then no threshold.
    """
    moves = values.names(fields.TARGET_FIGURE) or values.names(fields.PATH)
    if moves and any(values.names(other) for other in _UNFIT):
        # What cannot be beside a target that moves has been reported.
        return ()
    if values.names(fields.TARGET_FIGURE):
        figure = None if values.names(FLOOR_STANDARD) else _figure_of(values, indicator)
        return () if figure is None else (replace(threshold, figure=figure),)
    if not values.names(fields.PATH):
        return over_the_year(threshold, values, indicator, issues)
    path = None if values.unreadable(ROUNDING) else _path_of(values, indicator, issues)
    if path is None or _ends_before(path, threshold, values, issues):
        return ()
    try:
        return tuple(_along(path, threshold, values.get(ROUNDING), indicator))
    except ValueError:
        what = f"a place on the path to {path.target} does not end within {MOST_DECIMALS} decimals"
        issues.append(error(values.at(ROUNDING), what, "write rounding: half_up, up or down"))
        return ()


def _figure_of(values: Values, indicator: Indicator) -> FigureTarget | None:
    given = values.get(fields.TARGET_FIGURE)
    if given is None or given.unreadable(fields.FIGURE_OF):
        return None
    code = given.get(fields.FIGURE_OF)
    of = Member(indicator.code, given.location) if code is None else Member(code.value, code.location)
    return FigureTarget(of, given.get(fields.FIGURE_AREA), given.get(fields.FIGURE_COMPARATOR))


def _path_of(values: Values, indicator: Indicator, issues: list[Issue]) -> TargetPath | None:
    """The path; None where it cannot be read or leads nowhere, which is among the ``issues``."""
    given = values.get(fields.PATH)
    start, end = (None, None) if given is None else (given.get(fields.PATH_FROM), given.get(fields.PATH_TO))
    if start is None or end is None:
        return None
    (first, baseline), (last, target) = (_end_of(each, indicator, issues) for each in (start, end))
    if first is None or last is None or baseline is None or target is None:
        return None
    words = period_words(indicator.calendar, first), period_words(indicator.calendar, last)
    if last <= first:
        what = f"this path ends with {words[1]}, and it begins with {words[0]}"
        issues.append(error(end.at(fields.PATH_PERIOD), what, "write the earlier period in from"))
        return None
    if baseline == target:
        what = f"this path ends at {target}, where it begins"
        issues.append(error(end.at(fields.PATH_VALUE), what, f"write target: {target} in place of the path"))
        return None
    return TargetPath(first, words[0], baseline, last, words[1], target)


def _end_of(end: Values, indicator: Indicator, issues: list[Issue]) -> tuple[int | None, Decimal | None]:
    label = end.get(fields.PATH_PERIOD)
    period = None if label is None else one_period(label, "period", indicator.calendar, issues)
    return period, end.get(fields.PATH_VALUE)


def _ends_before(path: TargetPath, threshold: Threshold, values: Values, issues: list[Issue]) -> bool:
    """Whether ``until`` ends a path before its first period, which is then among the ``issues``."""
    if threshold.last is None or threshold.last > path.first:
        return False
    what = f"this path begins after its baseline in {path.first_label}, and until ends it by then"
    issues.append(error(values.at(UNTIL), what, "write a later period, or remove until"))
    return True


def _along(
    path: TargetPath, threshold: Threshold, how: Rounding, indicator: Indicator
) -> Iterator[Threshold]:
    """A threshold for each period after the baseline; the last holds until the threshold ends.

    Raises:
        ValueError: places on the path are not to be rounded, and one of them does not end.
    """
    decimals = MOST_DECIMALS if how is Rounding.NONE else indicator.decimals
    start, end = (standard_text(number, indicator) for number in (path.baseline, path.target))
    way = f"on the straight way from {start} in {path.first_label} to {end} in {path.last_label}"
    last = path.last if threshold.last is None else min(path.last, threshold.last)
    for period in range(path.first + 1, last + 1):
        exact, is_end = path.at(period), period == path.last
        # The target itself is as it is written.
        place = path.target if is_end else rounded(exact, decimals, how)
        yield replace(
            threshold,
            first=period,
            last=threshold.last if is_end else period,
            from_label=path.first_label,
            rule=replace(threshold.rule, target=place),
            origin=f"{way}{rounding_note(exact, place, indicator.decimals, how)}",
            exact_target=exact,
            path=path,
            beside_target="" if is_end else f"{end} by {path.last_label}",
        )
