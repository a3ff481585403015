"""Definition files → indicators."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, DataSource, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from tests.read.definition_texts import HEAD, SOUND, read_text, sound_indicators

EVERYTHING = """\
  - code: EHCASELOAD
    name: "Average caseload: families"
    polarity:
      - {from: 2022-23, polarity: L}
      - {from: 2023-09, polarity: H}
    data_period: R12M
    frequency: monthly
    year: academic
    year_to_date_from: december
    unit: ratio
    per: 10000
    decimals: 2
    qpr: true
    seasonal: true
    tags: [workforce, "2024"]
    compare: {periods_back: 2}
    rate_on: raw
    thresholds:
      - from: 2022-23
        until: 2023-06
        level: [county, team]
        target: -15.0
        floor_standard: 20
        floor_basis: inferred
        note: |
          One line.
          Another.
      - from: 2023-24
        area: Kent
        target: 20
        green: [17.5, 22.5]
        amber: [12.5, 27.5]
        floor_basis: stated
    source: {name: Liberi, latest: "2024", release: Monthly}
    definition: >-
      Families for each
      worker.
"""


def test_every_field_of_an_indicator(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, EVERYTHING)
    file = indicator.location.file
    september = Calendar(Frequency.MONTHLY, YearKind.ACADEMIC).first_of_year(2023)
    assert indicator == Indicator(
        code="EHCASELOAD",
        name="Average caseload: families",
        service="Early Help",
        polarities=(
            PolarityInForce(september - 12, "2022-23", Polarity.LOWEST, Location(file, 7, 9)),
            PolarityInForce(september, "2023-09", Polarity.HIGHEST, Location(file, 8, 9)),
        ),
        data_period=DataPeriod.R12M,
        frequency=Frequency.MONTHLY,
        year=YearKind.ACADEMIC,
        unit="ratio",
        per=10000,
        decimals=2,
        comparison=Comparison(ComparisonKind.PERIODS_BACK, 2),
        rate_on=RateOn.RAW,
        thresholds=(
            Threshold(
                first=september - 12,
                last=september - 3,
                from_label="2022-23",
                levels=("county", "team"),
                areas=(),
                rule=FloorAndTarget(Decimal("-15.0"), Decimal("20")),
                floor_basis=FloorBasis.INFERRED,
                location=Location(file, 22, 9),
                note="One line.\nAnother.",
            ),
            Threshold(
                first=september,
                last=None,
                from_label="2023-24",
                levels=(),
                areas=("Kent",),
                rule=TargetRange(
                    Decimal("20"), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5"))
                ),
                floor_basis=FloorBasis.STATED,
                location=Location(file, 31, 9),
            ),
        ),
        qpr=True,
        seasonal=True,
        tags=("workforce", "2024"),
        source=DataSource("Liberi", "2024", "Monthly"),
        definition="Families for each worker.",
        location=Location(file, 4, 11),
        year_to_date_from=CalendarMonth.DECEMBER,
    )


def test_numbers_keep_their_decimals(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND + "    thresholds: [{from: 2023-24, target: 85.00}]\n")
    assert str(indicator.thresholds[0].rule.target) == "85.00"


def test_what_holds_where_nothing_is_said(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND)
    assert (indicator.per, indicator.rate_on, indicator.qpr, indicator.seasonal) == (
        100,
        RateOn.DISPLAYED,
        False,
        False,
    )
    assert (indicator.tags, indicator.thresholds, indicator.source) == ((), (), DataSource())
    (polarity,) = indicator.polarities
    assert (polarity.first, polarity.polarity) == (None, Polarity.HIGHEST)


@pytest.mark.parametrize(
    ("frequency", "extra", "year", "comparison"),
    [
        ("monthly", "", YearKind.FINANCIAL, ComparisonKind.PREVIOUS),
        ("monthly", "    year: academic\n", YearKind.ACADEMIC, ComparisonKind.PREVIOUS),
        ("quarterly", "", YearKind.FINANCIAL, ComparisonKind.PREVIOUS),
        ("quarterly", "    year: financial\n", YearKind.FINANCIAL, ComparisonKind.PREVIOUS),
        ("termly", "", YearKind.ACADEMIC, ComparisonKind.SAME_PERIOD_LAST_YEAR),
        ("termly", "    compare: previous\n", YearKind.ACADEMIC, ComparisonKind.PREVIOUS),
        ("annual", "    year: academic\n", YearKind.ACADEMIC, ComparisonKind.PREVIOUS),
        (
            "annual",
            "    year: financial\n    compare: previous_observation\n",
            YearKind.FINANCIAL,
            ComparisonKind.PREVIOUS_OBSERVATION,
        ),
    ],
)
def test_year_and_comparison_by_frequency(
    tmp_path: Path, frequency: str, extra: str, year: YearKind, comparison: ComparisonKind
) -> None:
    text = SOUND.replace("monthly", frequency) + extra
    (indicator,) = sound_indicators(tmp_path, text)
    assert (indicator.year, indicator.comparison) == (year, Comparison(comparison))


def test_the_label_of_a_period_is_kept_on_one_line(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND + '    thresholds: [{from: "Aug\\n2024 ", target: 1}]\n')
    assert indicator.thresholds[0].from_label == "Aug 2024"


def test_a_unit_that_is_no_percentage_is_scaled_by_one(tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, SOUND.replace("unit: percent", "unit: days"))
    assert (indicator.unit, indicator.per) == ("days", 1)


def test_a_folder_means_its_yaml_files_by_name(tmp_path: Path) -> None:
    for name, code in (("b.yml", "B"), ("a.yaml", "A"), ("c.YAML", "C"), (".d.yaml", "D"), ("e.txt", "E")):
        (tmp_path / name).write_text(HEAD + SOUND.replace("EH01", code))
    (tmp_path / "folder.yaml").mkdir()
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert issues == ()
    assert [indicator.code for indicator in indicators] == ["A", "B", "C"]


def test_a_file_named_with_its_folder_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + SOUND)
    indicators, issues = read_definitions([tmp_path / "a.yaml", tmp_path, tmp_path], tmp_path)
    assert (len(indicators), issues) == (1, ())


def test_a_folder_without_definitions(tmp_path: Path) -> None:
    _, issues = read_definitions([tmp_path], tmp_path)
    assert [issue.what for issue in issues] == ["this folder holds no definitions"]


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    _, issues = read_definitions([tmp_path], tmp_path)
    assert [issue.what for issue in issues] == ["this folder cannot be read (Permission denied)"]


def test_definitions_stay_inside_the_project(tmp_path: Path) -> None:
    project, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    project.mkdir()
    elsewhere.mkdir()
    (elsewhere / "a.yaml").write_text(HEAD + SOUND)
    (project / "linked.yaml").symlink_to(elsewhere / "a.yaml")
    (project / "loop.yaml").symlink_to(project / "loop.yaml")
    (project / "folder").symlink_to(elsewhere)
    named = [project, project / "folder", project / ".." / "elsewhere" / "a.yaml", Path("a\0.yaml")]
    indicators, issues = read_definitions(named, project)
    assert indicators == ()
    assert [issue.what.split(",")[0] for issue in issues] == ["this file lies outside the project"] * 5


def test_a_link_that_stays_inside_the_project_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + SOUND)
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "b.yaml").symlink_to(tmp_path / "a.yaml")
    indicators, issues = read_definitions([tmp_path / "shared"], tmp_path)
    assert (len(indicators), issues) == (1, ())


def test_a_path_too_long_for_the_system_is_a_problem(tmp_path: Path) -> None:
    _, issues = read_definitions([tmp_path / ("a" * 300)], tmp_path)
    assert [issue.what for issue in issues] == ["this file cannot be read (File name too long)"]


def test_sound_indicators_come_with_the_problems_of_the_others(tmp_path: Path) -> None:
    broken = SOUND.replace("EH01", "EH02").replace("polarity: H", "polarity: X")
    sound = SOUND.replace("EH01", "EH03")
    indicators, issues = read_text(tmp_path, HEAD + SOUND + broken + sound)
    assert [indicator.code for indicator in indicators] == ["EH01", "EH03"]
    assert len(issues) == 1


@pytest.mark.parametrize(
    "problem",
    [
        "    qpr: yes\n",
        "    compare: {periods_back: 0}\n",
        "    compare: []\n",
        "    rate_on: shown\n",
        "    tags: plans\n",
        "    source: Liberi\n",
        "    unknown: 1\n",
        "    thresholds: [{from: 2023-24, target: 85%}]\n",
    ],
)
def test_a_problem_that_leaves_an_indicator_checkable_keeps_it(tmp_path: Path, problem: str) -> None:
    """Otherwise whatever names it would be told that there is no such indicator."""
    indicators, issues = read_text(tmp_path, HEAD + SOUND + problem)
    assert [indicator.code for indicator in indicators] == ["EH01"]
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("sound", "problem"),
    [
        ("code: EH01", "code: EH01!"),
        ("polarity: H", "polarity: [{from: 2023-24, polarity: H}, {from: 2024, polarity: L}]"),
        ("polarity: H", "polarity: [{from: 2023-24, polarity: up}]"),
        ("frequency: monthly", "frequency: annual"),
        ("frequency: monthly", "frequency: fortnightly"),
        ("frequency: monthly", "frequency: monthly\n    year: lunar"),
        ("unit: percent", "unit: '%'"),
        ("unit: percent", "unit: yes"),
        ("unit: percent", "unit: rate\n    per: many"),
        ("decimals: 1", "decimals: one"),
    ],
)
def test_a_problem_that_would_rate_it_differently_leaves_it_out(
    tmp_path: Path, sound: str, problem: str
) -> None:
    indicators, issues = read_text(tmp_path, HEAD + SOUND.replace(sound, problem))
    assert (indicators, len(issues)) == ((), 1)


def test_the_problems_of_all_files_come_together_by_file_and_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    broken = SOUND.replace("decimals: 1", "decimals: 9").replace("polarity: H", "polarity: X")
    Path("a.yaml").write_text(HEAD + broken)
    Path("b.yaml").write_text("indicators: [\n")
    Path("c.yaml").write_text(HEAD + broken)
    _, issues = read_definitions([Path()], Path())
    places = [str(issue.location) for issue in issues]
    assert places == ["a.yaml:6:15", "a.yaml:10:15", "b.yaml:2:1", "c.yaml:6:15", "c.yaml:10:15"]


@pytest.mark.parametrize("text", [HEAD + "  - {}\n" * 5000, "".join(f"x{n}: 1\n" for n in range(5000))])
def test_a_file_of_problems_ends_with_a_word_about_the_rest(tmp_path: Path, text: str) -> None:
    _, issues = read_text(tmp_path, text)
    assert len(issues) == 1001
    assert issues[-1].what == "this file has more problems than the 1,000 reported"


@pytest.mark.parametrize(
    ("field", "items", "most"),
    [("thresholds", "{from: 2023-24, target: 1}", 1000), ("tags", "a", 10_000)],
)
def test_a_list_has_an_end(tmp_path: Path, field: str, items: str, most: int) -> None:
    _, issues = read_text(tmp_path, HEAD + SOUND + f"    {field}: [{', '.join([items] * (most + 1))}]\n")
    assert [issue.what for issue in issues] == [f"{field} is a list of {most + 1:,}"]


def test_what_a_syntax_error_hides_is_not_missed(tmp_path: Path) -> None:
    """The year of an annual indicator may stand below the error."""
    cut = SOUND[: SOUND.index("    unit:")].replace("monthly", "annual") + "    unit: @\n"
    _, issues = read_text(tmp_path, HEAD + cut)
    assert [issue.what for issue in issues] == ['an unquoted text cannot begin with "@"']


NEIGHBOURS = "neighbours: {name: Neighbours, areas: [Devon, Essex]}\n"
OTHERS = "neighbours: {name: Others, areas: [Surrey]}\n"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("", "", [None, None]),
        (NEIGHBOURS, "", ["Neighbours", "Neighbours"]),
        ("", NEIGHBOURS, ["Neighbours", "Neighbours"]),
        (NEIGHBOURS, OTHERS, ["Neighbours", "Others"]),
    ],
)
def test_neighbours_of_one_file_only_hold_for_all(
    first: str, second: str, expected: list[str | None], tmp_path: Path
) -> None:
    for code, more in (("A1", first), ("B2", second)):
        text = f"schema_version: 1\nservice: Tests\n{more}indicators:\n{SOUND.replace('EH01', code)}"
        (tmp_path / f"{code}.yaml").write_text(text, encoding="utf-8")
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert not issues
    assert [each.neighbours and each.neighbours.title for each in indicators] == expected
    again = [tmp_path / f"again-{indicator.code}.yaml" for indicator in indicators]
    for file, indicator in zip(again, indicators, strict=True):
        file.write_text(definitions_text([indicator]), encoding="utf-8")
    written, issues = read_definitions(again, tmp_path)
    assert not issues
    assert [each.neighbours and each.neighbours.names for each in written] == [
        each.neighbours and each.neighbours.names for each in indicators
    ]


def test_with_neighbours_of_two_files_a_third_has_none(tmp_path: Path) -> None:
    for code, more in (("A1", NEIGHBOURS), ("B2", OTHERS), ("C3", "")):
        text = f"schema_version: 1\nservice: Tests\n{more}indicators:\n{SOUND.replace('EH01', code)}"
        (tmp_path / f"{code}.yaml").write_text(text, encoding="utf-8")
    indicators, _ = read_definitions([tmp_path], tmp_path)
    assert [each.neighbours and each.neighbours.title for each in indicators] == [
        "Neighbours",
        "Others",
        None,
    ]
