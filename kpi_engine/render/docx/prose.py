"""Commentary in Word: by service, RED first, the figures of the row, then what its author says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Protocol

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.docx.styles import (
    BULLET,
    FIGURES,
    HYPERLINK,
    KEEP_WITH_NEXT,
    NORMAL,
    NUMBER,
    QUOTE,
    heading_style,
)
from kpi_engine.render.docx.words import chip, paragraph, run
from kpi_engine.render.shared.markdown import Block, BlockKind, Run, markdown_blocks
from kpi_engine.render.shared.missing_commentary import Missing, missing_in

# Twips: lines of a whole page's width are hard to follow, and a list in a list is indented further.
_ROOM_AT_THE_RIGHT = 4200
_STEP = 360


class Parts(Protocol):
    """What a text needs outside itself, in other parts of the file."""

    def link(self, address: str) -> str:
        """The id of the relationship to an address of the web."""

    def numbering(self, start: int) -> int:
        """The id of a new numbered list that begins with this number."""

    def picture(self, content: BytesIO, millimetres: float, alternative: str) -> str:
        """A picture of a width, for a run."""


def service_xml(groups: Sequence[CommentaryGroup], area: str, parts: Parts, colours: PageColours) -> str:
    """The commentary of one service, without its heading, in the report of an area."""
    written = "".join("".join(_group(group, parts, colours)) for group in groups)
    return written + "".join(_missing(each, area, colours) for each in missing_in(groups))


def _group(group: CommentaryGroup, parts: Parts, colours: PageColours) -> Iterator[str]:
    comments = [comment for comment in group.comments if not comment.missing]
    if not group.introduction and not comments:
        return
    if not group.introduction:
        title = chip(group.rag, colours, group.rating) if group.rag is not Rag.NONE else run("Not rated")
        yield paragraph(heading_style(3), title)
    by = ", ".join(part for part in (group.author, group.date) if part)
    if by:
        yield paragraph(NORMAL, run(by, colour=colours.quiet), more=KEEP_WITH_NEXT)
    yield from _blocks(markdown_blocks(group.introduction), parts)
    for comment in comments:
        yield from _comment(comment, parts)


def _missing(missing: Missing, area: str, colours: PageColours) -> str:
    """``There is no commentary: SCS42, EH05``, each with its rating where that is RED."""
    rows = run(", ").join(_row_named(comment, area, colours) for comment in missing.comments)
    return paragraph(NORMAL, run(f"{missing.reason}: ", bold=True) + rows, more=_right())


def _row_named(comment: Comment, area: str, colours: PageColours) -> str:
    name = comment.code if comment.area == area else f"{comment.code} {comment.area}"
    return run(name) + (
        run(" ") + chip(comment.rag, colours, comment.rating) if comment.rag is Rag.RED else ""
    )


def _comment(comment: Comment, parts: Parts) -> Iterator[str]:
    yield paragraph(heading_style(4), run(f"{comment.code} {comment.indicator}, {comment.area}"))
    yield paragraph(FIGURES, run(comment.sentence), more=_right())
    yield from _blocks(markdown_blocks(comment.markdown), parts)


def _blocks(blocks: Sequence[Block], parts: Parts) -> Iterator[str]:
    """The blocks; neighbouring items of one depth and kind are one list."""
    for (kind, depth, numbered), neighbours in groupby(
        blocks, key=lambda block: (block.kind, block.depth, block.number is not None)
    ):
        together = list(neighbours)
        list_id = parts.numbering(together[0].number or 0) if numbered else 0
        for block in together:
            runs = "".join(_run(part, parts, block.kind) for part in block.runs)
            if kind is BlockKind.ITEM:
                yield _item(block, runs, depth, list_id)
            elif kind is BlockKind.HEADING:
                yield paragraph(NORMAL, runs, more=KEEP_WITH_NEXT + _right())
            else:
                yield paragraph(QUOTE if kind is BlockKind.QUOTE else NORMAL, runs, more=_right())


def _item(block: Block, runs: str, depth: int, list_id: int) -> str:
    """A list item, or a further paragraph of an item, which has no bullet or number of its own."""
    if not block.first:
        return paragraph(NORMAL, runs, more=_right(f' w:left="{depth * _STEP}"'))
    indent = _right(f' w:left="{depth * _STEP}" w:hanging="{_STEP}"')
    if not list_id:
        return paragraph(BULLET, runs, more=indent)
    numbered = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(NUMBER, runs, more=numbered + indent)


def _right(more: str = "") -> str:
    return f'<w:ind{more} w:right="{_ROOM_AT_THE_RIGHT}"/>'


def _run(part: Run, parts: Parts, kind: BlockKind) -> str:
    bold = part.strong or part.emphasis or kind is BlockKind.HEADING
    if not part.link:
        return run(part.text, bold=bold)
    return (
        f'<w:hyperlink r:id="{parts.link(part.link)}" w:history="1">'
        f"{run(part.text, bold=bold, style=HYPERLINK)}</w:hyperlink>"
    )
