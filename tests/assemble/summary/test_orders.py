"""The rows of a page by rating and by movement; what has no rating or arrow is last, with its reason."""

from __future__ import annotations

from kpi_engine.assemble.section.parts import NO_EXTRA_PARTS
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.document import Document, Table
from tests.assemble.making import document, indicator, months, scorecard, section, texts, threshold
from tests.oracle.records import PlainObservation


def page(values: dict[str, tuple[str | None, ...]], *indicators: Indicator) -> Document:
    own = {one.code: one for one in indicators}
    known = [own.get(code, indicator(code)) for code in values]
    figures: list[PlainObservation] = [
        part for code, given in values.items() for part in months(*given, code=code)
    ]
    return document(figures, known, scorecard(section(*values)))


def codes_of(shown: Document, identity: str) -> list[str]:
    return [row.code for row in ordered(shown, identity).rows]


def ordered(shown: Document, identity: str) -> Table:
    return next(table for table in shown.orders if table.id == identity)


def test_red_comes_first_and_what_is_not_rated_last_with_the_reason() -> None:
    none = indicator("A1", thresholds=[])
    shown = page({"A1": ("70.0",), "A2": ("86.0",), "A3": ("80.0",), "A4": ("70.0",), "A5": (None,)}, none)
    assert codes_of(shown, "by-rating") == ["A4", "A3", "A2", "A1", "A5"]
    assert texts(ordered(shown, "by-rating"), "rag")[-2:] == [
        ["not rated: no target"],
        ["not rated: no value: not available"],
    ]
    assert ordered(shown, "by-rating").title == "By rating, RED first"


def test_within_a_rating_the_furthest_from_its_target_is_first_in_its_own_distances() -> None:
    """15 points short are 1.5 ways from floor to target of 10, and 2 days over 5 are 2 ways of 1 day."""
    days = indicator("A2", polarity=Polarity.LOWEST, thresholds=[threshold(target="5", floor="6")])
    alone = indicator("A3", thresholds=[threshold(target="85", floor=None)])
    shown = page({"A1": ("70.0",), "A2": ("7.0",), "A3": ("10.0",), "A4": ("60.0",)}, days, alone)
    assert codes_of(shown, "by-rating") == ["A4", "A2", "A1", "A3"]


def test_past_the_target_the_nearest_is_first_and_equals_keep_the_order_of_the_page() -> None:
    shown = page({"A1": ("95.0",), "A2": ("86.0",), "A3": ("95.0",), "A4": ("85.0",)})
    assert codes_of(shown, "by-rating") == ["A4", "A2", "A1", "A3"]


def test_worsened_comes_first_and_the_largest_change_before_the_others() -> None:
    values: dict[str, tuple[str | None, ...]] = {
        "A1": ("70.0", "72.0"),
        "A2": ("70.0", "70.0"),
        "A3": ("70.0", "69.0"),
        "A4": ("70.0", "60.0"),
        "A5": ("70.0", "90.0"),
        "A6": (None, "70.0"),
    }
    shown = page(values)
    assert codes_of(shown, "by-movement") == ["A4", "A3", "A2", "A5", "A1", "A6"]
    last = ordered(shown, "by-movement").rows[-1].cells[-1]
    assert (last.text, last.note) == ("no arrow", "previous value is missing")


def test_a_change_without_a_scale_comes_after_those_that_have_one() -> None:
    shown = page({"A1": ("70.0", "10.0"), "A2": ("70.0", "69.0")}, indicator("A1", thresholds=[]))
    assert codes_of(shown, "by-movement") == ["A2", "A1"]


def test_an_order_that_is_that_of_the_page_is_not_offered() -> None:
    shown = page({"A1": ("60.0", "50.0"), "A2": ("70.0", "70.0")})
    assert shown.orders == ()


def test_a_format_that_does_not_show_orders_makes_none() -> None:
    shown = document(
        [*months("86.0", code="A1"), *months("60.0", code="A2")],
        [indicator("A1"), indicator("A2")],
        scorecard(section("A1", "A2")),
        parts=NO_EXTRA_PARTS,
    )
    assert shown.orders == ()
