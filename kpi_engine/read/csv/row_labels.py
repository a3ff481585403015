"""Codes, areas and periods of a table's rows: text → positions and ordinals, each distinct text read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum

import numpy as np

from kpi_engine.model.arrays.lookup import by_row, collapsed
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.definitions.scorecard import Dates
from kpi_engine.model.frozen import frozen
from kpi_engine.model.patterns import lazy_pattern
from kpi_engine.model.wording import did_you_mean, listed, shown
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.csv.marked_texts import column_without_notes
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period, period_of_date
from kpi_engine.read.csv.row_problems import Explain, ExplainMany, RowProblems

UNKNOWN = -1
NAME = "name"  # the column that can stand for the codes
# How rows begin that stand below or among the figures of an exported table.
_BESIDE_FIGURES = lazy_pattern(
    r"(?:(?:grand |sub-?)?total|sum|average|mean|sources?|notes?|\*|†)\b|[*†]", re.IGNORECASE
)
_MOST_NAMED = 6
_MOST_SUGGESTIONS = 20
_ROWS_PER_READING = 64  # where there are more rows, reading a text in vain is cheaper than finding who has it


class LeaveOut(Enum):
    """How what has an unknown label is left out, as a remedy says it of one and of several.

    A line of a file is deleted; what is left out of a sheet is declared.
    """

    LINE = ("delete the line", "delete the lines")
    ROW = ("leave the row out with skip_rows", "leave the rows out with skip_rows")
    COLUMN = ("leave the column out with ignore_columns", "leave the columns out with ignore_columns")

    def __init__(self, one: str, several: str) -> None:
        self.one = one
        self.several = several


@frozen
class Labels:
    """Positions of the codes and areas of n rows, UNKNOWN where not known; and the rows' problems so far."""

    code: IndexArray
    area: IndexArray
    problems: RowProblems


def read_labels(
    table: CsvTable, codes: Sequence[str], areas: Sequence[str], names: Sequence[str] = ()
) -> Labels:
    """Look up the columns code and area among the defined codes and areas.

    A table without codes can have the ``names`` of indicators, parallel to ``codes``, in a column ``name``.
    If there are no codes or no areas at all, they could not be read, which has been reported: every row is
    left out.
    """
    noun = _code_noun(table)
    code_column, area_column = (
        column_without_notes(table.column(noun)),
        column_without_notes(table.column("area")),
    )
    code = code_positions(table, codes, names)
    area = _positions(area_column, areas)
    problems = RowProblems(table, area, areas)
    if not codes or not areas:
        problems.leave_out(np.ones(len(table), np.bool_))
        return Labels(code, area, problems)
    problems.add_errors_across_areas(
        code == UNKNOWN,
        code_column.index,
        unknown_label(
            code_column, noun, "the definitions", codes if noun == "code" else names, _leave_out(table, noun)
        ),
        noun,
        None if table.cells is None else _many_unknown(code_column, noun, _leave_out(table, noun)),
    )
    problems.add_errors(
        area == UNKNOWN,
        area_column.index,
        unknown_label(area_column, "area", "the areas file", areas, _leave_out(table, "area")),
        "area",
    )
    return Labels(code, area, problems)


def code_positions(table: CsvTable, codes: Sequence[str], names: Sequence[str]) -> IndexArray:
    """The position of each row's code, UNKNOWN where it is not defined; see ``read_labels``."""
    noun = _code_noun(table)
    column = column_without_notes(table.column(noun))
    return _positions(column, codes) if noun == "code" else _named(column, codes, names)


def _code_noun(table: CsvTable) -> str:
    """The column that says of which indicator each row is."""
    return NAME if NAME in table.columns and "code" not in table.columns else "code"


def _leave_out(table: CsvTable, name: str) -> LeaveOut:
    """How what has an unknown label is left out: a line, a row of a sheet, or a column that it heads."""
    if table.cells is None:
        return LeaveOut.LINE
    return LeaveOut.COLUMN if name in table.cells.in_header else LeaveOut.ROW


