"""The workbook: its sheets in their order, and its properties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from io import BytesIO

from xlsxwriter.workbook import Workbook

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.render.sheets.book import book_of
from kpi_engine.render.sheets.sheet_model import SheetBook
from kpi_engine.render.sheets.workbook_words import property_text
from kpi_engine.render.xlsx.cell_formats import Styles, font_properties
from kpi_engine.render.xlsx.named_styles import BookWithStyles
from kpi_engine.render.xlsx.sheet import write_sheet

_LANGUAGE = "en-GB"
# From so many rows of ratings on, XML waits in temporary files.
_FEWEST_FOR_FILES = 100_000


def render_xlsx(document: Document, ratings: TidyTable, theme: Theme = STANDARD) -> bytes:
    """The document and the ratings it is made from as one workbook. The same input: the same bytes."""
    book = book_of(document, ratings)
    if len(ratings) < _FEWEST_FOR_FILES:
        # A pack needs no temporary files, and they would cost more than the workbook.
        return _written(book, theme, {"in_memory": True})
    from tempfile import TemporaryDirectory

    # The XML of a sheet of a million rows takes more than a gigabyte.
    with TemporaryDirectory(prefix="kpi-") as folder:
        return _written(book, theme, {"tmpdir": folder, "use_zip64": True})


def _written(book: SheetBook, theme: Theme, options: Mapping[str, object]) -> bytes:
    file = BytesIO()
    workbook = BookWithStyles(file, {**options, "default_format_properties": font_properties(theme)})
    styles = Styles(workbook, theme)
    for sheet in book.sheets:
        logo = theme.logo if sheet is book.sheets[0] else None
        write_sheet(workbook, styles, sheet, logo)
    _set_properties(workbook, book)
    workbook.close()
    return file.getvalue()


def _set_properties(workbook: Workbook, book: SheetBook) -> None:
    workbook.set_properties(
        {
            "title": property_text(book.title),
            "subject": "Performance scorecard",
            "author": property_text(book.author),
            "keywords": "performance, indicators, RAG ratings, direction of travel",
            "comments": "One table a sheet; the first sheet lists the sheets.",
            # Never the clock: the same input has to give the same file.
            "created": datetime.combine(book.dated, time()),
        }
    )
    workbook.set_custom_property("Language", _LANGUAGE)
