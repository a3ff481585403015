"""Which part of a sheet is printed on which page: the columns of each page across, and as many rows on each.

Each page across is a print range of its own. The lines above the table are in the first range only: they are
longer than the names of rows, which are all that further pages repeat, and would be cut off there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kpi_engine.render.sheets.measure import heading_lines, row_height
from kpi_engine.render.sheets.paper_columns import on_the_first_page
from kpi_engine.render.sheets.sheet_model import SheetTable

# Points that a page has for rows, printed in 9 points, with something left for programs that need more.
_PAGE_HEIGHT = 640.0
# Points of a line above a table.
_LINE_ABOVE = 16.0


class Range(NamedTuple):
    """Cells by their first and last row and column, from 0."""

    top: int
    left: int
    bottom: int
    right: int


def print_ranges(table: SheetTable, top: int) -> tuple[Range, ...]:
    """The ranges that are printed, in their order; none where the whole sheet is as wide as a page.

    ``top`` is the row of the table's headings. Of a table for other programs only the lines
    above it are printed.
    """
    if not table.printed:
        return (Range(0, 0, top - 1, on_the_first_page(table.heads) - 1),)
    if not table.breaks:
        return ()
    bottom = top + len(table.rows)
    edges = (*table.breaks, len(table.heads))
    first = Range(0, 0, bottom, table.breaks[0] - 1)
    return (first, *(Range(top, left, bottom, following - 1) for left, following in pairwise(edges)))


def row_breaks(table: SheetTable, top: int) -> list[int]:
    """The rows of a sheet of several pages across that begin a further page.

    No page has much fewer rows than the others: a row alone on a page would be so on each page across.
    """
    if not table.breaks:
        return []
    heights = [row_height(lines) for lines in table.lines]
    heading = row_height(heading_lines(table.heads, has_buttons=table.filters))
    above = heading + top * _LINE_ABOVE
    fewest = len(_begins(heights, above, heading, _PAGE_HEIGHT))
    low, high = 0.0, _PAGE_HEIGHT
    # The least height at which there are no more pages, to the point.
    while high - low > 1:
        middle = (low + high) / 2
        if len(_begins(heights, above, heading, middle)) > fewest:
            low = middle
        else:
            high = middle
    return [top + 1 + at for at in _begins(heights, above, heading, high)]


def _begins(heights: Sequence[float], above: float, heading: float, room: float) -> list[int]:
    """The positions of the rows that begin a further page, where pages are so high."""
    found, used = [], above
    for at, height in enumerate(heights):
        if at and used + height > room and used > heading:
            found.append(at)
            used = heading
        used += height
    return found
