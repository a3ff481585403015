"""Sheets that nobody has declared → a draft of a scorecard: definitions, data, and what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from json import dumps

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.draft import DraftLine, DraftMeasure, DraftScorecard, DraftService
from kpi_engine.read.definitions.schema.polarity_words import polarity_in
from kpi_engine.read.recognise.draft.draft_standards import (
    grows_and_starts_again,
    polarity_of_print,
    standards_of,
)
from kpi_engine.read.recognise.draft.draft_tables import Coded, data_tables, is_as_printed
from kpi_engine.read.recognise.draft.settled import settled
from kpi_engine.read.recognise.draft.whose import (
    Whose,
    areas_in_order,
    body_named_in,
    measures_by_sheet,
    sheets_as_areas,
    title_of,
)
from kpi_engine.read.recognise.found import FoundMeasure, OneFigure, SheetReport
from kpi_engine.read.recognise.gather import Gatherer
from kpi_engine.read.recognise.tables import tables_of
from kpi_engine.read.recognise.words.measure_words import code_of, covers, periods_in_arrears
from kpi_engine.read.recognise.words.period_headings import Part, period_in_text
from kpi_engine.read.workbook.sheet import Sheet

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/&-]*(?: [A-Za-z0-9._/&-]+)*")
_LONGEST_CODE = 40
_OF_SCHOOLS = re.compile(
    r"academic|\b(ks ?[1245]|gcse|a[- ]level|attainment|progress 8|pupils?|early years)\b", re.I
)
# Arrows in a column that says which way is better.
_ARROWS = {**dict.fromkeys("↑▲⬆+", "up is better"), **dict.fromkeys("↓▼⬇-−", "down is better")}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OF_YEARS = (Part.QUARTER, Part.HALF, Part.YEAR)


@frozen
class Recognised:
    """The draft of a scorecard (None: there is no table of figures), and a report of each sheet."""

    draft: DraftScorecard | None
    reports: tuple[SheetReport, ...]


def recognise(sheets: Sequence[Sheet], file_name: str) -> Recognised:
    """Find every table of some sheets and draft a scorecard of them. ``file_name``: the workbook's."""
    gatherer = Gatherer()
    reports = []
    titles: list[str] = []
    covers_of_all = _first_texts(sheets)
    for sheet in sheets:
        report = SheetReport(sheet.name)
        found, outside = tables_of(sheet, covers_of_all)
        for table in found:
            gatherer.take(table, report)
        own = {f'a title or note: "{table.title}"' for table in found}
        report.skipped += [f"{each.place}: {each.why}" for each in outside if each.why not in own]
        titles += [*_first_texts([sheet])[:1], *(table.title for table in found[1:])]
        reports.append(report)
    measures = [each for each in gatherer.measures.values() if each.figures or each.outturns]
    if not measures:
        return Recognised(None, tuple(reports))
    whose, measures, sheet_areas = _with_areas(measures, titles, file_name, reports)
    draft = _draft(measures, whose, titles, sheet_areas, reports)
    return Recognised(draft, tuple(reports))


def _first_texts(sheets: Sequence[Sheet]) -> list[str]:
    """The texts in the first rows of sheets, where titles are."""
    texts = []
    for sheet in sheets:
        for row, cells in sheet.rows():
            if row > 6 or len(cells) > 2:
                break
            texts += [" ".join(cell.text.split()) for cell in cells.values() if cell.text.strip()]
    return texts


def _with_areas(
    measures: Sequence[FoundMeasure], titles: Sequence[str], file_name: str, reports: Sequence[SheetReport]
) -> tuple[Whose, list[FoundMeasure], list[str]]:
    """The areas, the measures with an area for every figure, and the sheets that are areas."""
    sheets = sheets_as_areas(measures_by_sheet(measures))
    body, why = body_named_in([title for title in titles if title], file_name)

    def area_of(area: str, place: str) -> str:
        sheet = place.rpartition("!")[0]
        return area or (sheet if sheet in sheets else body)

    for measure in measures:
        measure.figures = [replace(each, area=area_of(each.area, each.place)) for each in measure.figures]
        measure.outturns = [replace(each, area=area_of(each.area, each.place)) for each in measure.outturns]
        measure.targets = [replace(each, area=area_of(each.area, each.place)) for each in measure.targets]
        measure.ratings = [replace(each, area=area_of(each.area, each.place)) for each in measure.ratings]
        measure.figures = _each_once(measure.figures, reports)
        measure.outturns = _each_once(measure.outturns, reports)
    names = list(
        dict.fromkeys(each.area for measure in measures for each in (*measure.figures, *measure.outturns))
    )
    if names == [body]:
        return Whose((body,), "", why), list(measures), sheets
    whose = areas_in_order(names)
    return whose, list(measures), sheets


