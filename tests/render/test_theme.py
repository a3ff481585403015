"""A theme in every format: its colours, its fonts, its logo with its words; and always the same bytes."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pikepdf
import pytest
import typst
from rich.console import Console

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import (
    BLUE_FOR_GOOD,
    PDF_FAMILIES,
    STANDARD,
    Fonts,
    Logo,
    MediaType,
    Theme,
)
from kpi_engine.model.outputs.document import Document
from kpi_engine.render.docx import render_docx
from kpi_engine.render.html import render_html
from kpi_engine.render.pdf import render_pdf
from kpi_engine.render.pdf.typeface import FONTS
from kpi_engine.render.shared.chart_on_paper import FAMILY
from kpi_engine.render.terminal.terminal import render_terminal
from kpi_engine.render.xlsx import render_xlsx
from tests.example_document import example_document
from tests.html_tree import all_named, parsed
from tests.logos import HOUSE, JPEG, JPEG_LOGO, PNG_LOGO, SVG_LOGO, png
from tests.pdf_files import elements
from tests.pdf_files import opened as opened_pdf
from tests.word_files import named, part, value
from tests.workbooks import example_ratings
from tests.workbooks import opened as opened_workbook

THEMES = pytest.mark.parametrize("theme", [BLUE_FOR_GOOD, HOUSE], ids=["blue", "house"])
LOGOS = pytest.mark.parametrize("logo", [PNG_LOGO, JPEG_LOGO, SVG_LOGO], ids=["png", "jpeg", "svg"])

# openpyxl keeps no sparklines, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension:UserWarning")


@pytest.fixture(scope="module")
def document() -> Document:
    return example_document()


def with_logo(logo: Logo) -> Theme:
    return replace(HOUSE, logo=logo)


def test_the_standard_theme_adds_nothing_to_a_page(document: Document) -> None:
    page = render_html(document, STANDARD)
    assert page == render_html(document)
    assert "--around-" not in page
    assert "<img" not in page
    assert "--heading" not in page


def test_a_page_has_the_colours_of_the_theme(document: Document) -> None:
    page = render_html(document, HOUSE)
    light, dark = (
        page.rpartition("(forced-colors: none) {")[0],
        page.rpartition("(forced-colors: none) {")[2],
    )
    for declared in ("--page: #fbfaf5;", "--red: #b10e1e; --on-red: #fffffe; --around-red: #5a0710;"):
        assert declared in light
    for declared in ("--page: #0f1a14;", "--heading: #7fd6a3;"):
        assert declared in dark
    assert "@media print {\n:root { --page: #ffffff; }\n}" in page


def test_a_page_names_its_fonts_and_fetches_nothing(document: Document) -> None:
    page = render_html(document, HOUSE)
    assert 'body { font-family: "Gill Sans", sans-serif; }' in page
    assert 'h5 { font-family: "Georgia", "Libertinus Serif", serif; }' in page
    assert "@font-face" not in page
    assert "url(" not in page


@LOGOS
def test_a_page_has_the_logo_as_a_picture(document: Document, logo: Logo) -> None:
    page = render_html(document, with_logo(logo))
    (picture,) = all_named(parsed(page), "img")
    start, _, data = picture.get("src", "").partition("base64,")
    assert start == f"data:{logo.media_type.value};"
    assert b64decode(data) == logo.content
    assert picture.get("alt") == logo.alternative_text
    assert "linearGradient" not in page


@THEMES
def test_the_same_theme_gives_the_same_bytes(document: Document, theme: Theme) -> None:
    for render in (render_html, render_pdf, render_docx):
        assert render(document, theme) == render(document, replace(theme))  # type: ignore[operator]
        assert render(document, theme) != render(document)  # type: ignore[operator]
    ratings = example_ratings()
    assert render_xlsx(document, ratings, theme) == render_xlsx(document, ratings, replace(theme))


def test_the_words_stay_whatever_the_colours(document: Document) -> None:
    standard, blue = (render_html(document, theme) for theme in (STANDARD, BLUE_FOR_GOOD))
    assert standard.partition("<body>")[2] == blue.partition("<body>")[2]


def test_a_workbook_has_the_theme_s_colours_and_fonts(document: Document) -> None:
    book = opened_workbook(render_xlsx(document, example_ratings(), HOUSE))
    key = book["Key and guidance"]
    reds = [cell for row in key.iter_rows() for cell in row if cell.value == "RED"]
    assert reds
    for cell in reds:
        assert (cell.fill.start_color.rgb, cell.font.color.rgb) == ("FFB10E1E", "FFFFFFFE")
        assert cell.border.left.color.rgb == "FF5A0710"
    title, body = key["A1"], key["A4"]
    assert (title.font.name, title.font.color.rgb) == ("Georgia", "FF00703C")
    assert body.font.name == "Gill Sans"


@pytest.mark.parametrize(("logo", "content"), [(PNG_LOGO, png()), (JPEG_LOGO, JPEG)], ids=["png", "jpeg"])
def test_a_workbook_has_the_logo_with_its_words_on_the_first_sheet(
    document: Document, logo: Logo, content: bytes
) -> None:
    made = render_xlsx(document, example_ratings(), with_logo(logo))
    book = opened_workbook(made)
    assert book.worksheets[0].row_dimensions[2].height >= 48
    with ZipFile(BytesIO(made)) as package:
        (picture,) = (name for name in package.namelist() if name.startswith("xl/media/"))
        assert package.read(picture) == content
        assert [name for name in package.namelist() if "drawings/drawing" in name] == [
            "xl/drawings/drawing1.xml"
        ]
        assert b"drawing1.xml" in package.read("xl/worksheets/_rels/sheet1.xml.rels")
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>" in drawing
    assert f'descr="{logo.alternative_text.replace(chr(34), "&quot;")}"' in drawing
    assert book.worksheets[0]["A3"].value == document.facts[0][0]


def test_programs_that_show_no_svg_have_no_logo(document: Document) -> None:
    theme = with_logo(SVG_LOGO)
    for made in (render_xlsx(document, example_ratings(), theme), render_docx(document, theme)):
        with ZipFile(BytesIO(made)) as package:
            assert not [name for name in package.namelist() if "media" in name]


def test_a_word_file_has_the_theme_s_colours_and_fonts(document: Document) -> None:
    made = render_docx(document, HOUSE)
    styles = {value(style, "styleId"): style for style in named(part(made, "word/styles.xml"), "style")}
    for name, font, colour in (("Title", "Georgia", "00703C"), ("Normal", "Gill Sans", "14181D")):
        assert value(named(styles[name], "rFonts")[0], "ascii") == font
        assert value(named(styles[name], "color")[0]) == colour
    fills = {value(shading, "fill") for shading in named(part(made), "shd")}
    assert {"b10e1e", "e6efe6"} <= fills
    assert "942514" not in fills


@pytest.mark.parametrize("logo", [PNG_LOGO, JPEG_LOGO], ids=["png", "jpeg"])
def test_a_word_file_begins_with_the_logo_and_its_words(document: Document, logo: Logo) -> None:
    body = part(render_docx(document, with_logo(logo)))
    first = named(body, "p")[0]
    (described,) = (element for element in first.iter() if element.tag.endswith("}docPr"))
    assert described.get("descr") == logo.alternative_text
    (extent,) = (element for element in first.iter() if element.tag.endswith("}extent"))
    width, height = (int(extent.get(side, "")) for side in ("cx", "cy"))
    assert width / height == pytest.approx(logo.width / logo.height, rel=1e-3)


@LOGOS
def test_a_pdf_has_the_logo_with_its_words(document: Document, logo: Logo) -> None:
    file = opened_pdf(render_pdf(document, with_logo(logo)))
    assert str(elements(file, "Figure")[0].Alt) == logo.alternative_text
    if logo.media_type is not MediaType.SVG:
        pictures = [name for page in file.pages[:1] for name in _pictures(page)]
        assert pictures == [(logo.width, logo.height)]


def _pictures(page: pikepdf.Page) -> list[tuple[int, int]]:
    """The width and height of the pictures of a page, those in its forms too."""
    found = []
    waiting = [page.Resources]
    while waiting:
        for item in waiting.pop().get("/XObject", {}).values():
            if item.Subtype == "/Image":
                found.append((int(item.Width), int(item.Height)))
            elif "/Resources" in item:
                waiting.append(item.Resources)
    return found


def fonts_of(content: bytes) -> set[str]:
    return {
        str(font.BaseFont).split("+")[1]
        for page in opened_pdf(content).pages
        for font in page.Resources.get("/Font", {}).values()
    }


def test_a_pdf_is_set_in_the_fonts_that_it_can_have(document: Document) -> None:
    fonts = fonts_of(render_pdf(document, HOUSE))
    assert any(name.startswith("LibertinusSerif") for name in fonts)
    assert any(name.startswith("DejaVuSans") for name in fonts)


def test_unknown_fonts_and_missing_characters_stop_no_pdf(document: Document) -> None:
    unknown = replace(HOUSE, fonts=Fonts(("No Such Font",), ("Nor This", "serif")))
    assert fonts_of(render_pdf(document, unknown)) == fonts_of(render_pdf(document))
    serif = replace(HOUSE, fonts=Fonts((), ("Libertinus Serif",)))
    assert render_pdf(replace(document, title="Ω ■ 河"), serif)


def test_the_fonts_of_a_pdf_are_those_there_are() -> None:
    there_are = typst.Fonts(include_system_fonts=False, font_paths=[FONTS]).families()
    assert set(PDF_FAMILIES) == {name for name in there_are if "Math" not in name}
    assert PDF_FAMILIES[0] == FAMILY


def test_a_terminal_has_the_theme_s_colours(document: Document) -> None:
    written = {}
    for theme in (STANDARD, BLUE_FOR_GOOD):
        file = StringIO()
        console = Console(file=file, force_terminal=True, color_system="truecolor", width=120)
        render_terminal(document, console, theme)
        written[theme.name] = file.getvalue()
    green, blue = "48;2;63;163;114m", "48;2;86;148;202m"
    assert green in written["standard"]
    assert written["standard"].replace(green, blue) == written["blue for good"]
    assert STANDARD.light.of(Rag.GREEN).fill == "#3fa372"
