"""Published rows of figures in CSV and JSON files of any maker."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.withheld import Place, WithheldFigure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.read.csv.csv_bytes import plain_text, read_bytes, read_text
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.places import display_path
from kpi_engine.withhold.outsider import Numbers
from kpi_engine.withhold.said import is_mark

WANTED = ("code", "area", "period", "value")
_LABELS = WANTED[:3]
_WITHHELD_WORDS = ("suppressed", "confidential")


@frozen
class DataRow:
    """A row of a published file: its columns by name, and the file."""

    file: str
    columns: Mapping[str, str]

    def get(self, column: str) -> str:
        """The text of a column; empty where the file has no such column."""
        return self.columns.get(column, "")

    @property
    def label(self) -> WithheldFigure:
        """The figure by its labels as printed."""
        kind = self.get("kind") or "observation"
        return WithheldFigure(self.get("code"), self.get("area"), kind, self.get("period"))

    @property
    def is_marked(self) -> bool:
        """Whether the row says that its figure is withheld, in its value or in words."""
        reasons = (self.get("not_rated"), self.get("status"))
        return (bool(self.get("value")) and is_mark(self.get("value"))) or any(
            word in reason for reason in reasons for word in _WITHHELD_WORDS
        )

    def place(self, defined: Mapping[str, Indicator]) -> Place | None:
        """Where the figure belongs; None for codes and periods that the definitions do not know."""
        indicator = defined.get(self.get("code"))
        if indicator is None:
            return None
        kind = self.get("kind") or "observation"
        calendar = indicator.calendar.yearly if kind == "outturn" else indicator.calendar
        period = parse_period(self.get("period"), calendar)
        return None if period is None else Place(indicator.code, self.get("area"), period, kind)

    def numbers(self, indicator: Indicator) -> Numbers:
        """Numerator, complement and denominator, as far as they are in print."""
        numerator, denominator = whole_number(self.get("numerator")), whole_number(self.get("denominator"))
        if numerator is None and denominator is None and indicator.is_count_of_people:
            return whole_number(self.get("value")), None, None
        has_complement = numerator is not None and denominator is not None and denominator >= numerator
        complement = (denominator or 0) - (numerator or 0) if has_complement else None
        return numerator, complement, denominator


def whole_number(text: str) -> int | None:
    """The whole number that a text is, from 0 up."""
    number = number_of(text)
    return int(number) if number is not None and number == int(number) and number >= 0 else None


def number_of(text: str) -> Decimal | None:
    """The number that a text is, without a percent sign."""
    try:
        number = Decimal(text.replace(",", "").strip().rstrip("%"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def csv_rows(path: Path, wanted: tuple[str, ...] = WANTED) -> Iterator[DataRow]:
    """The rows of a CSV file.

    Raises:
        InputError: it cannot be read, or lacks a column that is wanted.
    """
    file = display_path(path)
    text, issues = read_text(path, file)
    if text is None:
        raise InputError(issues)
    reader = csv.DictReader(StringIO(text))
    missing = [name for name in wanted if name not in (reader.fieldnames or ())]
    if missing:
        what = f"there is no column {missing[0]}"
        raise InputError([error(Location(file, 1), what, f"name the columns {', '.join(wanted)}")])
    for row in reader:
        yield DataRow(file, {name: value or "" for name, value in row.items() if name is not None})


def has_figures(path: Path) -> bool:
    """Whether a CSV file names figures, by code, area and period."""
    text, _ = read_text(path, display_path(path))
    names = next(csv.reader(StringIO(text or "")), [])
    return all(name in names for name in _LABELS)


def json_rows(path: Path) -> Iterator[DataRow]:
    """The records of a JSON file that name figures; none where it is no JSON."""
    file = display_path(path)
    data, _ = read_bytes(path, file)
    text, _ = plain_text(data or b"", file)
    try:
        content = json.loads(text or "null", parse_float=str, parse_int=str)
    except ValueError:
        return
    for record in _records(content):
        yield DataRow(file, {name: _text(value) for name, value in record.items()})


def _records(content: object) -> Iterator[Mapping[str, object]]:
    if isinstance(content, list):
        for item in content:
            yield from _records(item)
    elif isinstance(content, dict):
        if all(name in content for name in _LABELS):
            yield content
        for value in content.values():
            yield from _records(value)


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, (dict, list)) else str(value)
