"""The commentary as a table: one row a comment, its Markdown as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import DirectionOfTravel
from kpi_engine.model.outputs.document import (
    Cell,
    CellKind,
    Column,
    Comment,
    CommentaryGroup,
    Document,
    Row,
    Table,
)
from kpi_engine.render.shared.markdown import Block, BlockKind, Run, markdown_blocks

_COLUMNS = (
    Column("service", "Service", CellKind.TEXT),
    Column("rag", "RAG", CellKind.RAG),
    Column("code", "Code", CellKind.TEXT),
    Column("indicator", "Indicator", CellKind.TEXT),
    Column("area", "Area", CellKind.TEXT),
    Column("direction_of_travel", "Direction of travel", CellKind.DIRECTION),
    Column("figures", "Figures", CellKind.TEXT),
    Column("commentary", "Commentary", CellKind.TEXT),
    Column("author", "Author", CellKind.TEXT),
    Column("date", "Date", CellKind.TEXT),
)


def commentary_table(document: Document) -> Table:
    """The comments in the order of the page: by service, RED before AMBER before GREEN."""
    return Table(
        "commentary",
        "Commentary",
        "Commentary, REDs first within each service",
        _COLUMNS,
        tuple(row for group in document.commentary for row in _rows(document, group)),
    )


def _rows(document: Document, group: CommentaryGroup) -> Iterator[Row]:
    """A row for each comment, or one for a text on the service as a whole."""
    if group.introduction:
        text = "\n".join(_lines(markdown_blocks(group.introduction)))
        nothing = [Cell() for _ in range(_COLUMNS_OF_A_ROW)]
        cells = (Cell(group.service), *nothing, Cell(text), Cell(group.author), Cell(group.date))
        yield Row("", document.area, cells)
    yield from (_row(group, comment) for comment in group.comments)


# Rating, code, indicator, area, direction of travel and figures: a service has none of these.
_COLUMNS_OF_A_ROW = 6


def _row(group: CommentaryGroup, comment: Comment) -> Row:
    rag, direction = comment.rag, comment.direction
    return Row(
        comment.code,
        comment.area,
        (
            Cell(group.service),
            Cell(comment.rating or rag.value or rag.words, CellKind.RAG, rag=rag),
            Cell(comment.code),
            Cell(comment.indicator),
            Cell(comment.area),
            _direction(direction),
            Cell("; ".join(f"{label}: {text}" for label, text in comment.facts)),
            Cell(comment.missing or "\n".join(_lines(markdown_blocks(comment.markdown)))),
            Cell(group.author),
            Cell(group.date),
        ),
    )


def _direction(direction: DirectionOfTravel) -> Cell:
    text = f"{direction.arrow} {direction.value}" if direction.value else "no arrow"
    return Cell(text, CellKind.DIRECTION, direction=direction)


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """One paragraph a line; the items of a list are set in, with a bullet or their number."""
    for block in blocks:
        text = "".join(_shown(run) for run in block.runs)
        if block.kind is not BlockKind.ITEM:
            yield text
            continue
        mark = "•" if block.number is None else f"{block.number}."
        yield f"{'  ' * (block.depth - 1)}{mark if block.first else ' '} {text}"


def _shown(run: Run) -> str:
    """A run's words, with the address they lead to."""
    return f"{run.text} ({run.link})" if run.link not in ("", run.text) else run.text
