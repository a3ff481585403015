"""Printed numerators and denominators against the observed parts, where both are there."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.sheets import NO_ROW
from kpi_engine.audit.page.sides import Observed, Side
from kpi_engine.model.arrays.observation import ExactColumn
from kpi_engine.model.outputs.audit import Finding, FindingKind, PrintedField, Sureness
from kpi_engine.model.words.number_text import count_text

_FIELDS = (PrintedField.NUMERATOR, PrintedField.DENOMINATOR)


def find_observed_parts(side: Side, observed: Observed, claims: Claims) -> None:
    """A finding for each printed part that the observation does not have and no finding accounts for."""
    rows, history = side.rows, observed.ratings.observations
    columns = ((rows.numerator, history.numerator), (rows.denominator, history.denominator))
    for field, (printed, truth) in zip(_FIELDS, columns, strict=True):
        open_rows = side.chosen[~claims.mask(field)[side.chosen] & (observed.rows[side.chosen] != NO_ROW)]
        at_truth = observed.rows[open_rows]
        both = printed.present[open_rows] & truth.present[at_truth]
        for at, row in zip(open_rows[both].tolist(), at_truth[both].tolist(), strict=True):
            number = truth.at(row)
            if number is not None and not _same(printed, at, truth, row):
                _add(side, at, field, number, claims)


def _same(printed: ExactColumn, at: int, truth: ExactColumn, row: int) -> bool:
    if printed.decimals[at] == truth.decimals[row]:
        return bool(np.equal(printed.mantissa[at], truth.mantissa[row]))
    return printed.at(at) == truth.at(row)


def _add(side: Side, at: int, field: PrintedField, number: Decimal, claims: Claims) -> None:
    page = side.page
    figure = page.figures[at]
    printed = figure.numerator if field is PrintedField.NUMERATOR else figure.denominator
    if printed.number is None:
        return
    claims.account_for(at, field)
    claims.add(
        Finding(
            FindingKind.VALUE,
            f"The {field.words} of {figure.code} in {figure.area} is printed as "
            f"{count_text(printed.number)}; the observation has {count_text(number)}",
            "The value and its rating are right; the size of the cohort is not.",
            (page.cell(at, field, printed.text, f"{number:f}", "the observation has another number"),),
            Sureness.LIKELY,
            effect_of_numbers([printed.number, number]),
        ),
        at,
    )
