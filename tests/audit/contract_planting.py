"""Mistakes to plant in a clean contract scorecard, of the ways that only bands and computed targets go wrong.

As in planting.py: what changes nothing on a page returns None, or no cells.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from kpi_engine.model.audit import FindingKind, PrintedField
from kpi_engine.model.judgement import Rag
from tests.audit.clean_page import DISTRICTS, Page, Row
from tests.audit.contract_page import BEATEN, OFTEN, REACHED, REGISTERED, SO_FAR
from tests.audit.planting import Plant, Planted, cell, wrong_arrow, wrong_letter, wrong_rag

_RAGS = (Rag.RED, Rag.AMBER, Rag.GREEN)


def _planted(cells: set[tuple[str, str, str, str]], *kinds: FindingKind, hypothesis: str = "") -> Planted:
    return Planted(frozenset(cells), frozenset(kinds), hypothesis)


def _some_row(page: Page, code: str, random: Random) -> Row:
    return page.row(code, random.choice(DISTRICTS))


def computed_target_printed_short(page: Page, _code: str, _: Random) -> Planted:
    """No mistake: what is computed with decimals may be printed without them."""
    for area in DISTRICTS:
        row = page.row(OFTEN, area)
        assert row.target is not None
        row.target = row.target.quantize(Decimal(1), ROUND_HALF_UP)
    return _planted(set())


def computed_target_rounded_otherwise(page: Page, _code: str, random: Random) -> Planted:
    """Rounded down where it should be half up, or up."""
    cells = set()
    for threshold in page.indicators[REACHED].thresholds:
        exact = threshold.exact_target
        assert exact is not None
        row = page.row(REACHED, threshold.areas[0])
        how = random.choice((ROUND_DOWN, ROUND_CEILING))
        target = (Decimal(exact.numerator) / exact.denominator).quantize(Decimal(1), how)
        if target != row.target:
            row.target = target
            cells.add(cell(row, "target"))
    return _planted(cells, FindingKind.TARGET)


def sign_left_out(page: Page, _code: str, _: Random) -> Planted:
    rows = [page.row(BEATEN, area) for area in DISTRICTS]
    for row in rows:
        row.sign = ""
    return _planted({cell(row, "target") for row in rows}, FindingKind.TARGET)


def sign_left_out_in_one_area(page: Page, _code: str, random: Random) -> Planted:
    row = _some_row(page, BEATEN, random)
    row.sign = ""
    return _planted({cell(row, "target")}, FindingKind.LEVEL_TARGET)


def sign_turned_round(page: Page, _code: str, random: Random) -> Planted:
    row = _some_row(page, BEATEN, random)
    row.sign = "<"
    return _planted({cell(row, "target")}, FindingKind.LEVEL_TARGET)


def sign_where_there_is_none(page: Page, _code: str, random: Random) -> Planted:
    row = _some_row(page, random.choice((REGISTERED, REACHED)), random)
    row.sign = ">"
    return _planted({cell(row, "target")}, FindingKind.TARGET)


def target_of_the_year(page: Page, _code: str, _: Random) -> Planted:
    rows = [page.row(SO_FAR, area) for area in DISTRICTS]
    for row in rows:
        row.target = Decimal(774)
    return _planted({cell(row, "target") for row in rows}, FindingKind.TARGET)


def rated_otherwise_elsewhere(page: Page, code: str, random: Random) -> Planted:
    row = _some_row(page, code, random)
    other = replace(row, section=f"summary of {code}")
    other.rag = random.choice([rag for rag in _RAGS if rag is not row.rag])
    page.rows.append(other)
    return _planted({cell(other, "rag")}, FindingKind.PRINTED_TWICE)


def not_legible(page: Page, code: str, random: Random) -> Planted:
    """No mistake: nobody can tell what stands there."""
    field = random.choice((PrintedField.RAG, PrintedField.DIRECTION, PrintedField.VALUE, PrintedField.TARGET))
    page.rows = [replace(row, illegible=frozenset({field})) if row.code == code else row for row in page.rows]
    return _planted(set())


CONTRACT_PLANTS: tuple[Plant, ...] = (
    wrong_rag,
    wrong_arrow,
    wrong_letter,
    computed_target_printed_short,
    computed_target_rounded_otherwise,
    sign_left_out,
    sign_left_out_in_one_area,
    sign_turned_round,
    sign_where_there_is_none,
    target_of_the_year,
    rated_otherwise_elsewhere,
    not_legible,
)
