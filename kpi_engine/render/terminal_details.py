"""What a terminal says below a row: the columns that found no room, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.model.document import Cell, Column, Row, Table

_SEPARATOR = " · "


def details(table: Table, row: Row, below: Sequence[int]) -> Iterator[str]:
    """The trend as one paragraph and the facts as another; nothing where there is nothing to say."""
    told = [(table.columns[at], row.cells[at]) for at in below if row.cells[at].shown]
    trend = [(column, cell) for column, cell in told if column.key.startswith("period:")]
    if trend:
        yield _trend_words(trend)
    facts = list(_facts([(column, cell) for column, cell in told if not column.key.startswith("period:")]))
    if facts:
        words = _SEPARATOR.join(facts)
        yield words[0].upper() + words[1:]


def _trend_words(trend: Sequence[tuple[Column, Cell]]) -> str:
    """``Mar 2024 14.9%, Apr 18.1%``: the year is said where it changes."""
    parts, year_before = [], ""
    for column, cell in trend:
        name, _space, year = column.title.rpartition(" ")
        parts.append(f"{name if name and year == year_before else column.title} {cell.shown}")
        year_before = year
    return ", ".join(parts)


def _facts(told: Sequence[tuple[Column, Cell]]) -> Iterator[str]:
    """One fact a column; numerator and denominator are one, and so are the parts of last year's outturn."""
    cells = {column.key: cell for column, cell in told}
    outturn = [(column, cell) for column, cell in told if column.key.startswith("outturn")]
    for column, cell in told:
        if column.key in ("polarity", "data_period"):
            yield f"{cell.words} ({cell.text})"
        elif column.key == "qpr":
            yield column.title
        elif column.key == "numerator" and "denominator" in cells:
            yield f"{cell.shown} of {cells['denominator'].shown}"
        elif column.key == "denominator" and "numerator" in cells:
            continue
        elif column.key == "outturn":
            yield _outturn_words(outturn)
        elif not column.key.startswith("outturn"):
            yield f"{column.title} {cell.shown}"


def _outturn_words(outturn: Sequence[tuple[Column, Cell]]) -> str:
    """``2022-23 outturn 40.9%, target 60.0%, RAG RED``: the year is said once."""
    year = outturn[0][0].title.partition(" ")[0]
    return ", ".join(
        f"{column.title if position == 0 else column.title.removeprefix(year).strip()} {cell.shown}"
        for position, (column, cell) in enumerate(outturn)
    )
