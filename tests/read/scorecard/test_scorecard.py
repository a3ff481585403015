"""A scorecard file → a scorecard; where its paths lead."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.scorecard import (
    FileSource,
    LastPeriod,
    OutputFormat,
    Precision,
    Scorecard,
    Section,
    SectionEntry,
)
from kpi_engine.model.issue import Location
from kpi_engine.read.scorecard.scorecard import read_scorecard

SMALL = """\
schema_version: 1
title: Early Help scorecard
as_at: Aug 2024
areas_file: areas.csv
observations:
  path: observations.csv
areas: [Kent]
sections:
  - id: monthly
    title: Monthly
    frequency: monthly
    indicators: [EH01]
outputs: [html]
"""
EVERYTHING = """\
schema_version: 1
title: Early Help scorecard
as_at: 2024-08
publication_date: 2024-09-30
producer: Management Information
contact: mi@example.gov.uk
small_cohort: 10
definitions: [../../indicators/a.yaml, ../../more]
areas_file: areas.csv
observations:
  - path: observations.csv
    precision: as_printed
    thousands_separator: ","
    percent_sign: true
  - path: ../shared/observations.csv
outturns: {path: outturns.csv, precision: as_printed}
comparators: comparators.csv
areas: [Kent, "Swale"]
sections:
  - id: monthly
    title: Monthly
    frequency: monthly
    indicators:
      - EH01
      - {code: EH02, levels: district}
    periods: 13
    last_period: 2024-06
  - id: annual
    title: Annual
    frequency: annual
    indicators: [{code: EH03}]
