"""An override of a figure that is not there is told."""

from __future__ import annotations

from dataclasses import replace

from kpi_engine.model.issue import Location
from kpi_engine.validate.data.overrides import overrides_of_nothing
from tests.assemble.making import AUGUST, figure, indicator
from tests.model.definitions.test_override import override
from tests.rate.columns import observations_of


def test_an_override_without_a_figure_is_told() -> None:
    rows, definitions = observations_of([figure("70")]), [indicator()]
    assert list(overrides_of_nothing([override()], rows, definitions)) == []
    of_nothing = replace(override(period=AUGUST + 1), location=Location("overrides.csv", 3))
    (told,) = overrides_of_nothing([override(), of_nothing], rows, definitions)
    assert told.what == "SCS40 has no figure for Kent in 2024-09, whose rating this overrides"
