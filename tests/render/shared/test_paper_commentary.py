"""Commentary in the PDF and in the Word file: what an author may write, and the rows nobody wrote on."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup, Document
from kpi_engine.render.docx import render_docx
from kpi_engine.render.pdf import render_pdf
from tests.example_document import example_document
from tests.pdf_files import elements, kind_of, opened
from tests.word_files import named, part, value, words

MARKDOWN = """The share **fell**: see [the plan](https://example.gov.uk/plan) and `a code`.

3. third
4. fourth

   goes on
   - nested

> said

# Further

End <b>of it</b> [here](javascript:alert)
"""
MISSING = "There is no commentary on this row."
# Rows that lack one are a line, not an entry each.
LISTED = "There is no commentary: SCS42, SCS43 Swale"


@pytest.fixture(scope="module")
def document() -> Document:
    written = Comment(
        code="SCS40",
        indicator="Posts filled",
        area="Kent",
        rag=Rag.RED,
        direction=DirectionOfTravel.WORSENED,
        facts=(("Value", "72.1%"),),
        markdown=MARKDOWN,
        sentence="In Aug 2024 it was 72.1%.",
    )
    missing = replace(written, code="SCS42", rag=Rag.AMBER, markdown="", missing=MISSING)
    unrated = replace(written, code="NEW01", rag=Rag.NONE, markdown="New.")
    below = replace(missing, code="SCS43", area="Swale", rag=Rag.RED)
    groups = (
        CommentaryGroup("Children", Rag.RED, (written,), "A. Officer", "2024-09-10"),
        CommentaryGroup("Children", Rag.AMBER, (missing, below)),
        CommentaryGroup("Schools", Rag.NONE, (unrated,)),
    )
    return replace(example_document(), commentary=groups)


def test_the_pdf_tags_what_an_author_wrote(document: Document) -> None:
    file = opened(render_pdf(document))
    kinds = [kind_of(element) for element in elements(file)]
    assert {"L", "LI", "BlockQuote", "H4", "H5"} <= set(kinds)
    addresses = {
        str(note.A.URI)
        for page in file.pages
        for note in page.get("/Annots", [])
        if "/A" in note and "/URI" in note.A
    }
    assert addresses == {"https://example.gov.uk/plan"}


def test_the_pdf_says_it_all(document: Document, pdf_to_text: str, tmp_path: Path) -> None:
    (tmp_path / "pack.pdf").write_bytes(render_pdf(document))
    command = [pdf_to_text, "-raw", str(tmp_path / "pack.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    told = " ".join(told.split())
    for said in (
        "A. Officer, 2024-09-10",
        "SCS40 Posts filled, Kent",
        "In Aug 2024 it was 72.1%.",
        "The share fell: see the plan and a code.",
        "3. third 4. fourth goes on",
        "End <b>of it</b> [here](javascript:alert)",
        LISTED,
    ):
        assert said in told
    assert "SCS42 Posts filled" not in told
    assert "AMBER" not in told[told.index("Further") : told.index(LISTED)]


def test_the_report_numbers_lists_and_links_as_the_author_did(document: Document) -> None:
    content = render_docx(document)
    body = part(content)
    numbered = [
        paragraph
        for paragraph in named(body, "p")
        if any(value(style) == "ListNumber" for style in named(paragraph, "pStyle"))
    ]
    assert [words(paragraph) for paragraph in numbered] == ["third", "fourth"]
    used = {value(number) for paragraph in numbered for number in named(paragraph, "numId")}
    starts = {
        value(list_, "numId"): [value(start) for start in named(list_, "startOverride")]
        for list_ in named(part(content, "word/numbering.xml"), "num")
    }
    assert [starts[number] for number in used] == [["3"]]
    links = [rel.target_ref for rel in docx.Document(BytesIO(content)).part.rels.values() if rel.is_external]
    assert links == ["https://example.gov.uk/plan"]


def test_the_report_says_it_all(document: Document) -> None:
    paragraphs = [(p.style.name, p.text) for p in docx.Document(BytesIO(render_docx(document))).paragraphs]
    for told in (
        ("Heading 1", "Commentary"),
        ("Heading 2", "Children"),
        ("Heading 3", " ■ RED "),
        ("Normal", "A. Officer, 2024-09-10"),
        ("Heading 4", "SCS40 Posts filled, Kent"),
        ("Figures", "In Aug 2024 it was 72.1%."),
        ("Normal", "The share fell: see the plan and a code."),
        ("Normal", "goes on"),
        ("List Bullet", "nested"),
        ("Quote", "said"),
        ("Normal", "Further"),
        ("Normal", "End <b>of it</b> [here](javascript:alert)"),
        ("Normal", f"{LISTED}  ■ RED "),
        ("Heading 3", "Not rated"),
    ):
        assert told in paragraphs
    assert ("Heading 3", " ◆ AMBER ") not in paragraphs