def _each_once(figures: Sequence[OneFigure], reports: Sequence[SheetReport]) -> list[OneFigure]:
    """The first figure of each area and period; a further figure is reported, unless it is the same."""
    first: dict[tuple[str, str], OneFigure] = {}
    for each in figures:
        earlier = first.setdefault((each.area, each.period.label), each)
        if earlier is not each and earlier.figure != each.figure:
            report = next(report for report in reports if report.name == each.place.rpartition("!")[0])
            report.not_understood.append(
                f"{each.place}: another figure of {each.area} and {each.period.label} is in {earlier.place}, "
                "which was taken"
            )
    return list(first.values())


def _draft(
    measures: Sequence[FoundMeasure],
    whose: Whose,
    titles: Sequence[str],
    sheet_areas: Sequence[str],
    reports: Sequence[SheetReport],
) -> DraftScorecard:
    coded = list(_with_codes(measures))
    by_sheet = {report.name: report for report in reports}
    for each in coded:
        by_sheet[each.measure.sheet].taken += [f"inferred: {note}" for note in each.settled.notes]
    services: dict[str, list[DraftMeasure]] = {}
    questions: list[str] = []
    for each in coded:
        service = each.measure.texts.get("SERVICE") or each.measure.group
        service = service or (
            "" if each.measure.sheet in sheet_areas or len(reports) == 1 else each.measure.sheet
        )
        draft, asked = _measure(each)
        services.setdefault(service, []).append(draft)
        if asked:
            questions.append(f"{each.code} ({each.measure.place}): {'; '.join(asked)}")
    return DraftScorecard(
        lines=tuple(_scorecard_lines(coded, whose, titles)),
        services=tuple(DraftService(name, tuple(members)) for name, members in services.items()),
        tables=tuple(data_tables(coded, whose)),
        questions=tuple(questions),
    )


def _with_codes(measures: Sequence[FoundMeasure]) -> Iterator[Coded]:
    """Each measure with its reference as code, if it can be a code, else a code made of its name."""
    references = {each.reference for each in measures}
    taken: set[str] = set()
    for measure in measures:
        plain = measure.reference
        code = (
            plain
            if _CODE.fullmatch(plain) and len(plain) <= _LONGEST_CODE
            else code_of(measure.name, {*taken, *references})
        )
        code = code_of(code, taken) if code in taken else code
        taken.add(code)
        yield Coded(measure, code, settled(measure))


def _measure(each: Coded) -> tuple[DraftMeasure, list[str]]:
    """The lines of a measure, and what nothing in the workbook answers."""
    measure = each.measure
    what = measure.texts.get("DATA_PERIOD", "").upper()
    given = what if what in {"R12M", "MS", "YTD", "Q", "T", "A"} else ""
    covered, covered_why = (given, "") if given else (covers(measure.name), "the name of the measure")
    if not covered and measure.part in (Part.MONTH, Part.QUARTER) and grows_and_starts_again(each.settled):
        covered, covered_why = "YTD", "its figures grow through each year and start again"
    polarity, why = _polarity(each)
    standards = standards_of(measure, each.settled, polarity, covered)
    questions = list(standards.questions)
    lines = [
        DraftLine("code", _text(each.code), _why_this_code(each)),
        DraftLine("name", _text(measure.name)),
        DraftLine("polarity", "ask" if polarity is None else polarity.value, why),
        DraftLine("frequency", measure.part.value),
        *_year(measure),
    ]
    if each.settled.unit:
        lines.append(DraftLine("unit", _text(each.settled.unit), each.settled.why))
    if each.settled.per > 1:
        lines.append(DraftLine("per", str(each.settled.per), each.settled.why))
    lines.append(DraftLine("decimals", str(min(each.settled.decimals, 6)), "as the cells show them"))
    if covered:
        lines.append(DraftLine("data_period", covered, covered_why))
    late = periods_in_arrears(measure.name)
    if late:
        lines.append(DraftLine("lag", str(late), "the name of the measure"))
    lines += standards.in_short
    lines += _other_texts(measure)
    if polarity is None:
        questions.insert(0, "which way is better")
    return DraftMeasure(each.code, measure.name, measure.place, tuple(lines), standards.thresholds), questions


def _why_this_code(each: Coded) -> str:
    if each.code == each.measure.reference:
        return ""
    return f"the reference {each.measure.reference!r}" if each.measure.reference else "made of the name"


def _polarity(each: Coded) -> tuple[Polarity | None, str]:
    text = each.measure.texts.get("POLARITY", "")
    plain = re.sub(r"^aim to |^good( performance)? is:? ?", "", _ARROWS.get(text.strip(), text).casefold())
    said = polarity_in(plain) or polarity_in(f"{plain} is better") if text else None
    return (said, "") if said is not None else _inferred_polarity(each)


