"""The sections of a scorecard as tables: one for each area that has rows in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kpi_engine.assemble.section.columns import columns_of
from kpi_engine.assemble.section.figures import Figures
from kpi_engine.assemble.section.layout import ColumnOfCells, Layout
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.other_year_columns import is_irregular
from kpi_engine.assemble.section.rated_by import is_unrated
from kpi_engine.assemble.section.selection import Selection, Subject
from kpi_engine.assemble.section.standards import Standards
from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.period import Frequency, latest_period, period_words, year_of
from kpi_engine.model.definitions.promises import Promises
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard, Section
from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.reference_value import ReferenceValue, reference_values
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Row, Table

_UNRATED = "Nothing in this table is rated: no target is in force for it"


@frozen
class Pack:
    """What all pages of a run are made from, made once; indicators by code.

    ``comparators`` by code and area; those of every area have an empty one.
    ``commentary`` is of any month, and None where the scorecard has none: then none is missed.
    """

    scorecard: Scorecard
    indicators: Mapping[str, Indicator]
    areas: Sequence[Area]
    figures: Figures
    promises: Promises
    outturns: Figures
    standards: Standards
    comparators: Mapping[tuple[str, str], Sequence[Comparator]]
    selection: Selection
    commentary: Sequence[Commentary] | None


@frozen
class SectionLines:
    """A section in one area: its lines in the pack's order (at least one) and how they are laid out."""

    section: Section
    area: Area
    layout: Layout
    lines: tuple[Line, ...]


def sections_in(pack: Pack, area: Area, own_page: bool = True) -> Iterator[SectionLines]:
    """The sections that have lines for an area, in the scorecard's order.

    Of those that show the areas below in their table only on the area's ``own_page``: elsewhere the area
    stands in the table of the one above.
    """
    for section in pack.scorecard.sections:
        latest = _latest_period(pack, section)
        if latest is None or (section.with_areas_below and not own_page):
            continue
        places = (area, *areas_below(pack.areas, area.name)) if section.with_areas_below else (area,)
        found = [(place, list(_promised(pack, section, place))) for place in places]
        year = _outturn_year(pack, section, latest, found)
        lines = tuple(
            line
            for place, indicators in found
            for line in _lines(pack, section, place, indicators, latest=latest, outturn_year=year)
            if pack.selection.keeps(_subject(line, section))
        )
        if lines:
            periods = range(latest - section.periods + 1, latest + 1)
            if all(line.outturn is None for line in lines):
                year = None
            several = len({line.area.name for line in lines}) > 1
            scorecard = pack.scorecard
            layout = Layout(
                section.frequency, periods, year, scorecard.small_cohort, several, scorecard.statistics
            )
            yield SectionLines(section, area, layout.of(lines), lines)


def compared_lines(pack: Pack, areas: Sequence[Area]) -> Iterator[tuple[Section, Line]]:
    """The lines of some areas that have comparators, by section, as pages have them but for last year's."""
    compared = {code for code, _area in pack.comparators}
    for section in pack.scorecard.sections:
        latest = _latest_period(pack, section)
        if latest is None or compared.isdisjoint(entry.code for entry in section.entries):
            continue
        for area in areas:
            promised = _promised(pack, section, area)
            indicators = [indicator for indicator in promised if indicator.code in compared]
            for line in _lines(pack, section, area, indicators, latest=latest, outturn_year=None):
                if pack.selection.keeps(_subject(line, section)):
                    yield section, line


def _promised(pack: Pack, section: Section, area: Area) -> Iterator[Indicator]:
    """The indicators that a section promises of an area: one without a figure is shown as missing."""
    return (pack.indicators[code] for code in pack.promises.of(section, area))


def _lines(
    pack: Pack,
    section: Section,
    area: Area,
    indicators: Sequence[Indicator],
    *,
    latest: int,
    outturn_year: int | None,
) -> Iterator[Line]:
    figures, outturns = pack.figures.of_area(area.name), pack.outturns.of_area(area.name)
    for indicator in indicators:
        own, final = figures.get(indicator.code, {}), outturns.get(indicator.code, {})
        yield Line(
            indicator=indicator,
            area=area,
            figures=own,
            latest=_latest_of(pack, section, indicator, own, latest),
            outturn=final.get(outturn_year) if outturn_year is not None else None,
            comparators=_comparators_of(pack, section, area, indicator),
            standards=pack.standards,
        )


def _latest_of(
    pack: Pack, section: Section, indicator: Indicator, figures: Mapping[int, Figure], latest: int
) -> int:
    """The section's latest period; of years the indicator's own, of what comes when it comes the area's own.

    Source of the rule: docs/scorecard.md, "The latest figure".
    """
    if indicator.comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION:
        return max((period for period in figures if period <= latest), default=latest)
    if section.frequency is Frequency.ANNUAL:
        return _latest_periods(pack, section).get(indicator.code, latest)
    return latest


