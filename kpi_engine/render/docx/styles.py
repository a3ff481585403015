"""How a report looks: the styles of Word's own names, in the colours and the language of the pack."""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kpi_engine.model.definitions.style.theme import Theme

LANGUAGE = "en-GB"
_USUAL_FAMILY = "Arial"
_LINE = "A9B2BC"

# The ids of the styles that the report is written in.
TITLE, SUBTITLE, NORMAL, CAPTION, QUOTE = "Title", "Subtitle", "Normal", "Caption", "Quote"
BULLET, NUMBER, TABLE = "ListBullet", "ListNumber", "ScorecardTable"
TABLE_TEXT, FIGURES, HYPERLINK = "TableText", "Figures", "WebLink"
# Of a paragraph that stays on the page of the next one.
KEEP_WITH_NEXT = "<w:keepNext/>"
_SIZES = {TITLE: 22, SUBTITLE: 14, "Heading1": 16, "Heading2": 13, "Heading3": 11, "Heading4": 10.5}


class _Look(NamedTuple):
    """The font and colour of a style."""

    family: str
    colour: str


def heading_style(level: int) -> str:
    """The id of the style of a heading, from 1."""
    return f"Heading{level}"


def spacing(after: int) -> str:
    """The spacing of a paragraph whose lines are close together, with so many points after it."""
    return f'<w:spacing w:before="0" w:after="{20 * after}" w:line="240" w:lineRule="auto"/>'


def contents_style(level: int) -> str:
    """The id of the style of an entry in the table of contents, from 1."""
    return f"TOC{level}"


def set_styles(file: WordFile, theme: Theme, size: float) -> None:
    """Give the file its styles, in the colours and fonts of a theme, and its language.

    No text is smaller than ``size`` points.
    """
    prose = size + 1
    colours = theme.paper
    text = _Look(theme.fonts.text or _USUAL_FAMILY, colours.text)
    heading = _Look(theme.fonts.heading or _USUAL_FAMILY, colours.heading)
    _set_defaults(file, text.family)
    for style in file.styles:
        if style.type is WD_STYLE_TYPE.PARAGRAPH and style.style_id in (*_SIZES, NORMAL, CAPTION, QUOTE):
            _set_font(
                style,
                heading if style.style_id in _SIZES else text,
                max(_SIZES.get(style.style_id, prose), size),
            )
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4"):
        file.styles[name].font.bold = True
        file.styles[name].font.italic = False
    caption = file.styles["Caption"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(size), False, _rgb(colours.quiet)
    caption.paragraph_format.keep_with_next = True
    file.styles["Subtitle"].font.italic = False
    _add(file, text, "Table Text", TABLE_TEXT, size=size, after=0)
    _add(file, text, "toc 1", contents_style(1), size=prose, after=2)
    _add(file, text, "toc 2", contents_style(2), size=prose, after=2).paragraph_format.left_indent = Mm(6)
    figures = _add(file, text, "Figures", FIGURES, size=prose, after=4)
    figures.font.color.rgb = _rgb(colours.quiet)
    figures.paragraph_format.keep_with_next = True
    link = file.styles.add_style("Web Link", WD_STYLE_TYPE.CHARACTER)
    link.element.set(qn("w:styleId"), HYPERLINK)
    link.font.color.rgb, link.font.underline = _rgb(colours.link), True
    _add_table_style(file)


def _set_defaults(file: WordFile, family: str) -> None:
    """The language of all text, and no theme fonts, which would differ from machine to machine."""
    look = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for name in ("w:lang", "w:rFonts"):
        for element in look.findall(qn(name)):
            look.remove(element)
    fonts = OxmlElement("w:rFonts")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), family)
    look.insert(0, fonts)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    look.append(language)


def _set_font(style: Any, look: _Look, size: float) -> None:
    properties = style.element.get_or_add_rPr()
    for element in properties.findall(qn("w:rFonts")):
        properties.remove(element)
    style.font.name, style.font.size, style.font.color.rgb = look.family, Pt(size), _rgb(look.colour)


def _add(file: WordFile, look: _Look, name: str, identifier: str, *, size: float, after: float) -> Any:
    style: Any = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), identifier)
    style.base_style = file.styles["Normal"]
    _set_font(style, look, size)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def _add_table_style(file: WordFile) -> None:
    """Lines between rows, and a little room around what is in a cell."""
    style: Any = file.styles.add_style("Scorecard Table", WD_STYLE_TYPE.TABLE)
    style.element.set(qn("w:styleId"), TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", 40), ("left", 45), ("bottom", 40), ("right", 45)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(room))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)


def set_page(file: WordFile, size: tuple[int, int], margin: int) -> None:
    """The paper, in millimetres, across; the last part of the report goes on below the part before it."""
    section = file.sections[0]
    section.start_type = WD_SECTION.CONTINUOUS
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    section.left_margin = section.right_margin = Mm(margin)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)


def page_xml(file: WordFile) -> str:
    """The paper and its margins, for a further part of the report."""
    properties = file.sections[-1]._sectPr
    found = (properties.find(qn(name)) for name in ("w:pgSz", "w:pgMar"))
    return "".join(
        f"<{each.prefix}:{each.tag.rpartition('}')[2]} "
        + " ".join(f'w:{key.rpartition("}")[2]}="{value}"' for key, value in each.attrib.items())
        + "/>"
        for each in found
    )


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
