"""What a figure made from others gives away of a withheld one, where somebody supplies it all the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Difference, Measure, Product, Ratio, ShareOfArea
from kpi_engine.withhold.outsider import published_of, worked_out
from tests.derive.making import a_count, columns_of, member
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

AREAS = (Area("Kent", "county", ()), *(Area(name, "district", ("Kent",)) for name in ("Dover", "Swale")))
MONTH = 2024 * 12
A, B = member("A"), member("B")


def told(
    indicators: tuple[Indicator, ...], *figures: tuple[str, str, str]
) -> list[tuple[str, int, int | None]]:
    """What is left for each withheld figure; ``*`` is the value of a figure that its source withholds."""
    rows = [
        PlainObservation(code, area, MONTH, None, missing=Missing.SUPPRESSED)
        if value == "*"
        else PlainObservation(code, area, MONTH, Decimal(value))
        for code, area, value in figures
    ]
    published = published_of(columns_of(rows, indicators, AREAS), indicators)
    return [(out.how, out.low, out.high) for out in worked_out(published, indicators, AREAS, 6)]


@pytest.mark.parametrize(
    ("made_from", "a", "b", "value", "wanted"),
    [
        (Difference(A, B), "*", "10", "-7", ("M is A less B", 3, 3)),
        (Difference(B, A), "*", "10", "7", ("M is B less A", 3, 3)),
        (Difference(A, B), "*", "10", "7", ("M is A less B", 17, 17)),
        (Product((A, B)), "*", "5", "20", ("M is the product of other indicators", 4, 4)),
        (Ratio(A, B), "*", "10", "20.0", ("M is A ÷ B", 2, 2)),
        (Ratio(B, A), "*", "1", "33.3", ("M is B ÷ A", 3, 3)),
        # From 3.95 up to 4.05 percent of 40 is 1.58 up to 1.62: contradictory figures say nothing.
        (Ratio(A, B), "*", "40", "4.0", None),
        (Difference(A, B), "*", "*", "7", None),
        (Difference(A, B), "*", "10", "*", None),
        (Product((A, B)), "*", "0", "0", None),
        (Product((A, B)), "*", "3", "20", None),
        (Ratio(B, A), "*", "0", "0.0", None),
        (Ratio(A, B, of_target=True), "*", "10", "20.0", None),
    ],
)
def test_one_number_is_left(
    made_from: Measure, a: str, b: str, value: str, wanted: tuple[str, int, int] | None
) -> None:
    per = 100 if isinstance(made_from, Ratio) else 1
    made = an_indicator(code="M", made_from=made_from, per=per, decimals=1 if per > 1 else 0)
    found = told(
        (a_count("A"), a_count("B"), made), ("A", "Dover", a), ("B", "Dover", b), ("M", "Dover", value)
    )
    assert found == ([] if wanted is None else [wanted])


@pytest.mark.parametrize(("percent", "left"), [("0.4", [("M is A ÷ A of Kent", 4, 4)]), ("50.0", [])])
def test_a_rounded_share_leaves_what_it_can_be_of(percent: str, left: list[tuple[str, int, int]]) -> None:
    """0.35 up to 0.45 percent of 1,001 is 4; 50.0 percent is 500 or 501, neither of them small."""
    made = an_indicator(code="M", made_from=ShareOfArea(A, "county"), per=100, decimals=1)
    found = told((a_count("A"), made), ("A", "Kent", "1001"), ("A", "Dover", "*"), ("M", "Dover", percent))
    assert found == left


def test_nothing_follows_for_a_figure_that_is_no_count() -> None:
    gap = an_indicator(code="M", made_from=Difference(A, B), decimals=1)
    rate = an_indicator(code="A", decimals=1, per=100)
    assert (
        told((rate, a_count("B"), gap), ("A", "Dover", "*"), ("B", "Dover", "10"), ("M", "Dover", "7.5"))
        == []
    )
