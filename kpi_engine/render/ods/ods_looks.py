"""How cells, columns and rows look: each style of a workbook is made once, when it is first used."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import Theme
from kpi_engine.render.ods.ods_text import attribute
from kpi_engine.render.shared.markup import text
from kpi_engine.render.sheets.measure import row_height
from kpi_engine.render.sheets.sheet_model import Look, NumberShape

FAMILY, SIZE = "Arial", 11
TITLE, LINK, WORDS = "Heading_20_1", "kpi_link", "kpi_words"
LABEL, FACT, HEADING, NUMBER_HEADING = "kpi_label", "kpi_fact", "kpi_heading", "kpi_number_heading"
DAY = "kpi_day"
# Points of a character of a column, and what a column has around its characters.
_CHARACTER, _AROUND = 6.0, 3.75


class Looks:
    """The styles of one workbook in a theme; ``xml`` has all that were asked for."""

    def __init__(self, theme: Theme) -> None:
        self._page = theme.light
        self._cells: dict[tuple[Look, bool], str] = {}
        self._numbers: dict[NumberShape, str] = {}
        self._columns: dict[float, str] = {}
        self._rows: dict[tuple[float, bool], str] = {}
        self._made: list[str] = []

    @property
    def xml(self) -> str:
        """Every style that was asked for, in that order."""
        return "".join(self._made)

    def cell(self, look: Look, is_day: bool = False) -> str:
        """The name of the style of a cell of a table."""
        found = self._cells.get((look, is_day))
        if found is None:
            number = DAY if is_day else self._number(look.shape) if look.shape is not None else ""
            found = self._cells[look, is_day] = f"ce{len(self._cells)}"
            data = f' style:data-style-name="{number}"' if number else ""
            self._made.append(
                f'<style:style style:name="{found}" style:family="table-cell"'
                f' style:parent-style-name="Default"{data}>{self._properties(look)}</style:style>'
            )
        return found

    def column(self, width: float) -> str:
        """The name of the style of a column of a width in characters."""
        found = self._columns.get(width)
        if found is None:
            found = self._columns[width] = f"co{len(self._columns)}"
            points = width * _CHARACTER + _AROUND
            self._made.append(
                f'<style:style style:name="{found}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{points:.2f}pt"/></style:style>'
            )
        return found

    def row(self, lines: int, more: float = 0.0, *, starts_page: bool = False) -> str:
        """The name of the style of a row of so many lines, and points ``more``."""
        height = row_height(lines) + more
        found = self._rows.get((height, starts_page))
        if found is None:
            found = self._rows[height, starts_page] = f"ro{len(self._rows)}"
            starts = ' fo:break-before="page"' if starts_page else ""
            self._made.append(
                f'<style:style style:name="{found}" style:family="table-row"><style:table-row-properties'
                f' style:row-height="{height:.2f}pt" style:use-optimal-row-height="false"{starts}/>'
                "</style:style>"
            )
        return found

    def _number(self, shape: NumberShape) -> str:
        found = self._numbers.get(shape)
        if found is None:
            found = self._numbers[shape] = f"n{len(self._numbers)}"
            before, after = (
                f"<number:text>{text(part)}</number:text>" if part else ""
                for part in (shape.before, shape.after)
            )
            self._made.append(
                f'<number:number-style style:name="{found}">{before}<number:number'
                f' number:decimal-places="{shape.decimals}" number:min-decimal-places="{shape.decimals}"'
                f' number:min-integer-digits="1" number:grouping="true"/>{after}</number:number-style>'
            )
        return found

    def _properties(self, look: Look) -> str:
        if look.data:
            return ""
        page = self._page
        cell = f'fo:wrap-option="wrap" style:vertical-align="top" fo:border-bottom="0.5pt solid {page.line}"'
        aligned = 'fo:text-align="start" fo:margin-left="3pt"'
        if look.shape is not None:
            aligned = 'fo:text-align="end"'
        colour = page.quiet if look.quiet else ""
        if look.total:
            cell += f' fo:border-top="1.5pt solid {page.strong_line}"'
        if look.rag is not Rag.NONE:
            own = page.of(look.rag)
            cell = (
                'fo:wrap-option="wrap" style:vertical-align="top"'
                f' fo:background-color="{own.fill}" fo:border="0.5pt solid {own.border}"'
            )
            colour = own.text
            if look.shape is None:
                aligned = 'fo:text-align="center"'
        bold = look.bold or look.total or look.rag is not Rag.NONE
        words = f' fo:color="{colour}"' if colour else ""
        words += ' fo:font-weight="bold"' if bold else ""
        return (
            f"<style:table-cell-properties {cell}/><style:paragraph-properties {aligned}/>"
            f"{f'<style:text-properties{words}/>' if words else ''}"
        )


def named_styles(theme: Theme) -> str:
    """The styles that have names for readers, and the formats of days."""
    page = theme.light
    family = attribute(theme.fonts.text or FAMILY)
    heading_family = attribute(theme.fonts.heading or theme.fonts.text or FAMILY)

    def cell(name: str, words: str, properties: str = "", parent: str = "Default", shown: str = "") -> str:
        title = f' style:display-name="{shown}"' if shown else ""
        return (
            f'<style:style style:name="{name}"{title} style:family="table-cell"'
            f' style:parent-style-name="{parent}">{properties}<style:text-properties {words}/></style:style>'
        )

    ground = (
        f'<style:table-cell-properties fo:wrap-option="wrap" fo:background-color="{page.panel}"'
        f' fo:border-top="1.5pt solid {page.strong_line}" fo:border-bottom="1.5pt solid {page.strong_line}"'
        ' style:vertical-align="top"/>'
    )
    wrapped = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>'
    at_left = f'{ground}<style:paragraph-properties fo:margin-left="3pt"/>'
    at_right = f'{ground}<style:paragraph-properties fo:text-align="end"/>'
    return (
        f'<style:default-style style:family="table-cell"><style:text-properties fo:font-family="{family}"'
        f' fo:font-size="{SIZE}pt" fo:language="en" fo:country="GB" fo:color="{page.text}"/>'
        "</style:default-style>"
        '<style:style style:name="Default" style:family="table-cell"/>'
        + cell(
            TITLE,
            f'fo:font-family="{heading_family}" fo:font-size="16pt" fo:font-weight="bold"'
            f' fo:color="{page.heading}"',
            shown="Heading 1",
        )
        + cell(LINK, f'fo:color="{page.link}" style:text-underline-style="solid"')
        + cell(WORDS, f'fo:color="{page.quiet}"')
        + cell(LABEL, 'fo:font-weight="bold"', wrapped)
        + cell(FACT, f'fo:color="{page.text}"', wrapped)
        + cell(HEADING, 'fo:font-weight="bold"', at_left)
        + cell(NUMBER_HEADING, 'fo:font-weight="bold"', at_right)
        + f'<number:date-style style:name="{DAY}" number:automatic-order="false"><number:day/>'
        '<number:text> </number:text><number:month number:textual="true"/><number:text> </number:text>'
        '<number:year number:style="long"/></number:date-style>'
    )
