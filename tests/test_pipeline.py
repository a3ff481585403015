"""The path through the stages: what stops a scorecard, what stops one area, and an earlier month."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.issue import InputError
from kpi_engine.pipeline import document_for, rate_loaded, spoils, tidy_for, tidy_in_blocks
from kpi_engine.render.data.csv import csv_blocks, render_csv
from tests.cli.project import SCORECARD, change, copy_sample

SAMPLES = Path(__file__).parents[1] / "sample_data"
OBSERVATIONS = SCORECARD.parent / "observations.csv"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(copy_sample(tmp_path))
    return tmp_path


def tidy_rows(loaded: Loaded) -> list[tuple[str, ...]]:
    columns = tidy_for(rate_loaded(loaded)).columns.values()
    texts = [[column.texts[position] for position in column.positions] for column in columns]
    return list(zip(*texts, strict=True))


def test_an_earlier_month_is_made_again_from_todays_files(project: Path) -> None:
    today = tidy_rows(load_scorecard(SCORECARD))
    june = tidy_rows(load_scorecard(SCORECARD, Month(2024, 6)))
    july_and_august = [row for row in today if row[3] in ("2024-07", "2024-08")]
    assert july_and_august
    assert june == [row for row in today if row not in july_and_august]


def test_the_scorecard_of_an_earlier_month_shows_that_month(project: Path) -> None:
    document = document_for(rate_loaded(load_scorecard(SCORECARD, Month(2024, 6))), "Kent")
    assert document.as_at == "Jun 2024"
    assert document.sections[0].period == "Jun 2024"


def test_a_bad_figure_is_missed_where_it_belongs_and_nowhere_else(project: Path) -> None:
    change(OBSERVATIONS, "SCS40,Dover CSWT,2024-07,", "SCS40,Dover CSWT,2024-07,x")
    loaded = load_scorecard(SCORECARD)
    assert list(loaded.spoiled) == ["Dover CSWT"]
    assert {area: list(spoils(loaded, [area])) for area in ("Kent", "Dover", "Swale")} == {
        "Kent": ["Dover CSWT"],
        "Dover": ["Dover CSWT"],
        "Swale": [],
    }
    rows = [row for row in tidy_rows(loaded) if row[:2] == ("SCS40", "Dover CSWT")]
    unlike = [row[3] for row in rows if "no value: an error in the data" in row]
    assert (unlike, len(rows)) == (["2024-07"], 8)


def test_definitions_and_data_that_are_wrong_are_told_together(project: Path) -> None:
    change(Path("indicators/send.yaml"), "code: APP17\n", "code: APP17\n    colour: red\n")
    change(OBSERVATIONS, "SCS40,Dover CSWT,2024-07,", "SCS40,Dover CSWT,2024-07,x")
    change(SCORECARD, "as_at: 2024-08", "as_at: August")
    with pytest.raises(InputError) as raised:
        load_scorecard(SCORECARD)
    assert {issue.location.file for issue in raised.value.issues} == {str(SCORECARD), "indicators/send.yaml"}
    change(SCORECARD, "as_at: August", "as_at: 2024-08")
    with pytest.raises(InputError) as raised:
        load_scorecard(SCORECARD)
    assert {issue.location.file for issue in raised.value.issues} >= {
        "indicators/send.yaml",
        str(OBSERVATIONS),
    }


def test_two_outturns_for_one_year_are_not_settled_in_silence(project: Path) -> None:
    outturns = SCORECARD.parent / "outturns.csv"
    outturns.write_text(outturns.read_text() + "SCS40,Kent,2022-23,99.9\n")
    assert list(load_scorecard(SCORECARD).spoiled) == ["Kent"]


@pytest.mark.parametrize(
    ("sample", "rows_at_once"),
    [
        *(("kent_2024_08", rows) for rows in (97, 100_000)),  # a row at once takes half a minute
        *((sample, rows) for sample in ("ofsted_2018", "complaints_2024") for rows in (1, 97, 100_000)),
    ],
)
def test_rows_rated_block_by_block_are_the_rows_rated_at_once(sample: str, rows_at_once: int) -> None:
    loaded = load_scorecard(SAMPLES / sample / "scorecard.yaml")
    blocks = tidy_in_blocks(loaded, rows_at_once)
    assert blocks is not None
    written = ["".join(csv_blocks(blocks())) for _ in range(2)]
    assert written == [render_csv(tidy_for(rate_loaded(loaded)))] * 2


@pytest.mark.parametrize("sample", ["early_help_contracts_2018", "audit_quality_36_months"])
def test_what_says_something_of_all_rows_is_rated_at_once(sample: str) -> None:
    assert tidy_in_blocks(load_scorecard(SAMPLES / sample / "scorecard.yaml"), 97) is None