def section_table(shown: SectionLines, identity: str) -> Table:
    """The table of a section in one area; ``identity`` is its id in the document."""
    return table_of_lines(shown, identity, shown.section.title, columns_of(shown.layout, shown.lines))


def table_of_lines(shown: SectionLines, identity: str, title: str, columns: Sequence[ColumnOfCells]) -> Table:
    """A table with one row a line of a section in one area."""
    period = period_words(shown.section.frequency, shown.layout.latest)
    irregular = all(is_irregular(line) for line in shown.lines)
    has_earlier = shown.layout.has_earlier(shown.lines)
    until = f"up to {period}" if irregular or has_earlier else period
    return Table(
        id=identity,
        title=title,
        caption=f"{title}: {_subject_words(shown)}, latest figures {until}",
        columns=tuple(column for column, _cell_of in columns),
        rows=tuple(
            Row(line.indicator.code, line.area.name, tuple(cell_of(line) for _column, cell_of in columns))
            for line in shown.lines
        ),
        notes=(
            *((_UNRATED,) if is_unrated(shown.lines) and not _is_context(shown) else ()),
            *((_of_earlier(shown.layout),) if has_earlier and not irregular else ()),
        ),
        area="" if shown.layout.several_areas else shown.area.name,
        section=shown.section.id,
        period="" if irregular else period,
    )


def _of_earlier(layout: Layout) -> str:
    period = layout.frequency.period_name
    return (
        f"Where an earlier {period} stands beside the latest figure, all else that the row says of it is of "
        f"that {period} too"
    )


def _subject_words(shown: SectionLines) -> str:
    """The area; of one indicator in several areas also what it is, since the rows are named by area."""
    names = {line.indicator.name for line in shown.lines}
    if not shown.layout.several_areas:
        return shown.area.name
    areas = f"{shown.area.name} and areas below"
    return areas if len(names) > 1 or shown.section.title in names else f"{names.pop()}, {areas}"


def _is_context(shown: SectionLines) -> bool:
    return all(line.is_context for line in shown.lines)


def newest_lines(sections: Iterable[SectionLines]) -> tuple[Line, ...]:
    """Each indicator once an area, in the order of the page: of several sections, the newest figure."""
    newest: dict[tuple[str, str], Line] = {}
    for shown in sections:
        for line in shown.lines:
            key = (line.area.name, line.indicator.code)
            if key not in newest or newest[key].latest < line.latest:
                newest[key] = line
    return tuple(newest.values())


def lines_without_figure(pack: Pack, area: Area) -> Iterator[Line]:
    """The judged lines of an area that have no figure, not even an empty one, in the latest period."""
    for line in newest_lines(sections_in(pack, area)):
        if line.area.name == area.name and line.figure is None and not line.is_context:
            yield line


def _latest_period(pack: Pack, section: Section) -> int | None:
    """The latest period that any indicator of the section has an observation in, in any area.

    Where there is no observation at all, it is the one that the as-at month allows; None: the section lists
    nothing.
    """
    latest = _latest_periods(pack, section)
    found = max((latest[entry.code] for entry in section.entries if entry.code in latest), default=None)
    if found is not None or not section.entries:
        return found
    indicator = pack.indicators[section.entries[0].code]
    allowed = latest_period(section.frequency, pack.scorecard.as_at, indicator.year)
    return allowed if section.last_period is None else min(allowed, section.last_period)


def _latest_periods(pack: Pack, section: Section) -> Mapping[str, int]:
    return pack.figures.latest_periods(pack.scorecard.as_at, section.last_period)


def _outturn_year(
    pack: Pack, section: Section, latest: int, found: Sequence[tuple[Area, Sequence[Indicator]]]
) -> int | None:
    """The last year before the latest period's that there is an outturn of; None in an annual section."""
    if section.frequency is Frequency.ANNUAL:
        return None
    years = (
        year
        for area, indicators in found
        for indicator in indicators
        for year in pack.outturns.of_area(area.name).get(indicator.code, ())
        if year < year_of(indicator.frequency, latest, indicator.year)
    )
    return max(years, default=None)


def _comparators_of(
    pack: Pack, section: Section, area: Area, indicator: Indicator
) -> dict[str, ReferenceValue]:
    """Those of the area before those of every area."""
    given = [each for name in (area.name, "") for each in pack.comparators.get((indicator.code, name), ())]
    shown = reference_values(given, indicator, section.id, area.name)
    return {reference.name: reference for reference in shown}


def _subject(line: Line, section: Section) -> Subject:
    return Subject(line.indicator.code, line.area.name, (section.id,), line.indicator.tags, line.rag)
