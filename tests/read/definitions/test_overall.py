"""Overall ratings as they are read, and as they are written."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.made_from.overall import Monitoring, Overall, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.issue import Location
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from tests.read.definition_texts import SOUND, sound_indicators

HERE = Location("test")
EVERYTHING = """\
    overall:
      method: weighted_points
      of: [EH02, {code: EH03, weight: 2.5}]
      periods_back: 1
      points: {green: 3, amber: 1.5, red: 0}
      monitoring: {green: quarterly, amber: every two months, red: monthly}
"""
CAPPED = "    overall: {method: mean_percent_of_target, of: [EH02], capped_at: 100, outturns: true}\n"


def read(folder: Path, overall: str) -> Overall:
    (indicator,) = sound_indicators(folder, SOUND + overall)
    assert indicator.overall is not None
    members = tuple(replace(member, location=HERE) for member in indicator.overall.members)
    return replace(indicator.overall, members=members)


def test_every_field(tmp_path: Path) -> None:
    overall = read(tmp_path, EVERYTHING)
    assert [(member.code, member.weight) for member in overall.members] == [
        ("EH02", Decimal(1)),
        ("EH03", Decimal("2.5")),
    ]
    assert replace(overall, members=()) == Overall(
        method=OverallMethod.WEIGHTED_POINTS,
        members=(),
        periods_back=1,
        capped_at=None,
        points=Points(Decimal(3), Decimal("1.5"), Decimal(0)),
        monitoring=Monitoring("quarterly", "every two months", "monthly"),
    )
    assert (
        overall.words(Frequency.MONTHLY) == "the points for the ratings of EH02 and EH03, in the month before"
    )


def test_outturns_are_made_where_they_are_asked_for(tmp_path: Path) -> None:
    assert not read(tmp_path, EVERYTHING).outturns
    assert read(tmp_path, CAPPED).outturns


def test_a_member_is_found_where_it_stands(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND + EVERYTHING)
    assert indicator.overall is not None
    assert [member.location.line for member in indicator.overall.members] == [14, 14]


@pytest.mark.parametrize("overall", [EVERYTHING, CAPPED], ids=["points", "mean"])
def test_what_is_written_is_read_back_the_same(overall: str, tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND + overall)
    file = tmp_path / "written.yaml"
    file.write_text(definitions_text([indicator]), encoding="utf-8")
    (again,), issues = read_definitions([file], tmp_path)
    assert issues == ()
    assert again.overall is not None
    members = tuple(replace(member, location=HERE) for member in again.overall.members)
    assert replace(again.overall, members=members) == read(tmp_path, overall)
