"""Figures added up from areas below, on pages and in explanations of a real scorecard."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.pipeline import document_for, rate_loaded, tidy_for
from tests.assemble.making import cell
from tests.cli.project import SCORECARD, change, copy_sample
from tests.running import kpi

OBSERVATIONS = SCORECARD.parent / "observations.csv"
AREAS = SCORECARD.parent / "areas.csv"
DISTRICTS = ("Ashford", "Canterbury", "Dartford", "Dover", "Sevenoaks", "Swale")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """EH43, a count, adds up; Kent's figure of August is taken out, and the two districts without tables."""
    monkeypatch.chdir(copy_sample(tmp_path))
    file = next(file for file in Path("indicators").glob("*.yaml") if "code: EH43\n" in file.read_text())
    change(file, "  - code: EH43\n", "  - code: EH43\n    adds_up_from: district\n    add_up: true\n")
    keep(OBSERVATIONS, lambda line: not line.startswith("EH43,Kent,2024-08"))
    keep(AREAS, lambda line: "Tonbridge and Malling,Kent" not in line and "Tunbridge Wells,Kent" not in line)
    keep(AREAS, lambda line: ",Tonbridge and Malling," not in line and ",Tunbridge Wells," not in line)
    return tmp_path


def keep(path: Path, wanted) -> None:  # type: ignore[no-untyped-def]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if wanted(line)), encoding="utf-8")


def latest(loaded: Loaded):  # type: ignore[no-untyped-def]
    tables = document_for(rate_loaded(loaded), "Kent").sections
    table = next(table for table in tables if table.section == "education_monthly")
    return cell(table, "latest", next(row for row in table.rows if row.code == "EH43"))


def total() -> int:
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines()
    return sum(int(line.split(",")[3]) for line in lines if line.startswith("EH43,") and ",2024-08," in line)


@pytest.mark.usefixtures("project")
def test_a_county_without_a_figure_gets_the_sum_of_its_districts_and_says_so() -> None:
    loaded = load_scorecard(SCORECARD)
    shown = latest(loaded)
    assert shown.shown == f"{total()} (computed)"
    assert shown.words == f"{total()} (computed: added up from areas below (district))"
    columns = tidy_for(rate_loaded(loaded)).columns
    made = [columns["made"].texts[position] for position in columns["made"].positions]
    assert made.count("added up from areas below (district)") == 1


@pytest.mark.usefixtures("project")
def test_a_supplied_figure_that_is_not_the_sum_stands_and_is_told() -> None:
    warnings = [str(issue) for issue in load_scorecard(SCORECARD).warnings if "added up" in issue.what]
    # Kent's other months count twelve districts, of which six are here.
    assert warnings
    assert all("EH43 for Kent" in warning for warning in warnings)


@pytest.mark.usefixtures("project")
def test_a_district_without_a_figure_is_named(project: Path) -> None:
    keep(OBSERVATIONS, lambda line: not line.startswith("EH43,Dover,2024-08"))
    shown = latest(load_scorecard(SCORECARD))
    assert shown.text == "a figure that it is made from is missing"
    assert shown.words == "a figure that it is made from is missing: Dover is missing"
    assert "(Dover is missing)" in kpi(["explain", "EH43", "Kent"], project)


@pytest.mark.usefixtures("project")
def test_nothing_is_added_up_from_a_figure_with_an_error() -> None:
    change(OBSERVATIONS, "EH43,Dover,2024-08,", "EH43,Dover,2024-08,x")
    assert latest(load_scorecard(SCORECARD)).text == "a figure that it is made from is missing"


@pytest.mark.usefixtures("project")
def test_an_explanation_says_which_figure_has_an_error(project: Path) -> None:
    change(OBSERVATIONS, "EH43,Dover,2024-08,", "EH43,Dover,2024-08,x")
    told = kpi(["explain", "EH43", "Kent"], project)
    assert "\nMade from EH43 in Aug 2024:\n" in told
    assert "has no value: an error in the data (" in told


@pytest.mark.usefixtures("project")
def test_a_check_counts_the_figures_that_were_read_not_those_computed() -> None:
    lines = OBSERVATIONS.read_text(encoding="utf-8").splitlines()
    assert f"{len(lines) - 1:,} observations and" in kpi(["check"], Path.cwd())


@pytest.mark.usefixtures("project")
def test_a_computed_figure_without_commentary_is_told_at_its_definition() -> None:
    told = kpi(["commentary", "check"], Path.cwd()).splitlines()
    (line,) = (line for line in told if "EH43 · Kent: no commentary" in line)
    assert line.startswith("indicators/education.yaml:")
