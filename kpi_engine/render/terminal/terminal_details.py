"""What a terminal says below a row: the columns that found no room, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpi_engine.model.outputs.document import PERIOD_KEY, VERDICT_KEY, Cell, Column, Row, Table
from kpi_engine.model.wording import NO_BREAK_SPACE, capitalised
from kpi_engine.render.terminal.terminal_grid import held_together

_SEPARATOR = " · "


def details(table: Table, row: Row, below: Sequence[int]) -> Iterator[str]:
    """The trend as one paragraph and the facts as another; nothing where there is nothing to say."""
    told = [(table.columns[at], row.cells[at]) for at in below if row.cells[at].shown]
    trend = [(column, cell) for column, cell in told if column.key.startswith(PERIOD_KEY)]
    if trend:
        yield _trend_words(trend)
    elif not any(column.key.startswith(PERIOD_KEY) for column in table.columns):
        # Rows of several frequencies have no columns of periods: each tells its own.
        yield from (_points_in_words(cell) for cell in row.cells if len(cell.trend) > 1)
    is_share = any(cell.text.endswith("%") for cell in row.cells if cell.number is not None)
    sentences = [cell.shown for column, cell in told if column.key == VERDICT_KEY]
    yield from sentences
    facts = list(
        _facts(
            [
                told_one
                for told_one in told
                if not told_one[0].key.startswith(PERIOD_KEY) and told_one[0].key != VERDICT_KEY
            ],
            is_share,
        )
    )
    if facts:
        words = _SEPARATOR.join(facts)
        yield capitalised(words)


def _trend_words(trend: Sequence[tuple[Column, Cell]]) -> str:
    """``Mar 2024 14.9%, Apr 18.1%``: the year is said where it changes.

    Consecutive periods without a value for the same reason share an entry: ``Feb 2024 to Jul not available``.
    """
    parts, year_before = [], ""
    for _key, told_together in groupby(trend, key=_value_or_reason):
        names = []
        for column, cell in told_together:
            first, _space, year = column.title.rpartition(" ")
            names.append(first if first and year == year_before else column.title)
            year_before, shown = year, cell.shown
        name = f"{names[0]} to {names[-1]}" if len(names) > 1 else names[0]
        parts.append(held_together(f"{name} {shown}"))
    return ", ".join(parts)


def _points_in_words(cell: Cell) -> str:
    """``w/e 23 Aug 2024 9, w/e 30 Aug 2024 11``, of the periods that have a figure."""
    there = [point for point in cell.trend if point.height is not None]
    return ", ".join(held_together(f"{point.period} {point.text}") for point in there) or cell.trend[-1].text


def _value_or_reason(told: tuple[Column, Cell]) -> str:
    """What separates periods: each value is an entry, and equal reasons for a missing value share an
    entry.
    """
    column, cell = told
    return column.key if cell.number is not None else cell.shown


def _facts(told: Sequence[tuple[Column, Cell]], is_share: bool) -> Iterator[str]:
    """A fact a column; numerator and denominator are one fact, and so are the parts of last year's outturn.

    A share is so many of so many; 609 days over 21 homes are not.
    """
    cells = {column.key: cell for column, cell in told}
    outturn = [(column, cell) for column, cell in told if column.key.startswith("outturn")]
    for column, cell in told:
        if column.key in ("polarity", "data_period"):
            yield f"{cell.words} ({cell.text})"
        elif column.key == "qpr":
            yield column.title
        elif column.key == "numerator" and "denominator" in cells:
            between = "of" if is_share else "÷"
            yield held_together(f"{cell.shown} {between} {cells['denominator'].shown}")
        elif column.key == "denominator" and "numerator" in cells:
            continue
        elif column.key == "floor_standard":
            yield _floor_words(column, cell)
        elif column.key == "outturn":
            yield _outturn_words(outturn)
        elif not column.key.startswith("outturn"):
            yield f"{column.title}{NO_BREAK_SPACE}{cell.shown}"


def _floor_words(column: Column, cell: Cell) -> str:
    """``Floor standard 75.0% (inferred)``; for bands and ranges ``below 85% of target is RED``."""
    return (
        f"{cell.label or column.title}{NO_BREAK_SPACE}{cell.shown}" if cell.number is not None else cell.words
    )


def _outturn_words(outturn: Sequence[tuple[Column, Cell]]) -> str:
    """``2022-23 outturn 40.9%, target 60.0%, RAG RED``: the year is said once."""
    year = outturn[0][0].title.partition(" ")[0]
    names = [column.title.removeprefix(year).strip() for column, _cell in outturn]
    told = (
        f"{name}{NO_BREAK_SPACE}{cell.shown}" for name, (_column, cell) in zip(names, outturn, strict=True)
    )
    return f"{year} {', '.join(told)}"