def _inferred_polarity(each: Coded) -> tuple[Polarity | None, str]:
    """The polarity that follows from something else than a word for it, and from what."""
    measure = each.measure
    signs = {one.target.polarity for one in measure.targets if one.target.polarity is not None}
    if len(signs) == 1:
        return signs.pop(), "the sign before its target"
    if all(one.target.is_none for one in measure.targets) and (measure.targets or not measure.ratings):
        return Polarity.NONE, "it has no target"
    if _is_none_wanted(each):
        return Polarity.LOWEST, "its target is 0, and no figure is below 0"
    printed = polarity_of_print(measure, each.settled)
    if printed is not None:
        return printed, "the printed ratings, which all fit it"
    return None, "nothing says which way is better"


def _is_none_wanted(each: Coded) -> bool:
    """Whether every target is 0 and no figure is negative: fewer is all that can be meant."""
    targets = [one.target.number for one in each.measure.targets if one.target.number is not None]
    values = [Decimal(one.figure.value) for one in each.settled.figures if one.figure.value]
    are_zero = bool(targets) and all(Decimal(target.value) == 0 for target in targets if target.value)
    return are_zero and bool(values) and min(values) >= 0


def _year(measure: FoundMeasure) -> Iterator[DraftLine]:
    """Which year its periods are of, where that is not plain: an annual one's, or a calendar year's parts."""
    day = next((each.period.day for each in measure.figures if each.period.day is not None), None)
    if measure.part is Part.WEEK and day is not None:
        ends = measure.figures[0].period.is_week_end
        why = "the dates of its weeks and their heading"
        yield DraftLine("weeks", f"{'ending' if ends else 'beginning'}_{_DAYS[day.weekday()]}", why)
    if measure.part is Part.FOUR_WEEKS and day is not None:
        yield DraftLine("counted_from", day.isoformat(), "the first of its dates")
    if measure.part not in _OF_YEARS:
        return
    calendar = any(each.period.year is not None and each.period.year.is_calendar for each in measure.figures)
    academic = _OF_SCHOOLS.search(measure.name) is not None
    if calendar:
        yield DraftLine("year", "calendar", "its years are written as one number")
    elif measure.part is Part.YEAR:
        yield DraftLine(
            "year",
            "academic" if academic else "financial",
            "the name of the measure" if academic else "its years are written as two numbers",
        )


def _other_texts(measure: FoundMeasure) -> Iterator[DraftLine]:
    if measure.texts.get("QPR", "").casefold() in {"y", "yes", "✓", "✔", "true", "x"}:
        yield DraftLine("qpr", "true")
    source = measure.texts.get("SOURCE", "")
    if source:
        yield DraftLine("source", f"{{name: {_text(source)}}}")
    definition = measure.texts.get("DEFINITION", "")
    if definition:
        yield DraftLine("definition", _text(definition))


def _scorecard_lines(coded: Sequence[Coded], whose: Whose, titles: Sequence[str]) -> Iterator[DraftLine]:
    title = title_of(titles)
    yield DraftLine("title", _text(title))
    observations = "observations.csv"
    if is_as_printed(coded):
        why = "no cell holds more digits than it shows"
        yield DraftLine("observations", f"{{path: {observations}, precision: as_printed}}", why)
    else:
        yield DraftLine("observations", observations)
    year, month, why = _as_at(coded, titles)
    yield DraftLine("as_at", f"{year}-{month:02d}", why)
    if whose.top:
        yield DraftLine("areas_file", "areas.csv", f"{whose.top!r} is above the others: {whose.inferred}")
    else:
        names = ", ".join(map(_text, whose.names))
        yield DraftLine("areas", names if len(whose.names) == 1 else f"[{names}]", whose.inferred)


def _as_at(coded: Sequence[Coded], titles: Sequence[str]) -> tuple[int, int, str]:
    """The month that a title names, unless figures are later; else the month of the latest figure."""
    figures = [
        one
        for each in coded
        for one in (*each.settled.figures, *each.settled.outturns)
        if one.figure.is_figure
    ]
    latest = max(one.period.last_month for one in figures) if figures else (2000, 1)
    named = [(period, title) for title in titles if (period := period_in_text(title)) is not None]
    for period, title in named:
        if period.last_month >= latest:
            return *period.last_month, f"{title!r}"
    return *latest, "the end of the latest period that has a figure"


def _text(text: str) -> str:
    """A text in YAML: plain where no reader takes it for anything else."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 £&().,'’/–-]*[A-Za-z0-9).]", text) and ": " not in text
    if plain and text.casefold() not in {"yes", "no", "true", "false", "null", "on", "off", "ask"}:
        return text
    return dumps(text, ensure_ascii=False)
