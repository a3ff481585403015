"""What a scorecard leaves out: areas that are all of its file, tables for each service and frequency."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.grouping import GroupBy
from kpi_engine.model.issue import InputError
from tests.test_smallest import smallest

MORE = """\
service: {service}
indicators:
  - {{code: {code}M, name: Monthly, polarity: H, frequency: monthly}}
  - {{code: {code}Q, name: Quarterly, polarity: H, frequency: quarterly}}
"""


def test_a_table_for_each_service_and_frequency(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    for code, service in (("X", "Youth work"), ("Y", "Youth: work")):
        (tmp_path / "indicators" / f"{code}.yaml").write_text(MORE.format(code=code, service=f'"{service}"'))
    assert [
        (section.id, section.title, [entry.code for entry in section.entries], section.periods)
        for section in load_scorecard(scorecard).scorecard.sections
    ] == [
        ("youth_work_monthly", "Youth work – monthly", ["XM"], 7),
        ("youth_work_quarterly", "Youth work – quarterly", ["XQ"], 4),
        ("youth_work_monthly_2", "Youth: work – monthly", ["YM"], 7),
        ("youth_work_quarterly_2", "Youth: work – quarterly", ["YQ"], 4),
        ("monthly", "Monthly indicators", ["AUDIT"], 7),
    ]


OWNED = """\
service: Housing
indicators:
  - {code: HM, name: Monthly, polarity: H, frequency: monthly, owner: Head of Homes}
  - {code: HQ, name: Quarterly, polarity: H, frequency: quarterly, owner: Head of Homes}
"""


def sections_of(scorecard: Path) -> list[tuple[object, ...]]:
    return [
        (each.id, each.title, each.frequency_words, each.group_by, [entry.code for entry in each.entries])
        for each in load_scorecard(scorecard).scorecard.sections
    ]


def test_a_table_for_each_group(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "indicators" / "a.yaml").write_text(OWNED)
    scorecard.write_text(f"{scorecard.read_text()}group_by: owner\n")
    assert sections_of(scorecard) == [
        ("head_of_homes", "Head of Homes", "mixed", None, ["HM", "HQ"]),
        ("no_owner", "No owner", "monthly", None, ["AUDIT"]),
    ]


def test_sections_are_grouped_as_the_page_unless_they_say_otherwise(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "indicators" / "a.yaml").write_text(OWNED)
    sections = (
        "group_by: owner\nsections:\n"
        "  - {id: a, title: A, frequency: monthly, indicators: [HM]}\n"
        "  - {id: b, title: B, frequency: monthly, indicators: [AUDIT], group_by: theme}\n"
    )
    scorecard.write_text(scorecard.read_text() + sections)
    assert sections_of(scorecard) == [
        ("a", "A", "monthly", GroupBy.OWNER, ["HM"]),
        ("b", "B", "monthly", GroupBy.THEME, ["AUDIT"]),
    ]


def test_without_areas_every_area_of_the_file(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "areas.csv").write_text("area,parent,level\nEast,Northshire,district\nNorthshire,,county\n")
    observations = (tmp_path / "observations.csv").read_text().replace("AUDIT,", "AUDIT,East,")
    (tmp_path / "observations.csv").write_text(observations.replace("code,", "code,area,"))
    scorecard.write_text("as_at: 2024-08\nareas_file: areas.csv\n")
    assert load_scorecard(scorecard).scorecard.area_names == ("East", "Northshire")


def test_of_several_areas_each_row_names_its_own(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    scorecard.write_text("as_at: 2024-08\nareas: [East, West]\n")
    with pytest.raises(InputError, match='the column "area" is missing'):
        load_scorecard(scorecard)


def test_without_observations_and_a_file_of_the_usual_name(tmp_path: Path) -> None:
    scorecard = smallest(tmp_path)
    (tmp_path / "observations.csv").unlink()
    with pytest.raises(
        InputError, match=r"and there is no observations.csv beside this file; add a line such as"
    ):
        load_scorecard(scorecard)
