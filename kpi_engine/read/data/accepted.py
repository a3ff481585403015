"""Findings that people have accepted (columns id, reason, by, date; finding, for people, is not read)."""

from __future__ import annotations

import re
from datetime import date

from kpi_engine.model.accepted import OF_AUDIT, OF_COMMENTARY, Acceptance
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_text import read_csv
from kpi_engine.read.csv.dates import why_not_an_iso_day

# In most months nobody accepts anything.
_COLUMNS = ColumnNames(("id", "reason", "by", "date"), ("finding",), may_be_empty=True)
_ID = re.compile(rf"[{OF_AUDIT}{OF_COMMENTARY}]-[0-9a-f]{{8}}")
_REMEDIES = {"reason": "say why the finding is accepted", "by": "name who has accepted it"}


def read_accepted(source: FileSource | None) -> tuple[tuple[Acceptance, ...], tuple[Issue, ...]]:
    """Read the accepted findings in the order of the file; every field of a row is required."""
    if source is None:
        return (), ()
    table, issues = read_csv(source.path, _COLUMNS)
    if table is None:
        return (), issues
    kept: dict[str, Acceptance] = {}
    problems: list[Issue] = []
    for row, line in enumerate(table.line.tolist()):
        name, reason, by, day = (table.columns[column].at(row) for column in _COLUMNS.required)
        acceptance = Acceptance(name, reason, by, day, table.place(line))
        found = _problems(acceptance)
        first = kept.get(acceptance.id)
        if first is not None:
            what = f"the finding {acceptance.id} is accepted twice, first on line {first.location.line}"
            found.append(error(acceptance.location, what, "keep one of the two lines"))
        problems += found
        if not found:
            kept[acceptance.id] = acceptance
    return tuple(kept.values()), (*issues, *problems)


def _problems(acceptance: Acceptance) -> list[Issue]:
    place, problems = acceptance.location, []
    if not _ID.fullmatch(acceptance.id):
        what = f"the id {shown(acceptance.id)} is not an id of a finding"
        problems.append(error(place, what, "copy it from kpi audit or kpi commentary check: F-3f9a2c1b"))
    for name, text in (("reason", acceptance.reason), ("by", acceptance.by)):
        if not text:
            problems.append(error(place, f"the column {name} is empty", _REMEDIES[name]))
    if not _is_day(acceptance.date):
        reason, remedy = why_not_an_iso_day(acceptance.date)
        what = (
            f"the date {shown(acceptance.date)} {reason}" if acceptance.date else "the column date is empty"
        )
        problems.append(error(place, what, remedy))
    return problems


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
