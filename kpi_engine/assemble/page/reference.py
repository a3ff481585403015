"""The tables at the end of a scorecard: where figures come from, and what the indicators mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import RateOn
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.outputs.document import CellKind, Column, Row, Table
from kpi_engine.model.words.made import made_words
from kpi_engine.model.words.number_text import PERCENT


def sources_table(indicators: Sequence[Indicator], area: str) -> Table:
    """Where the figures of each indicator come from; indicators without a stated source are left out."""
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("source", "Source", CellKind.TEXT),
        Column("latest", "Latest data", CellKind.TEXT),
        Column("release", "Release", CellKind.TEXT),
    )
    rows = [
        (indicator.code, indicator.name, *_source_texts(indicator))
        for indicator in indicators
        if any(_source_texts(indicator))
    ]
    caption = "Where the figures of each indicator come from"
    return Table("sources", "Data sources", caption, columns, _rows(rows, area))


def definitions_table(indicators: Sequence[Indicator], area: str) -> Table:
    """What each indicator measures and how it is judged."""
    said = _said_of(indicators)
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        *(Column(key, title, CellKind.TEXT) for key, (title, _) in said.items()),
        Column("definition", "Definition", CellKind.TEXT),
        Column("unit", "Unit", CellKind.TEXT),
        Column("comparison", "Direction of travel compares with", CellKind.TEXT),
        Column("rated_on", "Rated on", CellKind.TEXT),
    )
    rows = [
        (
            indicator.code,
            indicator.name,
            *(text_of(indicator) for _, text_of in said.values()),
            _definition(indicator),
            _unit_words(indicator),
            _comparison_words(indicator),
            "the value as displayed"
            if indicator.rate_on is RateOn.DISPLAYED
            else "the value before rounding",
        )
        for indicator in indicators
    ]
    caption = "What each indicator measures and how it is judged"
    return Table("definitions", "Indicator definitions", caption, columns, _rows(rows, area))


_Said = Mapping[str, tuple[str, Callable[[Indicator], str]]]
_SAID: _Said = {
    "owner": ("Owner", lambda indicator: indicator.owner),
    "theme": ("Theme", lambda indicator: indicator.theme),
    "priority": ("Priority", lambda indicator: indicator.priority),
}


def _said_of(indicators: Sequence[Indicator]) -> _Said:
    """The columns of words that some indicator has."""
    return {key: said for key, said in _SAID.items() if any(map(said[1], indicators))}


def _definition(indicator: Indicator) -> str:
    """What it measures, and what makes up for figures that nobody supplies."""
    if indicator.made_from is None and not indicator.add_up:
        return indicator.definition or "No definition has been written."
    words = made_words(indicator, Origin.ADDED_UP if indicator.add_up else Origin.MADE)
    return f"{indicator.definition} Where no figure is supplied: {words}.".strip()


def _comparison_words(indicator: Indicator) -> str:
    """``the previous month; for the longer term, the same month of the previous year``."""
    words = indicator.comparison.words(indicator.calendar)
    if indicator.compare_also is None:
        return words
    return f"{words}; for the longer term, {indicator.compare_also.words(indicator.calendar)}"


def _unit_words(indicator: Indicator) -> str:
    """``percent``, ``days``, ``rate per 10,000``, ``words``."""
    if indicator.words and not indicator.words_are_labels:
        return "words"
    if indicator.unit == PERCENT or indicator.per == 1:
        return indicator.unit
    per = f"per {indicator.per:,}"
    return indicator.unit if per in indicator.unit else f"{indicator.unit} {per}"


def _source_texts(indicator: Indicator) -> tuple[str, str, str]:
    source = indicator.source
    return source.name, source.latest, source.release


def _rows(rows: Iterable[tuple[str, ...]], area: str) -> tuple[Row, ...]:
    """Rows of plain texts; the first is the code."""
    return tuple(Row(row[0], area, tuple(text_cell(text) for text in row)) for row in rows)
