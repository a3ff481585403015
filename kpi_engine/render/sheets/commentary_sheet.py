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

# What the figures of a comment say that has a column here.
_FACTS = ("Period", "Value", "Target")
_COLUMNS = (
    Column("code", "Code", CellKind.TEXT),
    Column("indicator", "Indicator", CellKind.TEXT),
    Column("area", "Area", CellKind.TEXT),
    Column("service", "Service", CellKind.TEXT),
    Column("rag", "RAG", CellKind.RAG),
    Column("direction_of_travel", "Direction of travel", CellKind.DIRECTION),
    *(Column(fact.lower(), fact, CellKind.TEXT) for fact in _FACTS),
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
        before = (Cell(), Cell(), Cell(document.area), Cell(group.service))
        judged = (Cell(kind=CellKind.RAG), Cell(kind=CellKind.DIRECTION), *(Cell() for _fact in _FACTS))
        written = (Cell(text), Cell(group.author), Cell(day=group.day))
        yield Row("", document.area, (*before, *judged, *written))
    yield from (_row(group, comment) for comment in group.comments)


def _row(group: CommentaryGroup, comment: Comment) -> Row:
    rag, facts = comment.rag, dict(comment.facts)
    name = comment.rating or rag.value or rag.words
    return Row(
        comment.code,
        comment.area,
        (
            Cell(comment.code),
            Cell(comment.indicator),
            Cell(comment.area),
            Cell(group.service),
            Cell(name, CellKind.RAG, rag=rag, rating=comment.rating),
            _direction(comment.direction),
            *(Cell(facts.get(fact, "")) for fact in _FACTS),
            Cell(comment.missing or "\n".join(_lines(markdown_blocks(comment.markdown)))),
            Cell(comment.author),
            Cell(day=comment.day),
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
