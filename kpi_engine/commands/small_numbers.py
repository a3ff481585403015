"""What ``kpi small-numbers`` does."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.loading import load_definitions
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.definitions.small_numbers import FIRST_PUBLISHED
from kpi_engine.model.figures.withheld import Place, WithheldFigure, WorkedOut
from kpi_engine.model.issue import InputError, Location, error, errors_in
from kpi_engine.model.wording import counted, shown
from kpi_engine.publish.layout import MANIFEST
from kpi_engine.publish.ledger.known import earlier_editions
from kpi_engine.read.csv.csv_bytes import read_text
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.places import display_path
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.withhold.outsider import Numbers, Published, worked_out

_SCHEMA_VERSION = 1
_WANTED = ("code", "area", "period", "value")
# What a withheld figure may show of itself in the file of all ratings: none of it says how large it is.
_RATINGS_FILE = "ratings.csv"
_TELLING = (
    *("numerator", "denominator", "cohort", "rag", "direction_of_travel", "distance_to_target"),
    *("distance_to_floor", "change", "percent_change", "number_direction", "percent_of_target", "rank"),
)
_MARKS = ("*", "c", "[c]", "suppressed", "confidential")


def run_small_numbers_audit(published: str, scorecard: Path | None, below: int | None, as_json: bool) -> int:
    """Write what can be worked out on standard output, and return the exit code.

    Raises:
        InputError: the scorecard, its definitions or areas, or what is published, cannot be read.
    """
    project, indicators, areas = _project(scorecard_path(scorecard))
    path, edition = _file(published, project)
    rows = list(_rows(path))
    figures = _figures(rows, indicators, _listed_as_withheld(path.with_name(MANIFEST) if edition else None))
    least = below or (project.small_numbers.below if project.small_numbers else FIRST_PUBLISHED)
    told = [
        *_told_in_the_row(rows, figures, indicators),
        *_told_before(project, figures, indicators, edition),
        *worked_out(figures, indicators, areas, least),
    ]
    known = {indicator.code: indicator for indicator in indicators}
    sys.stdout.write(_as_json(told, known) if as_json else _as_text(told, known, len(figures.withheld)))
    return exit_codes.FINDINGS if told else exit_codes.DONE


def _project(path: Path) -> tuple[Scorecard, tuple[Indicator, ...], tuple[Area, ...]]:
    """The scorecard with its indicators and areas; the figures are the figures in print."""
    scorecard, issues = read_scorecard(path)
    if scorecard is None:
        raise InputError(issues)
    definitions = load_definitions([Path(place) for place in scorecard.definitions], Path(scorecard.root))
    areas, area_issues = ((), ()) if scorecard.areas is None else read_areas(scorecard.areas)
    found = (*issues, *definitions.issues, *area_issues)
    if errors_in(found):
        raise InputError(found)
    return scorecard, definitions.indicators, areas


def _file(published: str, scorecard: Scorecard) -> tuple[Path, str]:
    """The file of an edition's ratings and the edition's name; else the file named, and no edition."""
    folder = Path(scorecard.output_folder) / published
    if (folder / _RATINGS_FILE).is_file():
        return folder / _RATINGS_FILE, published
    path = Path(published)
    if path.is_file():
        return path, ""
    what = f"there is no edition {shown(published)} with a {_RATINGS_FILE}, and no such file"
    raise InputError(
        [
            error(
                Location("EDITION|FILE.csv"), what, "name an edition whose outputs include csv, or a CSV file"
            )
        ]
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The rows of the file by their columns' names."""
    text, issues = read_text(path, display_path(path))
    if text is None:
        raise InputError(issues)
    reader = csv.DictReader(StringIO(text))
    missing = [name for name in _WANTED if name not in (reader.fieldnames or ())]
    if missing:
        what = f"there is no column {missing[0]}"
        raise InputError(
            [error(Location(display_path(path), 1), what, f"name the columns {', '.join(_WANTED)}")]
        )
    for row in reader:
        yield {name: value or "" for name, value in row.items() if name is not None}


def _listed_as_withheld(manifest: Path | None) -> frozenset[WithheldFigure]:
    if manifest is None or not manifest.is_file():
        return frozenset()
    return frozenset(
        WithheldFigure(*labels) for labels in json.loads(manifest.read_bytes()).get("withheld", ())
    )


def _figures(
    rows: Sequence[Mapping[str, str]],
    indicators: Sequence[Indicator],
    listed: frozenset[WithheldFigure],
) -> Published:
    defined = {indicator.code: indicator for indicator in indicators}
    numbers: dict[Place, Numbers] = {}
    withheld = set()
    for row in rows:
        place = _place(row, defined)
        if place is None or not defined[place.code].people:
            continue
        if _label(row) in listed or _is_marked(row):
            withheld.add(place)
        else:
            numbers[place] = _numbers(row, defined[place.code])
    return Published(numbers, frozenset(withheld))


