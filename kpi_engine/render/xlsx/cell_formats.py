"""Every look of a workbook; each is made once, when it is first used."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.render.sheets.sheet_model import Look, NumberShape
from kpi_engine.render.xlsx.named_styles import as_heading

_FAMILY, _SIZE = "Arial", 11
_DAY = "d mmm yyyy"


class Styles:
    """The formats of one workbook in a theme.

    ``colours`` are the theme's colours of light pages: cells are white.
    """

    def __init__(self, workbook: Workbook, theme: Theme) -> None:
        self.colours = theme.light
        self._workbook = workbook
        self._font = font_properties(theme)
        self._made: dict[Look, Format] = {}
        self._days: dict[Look, Format] = {}
        self.title = as_heading(self._format(font_size=16, bold=True, **_title_properties(theme)))
        self.words = self._format(font_color=self.colours.quiet, valign="top")
        self.link = self._format(font_color=self.colours.link, underline=1, valign="top")
        self.label = self._format(bold=True, valign="top")
        self.paragraph = self._format(text_wrap=True, valign="top")
        self.heading = self._heading(align="left", indent=1)
        self.number_heading = self._heading(align="right")
        self.table_link = workbook.add_format(
            {**self._in_a_table(), "font_color": self.colours.link, "underline": 1}
        )

    def of(self, look: Look) -> Format:
        """The format of a look."""
        found = self._made.get(look)
        if found is None:
            found = self._made[look] = self._workbook.add_format(self._properties(look))
        return found

    def day_of(self, look: Look) -> Format:
        """The format of a day in a look."""
        found = self._days.get(look)
        if found is None:
            properties = {**self._properties(look), "num_format": _DAY}
            found = self._days[look] = self._workbook.add_format(properties)
        return found

    def _heading(self, **properties: Any) -> Format:
        strong = self.colours.strong_line
        lines = {"top": 2, "bottom": 2, "top_color": strong, "bottom_color": strong}
        ground = self.colours.panel
        return self._format(bold=True, text_wrap=True, valign="top", bg_color=ground, **lines, **properties)

    def _format(self, **properties: Any) -> Format:
        return self._workbook.add_format({**self._font, **properties})

    def _in_a_table(self) -> dict[str, Any]:
        lines = {"bottom": 1, "bottom_color": self.colours.line}
        return {**self._font, "valign": "top", "text_wrap": True, "align": "left", "indent": 1, **lines}

    def _properties(self, look: Look) -> dict[str, Any]:
        shown_as = {} if look.shape is None else {"num_format": number_format(look.shape)}
        if look.data:
            return {**self._font, **shown_as}
        properties = self._in_a_table()
        if look.shape is not None:
            properties |= {**shown_as, "align": "right", "indent": 0}
        if look.quiet:
            properties["font_color"] = self.colours.quiet
        properties["bold"] = look.bold or look.total or look.rag is not Rag.NONE
        if look.total:
            properties |= {"top": 2, "top_color": self.colours.strong_line}
        if look.rag is not Rag.NONE:
            colours = self.colours.of(look.rag)
            properties |= {
                "bg_color": colours.fill,
                "font_color": colours.text,
                "border": 1,
                "border_color": colours.border,
            }
            if look.shape is None:
                properties |= {"align": "center", "indent": 0}
        return properties


def number_format(shape: NumberShape) -> str:
    """Excel's format of a shape: ``#,##0.0"%"``."""
    digits = "#,##0" + ("." + "0" * shape.decimals if shape.decimals else "")
    return f"{_literal(shape.before)}{digits}{_literal(shape.after)}"


def _literal(text: str) -> str:
    """The text as a literal of a number format."""
    return f'"{text}"' if text else ""


def font_properties(theme: Theme) -> dict[str, Any]:
    """The font of a workbook. Text of the standard theme has Excel's own black."""
    font: dict[str, Any] = {"font_name": theme.fonts.text or _FAMILY, "font_size": _SIZE}
    return font | _coloured(theme.light.text, STANDARD.light.text)


def _title_properties(theme: Theme) -> dict[str, Any]:
    family = {"font_name": theme.fonts.heading} if theme.fonts.heading else {}
    return family | _coloured(theme.light.heading, STANDARD.light.heading)


def _coloured(colour: str, usual: str) -> dict[str, Any]:
    return {} if colour == usual else {"font_color": colour}
