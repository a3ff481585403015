"""A Table in Word.

Its first row is marked as header and repeated on every page, rows are kept whole, and no cells are merged.
"""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell, CellKind, Row, Table
from kpi_engine.render.docx.styles import KEEP_WITH_NEXT, TABLE, TABLE_TEXT
from kpi_engine.render.docx.words import line_break, paragraph, run, with_shape
from kpi_engine.render.shared.markup import text
from kpi_engine.render.shared.paper import fitting, widths
from kpi_engine.render.shared.placement import (
    Placement,
    heading,
    looked_for_first,
    paper_order,
    particular_words,
    placement_of,
    second_line,
)

_TWIPS_A_MILLIMETRE = 1440 / 25.4
# Characters of the headings and two rows, and of the line under a name, that may be kept on one page.
_MOST_KEPT_TOGETHER = 1500


@frozen
class _Shape:
    """Where the columns of a table go: ``columns`` beside the name, ``below`` in a line under it."""

    placement: Placement
    columns: tuple[int, ...]
    below: tuple[int, ...]
    twips: tuple[int, ...]


def table_xml(table: Table, colours: PageColours, size: float) -> str:
    """The table, with at least one row, in text of ``size`` points.

    The trend has no column: its figures are there. What has no room beside the name is in a line under it.
    """
    placement = placement_of(table)
    ordered = [at for at in paper_order(table, placement) if table.columns[at].kind is not CellKind.TREND]
    count = fitting(table, ordered, size)
    if count < len(ordered):
        # The line under the name needs a wide column.
        count = min(count, looked_for_first(table, ordered))
    columns, below = ordered[:count], ordered[count:]
    positions = [placement.name, *columns]
    twips = [round(width * _TWIPS_A_MILLIMETRE) for width in widths(table, positions, size)]
    keep = KEEP_WITH_NEXT if _is_short(table) else ""
    heads = [
        _cell(
            paragraph(
                TABLE_TEXT,
                run(heading(table.columns[at], table), bold=True),
                align=_side(table, at),
                more=keep,
            ),
            width,
            colours.panel,
        )
        for at, width in zip(positions, twips, strict=True)
    ]
    shape = _Shape(placement, tuple(columns), tuple(below), tuple(twips))
    # The first row stays with the second: no heading is at the foot of a page with one row.
    rows = "".join(
        _row(table, shape, row, colours, keep if number == 0 else "") for number, row in enumerate(table.rows)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0"'
        ' w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{text(table.title)}"/><w:tblDescription w:val="{text(table.caption)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(heads)}</w:tr>{rows}</w:tbl>"
    )


def _is_short(table: Table) -> bool:
    """Whether the heading and two rows surely fit on one page; what cannot must not be kept together."""
    texts = [column.title for column in table.columns]
    texts += [cell.shown for row in table.rows[:2] for cell in row.cells]
    return sum(map(len, texts)) <= _MOST_KEPT_TOGETHER


def _row(table: Table, shape: _Shape, row: Row, colours: PageColours, keep: str) -> str:
    ground = colours.panel if row.total else ""
    cells = [_cell(_name(table, shape, row, colours, keep), shape.twips[0], ground)]
    for at, width in zip(shape.columns, shape.twips[1:], strict=True):
        cell = row.cells[at]
        shown = _coloured(cell)
        content = paragraph(TABLE_TEXT, _content(cell, row.total, colours), align=_side(table, at), more=keep)
        cells.append(_cell(content, width, colours.of(cell.rag).fill if shown else ground))
    below = sum(len(title) + len(words) for title, words in second_line(table, row, shape.below))
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if below <= _MOST_KEPT_TOGETHER else ""
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell(content: str, width: int, ground: str) -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground.lstrip("#")}"/>' if ground else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}</w:tcPr>{content}</w:tc>'


def _name(table: Table, shape: _Shape, row: Row, colours: PageColours, keep: str) -> str:
    """The code, the name, and on lines below what else identifies the measure, and what has no column."""
    code = run(f"{row.code} ", bold=True) if shape.placement.name and row.code else ""
    name = run(row.cells[shape.placement.name].text, bold=row.total)
    particulars = particular_words(table, shape.placement, row)
    below = line_break() + run(particulars, colour=colours.quiet) if particulars else ""
    further = "; ".join(f"{title} {words}" for title, words in second_line(table, row, shape.below))
    below += line_break() + run(further) if further else ""
    return paragraph(TABLE_TEXT, f"{code}{name}{below}", more=keep)


def _side(table: Table, at: int) -> str:
    return "right" if table.columns[at].kind is CellKind.NUMBER else ""


def _coloured(cell: Cell) -> bool:
    """A rating, and a count of a rating that is not nothing."""
    return cell.rag is not Rag.NONE and not (cell.kind is CellKind.NUMBER and cell.number == 0)


def _content(cell: Cell, total: bool, colours: PageColours) -> str:
    if not _coloured(cell):
        return _plain(cell, total, colours)
    colour = colours.of(cell.rag).text
    note = line_break() + run(cell.note, colour=colour) if cell.note else ""
    if cell.kind is CellKind.NUMBER:
        return run(cell.text, bold=True, colour=colour) + note
    rating = run(with_shape(cell.rag, cell.rating), bold=True, colour=colour)
    value = run(cell.text, colour=colour) + line_break() if cell.kind is CellKind.HEAT else ""
    return value + rating + note


def _plain(cell: Cell, total: bool, colours: PageColours) -> str:
    """The text, and its note on a line of its own; words in a figure's place are quieter than figures."""
    words = f"{cell.direction.arrow} {cell.direction.value}" if _is_arrow(cell) else cell.text
    gap = cell.kind is CellKind.NUMBER and cell.number is None
    shown = run(words, bold=total, colour=colours.quiet if gap else "")
    if not cell.note:
        return shown
    note = run(cell.note, colour=colours.quiet)
    return shown + line_break() + note if shown else note


def _is_arrow(cell: Cell) -> bool:
    return cell.kind is CellKind.DIRECTION and cell.direction is not DirectionOfTravel.NONE