def _positions(column: TextColumn, labels: Sequence[str]) -> IndexArray:
    known = {label: position for position, label in enumerate(labels)}
    positions = np.array([known.get(text, UNKNOWN) for text in column.texts], np.int32)
    if (positions == np.arange(len(positions))).all():
        return column.index
    return by_row(positions, column.index)


def _many_unknown(column: TextColumn, noun: str, leave_out: LeaveOut) -> ExplainMany:
    """Explains codes or names of a sheet, of which more are unknown than can be reported singly."""

    def explain(positions: Sequence[int]) -> tuple[str, str]:
        texts = listed([shown(column.texts[position]) for position in positions], _MOST_NAMED)
        what = f"{len(positions)} {noun}s in this table are not defined: {texts}"
        return what, f"add them to the definitions, or {leave_out.several}"

    return explain


def _named(column: TextColumn, codes: Sequence[str], names: Sequence[str]) -> IndexArray:
    """Positions of names, however they are capitalised and spaced.

    The position of a name that two indicators have is UNKNOWN.

    A code names its indicator, too.
    """
    known: dict[str, int] = {}
    for position, name in enumerate(map(_folded, names)):
        known[name] = UNKNOWN if name in known else position
    known |= {_folded(code): position for position, code in enumerate(codes)}
    positions = np.array([known.get(_folded(text), UNKNOWN) for text in column.texts], np.int32)
    return by_row(positions, column.index)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def unknown_label(
    column: TextColumn,
    noun: str,
    home: str,
    labels: Sequence[str],
    leave_out: LeaveOut = LeaveOut.LINE,
) -> Explain:
    """Explains a text that is not one of the labels; ``home`` says where the labels are defined.

    ``leave_out`` is how a row is left out.

    Only the first few are compared with the labels: it is slow, and a column mixed up has thousands.
    """
    compared: list[int] = []
    remedy = f"correct it, or add it to {home}"
    if leave_out is not LeaveOut.LINE:
        remedy = f"correct it, add it to {home}, or {leave_out.one}"

    def explain(position: int) -> tuple[str, str]:
        text = column.texts[position]
        if not text:
            return f"the {noun} is empty", f"write the {noun} or {leave_out.one}"
        hidden = forbidden_character(text, in_a_line=True)
        if hidden is not None:
            return f"the {noun} {shown(text)} has {character_name(hidden[0])}", "delete it"
        meant = ""
        if len(compared) < _MOST_SUGGESTIONS:
            compared.append(position)
            meant = did_you_mean(text, labels)
        if not meant and noun == "code" and leave_out is LeaveOut.LINE and _BESIDE_FIGURES.match(text):
            record = f"{{path: ..., skip_rows: [{shown(text)}]}}"
            meant = f"{leave_out.one}, or {LeaveOut.ROW.one}: {record}"
        return f"the {noun} {shown(text)} is not defined", meant or remedy

    return explain


@frozen
class PeriodRules:
    """How periods are read: by code the ``calendar`` and the ``latest`` that has begun by ``as_at``.

    ``noun`` is what a message calls the period, and the name of its column; ``dates`` says what a date means.
    """

    calendar: tuple[Calendar, ...]
    latest: IntArray
    as_at: Month
    noun: str
    dates: Dates = Dates.AS_WRITTEN


def period_rules(calendars: Iterable[Calendar], as_at: Month, noun: str) -> PeriodRules:
    """The rules of indicators whose figures are of these calendars."""
    calendar = tuple(calendars)
    latest = [each.latest(as_at) for each in calendar]
    return PeriodRules(calendar, np.array(latest, np.int64), as_at, noun)


