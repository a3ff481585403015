"""What typst does not yet say about a table: that the first cell of a row is the header of the row.

Its function for that is not finished (pdf.header-cell, typst 0.15). PDF/UA-1 leaves row headers free, but
without them a screen reader reads a figure with its column's name and not with its row's.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Object, String

# Typst's own identifiers start with U; a name tree is in the order of its names.
_FIRST_LETTER = "V"


def with_row_headers(pdf: bytes) -> bytes:
    """The file with a TH of scope Row in each row of a table's body, opened with its bookmarks shown.

    Objects are packed together, which makes a file a third as large. The same bytes in: the same out.
    """
    written = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        names = file.Root.StructTreeRoot.IDTree.Names
        bodies = [thing for thing in file.objects if isinstance(thing, Dictionary) and _is(thing, "/TBody")]
        rows = [row for body in bodies for row in body.K if _is(row, "/TR")]
        identifier = String("")
        for number, row in enumerate(rows):
            if len(row.K) == 1:
                # The second line of a row, whose name is beside both lines.
                _of_table(row.K[0]).Headers.append(identifier)
                continue
            identifier = String(f"{_FIRST_LETTER}{number:06}")
            _head_row(row, identifier)
            names.append(identifier)
            names.append(row.K[0])
        file.Root.PageMode = Name.UseOutlines
        del file.Root.MarkInfo.Suspects  # false, as without it; some readers take it for an error
        file.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return written.getvalue()


def _is(element: Object, kind: str) -> bool:
    return element.get("/S") == kind


def _head_row(row: Object, identifier: String) -> None:
    """Make the first cell a header with this identifier, and name it in the row's other cells."""
    header, *cells = row.K
    header.S = Name.TH
    header.ID = identifier
    _of_table(header).Scope = Name.Row
    for cell in cells:
        _of_table(cell).Headers.append(identifier)


def _of_table(cell: Object) -> Object:
    """A cell's attributes as part of a table; typst gives every cell its column's header."""
    attributes: Iterable[Object] = cell.A
    return next(found for found in attributes if found.O == "/Table")
