"""The sections of a scorecard as tables: one for each area that has rows in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from kpi_engine.assemble.section.figures import Figures
from kpi_engine.assemble.section.leads import lead_of
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import is_unrated
from kpi_engine.assemble.section.row.columns import columns_of
from kpi_engine.assemble.section.row.layout import ColumnOfCells, Layout, calendar_of_all
from kpi_engine.assemble.section.row.other_year_columns import is_irregular
from kpi_engine.assemble.section.selection import Selection, Subject, words_of
from kpi_engine.assemble.section.standards import Standards
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.definitions.comparison import ComparisonKind
from kpi_engine.model.definitions.grouping import grouped_by
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.promises import Promises
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard, Section
from kpi_engine.model.figures.commentary import Commentary, FigureShown
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.periods.shown_periods import ShownPeriods, shown_periods
from kpi_engine.model.figures.reference_value import ReferenceValue, reference_values
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Row, Table

_UNRATED = "Nothing in this table is rated: no target is in force for it"


@frozen
class Pack:
    """What all pages of a run are made from, made once; indicators by code.

    ``comparators`` are by code and area; a comparator of every area has an empty area. ``commentary`` is of
    any month, and None where the scorecard has no commentary: then no row lacks it; figures that were
    ``shown_before``, in an edition of an earlier month, need no commentary. ``never`` and ``periods`` are
    what has been found out for ``never_measured`` and ``shown_periods``.
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
    shown_before: frozenset[FigureShown] = frozenset()
    never: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    periods: dict[str, ShownPeriods] = field(default_factory=dict, compare=False, repr=False)

    def never_measured(self, level: str) -> frozenset[str]:
        """The codes that the data says are not available for any area of a level, in any period or year.

        An area that is alone at its level has its rows, which say so.
        """
        if level not in self.never:
            names = [area.name for area in self.areas if area.level == level]
            never = self.figures.never_available(names) if len(names) > 1 else frozenset()
            self.never[level] = never - self.outturns.available(names)
        return self.never[level]

    def shown_periods(self, section: Section) -> ShownPeriods:
        """Which periods a section shows, on the page of any area."""
        if section.id not in self.periods:
            newest = self.figures.latest_periods(self.scorecard.as_at, section.last_period)
            found = shown_periods(section, self.indicators, newest, self.scorecard.as_at)
            self.periods[section.id] = found
        return self.periods[section.id]


@frozen
class SectionLines:
    """A section in one area: its lines in the pack's order (at least 1) and how they are laid out.

    ``unmeasured`` are the indicators of the section that no area of a level has ever had a value of, by
    level: they have no lines. ``group`` is the group of all lines, where the section is grouped.
    """

    section: Section
    area: Area
    layout: Layout
    lines: tuple[Line, ...]
    unmeasured: Mapping[str, Sequence[Indicator]] = field(default_factory=dict)
    group: str = ""

    @property
    def title(self) -> str:
        """``People``, of a group ``People – Independent lives``."""
        return f"{self.section.title} – {self.group}" if self.group else self.section.title


def sections_in(pack: Pack, area: Area, own_page: bool = True) -> Iterator[SectionLines]:
    """The sections that have lines for an area, in the scorecard's order.

    A section that shows the areas below in its table is given only on the area's ``own_page``: elsewhere the
    area is in the table of the area above it.
    """
    for section in pack.scorecard.sections:
        latest = pack.shown_periods(section)
        if not latest.by_code or (section.with_areas_below and not own_page):
            continue
        places = (area, *areas_below(pack.areas, area.name)) if section.with_areas_below else (area,)
        promised = [(place, list(_promised(pack, section, place))) for place in places]
        found, unmeasured = _measured(pack, promised)
        years = _outturn_years(pack, latest, found)
        lines = tuple(
            line
            for place, indicators in found
            for line in _lines(pack, section, place, indicators, latest=latest, outturn_years=years)
            if pack.selection.keeps(_subject(line, section))
        )
        if lines:
            newest = latest.reached[lines[0].indicator.calendar.naming]
            several = len({line.area.name for line in lines}) > 1
            layout = Layout(
                calendar=calendar_of_all(lines),
                periods=range(newest - section.periods + 1, newest + 1),
                own_latest=section.shows_own_latest,
                outturn_year=_outturn_year(lines),
                small_cohort=pack.scorecard.small_cohort,
                several_areas=several,
                statistics=pack.scorecard.statistics,
            )
            yield from _grouped(SectionLines(section, area, layout.of(lines), lines, unmeasured))


