"""``kpi import``: workbooks as officers keep them become scorecards, right figure by figure."""

from __future__ import annotations

import csv
import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from kpi_engine.commands.shared import exit_codes
from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import rate_loaded
from tests.cli.calling import Caller
from tests.read.recognise.making import Rows, write_workbook

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
SAMPLE = Path(__file__).parents[2] / "sample_data" / "kent_2024_08"
TRUST, PLAN, HOUSING = "trust_report", "corporate_plan", "housing"


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


def shown_figures(workbook: str) -> list[dict[str, str]]:
    """Every figure of a workbook as values.csv has it, without targets and standards."""
    with (WORKBOOKS / "values.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["workbook"] == f"{workbook}.xlsx"]
    return [row for row in rows if not row["period"].startswith(("target", "standard"))]


# A 1 without a format beside 99.8% and 99.9%, of which Excel shows 1: it is taken for 100%, and that is told.
def is_taken_as_percentage(row: dict[str, str]) -> bool:
    return (row["sheet"], row["measure"], row["shown"]) == ("Compliance by year", "Gas safety checks", "1")


def as_written(period: str) -> str:
    """A period of values.csv as a data file has it."""
    half, _, year = period.partition(" ")
    return f"{year} {half}" if half in {"H1", "H2"} else period.replace("week commencing", "w/c")


def is_figure(shown: str, row: dict[str, str]) -> bool:
    """Whether an imported row holds what Excel shows."""
    if shown in {"N/A", "n/a", "-"}:
        return row["value"].casefold() == shown.casefold()
    if shown == "Due Q3":
        return (row["value"], row["status"]) == ("", "to be supplied")
    if " of " in shown:
        return f"{row['numerator']} of {row['denominator']}" == shown
    if ":" in shown:
        minutes, seconds = map(int, shown.split(":"))
        return int(row["value"]) == 60 * minutes + seconds
    step = Decimal(1).scaleb(-len(shown.partition(".")[2]))
    return Decimal(row["value"]).quantize(step, ROUND_HALF_UP) == Decimal(shown)


@pytest.mark.parametrize(
    ("workbook", "measures", "questions"), [(PLAN, 45, 6), (TRUST, 15, 1), (HOUSING, 16, 7)]
)
def test_every_figure_of_a_workbook(kpi: Caller, workbook: str, measures: int, questions: int) -> None:
    made = kpi("import", str(WORKBOOKS / f"{workbook}.xlsx"))
    assert (made.code, made.err) == (0, "")
    checked = kpi("check", workbook)
    assert checked.code == 0
    assert checked.out.count("still to be said") == questions
    loaded = load_scorecard(Path(workbook) / "scorecard.yaml")
    assert len(loaded.indicators) == measures
    codes = {each.name: each.code for each in loaded.indicators} | {
        each.code: each.code for each in loaded.indicators
    }
    with Path(workbook, "observations.csv").open(encoding="utf-8") as file:
        found = {(row["code"], row["area"], row["period"]): row for row in csv.DictReader(file)}
    areas = [area.name for area in loaded.areas]
    wrong = []
    expected = shown_figures(workbook)
    for row in expected:
        area = row["area"] if row["area"] in areas else areas[0]
        if not is_taken_as_percentage(row) and not is_figure(
            row["shown"], found[codes[row["measure"]], area, as_written(row["period"])]
        ):
            wrong.append(row)
    assert wrong == []
    assert len(found) == len(expected)
    assert kpi("report", workbook).code == 0


def test_what_it_says(kpi: Caller) -> None:
    said = kpi("import", str(WORKBOOKS / f"{PLAN}.xlsx"), "--to", "plan", "--sheet", "Resources").out
    assert said.splitlines()[:3] == [
        'Sheet "Resources"',
        '  took            "Northshire Council Corporate Plan – Resources": 9 rows, periods across, '
        "54 figures",
        '  left out        Resources!B16: a total: "Total measures on target"',
    ]
    assert "Wrote plan: 9 measures, 54 figures\n  scorecard.yaml\n" in said
    assert said.endswith("Next: kpi check plan, then kpi report plan\n")


def test_what_is_inferred_says_so(kpi: Caller) -> None:
    kpi("import", str(WORKBOOKS / f"{TRUST}.xlsx"))
    text = Path(TRUST, "indicators", "urgent_care.yaml").read_text(encoding="utf-8")
    assert "code: AE-SEEN-WITHIN-4-HOURS             # inferred: made of the name\n" in text
    assert "polarity: H                              # inferred: the sign before its target\n" in text


def test_nothing_is_overwritten(kpi: Caller) -> None:
    kpi("import", str(WORKBOOKS / f"{TRUST}.xlsx"))
    again = kpi("import", str(WORKBOOKS / f"{TRUST}.xlsx"))
    assert again.code == exit_codes.WRONG_INPUT
    assert "trust_report/scorecard.yaml: error: this file is there already" in again.err


def test_a_pasted_table(kpi: Caller, tmp_path: Path) -> None:
    rows = [
        "Ref\tMeasure\tGood is\tQ1 2024/25\tQ2 2024/25\tTarget",
        "A1\tCalls in time\tHigher\t81.3%\t84.6%\t85%",
    ]
    (tmp_path / "pasted.txt").write_text("\n".join(rows), encoding="utf-8")
    assert kpi("import", "pasted.txt").code == 0
    ratings = rate_loaded(load_scorecard(tmp_path / "pasted" / "scorecard.yaml")).ratings
    assert [str(code) for code in ratings.observations.codes] == ["A1"]
    assert ratings.observations.value.mantissa.tolist() == [813, 846]


@pytest.mark.parametrize(
    "text",
    [
        "Measure,2022/23,2023/24\nPlans,61,64\n",
        "Measure;2022/23;2023/24\nPlans;61;64\n",
        "| Measure | 2022/23 | 2023/24 |\n| --- | --- | --- |\n| Plans | 61 | 64 |\n",
    ],
)
def test_other_tables_of_text(kpi: Caller, tmp_path: Path, text: str) -> None:
    (tmp_path / "table.csv").write_text(text, encoding="utf-8")
    assert kpi("import", "table.csv").code == 0
    assert (tmp_path / "table" / "observations.csv").read_text() == (
        "code,area,period,value\nPLANS,Table,2022-23,61\nPLANS,Table,2023-24,64\n"
    )


def test_what_is_not_understood_is_counted_at_the_end(kpi: Caller) -> None:
    for cells, told in (
        ("41,<5,35", "1 place was not understood (see above): what it holds is in no file"),
        ("41,<5,?!", "2 places were not understood (see above): what they hold is in no file"),
    ):
        shutil.rmtree("fires", ignore_errors=True)
        Path("fires.csv").write_text(f"Measure,Q1 24-25,Q2 24-25,Q3 24-25\nFires,{cells}\n", encoding="utf-8")
        out = kpi("import", "fires.csv").out
        assert told in out.splitlines()
        assert 'not understood  fires!C2: holds "<5", which is no figure' in out


def test_what_cannot_be_imported(kpi: Caller, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("just,notes\nand,words\n")
    empty = kpi("import", "notes.csv")
    assert empty.code == exit_codes.WRONG_INPUT
    assert "notes.csv: error: no table of figures was found" in empty.err
    assert "there is no sheet" in kpi("import", str(WORKBOOKS / f"{PLAN}.xlsx"), "--sheet", "Resorces").err
    assert kpi("import", "nowhere.xlsx").code == exit_codes.WRONG_INPUT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.csv"]


def sample_table() -> Rows:
    """The sample's monthly table of the county, laid out wide as the council prints it."""
    with (SAMPLE / "observations.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["area"] == "Kent"]
    with (SAMPLE / "published.csv").open(encoding="utf-8") as file:
        printed = [
            row for row in csv.DictReader(file) if row["area"] == "Kent" and row["section"] == "ics_monthly"
        ]
    months = [f"2024-{month:02d}" for month in range(2, 9)]
    names = ["Feb-24", "Mar-24", "Apr-24", "May-24", "Jun-24", "Jul-24", "Aug-24"]
    table: list[list[str | None]] = [
        ["Kent County Council: Children's services monthly performance"],
        [
            "Ref",
            "Indicator",
            "Polarity",
            "Data Period",
            *names,
            "Numerator",
            "Denominator",
            "DOT",
            "Target",
            "RAG",
        ],
    ]
    arrows = {"improved": "↑", "worsened": "↓", "same": "↔", "": None}
    for row in printed:
        own = {each["period"]: each["value"] for each in rows if each["code"] == row["code"]}
        named = [row["code"], f"Indicator {row['code']}", row["polarity"], row["data_period"]]
        values = [own.get(month) or None for month in months]
        ends = [row["numerator"], row["denominator"], arrows[row["dot"]], row["target"], row["rag"]]
        table.append([*named, *values, *ends])
    return table


def test_the_sample_as_the_council_prints_it(kpi: Caller, tmp_path: Path) -> None:
    write_workbook(tmp_path / "kent.xlsx", {"Monthly": sample_table()})
    made = kpi("import", "kent.xlsx")
    assert made.code == 0, made.err
    with (SAMPLE / "observations.csv").open(encoding="utf-8") as file:
        given = {
            (row["code"], row["period"]): row["value"]
            for row in csv.DictReader(file)
            if row["area"] == "Kent"
        }
    with (tmp_path / "kent" / "observations.csv").open(encoding="utf-8") as file:
        found = {(row["code"], row["period"]): row["value"] for row in csv.DictReader(file)}
    assert len(found) > 100
    assert {key: value for key, value in found.items() if given[key] != value} == {}
    assert kpi("report", "kent").code == 0
    assert "precision: as_printed" in Path("kent/scorecard.yaml").read_text(encoding="utf-8")
    audit = kpi("audit", "kent")
    assert audit.code in (exit_codes.DONE, exit_codes.FINDINGS)
    assert audit.err == ""


def test_the_printed_target_is_printed_beside_the_rating(kpi: Caller) -> None:
    """Else the audit would report that the page prints no target."""
    Path("fire.csv").write_text(
        "Ref,Measure,Good is,Target,Q1 24/25,Q2 24/25,Q3 24/25,RAG\n"
        "FR1,Dwelling fires,Smaller is better,40,44,41,35,Green\n"
        "FR2,Visits in time,Bigger is better,90%,88.1%,90.2%,89.5%,Amber\n",
        encoding="utf-8",
    )
    assert kpi("import", "fire.csv").code == 0
    with Path("fire/published.csv").open(encoding="utf-8") as file:
        assert [(row["code"], row["target"]) for row in csv.DictReader(file)] == [
            ("FR1", "40"),
            ("FR2", "90"),
        ]
    assert "No errors found" in kpi("audit", "fire").out
