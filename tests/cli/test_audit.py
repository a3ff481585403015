"""kpi audit: what it says, where it says it, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, change, copy_sample

PUBLISHED = SCORECARD.parent / "published.csv"


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    """``kpi`` in a copy of the sample."""
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def test_findings_end_with_1_and_csv_has_a_row_a_finding_and_cell(kpi: Caller) -> None:
    answer = kpi("audit", "--csv")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert (answer.code, answer.err) == (1, "")
    assert len({row["finding"] for row in rows}) == 15
    assert {"section", "period", "computed", "explanation"} <= set(rows[0])
    ashford = [row for row in rows if (row["code"], row["area"], row["field"]) == ("CYPE8", "Ashford", "dot")]
    assert [(row["printed"], row["computed"], row["hypothesis"]) for row in ashford] == [
        ("same", "worsened", "compared_2_back")
    ]


def test_json_holds_findings_and_notes(kpi: Caller) -> None:
    written = json.loads(kpi("audit", "--json").out)
    assert (written["rows"], len(written["findings"]), len(written["notes"])) == (326, 15, 6)


def test_the_report_is_a_page_too(kpi: Caller) -> None:
    answer = kpi("audit", "--html", "audit.html")
    assert answer.err == "Wrote audit.html\n"
    page = Path("audit.html").read_text(encoding="utf-8")
    assert page.count('<section class="finding"') == 15 + 6
    assert "two quarters back" in page
    assert "two quarters back" in answer.out.replace("\n", " ")


def test_a_page_without_mistakes_ends_with_0(kpi: Caller) -> None:
    text = PUBLISHED.read_text(encoding="utf-8").splitlines(keepends=True)
    sound = [line for line in text if line.startswith(("code,", "SCS29,Kent,"))]
    Path("sound.csv").write_text("".join(sound).replace("2022-23,357.3,426.0,GREEN", ",,,"), encoding="utf-8")
    answer = kpi("audit", "sound.csv")
    assert answer.code == 0
    assert "No errors found" in answer.out


def test_a_named_page_of_a_named_scorecard(kpi: Caller) -> None:
    answer = kpi("audit", str(SCORECARD.parent), str(PUBLISHED), "--csv")
    assert answer.out == kpi("audit", "--csv").out


def test_a_selection_keeps_findings_that_concern_it(kpi: Caller) -> None:
    rows = list(csv.DictReader(io.StringIO(kpi("audit", "--csv", "--select", "CYPE8").out)))
    assert {row["code"] for row in rows} == {"CYPE8"}
    without = kpi("audit", "--json", "--exclude", "section:ics_monthly", "--exclude", "section:ics_quarterly")
    assert all(
        cell["section"] not in ("ics_monthly", "ics_quarterly")
        for finding in json.loads(without.out)["findings"]
        for cell in finding["cells"]
    )


def test_a_selection_with_no_finding_ends_with_0(kpi: Caller) -> None:
    assert kpi("audit", "--select", "SCS29", "--exclude", "section:ics_monthly").code == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("KS4-P8-CIC,Kent", "KS4-P8-XXX,Kent", "KS4-P8-XXX"),
        ("2022-23,-1.48", "2022-23,one", "is not a number"),
        ("-1.30,AMBER,worsened,,,,\nKS4-P8-SENS", "-1.30,AMBRE,worsened,,,,\nKS4-P8-SENS", "AMBRE"),
    ],
)
def test_a_page_that_cannot_be_read_ends_with_2(kpi: Caller, old: str, new: str, said: str) -> None:
    change(PUBLISHED, old, new)
    answer = kpi("audit")
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_rows_of_an_area_whose_figures_are_wrong_are_left_out(kpi: Caller) -> None:
    change(SCORECARD, "  path: observations.csv\n  precision: as_printed", "  path: observations.csv")
    answer = kpi("audit", "--csv")
    assert answer.code == 3
    assert "in its figures; the area is left out of the audit." in answer.err
    assert ",Dartford," not in answer.out


def test_csv_and_json_exclude_each_other(kpi: Caller) -> None:
    assert kpi("audit", "--csv", "--json").code == 2


def test_cells_that_nobody_can_read_off_are_told_at_the_head(kpi: Caller) -> None:
    text = PUBLISHED.read_text(encoding="utf-8").replace("GREEN,same,", "?,?,")
    illegible = text.count("?,?,") * 2
    assert illegible > 10
    Path("scan.csv").write_text(text, encoding="utf-8")
    head = " ".join(kpi("audit", "scan.csv").out.split())
    assert f"Not legible, and not checked: {illegible}" in head
    assert json.loads(kpi("audit", "scan.csv", "--json").out)["cells_not_legible"] == illegible


def test_a_section_that_is_called_almost_like_one_of_the_scorecard(kpi: Caller) -> None:
    text = PUBLISHED.read_text(encoding="utf-8").replace(",ics_monthly,", ",ics monthly,", 1)
    text = text.replace(",send_monthly,", ",the page at the end,")
    Path("typed.csv").write_text(text, encoding="utf-8")
    assert kpi("audit", "typed.csv").err == (
        'typed.csv:10: warning: the scorecard has no section "ics monthly", and its rows are audited as '
        'those of another one; did you mean "ics_monthly"?\n'
    )
