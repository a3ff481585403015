"""Excel's own styles of headings, which screen readers and the Navigation pane know.

XlsxWriter writes no cell style of the workbook but Normal and Hyperlink, so two methods of its writer of
styles say that there is one more.
"""

from __future__ import annotations

from typing import Any, cast

from xlsxwriter.format import Format
from xlsxwriter.packager import Packager
from xlsxwriter.styles import Styles as StylesWriter
from xlsxwriter.workbook import Workbook

HEADING, _BUILT_IN = "Heading 1", 16
# Behind Normal; XlsxWriter's Hyperlink, which is not used here, would have this place.
_PLACE = 1


def as_heading(look: Format) -> Format:
    """The look as the look of the style Heading 1."""
    look.xf_id = _PLACE
    return look


class _WriterWithHeading(StylesWriter):
    """Writes the style Heading 1, which looks as the first format that says it is of that style."""

    def _write_cell_style_xfs(self) -> None:
        heading = next((look for look in self.xf_formats if look.xf_id == _PLACE), self.xf_formats[0])
        self._xml_start_tag("cellStyleXfs", [("count", 2)])
        self._xml_empty_tag("xf", [("numFmtId", 0), ("fontId", 0), ("fillId", 0), ("borderId", 0)])
        self._xml_empty_tag(
            "xf",
            [("numFmtId", 0), ("fontId", heading.font_index), ("fillId", 0), ("borderId", 0)],
        )
        self._xml_end_tag("cellStyleXfs")

    def _write_cell_styles(self) -> None:
        self._xml_start_tag("cellStyles", [("count", 2)])
        self._write_cell_style(HEADING, _PLACE, _BUILT_IN)
        self._write_cell_style()
        self._xml_end_tag("cellStyles")


class _PackagerWithHeading(Packager):
    def _write_styles_file(self) -> None:
        packager = cast("Any", self)
        book = packager.workbook
        styles = _WriterWithHeading()
        styles._set_style_properties(
            [
                book.xf_formats,
                book.palette,
                book.font_count,
                book.num_formats,
                book.border_count,
                book.fill_count,
                book.custom_colors,
                book.dxf_formats,
                book.has_comments,
            ]
        )
        styles._set_xml_writer(packager._filename("xl/styles.xml"))
        styles._assemble_xml_file()


class BookWithStyles(Workbook):
    """A workbook whose titles can be of the style Heading 1."""

    def _get_packager(self) -> Packager:
        return _PackagerWithHeading()
