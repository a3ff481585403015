"""The OpenDocument file: its parts, packed without a clock."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.render.ods.ods_looks import Looks, named_styles
from kpi_engine.render.ods.ods_sheet import ON_ONE_PAGE, ON_SEVERAL, database_range, sheet_xml
from kpi_engine.render.ods.ods_text import attribute
from kpi_engine.render.sheets.book import book_of
from kpi_engine.render.sheets.paper_columns import SMALLEST_PRINT
from kpi_engine.render.sheets.sheet_model import SheetBook

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_EARLIEST = date(1980, 1, 1)  # a zip file has no earlier one
_NAMES = " ".join(
    (
        *(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
            for name, place in (
                *(("office", "office"), ("style", "style"), ("text", "text"), ("table", "table")),
                *(("fo", "xsl-fo-compatible"), ("number", "datastyle"), ("meta", "meta")),
                ("config", "config"),
            )
        ),
        'xmlns:ooo="http://openoffice.org/2004/office"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'office:version="1.3"',
    )
)


def render_ods(document: Document, ratings: TidyTable, theme: Theme = STANDARD) -> bytes:
    """The document and the ratings it is made from as one workbook. The same input: the same bytes."""
    book = book_of(document, ratings)
    looks = Looks(theme)
    sheets = "".join(sheet_xml(sheet, looks) for sheet in book.sheets)
    ranges = "".join(database_range(sheet, looks) for sheet in book.sheets)
    return _packed(
        book.dated,
        {
            "content.xml": _part(
                "document-content",
                f"<office:automatic-styles>{_table_styles()}{looks.xml}</office:automatic-styles>"
                f"<office:body><office:spreadsheet>{sheets}<table:database-ranges>{ranges}"
                "</table:database-ranges></office:spreadsheet></office:body>",
            ),
            "styles.xml": _part("document-styles", _styles(theme)),
            "meta.xml": _part("document-meta", f"<office:meta>{_meta(book)}</office:meta>"),
            "settings.xml": _part("document-settings", _settings(book)),
        },
    )


def _part(name: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_NAMES}>{content}</office:{name}>'


def _table_styles() -> str:
    """The styles of sheets, which say what page they are printed on."""
    return "".join(
        f'<style:style style:name="{name}" style:family="table" style:master-page-name="{page}">'
        '<style:table-properties table:display="true"/></style:style>'
        for name, page in ((ON_ONE_PAGE, "One"), (ON_SEVERAL, "Several"))
    )


def _styles(theme: Theme) -> str:
    """Styles with names, and two pages: A4 across, as wide as the sheet or at a scale of 9 points."""
    none = "<style:header-style/><style:footer-style/>"
    layouts = "".join(
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="297mm"'
        ' fo:page-height="210mm" style:print-orientation="landscape" fo:margin="10mm"'
        f' style:print-page-order="ltr" {scale}/>{none}</style:page-layout>'
        for name, scale in (
            ("pmOne", 'style:scale-to-X="1" style:scale-to-Y="0"'),
            ("pmSeveral", f'style:scale-to="{SMALLEST_PRINT}%"'),
        )
    )
    pages = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="pm{name}">'
        '<style:header style:display="false"/><style:footer style:display="false"/></style:master-page>'
        for name in ("One", "Several")
    )
    return (
        f"<office:styles>{named_styles(theme)}</office:styles>"
        f"<office:automatic-styles>{layouts}</office:automatic-styles>"
        f"<office:master-styles>{pages}</office:master-styles>"
    )


def _meta(book: SheetBook) -> str:
    day = f"{book.dated.isoformat()}T00:00:00"
    return (
        f"<dc:title>{attribute(book.title)}</dc:title><dc:subject>Performance scorecard</dc:subject>"
        "<meta:keyword>performance, indicators, RAG ratings, direction of travel</meta:keyword>"
        f"<meta:initial-creator>{attribute(book.author)}</meta:initial-creator>"
        f"<dc:creator>{attribute(book.author)}</dc:creator><dc:language>en-GB</dc:language>"
        f"<meta:creation-date>{day}</meta:creation-date><dc:date>{day}</dc:date>"
    )


def _settings(book: SheetBook) -> str:
    """The first column stays in view where there is a table; the first sheet is the one that opens."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    split = item("HorizontalSplitMode", "short", 2) + item("HorizontalSplitPosition", "int", 1)
    split += item("PositionRight", "int", 1) + item("ActiveSplitRange", "short", 3)
    views = "".join(
        f'<config:config-item-map-entry config:name="{attribute(sheet.name)}">'
        f"{item('CursorPositionX', 'int', 0)}{item('CursorPositionY', 'int', 0)}"
        f"{'' if sheet.table is None else split}</config:config-item-map-entry>"
        for sheet in book.sheets
    )
    active = item("ActiveTable", "string", attribute(book.sheets[0].name))
    return (
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'{item("ViewId", "string", "view1")}<config:config-item-map-named config:name="Tables">{views}'
        f"</config:config-item-map-named>{active}</config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>"
    )


def _packed(dated: date, parts: dict[str, str]) -> bytes:
    """A zip file whose first entry says what it is, uncompressed; every entry has the date given."""
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", _MEDIA_TYPE), *((name, "text/xml") for name in parts))
    )
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"'
    listed = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {space}>{manifest}</manifest:manifest>'
    )
    day = max(dated, _EARLIEST)
    written = BytesIO()
    with ZipFile(written, "w") as file:
        for name, content, packed in (
            ("mimetype", _MEDIA_TYPE, ZIP_STORED),
            *((name, content, ZIP_DEFLATED) for name, content in parts.items()),
            ("META-INF/manifest.xml", listed, ZIP_DEFLATED),
        ):
            entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = packed
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            file.writestr(entry, content.encode())
    return written.getvalue()
