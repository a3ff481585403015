"""docs/architecture.md, "One observation, from its line to the page": every step is there and true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.pipeline import document_for, rate_loaded
from kpi_engine.read.csv.numbers import ExactNumber, parse_number
from kpi_engine.read.csv.periods import parse_period

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
STEP = re.compile(r"^\| `(?P<file>[\w/]+\.py)` (?P<names>`[^|]+`) \| (?P<what>.*) \|$", re.MULTILINE)
STEPS = [
    (found["file"], name) for found in STEP.finditer(PAGE) for name in re.findall(r"`(\w+)`", found["names"])
]


def test_the_trace_is_read() -> None:
    assert len(STEPS) > 20


@pytest.mark.parametrize(("file", "name"), STEPS)
def test_every_step_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / "kpi_engine" / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_step_says_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    rated = rate_loaded(load_scorecard(Path("sample_data/kent_2024_08/scorecard.yaml")))
    line = int(re.search(r"Line (\d+) of the sample's", PAGE)[1])  # type: ignore[index]
    rows = (ROOT / "sample_data/kent_2024_08/observations.csv").read_text(encoding="utf-8").splitlines()
    assert f"```csv\n{rows[line - 1]}\n```" in PAGE
    assert f"`read/csv/numbers.py` `parse_number` | `59.0` → {_words(parse_number('59.0'))} |" in PAGE
    assert f"`2024-08` → {parse_period('2024-08', Calendar(Frequency.MONTHLY))}, months" in PAGE

    figure = Figure(rated.ratings, int((rated.ratings.observations.line == line).argmax()))
    assert (figure.indicator.code, figure.area, str(figure.value)) == ("SCS40", "Swale Central CSWT", "59.0")
    assert "590 units of the last displayed digit" in PAGE
    assert (str(figure.margin_to_floor), str(figure.margin_to_target)) == ("-16.0", "-26.0")
    assert "160 short of the floor standard, 260 of the target" in PAGE
    assert (figure.rag, figure.direction) == (Rag.RED, DirectionOfTravel.IMPROVED)
    assert str(figure.previous_value) == "53.5"
    assert "the row of 2024-07, 535" in PAGE
    cells = [
        cell.text
        for table in document_for(rated, "Swale").sections
        for row in table.rows
        if (row.code, row.area) == ("SCS40", "Swale Central CSWT")
        for cell in row.cells
    ]
    assert "59.0%" in cells


def _words(number: object) -> str:
    assert isinstance(number, ExactNumber)
    return f"{number.mantissa} with {number.decimals} decimal"
