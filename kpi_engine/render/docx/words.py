"""Text as WordprocessingML: runs and paragraphs. Every word of a user is escaped here."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import has_sign
from kpi_engine.render.shared.markup import text

# Twips between two columns of text.
_BETWEEN_COLUMNS = 340


def run(
    words: str,
    *,
    bold: bool = False,
    colour: str = "",
    ground: str = "",
    style: str = "",
) -> str:
    """Words that look alike; a line break stays a line break.

    Colours are ``#rrggbb``, ``style`` a style's id.
    """
    if not words:
        return ""
    look = "".join(
        (
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/>" if bold else "",
            f'<w:color w:val="{colour.lstrip("#")}"/>' if colour else "",
            f'<w:shd w:val="clear" w:color="auto" w:fill="{ground.lstrip("#")}"/>' if ground else "",
        )
    )
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{text(line)}</w:t>' for line in words.split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def line_break() -> str:
    """A new line in a paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, content: str, *, align: str = "", more: str = "") -> str:
    """A paragraph in a style, given by its id; ``more`` is further WordprocessingML of its properties."""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{aligned}</w:pPr>{content}</w:p>'


def in_columns(content: str, count: int, page: str, *, starts_page: bool = False) -> str:
    """Paragraphs, the last of them not in a table, as a part that goes on below what is before it.

    ``page`` are the paper and its margins as WordprocessingML. ``starts_page``: the part is on a new page.
    """
    before, mark, after = content.rpartition("</w:pPr>")
    start = "nextPage" if starts_page else "continuous"
    columns = f'<w:cols w:num="{count}" w:space="{_BETWEEN_COLUMNS}"/>'
    return f'{before}<w:sectPr><w:type w:val="{start}"/>{page}{columns}</w:sectPr>{mark}{after}'


def bookmarked(content: str, name: str, number: int) -> str:
    """Content that an internal link can lead to; ``number`` is unique in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def inner_link(name: str, content: str) -> str:
    """A link to what is bookmarked with this name."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def chip(rag: Rag, page: PageColours, name: str = "") -> str:
    """A rating as its shape and word on its colour; ``name`` is what its scale calls it."""
    colours = page.of(rag)
    return run(f" {with_shape(rag, name)} ", bold=True, colour=colours.text, ground=colours.fill)


def with_shape(rag: Rag, name: str = "") -> str:
    """``■ RED``; a name with a sign of its own is left as it is."""
    return name if has_sign(name) else f"{rag.shape} {name or rag.value}"


def field(code: str, result: str = "") -> str:
    """The start of a field, up to its result; with a result also its end."""
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {text(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    return f'{start}{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>' if result else start
