"""Every look of a workbook; each is made once, when it is first used."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from kpi_engine.model.judgement import Rag
from kpi_engine.render.palette import RAG_COLOURS

FONT = MappingProxyType({"font_name": "Arial", "font_size": 11})
INK = "#14181d"
LATEST = "#0b4f9e"
_QUIET = "#48525e"
_LINE = "#c3cad2"
_PANEL = "#f3f5f7"
_LINK = "#0b4f9e"
_IN_A_TABLE = MappingProxyType(
    {
        **FONT,
        "valign": "top",
        "text_wrap": True,
        "align": "left",
        "indent": 1,
        "bottom": 1,
        "bottom_color": _LINE,
    }
)


class Look(NamedTuple):
    """How a cell of a table looks.

    ``number_format`` is Excel's; empty for text. ``quiet``: words in place of something that is not there;
    ``total``: of a row that sums others; ``bold``: of the latest figures.
    """

    number_format: str = ""
    rag: Rag = Rag.NONE
    quiet: bool = False
    total: bool = False
    bold: bool = False


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._data_numbers: dict[str, Format] = {}
        self._made: dict[Look, Format] = {}
        self.title = self._format(font_size=16, bold=True)
        self.words = self._format(font_color=_QUIET, valign="top")
        self.link = self._format(font_color=_LINK, underline=1, valign="top")
        self.label = self._format(bold=True, valign="top")
        self.paragraph = self._format(text_wrap=True, valign="top")
        self.heading = self._heading(align="left", indent=1)
        self.number_heading = self._heading(align="right")
        self.cell = self.of(Look())
        self.table_link = workbook.add_format({**_IN_A_TABLE, "font_color": _LINK, "underline": 1})
        self.data = self._format()

    def of(self, look: Look) -> Format:
        """The format of a look."""
        found = self._made.get(look)
        if found is None:
            found = self._made[look] = self._workbook.add_format(_properties(look))
        return found

    def data_number(self, number_format: str) -> Format:
        """A number among data, where lines and wrapping would only be in the way."""
        found = self._data_numbers.get(number_format)
        if found is None:
            found = self._data_numbers[number_format] = self._format(num_format=number_format)
        return found

    def _heading(self, **properties: Any) -> Format:
        lines = {"top": 2, "bottom": 2, "top_color": INK, "bottom_color": INK}
        return self._format(bold=True, text_wrap=True, valign="top", bg_color=_PANEL, **lines, **properties)

    def _format(self, **properties: Any) -> Format:
        return self._workbook.add_format({**FONT, **properties})


def _properties(look: Look) -> dict[str, Any]:
    properties: dict[str, Any] = dict(_IN_A_TABLE)
    if look.number_format:
        properties |= {"num_format": look.number_format, "align": "right", "indent": 0}
    if look.quiet:
        properties["font_color"] = _QUIET
    properties["bold"] = look.bold or look.total or look.rag is not Rag.NONE
    if look.total:
        properties |= {"top": 2, "top_color": INK}
    if look.rag is not Rag.NONE:
        colours = RAG_COLOURS[look.rag]
        properties |= {
            "bg_color": colours.ground,
            "font_color": colours.words,
            "border": 1,
            "border_color": INK,
        }
        if not look.number_format:
            properties |= {"align": "center", "indent": 0}
    return properties
