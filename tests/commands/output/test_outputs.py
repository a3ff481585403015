"""No output replaces an input, whatever way leads to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_engine.commands.audit import run_audit
from kpi_engine.commands.report import ReportRequest, run_report
from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.issue import InputError
from tests.cli.project import OUT, SCORECARD, copy_sample

HERE = SCORECARD.parent
WHAT = (
    "error: this file is an input, which the output of that name would replace; "
    "choose another place for the output"
)


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)


def contents() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def audit(html: Path) -> None:
    run_audit([SCORECARD], as_csv=False, as_json=False, html=html, select=[], exclude=[])


@pytest.mark.parametrize("name", ["scorecard.yaml", "observations.csv", "published.csv", "areas.csv"])
@pytest.mark.parametrize("link", [None, Path.symlink_to, Path.hardlink_to])
def test_an_audit_page(name: str, link: Callable[[Path, Path], None] | None) -> None:
    place = HERE / name
    if link is not None:
        place = Path("page.html")
        link(place, (HERE / name).resolve())
    before = contents()
    with pytest.raises(InputError) as refused:
        audit(place)
    assert str(refused.value) == f"{place}: {WHAT}"
    assert contents() == before


def test_a_definition_is_an_input() -> None:
    with pytest.raises(InputError, match=r"indicators/send\.yaml: error: this file is an input"):
        audit(Path("indicators/send.yaml"))


@pytest.mark.parametrize("name", ["ratings.csv", "comparisons.csv", "ratings.json", "swale.html"])
def test_a_report(name: str) -> None:
    (HERE / "observations.csv").rename(HERE / name)
    text = SCORECARD.read_text(encoding="utf-8")
    SCORECARD.write_text(text.replace("observations.csv", name), encoding="utf-8")
    before = contents()
    with pytest.raises(InputError) as refused:
        run_report(ReportRequest(SCORECARD, ["Swale"], HERE))
    assert str(refused.value) == f"{HERE / name}: {WHAT}"
    assert contents() == before


def test_a_report_replaces_its_own_files() -> None:
    run_report(ReportRequest(SCORECARD, ["Swale"], HERE))
    first = contents()
    run_report(ReportRequest(SCORECARD, ["Swale"], HERE))
    assert contents() == first


@pytest.mark.parametrize(
    "name", ["latest.json", "last-run.json", "ledger.sqlite", ".kpi.lock", ".work-x/a.csv"]
)
def test_a_run_has_names_of_its_own(name: str) -> None:
    (OUT / name).parent.mkdir(parents=True)
    (HERE / "observations.csv").rename(OUT / name)
    text = SCORECARD.read_text(encoding="utf-8")
    SCORECARD.write_text(text.replace("observations.csv", f"out/{name}"), encoding="utf-8")
    before = contents()
    with pytest.raises(InputError) as refused:
        run_batch(Request(scorecard=SCORECARD, formats=["csv"]))
    assert str(refused.value) == (
        f"{OUT / name}: error: this file is an input, and has a name that kpi keeps for its own files in the "
        "output folder; move it out of the output folder"
    )
    assert contents() == before


def test_a_report_says_which_file_could_not_be_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def faulty(*_: object) -> bytes:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("kpi_engine.render.html.render_html", faulty)
    assert run_report(ReportRequest(SCORECARD, ["Swale"], Path("here"))) == exit_codes.SOME_FAILED
    assert (
        "Without the html file: a fault of kpi itself (ZeroDivisionError: by nothing"
        in capsys.readouterr().err
    )
    assert sorted(path.name for path in Path("here").iterdir()) == [
        "comparisons.csv", "comparisons.csv-metadata.json", "datapackage.json", "ratings.csv",
        "ratings.csv-metadata.json", "ratings.json", "swale.xlsx",
    ]  # fmt: skip
