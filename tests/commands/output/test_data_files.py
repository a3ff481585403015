"""What is written beside CSV files for machines: two other libraries find it true of the files."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.commands.rate import Target, run_rate
from kpi_engine.commands.report import report
from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.model.outputs.data_tables import DATA_TABLES
from tests.pages import ROOT
from tests.sample_packs import KENT, SAMPLE_DATA
from tests.withhold.pack import figures, write_pack

CONTRACTS = SAMPLE_DATA / "early_help_contracts_2018" / "with_statistics.yaml"


@pytest.fixture(scope="module", params=["kent", "contracts", "edition"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data packages: with comparators, with statistics and bands, and an edition with withheld figures."""
    place = tmp_path_factory.mktemp("package")
    if request.param == "edition":
        assert run_batch(Request(scorecard=write_pack(place, figures()), jobs=1)) == 0
        return place / "pack" / "out" / "2024-03-e1"
    scorecard = KENT if request.param == "kent" else CONTRACTS
    some = ["area:Kent", "area:Swale"] if request.param == "kent" else []
    assert run_rate(scorecard, False, some, [], Target(place / "data")) == 0
    return place / "data"


def package(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return found


def problems(folder: Path) -> list[tuple[str, ...]]:
    """What frictionless finds in a package and its data."""
    import frictionless

    found: list[tuple[str, ...]] = frictionless.validate(folder / "datapackage.json").flatten(
        ["type", "title", "note"]
    )
    return found


def csvw_is_valid(metadata: Path) -> bool:
    from csvw import CSVW

    return bool(CSVW(str(metadata), validate=True).is_valid)


def test_every_csv_is_described_column_by_column(folder: Path) -> None:
    resources = {resource["path"]: resource for resource in package(folder)["resources"]}
    assert resources.keys() == {path.name for path in folder.glob("*.csv")}
    for name, resource in resources.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            head = next(csv.reader(file))
        metadata = json.loads((folder / f"{name}-metadata.json").read_text(encoding="utf-8"))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert [column["name"] for column in metadata["tableSchema"]["columns"]] == head
        assert metadata["url"] == name


def test_frictionless_finds_the_data_as_described(folder: Path) -> None:
    assert problems(folder) == []


def test_csvw_finds_the_data_as_described(folder: Path) -> None:
    described = sorted(folder.glob("*.csv-metadata.json"))
    assert len(described) == len(list(folder.glob("*.csv"))) >= 1
    assert [path.name for path in described if not csvw_is_valid(path)] == []


@pytest.mark.parametrize(
    ("column", "text"),
    [("rag", "PUCE"), ("period_end", "31/08/2024"), ("value", "many"), ("code", ""), ("strict", "perhaps")],
)
def test_other_data_is_found_by_both(column: str, text: str, tmp_path: Path) -> None:
    scorecard = SAMPLE_DATA / "ofsted_2018" / "scorecard.yaml"
    run_rate(scorecard, False, [], [], Target(tmp_path / "data"))
    ratings = tmp_path / "data" / "ratings.csv"
    with ratings.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index(column)] = text
    with ratings.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    assert problems(tmp_path / "data") != []
    assert not csvw_is_valid(tmp_path / "data" / "ratings.csv-metadata.json")


def test_values_have_their_types() -> None:
    table = DATA_TABLES["ratings.csv"]
    assert table.columns["value"].kind.value == "number"
    assert [name for name, column in table.columns.items() if column.is_date] == [
        "override_date",
        "period_start",
        "period_end",
    ]


def test_frictionless_reads_numbers_flags_and_days(tmp_path: Path) -> None:
    import frictionless

    run_rate(KENT, False, ["SCS40", "area:Kent"], [], Target(tmp_path / "data"))
    found = frictionless.Package(str(tmp_path / "data" / "datapackage.json"))
    row = next(row for row in found.get_resource("ratings").read_rows() if row["period"] == "2024-08")
    assert (row["value"], row["target"], row["rag"]) == (Decimal("72.1"), Decimal("85.0"), "RED")
    assert (row["carried_forward"], row["period_end"]) == (False, date(2024, 8, 31))
    assert row["not_rated"] is None


def test_a_report_without_csv_has_no_descriptions(tmp_path: Path) -> None:
    scorecard = SAMPLE_DATA / "ofsted_2018" / "scorecard.yaml"
    found = report(scorecard, output=tmp_path / "json", formats=["json"])
    assert [path.name for path in found.written] == ["ratings.json"]
    found = report(scorecard, output=tmp_path / "both", formats=["csv", "json"])
    assert [path.name for path in found.written] == [
        "ratings.csv",
        "ratings.json",
        "datapackage.json",
        "ratings.csv-metadata.json",
    ]


def test_the_package_says_whose_it_is(folder: Path) -> None:
    about = package(folder)
    assert about["as_at"] in about["description"]
    assert about["name"].replace("-", "").isalnum()
    assert (about["name"], about["title"]) != ("", "")


def test_the_recipe_for_power_bi_names_what_there_is() -> None:
    """Columns, tables and colours of docs/power-bi.md."""
    text = (ROOT / "docs" / "power-bi.md").read_text(encoding="utf-8")
    tables = {table.name: table for table in DATA_TABLES.values()}
    named = re.findall(r"\b(ratings|actions|comparisons)\[(\w+)\]", text)
    assert len(named) > 10
    assert [each for each in named if each[1] not in tables[each[0]].columns] == []
    made = re.findall(r"^\| `(?:areas|indicators)` \| (.*) \|$", text, re.MULTILINE)
    columns = [name for cell in made for name in re.findall(r"`(\w+)`", cell)]
    assert len(columns) == 11
    assert set(columns) <= tables["ratings"].columns.keys()
    style = (ROOT / "kpi_engine" / "render" / "templates" / "page.css").read_text(encoding="utf-8")
    colours = re.findall(r'"(RED|AMBER|GREEN)", "(#\w{6})"', text)
    fills = {rag: colour for rag, colour in colours if colour != "#ffffff"}
    assert fills.keys() == {"RED", "AMBER", "GREEN"}
    assert [rag for rag, colour in fills.items() if f"--{rag.lower()}: {colour};" not in style] == []