def _grouped(shown: SectionLines) -> Iterator[SectionLines]:
    """The groups of a section, each with the lines of its indicators; the section itself without groups.

    What is not measured is said once, in the last group.
    """
    group_by = shown.section.group_by
    if group_by is None:
        yield shown
        return
    groups = grouped_by(group_by, shown.lines, lambda line: line.indicator)
    for number, (group, members) in enumerate(groups, 1):
        unmeasured = shown.unmeasured if number == len(groups) else {}
        layout, lines = shown.layout.of(members), tuple(members)
        yield replace(shown, layout=layout, lines=lines, unmeasured=unmeasured, group=group)


_Promised = list[tuple[Area, list[Indicator]]]


def _measured(pack: Pack, promised: _Promised) -> tuple[_Promised, Mapping[str, Sequence[Indicator]]]:
    """The indicators of each place that its level has, and the indicators that it never has, by level.

    A section of which nothing is measured keeps its rows, which say so.
    """
    without: dict[str, dict[str, Indicator]] = {}
    found: _Promised = []
    for place, indicators in promised:
        never = pack.never_measured(place.level)
        found.append((place, [indicator for indicator in indicators if indicator.code not in never]))
        missed = {indicator.code: indicator for indicator in indicators if indicator.code in never}
        if missed:
            without.setdefault(place.level, {}).update(missed)
    if not any(indicators for _place, indicators in found):
        return promised, {}
    return found, {level: tuple(missed.values()) for level, missed in without.items()}


def compared_lines(pack: Pack, areas: Sequence[Area]) -> Iterator[tuple[Section, Line]]:
    """The lines of some areas that have comparators, by section, as pages have them but for last year's."""
    compared = {code for code, _area in pack.comparators}
    for section in pack.scorecard.sections:
        latest = pack.shown_periods(section)
        if not latest.by_code or compared.isdisjoint(entry.code for entry in section.entries):
            continue
        for area in areas:
            promised = _promised(pack, section, area)
            indicators = [indicator for indicator in promised if indicator.code in compared]
            for line in _lines(pack, section, area, indicators, latest=latest, outturn_years={}):
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
    latest: ShownPeriods,
    outturn_years: Mapping[Calendar, int],
) -> Iterator[Line]:
    figures, outturns = pack.figures.of_area(area.name), pack.outturns.of_area(area.name)
    for indicator in indicators:
        own, final = figures.get(indicator.code, {}), outturns.get(indicator.code, {})
        year = outturn_years.get(indicator.calendar.yearly.naming)
        yield Line(
            indicator=indicator,
            area=area,
            figures=own,
            latest=_latest_of(indicator, own, latest),
            outturn=None if year is None else final.get(year),
            comparators=_comparators_of(pack, section, area, indicator),
            standards=pack.standards,
        )


def _latest_of(indicator: Indicator, figures: Mapping[int, Figure], latest: ShownPeriods) -> int:
    """The period that the section shows of an indicator; of what comes when it comes the area's own.

    Source of the rule: docs/scorecard.md, "The latest figure".
    """
    if indicator.comparison.kind is ComparisonKind.PREVIOUS_OBSERVATION:
        reached = latest.reached[indicator.calendar.naming]
        return max((period for period in figures if period <= reached), default=reached)
    return latest.by_code[indicator.code]


def section_table(shown: SectionLines, identity: str) -> Table:
    """The table of a section in one area; ``identity`` is its id in the document."""
    return table_of_lines(shown, identity, shown.title, columns_of(shown.layout, shown.lines))


