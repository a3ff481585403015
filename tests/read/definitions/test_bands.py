"""Bands put in the place of their names: which version holds from when, and for whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.validate.definitions import validate_definitions

BANDS = """\
bands:
  - {name: bands, green: {from: 80}, red: {below: 80}, basis: stated}
  - {name: bands, from: 2016-12, green: {from: 65}, red: {below: 65}, basis: assumed}
  - {name: bands, from: 2018-19, green: {from: 60}, red: {below: 60}, basis: stated}
"""
HEAD = "schema_version: 1\nservice: Early Help\n"
INDICATOR = """\
  - code: {code}
    name: Young people
    polarity: H
    data_period: MS
    frequency: monthly
    unit: people
    decimals: 0
    thresholds:
{thresholds}
    definition: Young people in the month.
"""


def read(folder: Path, *thresholds: str, bands: str = BANDS) -> Indicator:
    lines = "\n".join(f"      - {text}" for text in thresholds)
    file = folder / "definitions.yaml"
    file.write_text(
        HEAD + bands + "indicators:\n" + INDICATOR.format(code="EH01", thresholds=lines), encoding="utf-8"
    )
    (indicator,), issues = read_definitions([file], folder)
    assert not issues, issues
    assert not validate_definitions([indicator])
    return indicator


def told(threshold: Threshold) -> str:
    """``2016-12 to 2018-03 Kent: 65``: from when (until when), for whom, and where GREEN begins."""
    rule = threshold.rule
    assert isinstance(rule, BandsRule)
    assert rule.green.low is not None
    first = period_label(Calendar(Frequency.MONTHLY), threshold.first)
    last = (
        "" if threshold.last is None else f" to {period_label(Calendar(Frequency.MONTHLY), threshold.last)}"
    )
    scope = " ".join(("", *threshold.levels, *threshold.areas))
    return f"{first}{last}{scope}: {rule.green.low.number}"


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        (["{from: 2016-04, bands: bands}"], ["2016-04: 80", "2016-12: 65", "2018-04: 60"]),
        (["{from: 2016-12, bands: bands}"], ["2016-12: 65", "2018-04: 60"]),
        (["{from: 2020-21, bands: bands}"], ["2020-04: 60"]),
        (["{from: 2016-04, until: 2016-09, bands: bands}"], ["2016-04 to 2016-09: 80"]),
        (
            ["{from: 2016-04, until: 2017-06, bands: bands}"],
            ["2016-04 to 2016-11: 80", "2016-12 to 2017-06: 65"],
        ),
        # Where another threshold has begun, the first one does not come back with its next bands.
        (
            [
                "{from: 2016-04, area: [Kent, Swale], bands: bands}",
                "{from: 2016-10, area: Swale, target: 9, bands: bands}",
            ],
            [
                *("2016-04 Kent Swale: 80", "2016-12 Kent: 65", "2018-04 Kent: 60"),
                *("2016-10 Swale: 80", "2016-12 Swale: 65", "2018-04 Swale: 60"),
            ],
        ),
        (
            ["{from: 2016-04, bands: bands}", "{from: 2016-12, target: 9, bands: bands}"],
            ["2016-04: 80", "2016-12: 65", "2018-04: 60"],
        ),
        (
            ["{from: 2017-04, level: team, bands: bands}", "{from: 2018-01, bands: bands}"],
            ["2017-04 team: 65", "2018-04 team: 60", "2018-01: 65", "2018-04: 60"],
        ),
    ],
)
def test_each_version_holds_from_its_date(tmp_path: Path, thresholds: list[str], expected: list[str]) -> None:
    assert [told(threshold) for threshold in read(tmp_path, *thresholds).thresholds] == expected


def test_a_version_knows_the_one_that_it_replaced(tmp_path: Path) -> None:
    """Also where no threshold is rated by that one any more."""
    replaced = []
    for threshold in read(tmp_path, "{from: 2016-12, target: 9, bands: bands}").thresholds:
        assert isinstance(threshold.rule, BandsRule)
        earlier = threshold.rule.earlier
        assert earlier is not None
        assert earlier.green.low is not None
        replaced.append((earlier.green.low.number, earlier.target))
    assert replaced == [(80, 9), (65, 9)]
    (first, *_) = read(tmp_path, "{from: 2016-04, bands: bands}").thresholds
    assert isinstance(first.rule, BandsRule)
    assert first.rule.earlier is None


def test_bands_of_percent_replace_ones_of_the_value_that_needed_no_target(tmp_path: Path) -> None:
    bands = """\
bands:
  - {name: bands, of: percent_of_target, green: {from: 80}, red: {below: 80}, basis: stated}
  - {name: bands, from: 2016-12, green: {from: 65}, red: {below: 65}, basis: assumed}
