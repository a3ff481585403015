"""How many figures have which of two factors, such as likelihood and impact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Missing, Rag
from kpi_engine.model.outputs.document import FACTORS, Document, Table
from tests.assemble.making import document, figure, highlight, scorecard, section
from tests.assemble.risks import factor, page, register, risk


def matrix(shown: Document) -> Table:
    return highlight(shown, FACTORS)


def has_matrix(shown: Document) -> bool:
    return any(table.id == FACTORS for table in shown.highlights)


def test_risks_are_counted_by_likelihood_and_impact_the_highest_likelihood_on_top() -> None:
    table = matrix(page(*register()))
    assert table.title == "Likelihood × Impact"
    assert [column.title for column in table.columns] == [
        "Likelihood",
        *(f"Impact {value}" for value in range(1, 6)),
    ]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Likelihood 4", "0", "0", "0", "0", "1"],
        ["Likelihood 3", "0", "0", "0", "2", "0"],
        ["Likelihood 2", "0", "1", "0", "0", "0"],
        ["Likelihood 1", "0", "0", "0", "0", "0"],
    ]


def test_a_cell_says_the_rating_in_words_and_which_risks_are_in_it() -> None:
    rows = matrix(page(*register())).rows
    both, none = rows[1].cells[4], rows[1].cells[3]
    assert (both.rag, both.words, both.note, both.number) == (Rag.AMBER, "2 AMBER: B, D", "B, D", Decimal(2))
    assert (none.rag, none.words, none.note) == (Rag.NONE, "0", "")
    assert rows[0].cells[5].rag is Rag.RED


def test_risks_of_one_cell_that_are_rated_differently_have_no_rating_there() -> None:
    indicators, figures = register()
    stricter = [
        risk("D", "LD", "ID", standard=("2", "8")) if each.code == "D" else each for each in indicators
    ]
    cell = matrix(page(stricter, figures)).rows[1].cells[4]
    assert (cell.text, cell.rag, cell.note) == ("2", Rag.NONE, "B, D")


@pytest.mark.parametrize("missing", [Missing.NOT_AVAILABLE, Missing.SUPPRESSED])
def test_a_risk_without_a_factor_is_named_and_not_counted(missing: Missing) -> None:
    indicators, figures = register()
    changed = [figure(None, code="LA", missing=missing) if each.code == "LA" else each for each in figures]
    table = matrix(page(indicators, changed))
    assert table.notes == ("Not placed, since a figure is missing: A",)
    assert sum(int(cell.text) for row in table.rows for cell in row.cells[1:]) == 3
    assert matrix(page(*register())).notes == ()


def test_words_of_values_are_the_scale_that_there_is() -> None:
    indicators, figures = register({"A": ("2", "3")})
    words = tuple((Decimal(at), word) for at, word in enumerate(("Rare", "Possible", "Likely"), 1))
    likelihood = replace(factor("LA", "Likelihood"), words=words)
    named = [likelihood if each.code == "LA" else each for each in indicators]
    rows = matrix(page(named, figures, "A")).rows
    assert [row.cells[0].text for row in rows] == [
        "Likelihood Likely",
        "Likelihood Possible",
        "Likelihood Rare",
    ]


def test_factors_without_a_name_in_common_are_the_first_and_the_second() -> None:
    indicators, figures = register({"A": ("2", "3"), "B": ("1", "1")})
    unlike = [
        factor(each.code, f"{each.code} of its own") if each.code in ("LA", "LB", "IA", "IB") else each
        for each in indicators
    ]
    assert matrix(page(unlike, figures, "A", "B")).title == "First factor × Second factor"


def test_figures_of_several_areas_have_the_area_beside_the_code() -> None:
    indicators, figures = register({"A": ("2", "3")})
    below = [figure(f"{each.value}", code=each.code, area="Swale") for each in figures]
    layout = scorecard(section("A", with_areas_below=True))
    cell = matrix(document([*figures, *below], indicators, layout)).rows[0].cells[3]
    assert (cell.text, cell.note) == ("2", "A (Kent), A (Swale)")


@pytest.mark.parametrize(
    "scores",
    [{"A": ("2.5", "3")}, {"A": ("11", "3")}, {"A": ("3", "40")}],
    ids=["no whole numbers", "many rows", "many columns"],
)
def test_what_is_no_short_scale_has_no_matrix(scores: dict[str, tuple[str, str]]) -> None:
    assert not has_matrix(page(*register(scores), "A"))


def test_products_of_three_and_figures_that_are_no_products_have_no_matrix() -> None:
    indicators, figures = register({"A": ("2", "3")})
    of_three = [risk("A", "LA", "IA", "LA") if each.code == "A" else each for each in indicators]
    assert not has_matrix(page(of_three, figures, "A"))
    assert not has_matrix(document([figure("90.0")]))
