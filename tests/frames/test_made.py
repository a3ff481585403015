"""Figures made from others in a frame: rows after those given."""

from __future__ import annotations

import pandas as pd
import pytest

from kpi_engine.frames import rate
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.made_from.measure import Ratio
from tests.derive.making import a_count, member
from tests.rate.making import an_indicator

AREAS = [Area("Dover", "district", ())]
DEFINITIONS = [
    a_count("CEH50"),
    a_count("CEH51N"),
    an_indicator(code="CEH51", made_from=Ratio(member("CEH51N"), member("CEH50"))),
]


def given(*rows: tuple[str, str, float], index: list[object] | None = None) -> pd.DataFrame:
    frame = pd.DataFrame([(code, "Dover", period, value) for code, period, value in rows], index=index)
    return frame.set_axis(["code", "area", "period", "value"], axis="columns")


FIGURES = (("CEH50", "2018-01", 627.0), ("CEH51N", "2018-01", 425.0))


def test_computed_rows_come_last_and_say_what_they_are() -> None:
    rated = rate(given(*FIGURES), DEFINITIONS, AREAS, "2018-02")
    assert rated["code"].tolist() == ["CEH50", "CEH51N", "CEH51"]
    assert rated["value"].tolist() == [627.0, 425.0, 67.8]
    assert rated["made"].tolist() == ["supplied", "supplied", "made from CEH51N ÷ CEH50"]
    assert rated.index.tolist() == [0, 1, 2]


@pytest.mark.parametrize(("index", "labels"), [([7, 3], [7, 3, 8]), (["x", "y"], ["x", "y", None])])
def test_the_index_goes_on(index: list[object], labels: list[object]) -> None:
    rated = rate(given(*FIGURES, index=index), DEFINITIONS, AREAS, "2018-02")
    assert [None if pd.isna(label) else label for label in rated.index] == labels


def test_what_disagrees_is_told() -> None:
    supplied = given(*FIGURES, ("CEH51", "2018-01", 68.7))
    with pytest.warns(
        UserWarning, match=r"observations:row:3: .* is supplied as 68\.7%, but computed it is 67\.8%"
    ):
        rated = rate(supplied, DEFINITIONS, AREAS, "2018-02")
    assert rated["value"].tolist() == [627.0, 425.0, 68.7]
