"""The early help contracts of 2018: what is printed is given by the rules, or listed here with the reason."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Audit, PrintedField
from kpi_engine.pipeline import document_for, rate_loaded
from tests.cli.calling import Caller

ROOT = Path(__file__).parents[2]
PACK = ROOT / "sample_data" / "early_help_contracts_2018"

SALUS = "Family Support Service (Project Salus)"
PORCHLIGHT = "Family Support Service (Porchlight)"
CXK = "NEETs Service (CXK)"
CANTERBURY = "Canterbury Youth Service (The Canterbury Academy)"
DARTFORD = "Dartford Youth Service (Play Place)"
DOVER = "Dover Youth Service (Pie Factory Music)"

# Every printed cell that the rules do not give, and why.
EXCEPTIONS = {
    # The count of the year goes on into the new contract year and starts again a month late ...
    ("CEH03", SALUS, "2018-01", PrintedField.VALUE),
    # ... so that it is not the sum of the months of the year; Porchlight's is not either.
    ("CEH03", SALUS, "2018-02", PrintedField.VALUE),
    ("CEH03", PORCHLIGHT, "2018-02", PrintedField.VALUE),
    # 65 % of 2,355 is 1,530.75, and of 1,533 it is 996.45: one printed rounded down, one rounded up.
    ("CEH51", CANTERBURY, "2018-02", PrintedField.TARGET),
    ("CEH51", DOVER, "2018-02", PrintedField.TARGET),
    # The contract's page says GREEN; the summary report AMBER, as the rule does: 124 is not above 133.
    ("NEETOVERALL", CXK, "2018-02", PrintedField.RAG),
    # 715 of 1,476 is 48.44 and 893 of 1,533 is 58.25: no such percentages.
    ("CEH50", DARTFORD, "2018-02", PrintedField.PERCENT_OF_TARGET),
    ("CEH50", DOVER, "2018-02", PrintedField.PERCENT_OF_TARGET),
    # The pack prints the targets of a month and of a year, not of the year so far.
    ("CEH03", SALUS, "2018-02", PrintedField.TARGET),
    ("CEH03", PORCHLIGHT, "2018-02", PrintedField.TARGET),
    ("CEH63", CXK, "2018-02", PrintedField.TARGET),
}
# The percentages that the pack prints beside the numbers, for the last three months.
PERCENTAGES = {
    ("CEH50", "Ashford"): ("31.9", "33.5", "35.3"),
    ("CEH50", "Canterbury"): ("101.8", "102.1", "102.5"),
    ("CEH50", "Dartford"): ("43.3", "44.0", "48.5"),
    ("CEH50", "Dover"): ("51.1", "57.4", "58.2"),
    ("CEH50", "Sevenoaks"): ("79.2", "80.7", "81.2"),
    ("CEH50", "Tunbridge Wells"): ("20.7", "21.5", "22.4"),
    ("CEH52", "Ashford"): ("60.2", "64.6", "66.5"),
    ("CEH52", "Canterbury"): ("66.7", "65.1", "60.3"),
    ("CEH52", "Dartford"): ("47.6", "50.4", "52.5"),
    ("CEH52", "Dover"): ("59.2", "60.9", "61.2"),
    ("CEH52", "Sevenoaks"): ("90.2", "92.3", "93.5"),
    ("CEH52", "Tunbridge Wells"): ("51.1", "55.1", "57.7"),
}
# Where numbers and targets as printed make another percentage.
OTHER_PERCENTAGES = {
    # 715 of 1,476 is 48.44.
    ("CEH50", "Dartford", "2018-02"): "48.4",
    # 893 of 1,533 is 58.25.
    ("CEH50", "Dover", "2018-02"): "58.3",
    # Canterbury's target of CEH51 is printed as 1,530, rounded down; CEH52 is held against 30 % of that.
    ("CEH52", "Canterbury", "2017-12"): "66.6",
}
# What the pack prints beside each children's centre: its district and Kent.
COMPARATORS = {
    "Millmead Childrens Centre (Millmead Children's Centre Partnership Limited)": {
        "CEH27": ("119", "1,368"),
        "CEH28": ("77.5%", "77.4%"),
        "CEH29": ("48.5%", "48.1%"),
    },
    "Seashells Childrens Centre (Children and Families Seashells CiC)": {
        "CEH27": ("170", "1,368"),
        "CEH28": ("80.3%", "77.4%"),
        "CEH29": ("57.9%", "48.1%"),
    },
}
MONTHS = ("2017-12", "2018-01", "2018-02")


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load_scorecard(PACK / "scorecard.yaml")


@pytest.fixture(scope="module")
def figures(loaded: Loaded) -> dict[tuple[str, str, str], Figure]:
    ratings = rate_loaded(loaded).ratings
    found = [Figure(ratings, row) for row in range(len(ratings))]
    return {(figure.indicator.code, figure.area, figure.period_label): figure for figure in found}


@pytest.fixture(scope="module")
def audit(loaded: Loaded) -> Audit:
    return audit_loaded(loaded, read_pages(loaded, []))


def printed() -> list[dict[str, str]]:
    with (PACK / "published.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_what_contradicts_is_listed_one_by_one(audit: Audit) -> None:
    cells = {(c.code, c.area, c.period, c.field) for found in audit.findings for c in found.cells}
    assert cells == EXCEPTIONS


def test_every_other_printed_rating_is_given(figures: dict[tuple[str, str, str], Figure]) -> None:
    compared = 0
    for row in printed():
        key = row["code"], row["area"], row["period"]
        if row["rag"] not in ("", "?") and (*key, PrintedField.RAG) not in EXCEPTIONS:
            compared += 1
            assert figures[key].rag.value == row["rag"], row
    assert compared == 44


@pytest.mark.parametrize("section", ["summary_report"])
def test_overall_ratings_are_those_of_the_summary_report(
    section: str, figures: dict[tuple[str, str, str], Figure]
) -> None:
    rows = [row for row in printed() if row["section"] == section]
    given = [figures[row["code"], row["area"], row["period"]].rag.value for row in rows]
    assert given == [row["rag"] for row in rows]
    assert len(rows) == 10


def test_percentages_are_those_printed_beside_the_numbers(
    figures: dict[tuple[str, str, str], Figure],
) -> None:
    areas = {area.partition(" Youth Service")[0]: area for _code, area, _period in figures}
    for (code, place), percentages in PERCENTAGES.items():
        for month, percent in zip(MONTHS, percentages, strict=True):
            expected = Decimal(OTHER_PERCENTAGES.get((code, place, month), percent))
            assert figures[code, areas[place], month].percent_of_target == expected, (code, place, month)


def test_shares_of_another_number_are_those_supplied(loaded: Loaded) -> None:
    """CEH51P is supplied as printed and made from CEH51 and CEH50: no warning says that the two differ."""
    assert {warning.what.partition(" for ")[0] for warning in loaded.warnings} == {"CEH03"}


def test_each_centre_stands_beside_its_own_district_and_kent(loaded: Loaded) -> None:
    rated = rate_loaded(loaded)
    for area, beside in COMPARATORS.items():
        (table,) = document_for(rated, area).sections
        keys = [column.key for column in table.columns]
        printed = {
            row.code: tuple(row.cells[keys.index(f"comparator:{name}")].text for name in ("District", "Kent"))
            for row in table.rows
        }
        assert printed == beside


def test_printed_ratings_rule_out_no_band_and_find_those_of_the_youth_contracts(loaded: Loaded) -> None:
    inferred = infer_thresholds(read_pages(loaded, []), loaded.indicators, loaded.areas)
    banded = [one for one in inferred if one.bands is not None]
    assert [one.bands.name for one in banded if one.bands] == [
        "family support contracts",
        "young carers contract",
        "youth contracts",
        "youth contracts, as a percentage",
    ]
    assert all(one.fits and all(edge.agrees for edge in one.standards) for one in banded)
    assert [str(edge.roundest) for edge in banded[2].standards] == ["65", "50"]


def test_one_command_shows_and_one_audits_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    kpi = Caller(monkeypatch, capsys)
    codes = {
        command: kpi(command, f"sample_data/{PACK.name}").code for command in ("check", "report", "audit")
    }
    assert codes == {"check": 0, "report": 0, "audit": 1}
