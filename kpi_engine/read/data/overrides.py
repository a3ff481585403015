"""Overrides: ratings that people set (columns code, area, period, rag, reason, by, date)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.definitions.scorecard import FileSource
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable
from kpi_engine.read.csv.dates import why_not_an_iso_day
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.csv.row_labels import unknown_label
from kpi_engine.read.reporting import in_order
from kpi_engine.read.sheets.read_tables import read_one_table

# In most months nobody overrides anything.
COLUMNS = ColumnNames(("code", "area", "period", "rag", "reason", "by", "date"), may_be_empty=True)


def read_overrides(
    source: FileSource | None, indicators: Sequence[Indicator], areas: Sequence[Area], as_at: Month
) -> tuple[tuple[Override, ...], tuple[Issue, ...]]:
    """Read the overrides in the order of the file; every field of a row is required.

    A period that begins after ``as_at`` is an error.
    """
    if source is None:
        return (), ()
    table, issues = read_one_table(source, COLUMNS)
    if table is None or not indicators or not areas:  # what is wrong with those has been told
        return (), issues
    reader = _Reader(table, indicators, areas, as_at)
    for row in range(len(table)):
        reader.read(row)
    return tuple(reader.overrides.values()), (*issues, *in_order(reader.issues))


class _Reader:
    """Reads row by row; ``overrides`` by code, area and period."""

    def __init__(
        self, table: CsvTable, indicators: Sequence[Indicator], areas: Sequence[Area], as_at: Month
    ) -> None:
        self.overrides: dict[tuple[str, str, int], Override] = {}
        self.issues: list[Issue] = []
        self._table = table
        self._as_at = as_at
        self._indicators = {indicator.code: indicator for indicator in indicators}
        self._areas = {area.name for area in areas}
        self._scale = indicators[0].scale
        known = {"code": tuple(self._indicators), "area": tuple(self._areas)}
        self._unknown = {
            name: unknown_label(table.columns[name], name, where, known[name])
            for name, where in (("code", "the definitions"), ("area", "the areas file"))
        }

    def read(self, row: int) -> None:
        code, area, label, rag, reason, by, day = (
            self._table.columns[name].at(row) for name in COLUMNS.required
        )
        place = self._table.place(int(self._table.line[row]))
        known = (code in self._indicators, area in self._areas)
        for name, is_known in zip(("code", "area"), known, strict=True):
            if not is_known:
                index = int(self._table.columns[name].index[row])
                self.issues.append(error(place, *self._unknown[name](index)))
        before = len(self.issues)
        self._check(place, rag, reason, by, day)
        if not all(known):
            return
        period = self._period(label, self._indicators[code], place)
        rating = self._scale.named(rag)
        if period is not None and rating is not None and len(self.issues) == before:
            self._keep(Override(code, area, period, rating, reason, by, day, place, self._scale.name(rating)))

    def _check(self, place: Location, rag: str, reason: str, by: str, day: str) -> None:
        if self._scale.named(rag) is None:
            names = [rating.name for rating in reversed(self._scale.ratings)]
            remedy = did_you_mean(rag, names) or f"write {joined(names, 'or')}"
            self.issues.append(error(place, f"the rag {shown(rag)} is no rating", remedy))
        for name, text, remedy in (
            ("reason", reason, "say why the rating is another one"),
            ("by", by, "name who set it"),
        ):
            if not text:
                self.issues.append(error(place, f"the column {name} is empty", remedy))
        if not _is_day(day):
            reason, remedy = why_not_an_iso_day(day)
            what = f"the date {shown(day)} {reason}" if day else "the column date is empty"
            self.issues.append(error(place, what, remedy))

    def _period(self, label: str, indicator: Indicator, place: Location) -> int | None:
        period = parse_period(label, indicator.calendar)
        if period is None:
            reason, remedy = why_not_a_period(label, indicator.calendar)
            self.issues.append(error(place, f"the period {shown(label)} {reason}", remedy))
            return None
        if period > indicator.calendar.latest(self._as_at):
            what = f"the period {period_label(indicator.calendar, period)} begins after the as-at month"
            self.issues.append(error(place, f"{what} {self._as_at.label}", "correct one of the two"))
            return None
        return period

    def _keep(self, override: Override) -> None:
        key = (override.code, override.area, override.period)
        first = self.overrides.setdefault(key, override)
        if first is not override:
            what = f"this rating is overridden twice, first {first.location.within}"
            self.issues.append(error(override.location, what, "keep the one that holds"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
