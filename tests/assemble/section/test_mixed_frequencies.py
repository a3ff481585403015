"""A section whose indicators have several frequencies: each row is of its own period."""

from __future__ import annotations

import io

from rich.console import Console

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.outputs.document import PERIOD_KEY, Document
from kpi_engine.render.terminal.terminal import render_terminal
from tests.assemble.making import AUGUST, cell, document, figure, indicator, scorecard, section

MONTHLY = indicator("M", unit="days", per=1)
QUARTERLY = indicator("Q", frequency=Frequency.QUARTERLY)
QUARTER = QUARTERLY.calendar.latest(Month(2024, 8)) - 1


def mixed() -> Document:
    figures = [figure("85.0", AUGUST, code="M"), figure("84.0", AUGUST - 1, code="M")]
    figures += [figure("80.0", QUARTER, code="Q"), figure("79.0", QUARTER - 1, code="Q")]
    layout = scorecard(section("M", "Q", frequency=None))
    return document(figures, [MONTHLY, QUARTERLY], layout)


def test_each_row_says_of_which_period_it_is() -> None:
    (table,) = mixed().sections
    assert [row.cells[column_of(table.columns)].note for row in table.rows] == ["Aug 2024", "Q1 2024-25"]
    assert cell(table, "latest").text == "85.0 days"
    assert not any(column.key.startswith(PERIOD_KEY) for column in table.columns)
    assert table.notes == ("Each row is of the period beside its latest figure",)
    assert (table.period, table.caption.rpartition(", ")[2]) == ("", "latest figures of each row")


def column_of(columns: tuple[object, ...]) -> int:
    return [column.key for column in columns].index("latest")


def test_the_terminal_tells_the_trend_of_each_row() -> None:
    file = io.StringIO()
    render_terminal(mixed(), Console(file=file, width=100))
    text = " ".join(file.getvalue().replace("\u00a0", " ").split())
    assert "Jul 2024 84.0 days, Aug 2024 85.0 days" in text
    assert "Q4 2023-24 79.0%, Q1 2024-25 80.0%" in text
