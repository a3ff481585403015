"""Commentary as CSV: columns code, area, period, commentary and, if known, author and date."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.commentary.commentary_labels import unknown_labels
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_text import read_csv
from kpi_engine.read.csv.dates import why_not_an_iso_day
from kpi_engine.read.csv.period_readings import why_not_a_month
from kpi_engine.read.csv.periods import parse_month

_COLUMNS = ColumnNames(
    ("code", "area", "period", "commentary"), ("author", "date"), paragraphs=("commentary",), declarable=False
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_commentary_csv(
    path: Path, codes: Collection[str], areas: Collection[str]
) -> tuple[list[Commentary], list[Issue]]:
    """The commentary of each row that has a text, and every problem."""
    table, table_issues = read_csv(path, _COLUMNS)
    issues = list(table_issues)
    found: list[Commentary] = []
    if table is None:
        return found, issues
    for row, line in enumerate(table.line.tolist()):
        place = table.place(line)
        code, area, period, text, author, date = (
            table.column(name).at(row) for name in (*_COLUMNS.required, *_COLUMNS.optional)
        )
        problems = list(unknown_labels(code, area, codes, areas, place))
        month = parse_month(period)
        if month is None:
            what = f"the period {shown(period)} {why_not_a_month(period)}"
            problems.append(error(place, what, "write the month of the scorecard, such as 2024-08"))
        if date and not _DATE.fullmatch(date):
            reason, remedy = why_not_an_iso_day(date)
            problems.append(error(place, f"the date {shown(date)} {reason}", remedy))
        issues += problems
        if month is not None and text and not problems:
            found.append(Commentary(code, area, month, text, author, date, place))
    return found, issues
