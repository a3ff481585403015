"""Comparisons as tidy rows: the latest figure of each section beside each comparator, as pages show it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.sections import Pack, compared_lines
from kpi_engine.assemble.statistics.beside_reference import differs_from_reference
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.scorecard import Section, Statistic
from kpi_engine.model.figures.verdict import judged_beside
from kpi_engine.model.outputs.statistics_columns import CHANCE_COLUMNS
from kpi_engine.model.outputs.tidy import TidyTable, table_of
from kpi_engine.model.outputs.tidy_columns import COMPARISON_COLUMNS, kinds_of


def comparison_table(pack: Pack, areas: Collection[str] | None = None) -> TidyTable:
    """One row a comparison, with the columns of COMPARISON_COLUMNS, in the order of the sections.

    Where intervals are asked for, CHANCE_COLUMNS say whether chance alone explains the difference.
    ``areas``: of these only, else of all.
    """
    wanted = [area for area in pack.areas if areas is None or area.name in areas]
    rows = [row for section, line in compared_lines(pack, wanted) for row in _rows(section, line)]
    if not pack.scorecard.statistics.has(Statistic.INTERVALS):
        return table_of(kinds_of(COMPARISON_COLUMNS), [row[: len(COMPARISON_COLUMNS)] for row in rows])
    return table_of(kinds_of({**COMPARISON_COLUMNS, **CHANCE_COLUMNS}), rows)


def _rows(section: Section, line: Line) -> Iterator[tuple[str, ...]]:
    figure, indicator = line.figure, line.indicator
    value = "" if figure is None or figure.value is None else f"{figure.value:f}"
    for name, reference in line.comparators.items():
        verdict, no_verdict = judged_beside(figure, line.polarity, reference.value)
        differs, no_difference = differs_from_reference(figure, reference.value)
        yield (
            indicator.code,
            line.area.name,
            line.area.level,
            section.id,
            period_label(indicator.calendar, line.latest),
            value,
            name,
            reference.year,
            "" if reference.value is None else f"{reference.value:f}",
            verdict.value,
            no_verdict.value,
            differs.value,
            no_difference.value,
        )
