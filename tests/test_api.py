"""The Python API as a notebook uses it: values come back, nothing is printed, nothing exits."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine import api
from tests.cli.project import SCORECARD, copy_sample

AT = "2024-09-30T09:00:00+01:00"


@pytest.fixture
def scorecard(tmp_path: Path) -> Path:
    return copy_sample(tmp_path) / SCORECARD


@pytest.fixture(autouse=True)
def nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> object:
    yield
    assert capsys.readouterr() == ("", "")


def test_load(scorecard: Path) -> None:
    loaded = api.load(scorecard, as_at=api.Month(2024, 6))
    assert loaded.scorecard.as_at == api.Month(2024, 6)
    assert len(loaded.indicators) == 59
    assert loaded.spoiled == {}


def test_rate_selects(scorecard: Path) -> None:
    everything, some = api.rate(scorecard), api.rate(scorecard, select=["SCS40"], exclude=["area:Kent"])
    assert 0 < len(some.table) < len(everything.table)


def test_report_returns_documents_and_writes_where_asked(scorecard: Path, tmp_path: Path) -> None:
    report = api.report(scorecard, areas=["Swale", "Kent"])
    assert [document.area for document in report.documents] == ["Swale", "Kent"]
    assert report.written == ()
    written = api.report(scorecard.parent, output=tmp_path / "out").written
    assert {"kent.html", "kent.xlsx", "ratings.csv"} <= {path.name for path in written}
    assert all(path.is_file() for path in written)


def test_report_of_nothing_selected(scorecard: Path) -> None:
    report = api.report(scorecard, select=["SCS40"], exclude=["SCS40"])
    assert (report.sound, report.documents) == (("Kent",), ())


def test_audit_and_infer(scorecard: Path) -> None:
    assert len(api.audit(scorecard).audit.findings) == 15
    some = api.audit(scorecard, select=["EHCASELOAD"]).audit
    assert 0 < len(some.findings) < 15
    inferred = api.infer(scorecard, pages=[scorecard.parent / "published.csv"])
    assert any(threshold.indicator.code == "SCS40" for threshold in inferred.thresholds)


def test_publish(scorecard: Path) -> None:
    request = api.Request(scorecard=scorecard, areas=("Swale",), formats=("csv",), jobs=1)
    first, again = api.publish(request), api.publish(request)
    assert (str(first.edition), first.outcome.value) == ("2024-08-e1", "published")
    assert again.outcome.value == "unchanged"
    assert first.manifest.exit_code == 0


def test_wrong_input_is_raised_with_its_place(scorecard: Path) -> None:
    scorecard.write_text("title: nothing else\n", encoding="utf-8")
    with pytest.raises(api.InputError) as raised:
        api.load(scorecard)
    assert all(issue.location.file.endswith("scorecard.yaml") for issue in raised.value.issues)
