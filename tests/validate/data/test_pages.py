"""Pages of areas that have no figure of their own, while areas that lie in them have figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.data_files import areas_with_figures
from kpi_engine.validate.data.pages import pages_without_rows
from tests.assemble.making import AREAS, HERE, figure, scorecard, section
from tests.rate.columns import observations_of


@pytest.mark.parametrize(
    ("of", "named", "below_too", "told"),
    [
        (["Swale"], ["Kent"], False, ["Kent"]),
        (["Swale EHU"], ["Kent", "Swale", "Dover"], False, ["Kent", "Swale"]),
        (["Swale", "Kent"], ["Kent"], False, []),
        (["Swale"], ["Swale"], False, []),
        (["Kent"], ["Kent", "Swale"], False, []),
        (["Swale"], ["Kent"], True, []),
    ],
)
def test_a_page_without_a_table_is_told(
    of: list[str], named: list[str], below_too: bool, told: list[str]
) -> None:
    own = replace(section("SCS40"), with_areas_below=below_too)
    layout = scorecard(own, area_names=tuple(named), area_locations=(HERE,) * len(named))
    rows = observations_of([figure("80.0", area=area) for area in of])
    found = [issue.what for issue in pages_without_rows(layout, areas_with_figures(rows), AREAS)]
    assert found == [f"the page of {name} has no table: no figure is of {name} itself" for name in told]