outputs: [csv, html]
output_folder: pages
abbreviations: {R12M: Rolling 12 months, "NO": Number}
notes: [Figures are provisional]
"""


def project_with(folder: Path, text: str) -> Path:
    """A project with data and definitions; the path of its scorecard."""
    place = folder / "packs" / "august"
    for name in ("areas", "observations", "outturns", "comparators"):
        for data in (place, folder / "packs" / "shared"):
            data.mkdir(parents=True, exist_ok=True)
            (data / f"{name}.csv").touch()
    for name in ("indicators", "more"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "indicators" / "a.yaml").touch()
    (place / "scorecard.yaml").write_text(text, encoding="utf-8")
    return place / "scorecard.yaml"


def sound(path: Path) -> Scorecard:
    scorecard, issues = read_scorecard(path)
    assert issues == ()
    assert scorecard is not None
    return scorecard


def whats(path: Path) -> list[str]:
    return [issue.what for issue in read_scorecard(path)[1]]


def test_every_field_of_a_scorecard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project_with(tmp_path, EVERYTHING)
    monkeypatch.chdir(tmp_path)
    file = "packs/august/scorecard.yaml"
    data = tmp_path / "packs" / "august"
    as_defined, as_printed = Precision.AS_DEFINED, Precision.AS_PRINTED
    assert sound(path) == Scorecard(
        title="Early Help scorecard",
        as_at=Month(2024, 8),
        publication_date="2024-09-30",
        producer="Management Information",
        contact="mi@example.gov.uk",
        small_cohort=10,
        area_names=("Kent", "Swale"),
        area_locations=(Location(file, 18, 9), Location(file, 18, 15)),
        sections=(
            Section(
                id="monthly",
                title="Monthly",
                frequency=Frequency.MONTHLY,
                entries=(
                    SectionEntry("EH01", (), Location(file, 24, 9)),
                    SectionEntry("EH02", ("district",), Location(file, 25, 16)),
                ),
                periods=13,
                last_period=LastPeriod("2024-06", Location(file, 27, 18)),
                location=Location(file, 20, 9),
            ),
            Section(
                id="annual",
                title="Annual",
                frequency=Frequency.ANNUAL,
                entries=(SectionEntry("EH03", (), Location(file, 31, 25)),),
                periods=4,
                last_period=None,
                location=Location(file, 28, 9),
            ),
        ),
        observations=(
            FileSource(str(data / "observations.csv"), as_printed, ",", True, Location(file, 11, 11)),
            FileSource(
                str(tmp_path / "packs/shared/observations.csv"), as_defined, "", False, Location(file, 15, 11)
            ),
        ),
        outturns=(FileSource(str(data / "outturns.csv"), as_printed, "", False, Location(file, 16, 18)),),
        areas=FileSource(str(data / "areas.csv"), as_defined, "", False, Location(file, 9, 13)),
        comparators=FileSource(str(data / "comparators.csv"), as_defined, "", False, Location(file, 17, 14)),
        definitions=(str(tmp_path / "indicators/a.yaml"), str(tmp_path / "more")),
        outputs=(OutputFormat.CSV, OutputFormat.HTML),
        output_folder=str(data / "pages"),
        abbreviations=(("R12M", "Rolling 12 months"), ("NO", "Number")),
        notes=("Figures are provisional",),
        file=file,
        root=str(tmp_path),
    )


def test_what_holds_where_nothing_is_said(tmp_path: Path) -> None:
    scorecard = sound(project_with(tmp_path, SMALL))
    assert scorecard.definitions == (str(tmp_path / "indicators"),)
    assert scorecard.output_folder == str(tmp_path / "packs" / "august" / "out")
    assert (scorecard.small_cohort, scorecard.comparators, scorecard.outturns) == (None, None, ())
    assert scorecard.sections[0].periods == 7
    assert (scorecard.producer, scorecard.notes, scorecard.abbreviations) == ("", (), ())


def test_the_project_is_the_nearest_folder_above_with_indicators(tmp_path: Path) -> None:
    path = project_with(tmp_path, SMALL)
    assert sound(path).root == str(tmp_path)
    (path.parent / "indicators").mkdir()
    assert sound(path).root == str(path.parent)


def test_without_an_indicators_folder_the_project_is_the_scorecards_own(tmp_path: Path) -> None:
    path = project_with(tmp_path, SMALL + "definitions: early_help.yaml\n")
    (path.parent / "early_help.yaml").touch()
    for part in (tmp_path / "indicators").iterdir():
        part.unlink()
    (tmp_path / "indicators").rmdir()
    assert sound(path).root == str(path.parent)
    path.write_text(SMALL)
    assert whats(path) == [
        "no definitions are named, and there is no indicators folder in this file's folder or above it"
    ]


def test_links_are_followed_before_a_path_is_judged(tmp_path: Path) -> None:
    project = tmp_path / "project"
    path = project_with(project, SMALL)
    (tmp_path / "areas.csv").touch()
    areas = path.parent / "areas.csv"
    areas.unlink()
    areas.symlink_to(tmp_path / "areas.csv")
    assert whats(path) == [f'"areas.csv" leads outside the project, which is {project}']
    areas.unlink()
    areas.symlink_to(areas)
    assert whats(path) == ['"areas.csv" cannot be followed']
    areas.unlink()
    areas.symlink_to(project / "packs" / "shared" / "areas.csv")
    assert sound(path).areas.path == str(project / "packs" / "shared" / "areas.csv")


def test_a_folder_to_write_to_that_leaves_the_project_by_a_link(tmp_path: Path) -> None:
    project = tmp_path / "project"
    path = project_with(project, SMALL)
    (path.parent / "out").symlink_to(tmp_path)
    assert whats(path) == [f'"out" leads outside the project, which is {project}']


def test_a_scorecard_in_a_folder_that_is_a_link(tmp_path: Path) -> None:
    path = project_with(tmp_path / "project", SMALL)
    (tmp_path / "link").symlink_to(path.parent)
    assert sound(tmp_path / "link" / "scorecard.yaml").root == str(tmp_path / "project")


def test_one_file_through_two_links_is_named_twice(tmp_path: Path) -> None:
    text = SMALL.replace("  path: observations.csv", "  - path: observations.csv\n  - path: same.csv")
    path = project_with(tmp_path, text)
    (path.parent / "same.csv").symlink_to(path.parent / "observations.csv")
    assert whats(path) == ['"same.csv" is named a second time; the first is on line 6']


def test_a_scorecard_that_is_not_there(tmp_path: Path) -> None:
    scorecard, issues = read_scorecard(tmp_path / "scorecard.yaml")
    assert scorecard is None
    assert [issue.what for issue in issues] == ["there is no such file"]


@pytest.mark.parametrize(
    ("sound_text", "problem"),
    [
        ("title: Early Help scorecard", "title: [a]"),
        ("outputs: [html]", "outputs: [excel]"),
        ("path: observations.csv", "path: nowhere.csv"),
        ("indicators: [EH01]", "indicators: [EH!01]"),
        ("indicators: [EH01]", "indicators: [{code: EH!01}]"),
        ("id: monthly", "id: mon thly"),
        ("frequency: monthly", "frequency: fortnightly"),
    ],
)
def test_with_a_problem_it_can_still_be_checked(tmp_path: Path, sound_text: str, problem: str) -> None:
    scorecard, issues = read_scorecard(project_with(tmp_path, SMALL.replace(sound_text, problem)))
    assert scorecard is not None
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("sound_text", "problem"),
    [
        ("as_at: Aug 2024", "as_at: 08/24"),
        ("as_at: Aug 2024", "as_at: []"),
        ("areas_file: areas.csv", "areas_file: nowhere.csv"),
        ("areas: [Kent]", "areas: {}"),
        (SMALL, "- a list\n"),
    ],
)
def test_without_month_areas_or_their_file_there_is_nothing_to_check(
    tmp_path: Path, sound_text: str, problem: str
) -> None:
    scorecard, issues = read_scorecard(project_with(tmp_path, SMALL.replace(sound_text, problem)))
    assert scorecard is None
    assert len(issues) == 1


def test_a_data_file_that_is_read_as_it_is_needs_no_more_than_its_name(tmp_path: Path) -> None:
    named = sound(
        project_with(tmp_path / "named", SMALL.replace("\n  path: observations.csv", " observations.csv"))
    )
    described = sound(project_with(tmp_path / "described", SMALL))
    assert [Path(source.path).name for source in named.observations] == ["observations.csv"]
    assert named.observations[0].precision is described.observations[0].precision


def test_commentary_is_a_file_or_folder_or_a_list_of_them(tmp_path: Path) -> None:
    path = project_with(tmp_path, SMALL + "commentary: ../../more\n")
    (source,) = sound(path).commentary
    assert (source.path, source.levels) == (str(tmp_path / "more"), ())
    listed = "commentary: [{path: ../../more, levels: county}, {path: areas.csv, levels: [team, county]}]\n"
    sources = sound(project_with(tmp_path, SMALL + listed)).commentary
    assert [(Path(one.path).name, one.levels) for one in sources] == [
        ("more", ("county",)),
        ("areas.csv", ("team", "county")),
    ]
    assert sound(project_with(tmp_path, SMALL)).commentary == ()


def test_a_theme_is_a_built_in_one_or_a_file(tmp_path: Path) -> None:
    path = project_with(tmp_path, SMALL)
    assert sound(path).theme is None
    path.write_text(SMALL + "theme: blue for good\n")
    theme = sound(path).theme
    assert theme is not None
    assert (theme.name, theme.path) == ("blue for good", "")
    (path.parent / "house.yaml").touch()
    path.write_text(SMALL + "theme: house.yaml\n")
    theme = sound(path).theme
    assert theme is not None
    assert (theme.name, theme.path) == ("", str(path.parent / "house.yaml"))
    assert theme.location.line == 14