def table_of_lines(shown: SectionLines, identity: str, title: str, columns: Sequence[ColumnOfCells]) -> Table:
    """A table with one row a line of a section in one area."""
    layout = shown.layout
    irregular = all(is_irregular(line) for line in shown.lines)
    has_earlier = layout.has_earlier(shown.lines)
    if layout.calendar is None:
        period, until = "", "of each row"
    else:
        period = period_words(layout.calendar, layout.periods[-1])
        until = f"up to {period}" if irregular or has_earlier else period
    return Table(
        id=identity,
        title=title,
        caption=f"{title}: {_subject_words(shown)}, latest figures {until}",
        columns=tuple(column for column, _cell_of in columns),
        rows=tuple(
            Row(
                line.indicator.code,
                line.area.name,
                tuple(cell_of(line) for _column, cell_of in columns),
                period=line.period_words(line.latest),
                period_end=date.fromordinal(line.indicator.calendar.last_day(line.latest)),
            )
            for line in shown.lines
        ),
        notes=(
            *((_UNRATED,) if is_unrated(shown.lines) and not _is_context(shown) else ()),
            *((_of_earlier(layout),) if has_earlier and not irregular else ()),
            *_unmeasured_notes(shown),
        ),
        area="" if shown.layout.several_areas else shown.area.name,
        section=shown.section.id,
        period="" if irregular else period,
        lead=lead_of(shown.lines),
    )


def _unmeasured_notes(shown: SectionLines) -> Iterator[str]:
    """A note such as ``Not measured for any district: CYPE2 Percentage of …`` in place of a row for each."""
    for level, indicators in shown.unmeasured.items():
        named = "; ".join(f"{indicator.code} {indicator.name}" for indicator in indicators)
        yield f"Not measured for any {level}: {named}"


def _of_earlier(layout: Layout) -> str:
    if layout.calendar is None:
        return "Each row is of the period beside its latest figure"
    period = layout.calendar.period_name
    return (
        f"Where an earlier {period} is written beside the latest figure, the rest of the row is of that "
        f"{period} too"
    )


def _subject_words(shown: SectionLines) -> str:
    """The area, with the indicator if it has several areas, since the rows are named by area."""
    names = {line.indicator.name for line in shown.lines}
    if not shown.layout.several_areas:
        return shown.area.name
    areas = f"{shown.area.name} and areas below"
    return areas if len(names) > 1 or shown.title in names else f"{names.pop()}, {areas}"


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
    """The judged lines of an area that have no figure in the latest period, not even an empty figure."""
    for line in newest_lines(sections_in(pack, area)):
        if line.area.name == area.name and line.figure is None and not line.is_context:
            yield line


def _outturn_years(
    pack: Pack, latest: ShownPeriods, found: Sequence[tuple[Area, Sequence[Indicator]]]
) -> dict[Calendar, int]:
    """The last year before the latest period's that there is an outturn of, of each kind of year."""
    years: dict[Calendar, int] = {}
    for area, indicators in found:
        outturns = pack.outturns.of_area(area.name)
        for indicator in indicators:
            calendar, naming = indicator.calendar, indicator.calendar.yearly.naming
            if not calendar.is_annual:
                this_year = calendar.year_of(latest.reached[calendar.naming])
                earlier = [year for year in outturns.get(indicator.code, ()) if year < this_year]
                if earlier:
                    years[naming] = max(*earlier, years.get(naming, earlier[0]))
    return years


def _outturn_year(lines: Sequence[Line]) -> str | None:
    """The year of the outturns shown.

    Returns:
        The year; empty if the outturns are of several years; None if there are none.
    """
    years = {line.indicator.year.label(line.outturn.period) for line in lines if line.outturn is not None}
    if len(years) > 1:
        return ""
    return years.pop() if years else None


def _comparators_of(
    pack: Pack, section: Section, area: Area, indicator: Indicator
) -> dict[str, ReferenceValue]:
    """The comparators of an indicator; the area's comparators win over comparators of every area."""
    given = [each for name in (area.name, "") for each in pack.comparators.get((indicator.code, name), ())]
    shown = reference_values(given, indicator, section.id, area.name)
    return {reference.name: reference for reference in shown}


def _subject(line: Line, section: Section) -> Subject:
    return Subject(
        line.indicator.code,
        line.area.name,
        (section.id,),
        words_of(line.indicator),
        line.rag,
        line.indicator.scale.name(line.rag),
    )