def read_periods(column: TextColumn, code: IndexArray, rules: PeriodRules, problems: RowProblems) -> IntArray:
    """Period ordinals of n rows, by the calendar of each row's code; 0 where it cannot be read."""
    if not rules.calendar:
        return np.zeros(len(code), np.int64)
    column = column_without_notes(column)
    naming = tuple(calendar.naming for calendar in rules.calendar)
    readings = _Readings(column, tuple(dict.fromkeys(naming)), rules.dates)
    place = readings.places(code, naming)
    known = code != UNKNOWN
    ordinal_of_place = readings.ordinals(place, known)
    read = by_row(ordinal_of_place, place)
    unreadable = known & (read < 0)
    sound = known & ~unreadable
    # Of a table of one entry the look-up is a view, which nobody may write into.
    period: IntArray = read if read.flags.writeable and sound.all() else np.where(sound, read, 0)
    problems.add_errors(unreadable, place, lambda where: _unreadable(*readings.at(where), rules), rules.noun)
    if period.max(initial=0) > rules.latest.min():
        late = known & (period > by_row(collapsed(rules.latest), code))
        problems.add_errors(
            late,
            place,
            lambda where: _future(*readings.at(where), int(ordinal_of_place[where]), rules),
            rules.noun,
        )
    return period


@frozen
class _Readings:
    """A text means one period by each calendar that it is used for: a place for each text and calendar."""

    column: TextColumn
    calendars: tuple[Calendar, ...]
    dates: Dates

    def places(self, code: IndexArray, calendar_of_code: Sequence[Calendar]) -> IndexArray:
        """The place of each row; any place for a row whose code is not known."""
        if len(self.calendars) < 2:
            return self.column.index
        kind = np.array([self.calendars.index(calendar) for calendar in calendar_of_code], np.int32)
        places: IndexArray = self.column.index * np.int32(len(self.calendars)) + kind.take(code, mode="clip")
        return places

    def ordinals(self, place: IndexArray, known: BoolArray) -> IntArray:
        """The period of each place that some known row has; −1 where the period cannot be read."""
        used = np.zeros(len(self.column.texts) * len(self.calendars), np.bool_)
        if len(used) * _ROWS_PER_READING < len(place):
            used[:] = True
        else:
            used[place[known]] = True
        ordinals = np.zeros(len(used), np.int64)
        for where in np.flatnonzero(used).tolist():
            ordinal = self.read(*self.at(where))
            ordinals[where] = -1 if ordinal is None else ordinal
        return ordinals

    def read(self, text: str, calendar: Calendar) -> int | None:
        """The period that a text means; where dates mean periods, the period that a date begins or ends."""
        if self.dates is Dates.AS_WRITTEN:
            return parse_period(text, calendar)
        period = period_of_date(text, calendar, first=self.dates.by_first_day)
        return parse_period(text, calendar) if period is None else period

    def at(self, place: int) -> tuple[str, Calendar]:
        """The text and the calendar of a place."""
        position, kind = divmod(place, len(self.calendars))
        return self.column.texts[position], self.calendars[kind]


def _unreadable(text: str, calendar: Calendar, rules: PeriodRules) -> tuple[str, str]:
    if not text:
        return f"the {rules.noun} is empty", f"write the {rules.noun} or delete the line"
    reason, remedy = why_not_a_period(text, calendar)
    if reason.startswith("is a date, not"):
        reason, remedy = _of_dates(text, (reason, remedy), calendar, rules.dates)
    return f"the {rules.noun} {shown(text)} {reason}", remedy


def _of_dates(text: str, said: tuple[str, str], calendar: Calendar, dates: Dates) -> tuple[str, str]:
    """What is said of a date that means no period, or not by what the source declares."""
    if dates is Dates.AS_WRITTEN:
        reason, remedy = said
        for first, declared in ((True, Dates.FIRST_OF_PERIOD), (False, Dates.LAST_OF_PERIOD)):
            if period_of_date(text, calendar, first=first) is not None:
                record = f"{{path: ..., dates: {declared.value}}}"
                remedy += f"; if the dates mean periods, name the file in the scorecard as a record: {record}"
        return reason, remedy
    end = "first" if dates.by_first_day else "last"
    return f"is not the {end} day of a {calendar.period_name}", "correct the day, or dates in the scorecard"


def _future(text: str, calendar: Calendar, period: int, rules: PeriodRules) -> tuple[str, str]:
    label = period_label(calendar, period)
    meaning = "" if text == label else f" ({label})"
    return (
        f"the {rules.noun} {shown(text)}{meaning} starts after the scorecard's month, {rules.as_at.words}",
        f"correct the {rules.noun}, or as_at in the scorecard",
    )
