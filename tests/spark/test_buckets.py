"""Figures that need each other have one key."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.area import Area
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.spark.buckets import keys_of
from tests.spark.test_rating import MADE


def test_keys(tmp_path: Path) -> None:
    file = tmp_path / "made.yaml"
    file.write_text(MADE, encoding="utf-8")
    indicators, issues = read_definitions([file], tmp_path)
    assert not issues
    areas = [
        Area("Kent", "county", ()),
        Area("Dover", "district", ("Kent",)),
        Area("Team", "team", ("Dover", "Harlow")),
        Area("Essex", "county", ()),
        Area("Harlow", "district", ("Essex",)),
        Area("Surrey", "county", ()),
    ]
    keys = keys_of(indicators, areas)
    # BOTH is made from SHARE, which is made from counts that are added up; nothing else is made with ALONE.
    assert len(set(keys.group_of_code.values())) == 1
    assert keys.group_of_code.keys() == {"SEEN", "ALL", "SHARE", "YEAR", "ALONE", "BOTH"}
    # A team in two districts joins their counties.
    tops = keys.top_of_area
    assert tops["Kent"] == tops["Essex"] == tops["Team"] != tops["Surrey"]


def test_nothing_is_added_up(tmp_path: Path) -> None:
    file = tmp_path / "made.yaml"
    file.write_text(MADE.replace("add_up: true, ", ""), encoding="utf-8")
    indicators, _ = read_definitions([file], tmp_path)
    assert keys_of(indicators, []).group_of_code == {}
