"""Sheets that nobody has declared → a draft of a scorecard: definitions, data, and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.draft import DraftLine, DraftMeasure, DraftScorecard, DraftService
from kpi_engine.read.recognise.draft.draft_measures import draft_measure, quoted, with_codes
from kpi_engine.read.recognise.draft.draft_tables import Coded, data_tables, is_as_printed
from kpi_engine.read.recognise.draft.target_dates import dated_targets, years_of
from kpi_engine.read.recognise.draft.whose import (
    Whose,
    areas_by_sheet,
    areas_in_order,
    body_named_in,
    measures_by_sheet,
    names_a_period,
    sheets_as_areas,
    title_of,
)
from kpi_engine.read.recognise.found import FoundMeasure, OneFigure, SheetReport
from kpi_engine.read.recognise.gather import Gatherer
from kpi_engine.read.recognise.tables import tables_of
from kpi_engine.read.recognise.words.period_headings import period_in_text
from kpi_engine.read.recognise.words.value_words import ordered_words
from kpi_engine.read.workbook.sheet import Sheet


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
    for measure in gatherer.measures.values():
        settle_words(measure, reports)
    measures = [each for each in gatherer.measures.values() if each.figures or each.outturns]
    if not measures:
        return Recognised(None, tuple(reports))
    whose, measures, alike = _with_areas(measures, titles, file_name, reports)
    years = years_of(sheets)
    for measure in measures:
        measure.targets = dated_targets(measure, years)
    draft = _draft(measures, whose, titles, alike, reports)
    return Recognised(draft, tuple(reports))


def settle_words(measure: FoundMeasure, reports: Sequence[SheetReport]) -> None:
    """Take words for the values of a measure that has no numbers; else report them as no figures."""
    found = [each for each in (*measure.figures, *measure.outturns) if each.figure.problem]
    has_numbers = any(each.figure.is_figure for each in (*measure.figures, *measure.outturns))
    ordered = None if has_numbers or not found else ordered_words([each.figure.word for each in found])
    if ordered is not None:
        measure.words, measure.why_words = ordered
        as_written = {word.casefold(): word for word in measure.words}
    for each in found if ordered is None else ():
        report = next(report for report in reports if report.name == each.place.rpartition("!")[0])
        report.not_understood.append(f"{each.place}: {each.figure.problem}")

    def kept(figures: Sequence[OneFigure]) -> list[OneFigure]:
        if ordered is None:
            return [each for each in figures if not each.figure.problem]
        return [
            replace(
                each, figure=replace(each.figure, problem="", word=as_written[each.figure.word.casefold()])
            )
            if each.figure.problem
            else each
            for each in figures
        ]

    measure.figures, measure.outturns = kept(measure.figures), kept(measure.outturns)


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
    """The areas, the measures with an area for every figure, and the sheets that have the same measures."""
    alike = sheets_as_areas(measures_by_sheet(measures))
    sheets = areas_by_sheet(alike)
    body, why = body_named_in([title for title in titles if title], file_name)

    def area_of(area: str, place: str) -> str:
        sheet = place.rpartition("!")[0]
        return area or sheets.get(sheet, body)

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
        return Whose((body,), "", why), list(measures), alike
    whose = areas_in_order(names)
    return whose, list(measures), alike


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
    alike: Sequence[str],
    reports: Sequence[SheetReport],
) -> DraftScorecard:
    coded = list(with_codes(measures))
    by_sheet = {report.name: report for report in reports}
    for each in coded:
        by_sheet[each.measure.sheet].taken += [f"inferred: {note}" for note in each.settled.notes]
    services: dict[str, list[DraftMeasure]] = {}
    questions: list[str] = []
    for each in coded:
        service = each.measure.texts.get("SERVICE") or each.measure.group
        service = service or (
            ""
            if each.measure.sheet in alike or len(reports) == 1 or names_a_period(each.measure.sheet)
            else each.measure.sheet
        )
        draft, asked = draft_measure(each)
        services.setdefault(service, []).append(draft)
        if asked:
            questions.append(f"{each.code} ({each.measure.place}): {'; '.join(asked)}")
    return DraftScorecard(
        lines=tuple(_scorecard_lines(coded, whose, titles)),
        services=tuple(DraftService(name, tuple(members)) for name, members in services.items()),
        tables=tuple(data_tables(coded, whose)),
        questions=tuple(questions),
    )


def _scorecard_lines(coded: Sequence[Coded], whose: Whose, titles: Sequence[str]) -> Iterator[DraftLine]:
    title = title_of(titles)
    yield DraftLine("title", quoted(title))
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
        names = ", ".join(map(quoted, whose.names))
        yield DraftLine("areas", names if len(whose.names) == 1 else f"[{names}]", whose.inferred)


def _as_at(coded: Sequence[Coded], titles: Sequence[str]) -> tuple[int, int, str]:
    """The month that a title names, unless figures are later; else the month of the latest figure."""
    figures = [
        one
        for each in coded
        for one in (*each.settled.figures, *each.settled.outturns)
        if one.figure.has_value
    ]
    latest = max(one.period.last_month for one in figures) if figures else (2000, 1)
    named = [(period, title) for title in titles if (period := period_in_text(title)) is not None]
    for period, title in named:
        if period.last_month >= latest:
            return *period.last_month, f"{title!r}"
    return *latest, "the end of the latest period that has a figure"
