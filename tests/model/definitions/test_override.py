"""Overrides: their words, and the figures that they are of."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.override import Override, rows_overridden
from kpi_engine.model.issue import Location
from tests.assemble.making import AUGUST, figure
from tests.rate.columns import observations_of

HERE = Location("overrides.csv", 2)


def override(area: str = "Kent", period: int = AUGUST, name: str = "") -> Override:
    return Override("SCS40", area, period, Rag.AMBER, "a fire", "J. Smith", "2024-09-01", HERE, name)


def test_words() -> None:
    assert override().words == "overridden to AMBER: a fire (J. Smith, 2024-09-01)"
    assert override(name="At risk").words == "overridden to At risk: a fire (J. Smith, 2024-09-01)"
    assert override().in_short == "overridden to AMBER"
    assert override().record == "AMBER: a fire (J. Smith, 2024-09-01)"


def test_an_override_is_of_the_figure_of_its_code_area_and_period() -> None:
    rows = observations_of([figure("70", AUGUST - 1), figure("70"), figure("70", area="Swale")])
    of_kent, of_swale = override(), override(area="Swale")
    nowhere = (override(area="Dover"), override(period=AUGUST - 2))
    assert rows_overridden((of_kent, *nowhere, of_swale), rows) == {1: of_kent, 2: of_swale}