"""
    (threshold,) = read(tmp_path, "{from: 2017-04, bands: bands}", bands=bands).thresholds
    assert isinstance(threshold.rule, BandsRule)
    assert threshold.rule.earlier is None


def test_a_version_brings_its_date_and_its_basis(tmp_path: Path) -> None:
    first, second, _ = read(tmp_path, "{from: 2016-04, note: Of the contract, bands: bands}").thresholds
    assert (first.from_label, first.floor_basis, first.note) == (
        "2016-04",
        FloorBasis.STATED,
        "Of the contract",
    )
    assert (second.from_label, second.floor_basis, second.note) == (
        "2016-12",
        FloorBasis.ASSUMED,
        "Of the contract",
    )
    assert first.location == second.location


def test_a_year_target_is_rated_by_the_bands_of_each_period(tmp_path: Path) -> None:
    bands = BANDS.replace("name: bands,", "name: bands, of: percent_of_target,")
    text = "{from: 2016-17, target: 1200, target_for: year, spread: pro_rata, bands: bands}"
    months = read(tmp_path, text, bands=bands).thresholds
    assert [told(month).partition(": ")[2] for month in months] == ["80"] * 8 + ["65"] * 4
    assert {str(month.rule.target) for month in months} == {"100"}
    assert {str(month.year_target) for month in months} == {"1200"}


def test_a_derived_target_can_have_bands(tmp_path: Path) -> None:
    file = tmp_path / "definitions.yaml"
    lines = [
        "- {from: 2018-19, target: 1874}",
        "- {from: 2018-19, target_from: {percent: 65, of: EH01}, bands: b}",
    ]
    bands = "bands: [{name: b, of: percent_of_target, green: {from: 65}, red: {below: 65}, basis: stated}]\n"
    indicators = (
        INDICATOR.format(code=f"EH0{place}", thresholds=f"      {line}")
        for place, line in enumerate(lines, 1)
    )
    file.write_text(HEAD + bands + "indicators:\n" + "".join(indicators), encoding="utf-8")
    (_, derived), issues = read_definitions([file], tmp_path)
    assert not issues
    (threshold,) = derived.thresholds
    assert isinstance(threshold.rule, BandsRule)
    assert (str(threshold.rule.target), threshold.origin[:24]) == ("1218", "65% of EH01's target 1,8")


def test_bands_of_another_file_can_be_named_and_not_be_defined_again(tmp_path: Path) -> None:
    one, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    threshold = "      - {from: 2018-19, bands: bands}"
    for file, bands, code in ((one, BANDS, "EH01"), (other, "", "EH02")):
        text = HEAD + bands + "indicators:\n" + INDICATOR.format(code=code, thresholds=threshold)
        file.write_text(text, encoding="utf-8")
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert not issues
    assert indicators[0].thresholds[0].rule == indicators[1].thresholds[0].rule
    other.write_text(
        other.read_text(encoding="utf-8").replace("indicators:", f"{BANDS}indicators:"), encoding="utf-8"
    )
    _, issues = read_definitions([tmp_path], tmp_path)
    assert {issue.what for issue in issues} == {f'the bands "bands" are defined at {one}:4:5 too'}


def test_bands_are_written_as_they_are_read(tmp_path: Path) -> None:
    """Also the possible values, and a strict target."""
    bands = """\
bands:
  - name: b
    of: percent_of_target
    decimals: 2
    green: {above: 65}
    amber: {above: 50, to: 65}
    red: {to: 50}
    basis: stated
  - {name: b, from: 2018-10, of: percent_of_target, green: {from: 60}, red: {below: 60}, basis: assumed}
"""
    indicator = read(
        tmp_path,
        "{from: 2018-19, area: Kent, target: 20, bands: b}",
        "{from: 2018-19, level: team, target: 20, strict: true, floor_standard: 10, floor_basis: stated}",
        bands=bands,
    )
    indicator = replace(indicator, possible_values=(1, 2))  # type: ignore[arg-type]
    file = tmp_path / "again.yaml"
    file.write_text(definitions_text([indicator], indicator.thresholds), encoding="utf-8")
    (again,), issues = read_definitions([file], tmp_path)
    assert not issues
    assert [without_places(one) for one in again.thresholds] == [
        without_places(one) for one in indicator.thresholds
    ]
    assert again.possible_values == indicator.possible_values


def without_places(threshold: Threshold) -> Threshold:
    nowhere = Location("")
    rule = threshold.rule
    if isinstance(rule, BandsRule):
        green, red = replace(rule.green, location=nowhere), replace(rule.red, location=nowhere)
        amber = None if rule.amber is None else replace(rule.amber, location=nowhere)
        # A version that nothing is rated by any more is not written.
        rule = replace(rule, green=green, amber=amber, red=red, earlier=None)
    return replace(threshold, location=nowhere, rule=rule)
