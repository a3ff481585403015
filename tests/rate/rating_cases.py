"""Reads the tables of tests/rating_cases (their README.md says how they are written)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import Frequency, Weeks, YearKind
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.read.csv.marked_texts import marked
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.definitions.definitions import read_definitions
from tests.oracle.records import PlainObservation, PlainRating

CASES = Path(__file__).parents[1] / "rating_cases"
AREAS = (
    Area("County", "county", ()),
    Area("North", "district", ("County",)),
    Area("South", "district", ("County",)),
    Area("Team", "team", ("North", "South")),
)
_CARRIED_FORWARD, _NEW, _CLOSED = " carried forward", " new", "closed"
_HEAD = """\
schema_version: 1
service: Cases
{bands}indicators:
  - code: CASE
    name: A case
    definition: A case.
"""


@dataclass(frozen=True)
class Case:
    """One case: figures of one area, of which the last one's rating is ``expect``ed.

    ``comparator`` is a reference value that it is held beside. Where areas are added up, ``place`` is the
    area and period that it is expected of.
    """

    name: str
    definition: str
    bands: str
    outturns: bool
    rows: tuple[PlainObservation, ...]
    periods: Calendar
    expect: Mapping[str, str]
    comparator: Decimal | None = None
    place: tuple[str, int] | None = None


def rating_cases() -> Iterator[Case]:
    """All cases of all tables."""
    for path in sorted(CASES.glob("*.yaml")):
        # As texts: the decimals that are written count.
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
        for case in table["cases"]:
            yield _case(path.stem, table, case)


def _case(table_name: str, table: Mapping[str, Any], case: Mapping[str, Any]) -> Case:
    outturns = table.get("outturns") == "true"
    settings = yaml.load(table["definition"], Loader=yaml.BaseLoader)  # noqa: S506
    calendar = _calendar_of(settings)
    calendar = calendar.yearly if outturns else calendar
    as_printed = table.get("precision") == "as_printed"
    above, given = case.get("area", "County"), case["given"]
    is_by_area = all(isinstance(figures, dict) for figures in given.values())
    by_area = given if is_by_area else {above: given}
    rows = [
        _row(figure, area, parse_period(period, calendar), as_printed)
        for area, figures in by_area.items()
        for period, figure in figures.items()
    ]
    last = parse_period(case["until"], calendar) if "until" in case else max(row.period for row in rows)
    assert last is not None
    return Case(
        name=f"{table_name}: {case['because']}",
        definition=table["definition"],
        bands=table.get("bands", ""),
        outturns=outturns,
        rows=tuple(rows),
        periods=calendar,
        expect=case["expect"],
        comparator=Decimal(case["comparator"]) if "comparator" in case else None,
        place=(above, last) if is_by_area else None,
    )


def _calendar_of(settings: Mapping[str, str]) -> Calendar:
    """The calendar that a definition describes, as its reader makes it of sound text."""
    frequency = Frequency(settings["frequency"])
    year = YearKind(settings.get("year", "academic" if frequency is Frequency.TERMLY else "financial"))
    every = int(settings.get("every_years", "1"))
    return Calendar(
        frequency,
        year,
        CalendarDetails(
            every=every,
            pooled=int(settings.get("pooled_years", "1")),
            counted_from=int(settings.get("counted_from", "0")[:4]) % every,
            weeks=Weeks(settings.get("weeks", "iso")),
        ),
    )


def _row(figure: str, area: str, period: int | None, as_printed: bool) -> PlainObservation:
    assert period is not None
    behind = marked(figure)
    text = behind.text.removesuffix(_CARRIED_FORWARD).removesuffix(_NEW)
    missing = Missing.CLOSED if text == _CLOSED else MISSING_MARKS.get(text, Missing.PRESENT)
    value = numerator = denominator = None
    if missing is Missing.PRESENT:
        before, _, parts = text.rpartition("=") if "=" in text or "/" in text else (text, "", "")
        value = Decimal(before.strip()) if before.strip() else None
        if parts:
            numerator, denominator = (Decimal(part.strip()) for part in parts.split("/"))
    return PlainObservation(
        code="CASE",
        area=area,
        period=period,
        value=value,
        numerator=numerator,
        denominator=denominator,
        missing=missing,
        carried_forward=figure.endswith(_CARRIED_FORWARD),
        is_new=figure.endswith(_NEW),
        as_printed=as_printed,
        marks=behind.marks,
    )


def indicator_of(case: Case, folder: Path) -> Indicator:
    """The indicator that a case's table defines, read as any definition file is."""
    definition = case.definition
    bands = f"bands:\n{textwrap.indent(case.bands, '  ')}" if case.bands else ""
    optional = {"data_period": "MS", "unit": "percent"}
    given = yaml.load(definition, Loader=yaml.BaseLoader)  # noqa: S506
    defaults = "".join(f"{key}: {value}\n" for key, value in optional.items() if key not in given)
    path = folder / "case.yaml"
    path.write_text(
        _HEAD.format(bands=bands) + textwrap.indent(defaults + definition, "    "), encoding="utf-8"
    )
    indicators, issues = read_definitions([path], folder)
    assert not issues, "\n".join(map(str, issues))
    return indicators[0]


def said_of(rating: PlainRating, previous: PlainRating | None, calendar: Calendar) -> dict[str, str]:
    """A rating in the words of the tidy columns; nothing where there is none."""
    threshold = rating.threshold
    return {
        "value": _text(rating.displayed),
        "rag": rating.rag.value,
        "not_rated": rating.not_rated.value,
        "direction_of_travel": rating.direction.value,
        "no_direction": rating.no_direction.value,
        "previous_period": ""
        if rating.previous_period is None
        else period_label(calendar, rating.previous_period),
        "previous_value": _text(None if previous is None else previous.displayed),
        "distance_to_target": _text(rating.margin_to_target),
        "distance_to_floor": _text(rating.margin_to_floor),
        "carried_forward": str(rating.carried_forward).lower(),
        "polarity": rating.polarity.value,
        "change": _text(rating.change),
        "percent_change": _text(rating.percent_change),
        "number_direction": rating.number_direction.value,
        "threshold_from": "" if threshold is None else threshold.from_label,
        "target": "" if threshold is None else _text(threshold.rule.target),
        "year_target": "" if threshold is None else _text(threshold.year_target),
    }


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
