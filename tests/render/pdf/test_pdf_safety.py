"""No words of a user become markup of a PDF, none is lost, and none stops it from being made."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.definitions.style.theme import Logo
from kpi_engine.render.pdf import render_pdf, why_no_logo
from kpi_engine.render.pdf.typeface import missing_in, with_known_characters
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, harmless, with_words
from tests.logos import JPEG_LOGO, PNG_LOGO, SVG_LOGO
from tests.pdf_files import elements, kind_of, opened

TYPST = '#panic("x") $x^2$ = a *b* _c_ @ref <label> \\ `r` #eval("1") // c /* d ] } #let'
WORDS = {**HOSTILE_WORDS, "typst": TYPST}
# Every tag but those of lines and pages, of which there are more where words are longer.
STRUCTURE = {"Table", "TR", "TH", "TD", "Figure", "H1", "H2", "H3", "H4", "H5", "L", "LI", "Formula", "Code"}


def structure(content: bytes) -> list[str]:
    return [kind_of(element) for element in elements(opened(content)) if kind_of(element) in STRUCTURE]


def text_of(content: bytes, pdf_to_text: str, folder: Path) -> str:
    """The words in one line, without the marks of invisible places to break and of direction."""
    (folder / "page.pdf").write_bytes(content)
    command = [pdf_to_text, "-raw", str(folder / "page.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)  # noqa: S603
    return "".join(mark for mark in done.stdout if mark.isprintable() and not mark.isspace())


@pytest.mark.parametrize("hostile", WORDS.values(), ids=WORDS)
def test_hostile_words_change_no_element(hostile: str) -> None:
    assert structure(render_pdf(with_words(lambda _: hostile))) == structure(
        render_pdf(with_words(lambda _: harmless(hostile)))
    )


@pytest.mark.parametrize("hostile", [TYPST, *(HOSTILE_WORDS[name] for name in ("closing tags", "entities"))])
def test_hostile_words_are_shown_as_they_are(hostile: str, pdf_to_text: str, tmp_path: Path) -> None:
    document = replace(example_document(), notes=(hostile,))
    assert "".join(hostile.split()) in text_of(render_pdf(document), pdf_to_text, tmp_path)


def test_a_character_without_a_glyph_is_told(pdf_to_text: str, tmp_path: Path) -> None:
    document = replace(example_document(), notes=("中文 and \ud800",))
    shown = text_of(render_pdf(document), pdf_to_text, tmp_path)
    assert "��and�" in shown
    assert "somecharacters,shownas�:U+4E2D,U+6587,U+D800." in shown


def test_nothing_is_told_where_every_character_is_shown(pdf_to_text: str, tmp_path: Path) -> None:
    assert "typeface" not in text_of(render_pdf(example_document()), pdf_to_text, tmp_path)


def test_the_typeface_has_what_scorecards_in_this_country_need() -> None:
    assert missing_in("£½×÷±≥≤–—’“”…•↑↓↔■◆●✓ŵŷâêŁŃŻžăţșğıİŐűøåÆßñçéèΩЯ") == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("e\u0301", "é"),
        ("a\tb\r\nc", "a b \nc"),
        ("\u202eevil\u202c\u200b", "evil"),
        ("\x00\x0b", "��"),
        ("中", "�"),
    ],
)
def test_a_text_is_made_showable(text: str, shown: str) -> None:
    assert with_known_characters(text) == shown


@pytest.mark.parametrize("logo", [PNG_LOGO, JPEG_LOGO, SVG_LOGO], ids=lambda logo: logo.media_type.name)
def test_a_logo_is_proved_before_any_page_is_made(logo: Logo) -> None:
    assert why_no_logo(logo) == ""


def test_a_logo_that_no_pdf_can_show_says_why() -> None:
    assert why_no_logo(replace(SVG_LOGO, content=b"<svg")) == "failed to parse SVG (missing root node at 1:1)"


@pytest.mark.parametrize(
    "word",
    [
        "https://www.example.gov.uk/performance/scorecards?area=Swale&month=2024-08",
        "performance.and.intelligence.team@childrens-services.example.gov.uk",
        "www.example.gov.uk/performance/scorecards",
        "Unaccompaniedasylumseekingchildrenandyoungpeople",
    ],
)
def test_a_long_word_is_copied_as_it_is_written(word: str, pdf_to_text: str, tmp_path: Path) -> None:
    """No invisible character says where a line may end: an address with one leads nowhere."""
    document = replace(example_document(), notes=(f"See {word} for more.",))
    (tmp_path / "page.pdf").write_bytes(render_pdf(document))
    command = [pdf_to_text, str(tmp_path / "page.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    assert word in text.split()
    assert "\u200b" not in text


def test_a_word_that_is_wider_than_its_column_goes_on_in_the_next_line(
    pdf_to_text: str, tmp_path: Path
) -> None:
    word = "Unaccompaniedasylumseekingchildren" * 3
    document = with_words(lambda _: word)
    assert word in text_of(render_pdf(document), pdf_to_text, tmp_path)


def test_an_address_that_is_wider_than_the_page_goes_on_in_the_next_line(
    pdf_to_text: str, tmp_path: Path
) -> None:
    address = f"https://www.example.gov.uk/{'pathwithoutend' * 20}"
    document = replace(example_document(), notes=(address,))
    (tmp_path / "page.pdf").write_bytes(render_pdf(document))
    command = [pdf_to_text, "-raw", str(tmp_path / "page.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    assert address in "".join(text.split())
    assert max(map(len, text.splitlines())) < len(address)
