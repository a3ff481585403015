"""Which figures commentary is about: those that the page shows as the latest."""

from __future__ import annotations

import pytest

from kpi_engine.audit.commentary.rows import rows_shown
from kpi_engine.model.calendars.period import Frequency
from tests.assemble.making import AREAS, indicator, months, rated, section


@pytest.mark.parametrize(("frequency", "late"), [(Frequency.ANNUAL, [2022]), (Frequency.QUARTERLY, [])])
def test_of_years_each_indicator_has_its_own_latest(frequency: Frequency, late: list[int]) -> None:
    known = [indicator(code, frequency=frequency) for code in ("EARLY", "LATE")]
    figures = [
        *months("70.0", "80.0", last=2023, code="EARLY"),
        *months("84.0", "86.0", last=2022, code="LATE"),
    ]
    rows = rows_shown(rated(figures, known), [section("EARLY", "LATE", frequency=frequency)], AREAS)
    assert rows["EARLY", "Kent"].newest.period == 2023
    assert [figure.period for key, row in rows.items() if key[0] == "LATE" for figure in row.figures] == late


def test_an_area_that_lacks_the_latest_year_has_no_row() -> None:
    known = [indicator("LATE", frequency=Frequency.ANNUAL)]
    figures = [
        *months("84.0", "86.0", last=2022, code="LATE"),
        *months("80.0", last=2021, code="LATE", area="Swale"),
    ]
    rows = rows_shown(rated(figures, known), [section("LATE", frequency=Frequency.ANNUAL)], AREAS)
    assert list(rows) == [("LATE", "Kent")]
