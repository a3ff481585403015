"""What is wrong with observations: every rule that they must keep among themselves, one a function."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import MOST_TOLD, Issue, Severity, more_like_these
from kpi_engine.validate.data.observation_parts import (
    denominator_not_negative,
    no_value_of_nothing,
    parts_are_rounded_as_said,
    parts_make_the_value,
    rounded_parts_make_no_value,
)
from kpi_engine.validate.data.observation_rule import Breaches, Checked, Rule
from kpi_engine.validate.data.observation_status import (
    carried_forward_is_unchanged,
    low_rounds_to_zero,
    new_has_no_history,
)
from kpi_engine.validate.data.possible_values import value_is_possible
from kpi_engine.validate.data.repeats import given_once

RULES: tuple[Rule, ...] = (
    given_once,
    denominator_not_negative,
    no_value_of_nothing,
    parts_make_the_value,
    rounded_parts_make_no_value,
    parts_are_rounded_as_said,
    carried_forward_is_unchanged,
    new_has_no_history,
    low_rounds_to_zero,
    value_is_possible,
)


@frozen
class Validated:
    """What is wrong with n observations, and which rows have a figure that cannot be used, shape (n,)."""

    issues: tuple[Issue, ...]
    unusable: BoolArray


def validate_observations(
    observations: Observations, indicators: Sequence[Indicator], outturns: bool = False
) -> Validated:
    """What is wrong with n observations, in their order; beyond MOST_TOLD only how many more there are.

    ``indicators`` are parallel to ``observations.codes``; ``outturns``: periods are start years.
    """
    checked = Checked(observations, indicators, outturns)
    breaches = [rule(checked) for rule in RULES]
    rows = np.concatenate([one.rows for one in breaches])
    errors = np.concatenate([one.errors for one in breaches])
    rule = np.repeat(np.arange(len(breaches)), [len(one.rows) for one in breaches])
    order = np.argsort(rows, kind="stable")
    told, untold = order[:MOST_TOLD], order[MOST_TOLD:]
    issues = [
        _issue(checked, row, error, breaches[position])
        for row, error, position in zip(
            rows[told].tolist(), errors[told].tolist(), rule[told].tolist(), strict=True
        )
    ]
    if len(untold):
        severity = Severity.ERROR if errors[untold].any() else Severity.WARNING
        issues.append(more_like_these(len(untold), observations.location(int(rows[untold[0]])), severity))
    return Validated(tuple(issues), _unusable(len(observations), breaches))


def _unusable(size: int, breaches: Sequence[Breaches]) -> BoolArray:
    unusable = np.zeros(size, np.bool_)
    for one in breaches:
        unusable[one.rows[one.errors] if one.unusable is None else one.unusable] = True
    return unusable


def _issue(checked: Checked, row: int, error: bool, broken: Breaches) -> Issue:
    rows = checked.observations
    what, remedy = broken.explain(row)
    severity = Severity.ERROR if error else Severity.WARNING
    area = rows.areas[rows.area[row]]
    return Issue(severity, rows.location(row), f"{checked.name(row)} {what}", remedy, area)
