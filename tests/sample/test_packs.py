"""The smaller samples: what they print is given by the rules, or listed here one by one with the reason."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NoDirection, NotRated, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Audit, FindingKind, PrintedField
from kpi_engine.pipeline import Rated, rate_loaded
from tests.cli.calling import Caller

SAMPLES = Path(__file__).parents[2] / "sample_data"
PACKS = ("complaints_2024", "ofsted_2018", "risk_register_2018")
WHOLE = "Children, Young People and Education"

# No score of March 2017 is printed; "same" says that it was the one of now, so these seven prove nothing.
DERIVED = {"CY0004", "CY0005", "CY0006", "CY0008", "CY0009", "CY0013", "CY0014"}
# What is printed and cannot be recomputed: the earlier figure is not among those published.
NOT_COMPARABLE = {
    # The figures of 2020-21 are not printed.
    "complaints_2024": {
        ("T-STAT1-STANDARD", "Integrated Children's Services"),
        ("T-STAT1-EXTENDED", "Integrated Children's Services"),
        ("T-STAT2", "Integrated Children's Services"),
        ("T-CORP1", "Integrated Children's Services"),
        ("T-CORP2", "Integrated Children's Services"),
        ("T-MEMBER", "Integrated Children's Services"),
        ("T-STAT1-STANDARD", "Disabled Children's Service"),
        ("T-STAT1-MAXIMUM", "Disabled Children's Service"),
        ("T-STAT2", "Disabled Children's Service"),
        ("T-CORP1", "Disabled Children's Service"),
        ("T-CORP2", "Disabled Children's Service"),
        ("T-MEMBER", "Disabled Children's Service"),
        ("T-CORP1", "Education"),
        ("T-CORP2", "Education"),
        ("T-MEMBER", "Education"),
        ("T-CORP1", "SEN"),
        ("T-CORP2", "SEN"),
        ("T-MEMBER", "SEN"),
    },
    # The inspection before is printed without its date.
    "ofsted_2018": {
        ("OVERALL", "Lawn Primary School"),
        ("OVERALL", "St Stephen's Junior School"),
        ("OVERALL", "Herne Bay High School"),
        ("OVERALL", "Briary Primary School"),
        ("OVERALL", "Garlinge Primary School & Nursery"),
        ("OVERALL", "Repton Manor Primary School"),
        ("OVERALL", "Hever CEP School"),
        ("OVERALL", "Hextable Primary School"),
    },
    # "Reduced": the score of March 2017 was higher, and is not printed.
    "risk_register_2018": {("CY0007", WHOLE)},
}


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def rated(pack: str) -> Rated:
    loaded = load_scorecard(SAMPLES / pack / "scorecard.yaml")
    assert not loaded.warnings
    assert not loaded.spoiled
    return rate_loaded(loaded)


def audited(pack: str) -> Audit:
    loaded = load_scorecard(SAMPLES / pack / "scorecard.yaml")
    return audit_loaded(loaded, read_pages(loaded, []))


def figures(pack: str) -> dict[tuple[str, str, str], Figure]:
    ratings = rated(pack).ratings
    found = [Figure(ratings, row) for row in range(len(ratings))]
    return {(figure.indicator.code, figure.area, figure.period_label): figure for figure in found}


def printed(pack: str) -> list[dict[str, str]]:
    with (SAMPLES / pack / "published.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_nothing_that_is_printed_contradicts(pack: str) -> None:
    assert audited(pack).findings == ()


def test_what_cannot_be_compared_is_listed_one_by_one(pack: str) -> None:
    notes = [note for note in audited(pack).notes if note.kind is FindingKind.NOT_COMPARABLE]
    cells = [cell for note in notes for cell in note.cells]
    assert {cell.field for cell in cells} == {PrintedField.DIRECTION}
    assert {(cell.code, cell.area) for cell in cells} == NOT_COMPARABLE[pack]


def test_every_printed_direction_is_given_or_listed(pack: str) -> None:
    given = figures(pack)
    compared = 0
    for row in printed(pack):
        figure = given[row["code"], row["area"], row["period"]]
        if row["dot"] in ("", "N/A") or (row["code"], row["area"]) in NOT_COMPARABLE[pack]:
            assert figure.direction is DirectionOfTravel.NONE
        else:
            compared += 1
            assert figure.direction.value == row["dot"], row
    assert compared == {"complaints_2024": 0, "ofsted_2018": 64, "risk_register_2018": len(DERIVED)}[pack]


def test_one_command_shows_and_one_audits_each(
    pack: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(SAMPLES.parent)
    kpi = Caller(monkeypatch, capsys)
    for command in ("check", "report", "audit"):
        answer = kpi(command, f"sample_data/{pack}")
        assert (answer.code, answer.err) == (0, "")


def test_every_printed_change_in_percent_is_given() -> None:
    given = figures("complaints_2024")
    rows = [row for row in printed("complaints_2024") if row["percent_change"]]
    assert len(rows) == 11
    for row in rows:
        figure = given[row["code"], row["area"], row["period"]]
        said = "↔" if figure.change == 0 else f"{_arrow(figure)}{abs(figure.percent_change or 0)}%"
        assert said == row["percent_change"], row


def _arrow(figure: Figure) -> str:
    return {"▲": "↑", "▼": "↓"}[figure.number_direction.arrow]


def test_every_printed_percentage_is_made_by_its_parts_rounded_half_up() -> None:
    given = figures("complaints_2024")
    rows = [row for row in printed("complaints_2024") if row["numerator"]]
    assert len(rows) == 20
    for row in rows:
        figure = given[row["code"], row["area"], row["period"]]
        if row["value"] == "n/a":
            assert (row["numerator"], row["denominator"]) == ("0", "0")
            assert figure.value is None
        else:
            top, bottom = int(row["numerator"]), int(row["denominator"])
            assert int(row["value"]) == (200 * top + bottom) // (2 * bottom), row


def test_first_inspections_are_new_and_have_no_arrow() -> None:
    reasons = [figure.no_direction for figure in figures("ofsted_2018").values()]
    assert reasons.count(NoDirection.NEW) == 9


def test_risks_are_rated_by_the_bands_of_the_score() -> None:
    given = figures("risk_register_2018")
    of_band = {
        Rag.GREEN: range(1, 7),
        Rag.AMBER: range(8, 16),
        Rag.RED: range(16, 26),
    }
    for row in printed("risk_register_2018"):
        figure = given[row["code"], row["area"], row["period"]]
        if row["value"]:
            assert int(row["value"]) in of_band[figure.rag]
        else:
            assert figure.not_rated is NotRated.CLOSED
    contained = {code for (code, _, _), figure in given.items() if figure.margin_to_target == 0}
    assert contained == {"CY0030", "CY0031"}


def test_what_is_derived_is_marked_by_its_file() -> None:
    with (SAMPLES / "risk_register_2018" / "derived_2017.csv").open(encoding="utf-8") as file:
        derived = {row["code"]: row for row in csv.DictReader(file)}
    now = {row["code"]: row["value"] for row in printed("risk_register_2018") if row["dot"] == "same"}
    assert set(derived) == DERIVED
    assert {code: row["value"] for code, row in derived.items()} == now
