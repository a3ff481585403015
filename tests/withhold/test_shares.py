"""Shares of an area: none is left where the figure that it is divided by is withheld."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.derive.measures.derive import derive
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.made_from.measure import ShareOfArea
from kpi_engine.model.definitions.small_numbers import Quantity, SmallNumbers, Zeros
from kpi_engine.withhold.withhold import withhold
from tests.derive.making import a_count, columns_of, member
from tests.oracle.columns import plain_observations
from tests.oracle.records import PlainObservation
from tests.rate.making import NOWHERE, an_indicator

AREAS = (
    Area("Kent", "county", ()),
    Area("Dover", "district", ("Kent",)),
    Area("Swale", "district", ("Kent",)),
)
RULE = SmallNumbers(6, (Quantity.NUMERATOR,), Zeros.SHOW, (), NOWHERE)
MONTH = 2024 * 12
INDICATORS = (
    a_count("CASES"),
    an_indicator(code="SHARE", made_from=ShareOfArea(member("CASES"), "county")),
)


def shown(*also: tuple[str, str, int]) -> set[tuple[str, str]]:
    """The figures that are left where some are withheld for another reason."""
    rows = [
        PlainObservation("CASES", area, MONTH, Decimal(value))
        for area, value in (("Kent", "90"), ("Dover", "50"), ("Swale", "40"))
    ]
    derived = derive(columns_of(rows, INDICATORS, AREAS), INDICATORS, AREAS).observations
    withheld = withhold(derived, INDICATORS, AREAS, RULE, also)
    left = plain_observations(withheld.observations)
    return {(row.code, row.area) for row in left if row.value is not None or row.numerator is not None}


def test_shares_are_shown_where_nothing_is_withheld() -> None:
    assert {("SHARE", "Dover"), ("SHARE", "Swale")} < shown()


def test_no_share_of_a_withheld_figure_is_left() -> None:
    assert not any(code == "SHARE" for code, _ in shown(("CASES", "Kent", MONTH)))


def test_no_share_is_left_of_an_area_whose_own_figure_is_withheld() -> None:
    assert ("SHARE", "Dover") not in shown(("CASES", "Dover", MONTH))
