"""Mistakes to plant in a clean contract scorecard, of the ways that only bands and computed targets go wrong.

As in planting.py: what changes nothing on a page returns None, or no cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.outputs.audit import FindingKind, PrintedField
from tests.audit.clean_page import DISTRICTS, NOW, Page, Row
from tests.audit.contract_page import (
    BEATEN,
    EARLIER_BANDS,
    OFTEN,
    REACHED,
    REACHED_SHARE,
    REGISTERED,
    SO_FAR,
    WHOLE_YEAR,
    bands,
    with_rules,
)
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
    """Rounded down where it should be half up, or up.

    Areas whose targets happen to be the same then print it in two ways, which is told of the level.
    """
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
    return _planted(cells, FindingKind.TARGET, FindingKind.LEVEL_TARGET)


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
    # Where all areas happen to have one target, it differs between them too.
    return _planted({cell(row, "target")}, FindingKind.TARGET, FindingKind.LEVEL_TARGET)


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


def wrong_percent_of_target(page: Page, _code: str, random: Random) -> Planted:
    row = _some_row(page, random.choice((REGISTERED, REACHED, SO_FAR)), random)
    assert row.percent_of_target is not None
    row.percent_of_target += Decimal("230.7")  # of nothing on the page
    return _planted({cell(row, "percent_of_target")}, FindingKind.PERCENT)


def percent_of_a_wrong_target(page: Page, _code: str, random: Random) -> Planted:
    """The percent follows the misprinted target, and is told with it."""
    row = _some_row(page, REGISTERED, random)
    assert row.value is not None
    assert row.target is not None
    row.target += 300
    row.percent_of_target = _percent(row.value, row.target)
    cells = {cell(row, "target"), cell(row, "percent_of_target")}
    rag = bands(row.target).rag_of(row.percent_of_target)
    if rag is not row.rag:
        row.rag = rag
        cells.add(cell(row, "rag"))
    return _planted(cells, FindingKind.TARGET, FindingKind.LEVEL_TARGET)


def percent_of_the_year(page: Page, _code: str, _: Random) -> Planted:
    """Of the target for the whole year, where that for the months so far is in force."""
    rows = [page.row(SO_FAR, area) for area in DISTRICTS]
    for row in rows:
        assert row.value is not None
        row.percent_of_target = _percent(row.value, Decimal(774))
    return _planted(
        {cell(row, "percent_of_target") for row in rows}, FindingKind.PERCENT, hypothesis="on_target_of_year"
    )


def percent_of_another_number(page: Page, _code: str, random: Random) -> Planted:
    """Of those registered, where the indicator has a target of its own."""
    cells = set()
    for area in random.sample(DISTRICTS, 3):
        row, registered = page.row(REACHED, area), page.row(REGISTERED, area).value
        assert row.value is not None
        assert registered is not None
        percent = _percent(row.value, registered)
        if percent != row.percent_of_target:
            row.percent_of_target = percent
            cells.add(cell(row, "percent_of_target"))
    return _planted(cells, FindingKind.PERCENT, hypothesis=f"on_number_of_{REGISTERED}")


def share_of_its_own_target(page: Page, _code: str, _: Random) -> Planted:
    """The percentage of those registered, printed as one of the target of those reached."""
    cells = set()
    for area in DISTRICTS:
        row, reached = page.row(REACHED_SHARE, area), page.row(REACHED, area)
        assert reached.value is not None
        assert reached.target is not None
        share = _percent(reached.value, reached.target)
        if share != row.value:
            row.value = share
            cells.add(cell(row, "value"))
    return _planted(cells, FindingKind.MADE, hypothesis="on_own_target")


def _percent(value: Decimal, of: Decimal) -> Decimal:
    return (100 * value / of).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _as_rated(page: Page, code: str, change: Callable[[Indicator], Indicator], hypothesis: str) -> Planted:
    """Print the RAGs of an indicator as another definition gives them."""
    ratings = page.ratings(change)
    cells = set()
    for row in page.rows:
        rag = ratings[code, row.area].rag
        if row.code == code and row.rag is not rag:
            row.rag = rag
            cells.add(cell(row, "rag"))
    return _planted(cells, FindingKind.RAG, hypothesis=hypothesis if cells else "")


def rated_by_earlier_bands(page: Page, _code: str, random: Random) -> Planted:
    code = random.choice((REGISTERED, REACHED, OFTEN))

    def before(indicator: Indicator) -> Indicator:
        return with_rules(indicator, lambda rule: bands(rule.target, *EARLIER_BANDS))

    return _as_rated(page, code, before, "earlier_bands")


def rated_by_the_target_of_the_year(page: Page, _code: str, _: Random) -> Planted:
    def whole(indicator: Indicator) -> Indicator:
        return with_rules(indicator, lambda _rule: bands(WHOLE_YEAR))

    planted = _as_rated(page, SO_FAR, whole, "on_target_of_year")
    # One colour alone could be anything.
    return planted if len(planted.cells) > 1 else replace(planted, hypothesis="")


def strict_taken_as_inclusive(page: Page, _code: str, random: Random) -> Planted:
    for area in random.sample(DISTRICTS, 3):
        place = (BEATEN, area, NOW)
        page.figures[place] = replace(page.figures[place], value=Decimal(133))
    page.print_clean()

    def inclusive(indicator: Indicator) -> Indicator:
        if indicator.code != BEATEN:
            return indicator
        return with_rules(indicator, lambda _rule: FloorAndTarget(Decimal(133), Decimal(100)))

    return _as_rated(page, BEATEN, inclusive, "strict_taken_as_inclusive")


def rated_on_the_share_of_its_own_target(page: Page, _code: str, _: Random) -> Planted:
    """The percentage is right, its colour is that of the percentage of another number."""
    cells = set()
    rule = bands(None)
    for area in DISTRICTS:
        row, reached = page.row(REACHED_SHARE, area), page.row(REACHED, area)
        assert reached.value is not None
        assert reached.target is not None
        rag = rule.rag_of(_percent(reached.value, reached.target))
        if rag is not row.rag:
            row.rag = rag
            cells.add(cell(row, "rag"))
    return _planted(cells, FindingKind.RAG, hypothesis="on_own_target" if len(cells) > 1 else "")


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
    wrong_percent_of_target,
    percent_of_a_wrong_target,
    percent_of_the_year,
    percent_of_another_number,
    share_of_its_own_target,
    rated_by_earlier_bands,
    rated_by_the_target_of_the_year,
    strict_taken_as_inclusive,
    rated_on_the_share_of_its_own_target,
)