def _place(row: Mapping[str, str], defined: Mapping[str, Indicator]) -> Place | None:
    """Where a row's figure belongs; None for codes and periods that the definitions do not know."""
    indicator = defined.get(row["code"])
    if indicator is None:
        return None
    kind = row.get("kind") or "observation"
    calendar = indicator.calendar.yearly if kind == "outturn" else indicator.calendar
    period = parse_period(row["period"], calendar)
    return None if period is None else Place(indicator.code, row["area"], period, kind)


def _label(row: Mapping[str, str]) -> WithheldFigure:
    return WithheldFigure(row["code"], row["area"], row.get("kind") or "observation", row["period"])


def _is_marked(row: Mapping[str, str]) -> bool:
    """Whether a row says that its figure is withheld, in its value or in words."""
    reasons = (row.get("not_rated", ""), row.get("status", ""))
    return row["value"].strip().lower() in _MARKS or any(
        word in reason for reason in reasons for word in ("suppressed", "confidential")
    )


def _numbers(row: Mapping[str, str], indicator: Indicator) -> Numbers:
    numerator, denominator = _whole(row.get("numerator", "")), _whole(row.get("denominator", ""))
    if numerator is None and denominator is None and indicator.is_count_of_people:
        return _whole(row["value"]), None, None
    has_complement = numerator is not None and denominator is not None and denominator >= numerator
    complement = (denominator or 0) - (numerator or 0) if has_complement else None
    return numerator, complement, denominator


def _whole(text: str) -> int | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return int(number) if number.is_finite() and number == int(number) and number >= 0 else None


def _told_in_the_row(
    rows: Sequence[Mapping[str, str]], figures: Published, indicators: Sequence[Indicator]
) -> Iterator[WorkedOut]:
    """What the row of a withheld figure, or the row of the period after it, says of it."""
    defined = {indicator.code: indicator for indicator in indicators}
    previous = {
        place._replace(period=before): row["previous_value"]
        for row in rows
        if row.get("previous_value")
        and (place := _place(row, defined)) is not None
        and (before := parse_period(row.get("previous_period", ""), defined[place.code].calendar)) is not None
    }
    for row in rows:
        place = _place(row, defined)
        if place not in figures.withheld:
            continue
        for column in _TELLING:
            if row.get(column):
                yield WorkedOut(place, column, 0, None, f"the column {column} says {row[column]}")
        if place in previous:
            how = f"the column previous_value of a later period says {previous[place]}"
            yield WorkedOut(place, "value", 0, None, how)


def _told_before(
    scorecard: Scorecard, figures: Published, indicators: Sequence[Indicator], edition: str
) -> Iterator[WorkedOut]:
    """Withheld figures that another edition shows."""
    if not edition:
        return
    defined = {indicator.code: indicator for indicator in indicators}
    for figure, where in sorted(earlier_editions(Path(scorecard.output_folder)).shown.items()):
        row = {"code": figure.code, "area": figure.area, "period": figure.period, "kind": figure.kind}
        place = _place(row, defined)
        if place in figures.withheld:
            yield WorkedOut(place, "value", 0, None, f"{where} shows it")


def _as_text(told: Sequence[WorkedOut], defined: Mapping[str, Indicator], withheld: int) -> str:
    lines = [
        f"{out.place.code}, {out.place.area}, {_period(out, defined)}: {_what(out)}: {out.how}"
        for out in told
    ]
    figures = counted(withheld, "withheld figure")
    end = f"Nothing can be worked out of {figures} from what is published here."
    if told:
        end = f"{len({out.place for out in told})} of {figures} can be worked out or narrowed down."
    return "".join(f"{line}\n" for line in [*lines, end, _NOT_KNOWN])


_NOT_KNOWN = "Not looked at: figures that others have published, and whether what is counted are people."


def _period(out: WorkedOut, defined: Mapping[str, Indicator]) -> str:
    is_outturn = out.place.kind == "outturn"
    calendar = defined[out.place.code].calendar
    return period_words(calendar.yearly if is_outturn else calendar, out.place.period) + (
        " (outturn)" if is_outturn else ""
    )


def _what(out: WorkedOut) -> str:
    if out.low == out.high:
        return f"the {out.number} is {out.low}"
    if out.high is None:
        return f"at least {out.low}" if out.low else f"its {out.number} is in print"
    return f"the {out.number} is between {out.low} and {out.high}"


def _as_json(told: Sequence[WorkedOut], defined: Mapping[str, Indicator]) -> str:
    rows = [
        {
            "code": out.place.code,
            "area": out.place.area,
            "kind": out.place.kind,
            "period": _period(out, defined),
            "number": out.number,
            "low": out.low,
            "high": out.high,
            "how": out.how,
        }
        for out in told
    ]
    return json_document(_SCHEMA_VERSION, {"worked_out": rows})
