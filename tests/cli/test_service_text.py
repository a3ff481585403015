"""A text of commentary on a service as a whole, on pages of every format."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.cli.calling import Caller
from tests.cli.project import SCORECARD, copy_sample

SEND = SCORECARD.parent / "commentary" / "send.md"
TEXT = "Demand has *doubled* in three years, and staffing has not."
SHOWN = TEXT.replace("*", "")


@pytest.fixture
def kpi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(copy_sample(tmp_path))
    return Caller(monkeypatch, capsys)


def with_text(title: str) -> None:
    """A title in the file of the SEND service, and the text below it."""
    SEND.write_text(f"{SEND.read_text(encoding='utf-8')}\n# {title}\n\n{TEXT}\n", encoding="utf-8")


def test_it_is_before_the_rows_of_its_service(kpi: Caller) -> None:
    with_text("SEND")
    assert kpi("report", "--output", "out").code == 0
    page = Path("out/kent.html").read_text(encoding="utf-8")
    part = page[page.index('<section class="commentary"') :]
    part = part[part.index(">SEND<") :]
    assert "Demand has <em>doubled</em> in three years" in part[: part.index("<ul>")]
    assert 'class="byline"' in part[: part.index("<ul>")]


def test_every_format_has_it(kpi: Caller) -> None:
    with_text("SEND · Kent")
    assert kpi("run", "--areas", "Kent", "--formats", "xlsx,docx,pdf").code == 0
    folder = SCORECARD.parent / "out" / "2024-08-e1"
    rows = openpyxl.load_workbook(folder / "kent.xlsx")["Commentary"].iter_rows(values_only=True)
    assert any("SEND" in row and SHOWN in row and row[0] is None for row in rows)
    assert SHOWN in "\n".join(each.text for each in docx.Document(str(folder / "kent.docx")).paragraphs)
    command = [str(shutil.which("pdftotext")), str(folder / "kent.pdf"), "-"]
    pdf = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 — found by name
    assert SHOWN in " ".join(pdf.stdout.split())


def test_it_is_of_one_area_and_of_no_row(kpi: Caller) -> None:
    with_text("SEND · Ashford")
    assert kpi("report", "--output", "out").code == 0
    assert "doubled" not in Path("out/kent.html").read_text(encoding="utf-8")
    assert "doubled" not in kpi("commentary", "check").out


@pytest.mark.parametrize(
    ("title", "problem"),
    [
        ("Send", 'this text is below the title "Send", which is no service; did you mean'),
        ("Buses", 'below the title "Buses", which is no service; name a service of the definitions'),
        ("SEND · Ashfrod", 'the area "Ashfrod" is not defined; did you mean "Ashford"'),
        ("SEND · Atlantis", 'the area "Atlantis" is not defined; correct it, or add it to the areas file'),
    ],
)
def test_a_title_that_is_no_service(kpi: Caller, title: str, problem: str) -> None:
    with_text(title)
    answer = kpi("commentary", "check")
    assert answer.code == 2
    assert problem in answer.err


def test_a_second_text_on_a_service(kpi: Caller) -> None:
    with_text("SEND")
    with_text("SEND")
    assert "SEND has a second commentary for 2024-08" in kpi("commentary", "check").err
