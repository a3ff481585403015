"""Commentary on a page."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.html.commentary import commentary_entries, commentary_html


def comment(code: str = "A1", markdown: str = "So **it** is.", **changes: str) -> Comment:
    fields = {"missing": "", "sentence": "In Aug 2024 it was 1 < 2.", **changes}
    return Comment(
        code, "Name & more", "Kent", Rag.RED, DirectionOfTravel.SAME, (), markdown, fields["missing"],
        sentence=fields["sentence"],
    )  # fmt: skip


def html(*groups: CommentaryGroup) -> str:
    return commentary_html(groups, {"A1": "row-1-definitions"})


def test_services_are_sections_and_colours_are_headings_in_words() -> None:
    groups = (
        CommentaryGroup("Care", Rag.RED, (comment(),), "A. Officer", "2024-09-12"),
        CommentaryGroup("Care", Rag.NONE, (comment(),)),
        CommentaryGroup("Schools", Rag.AMBER, (comment(),)),
    )
    page = html(*groups)
    assert commentary_entries(groups) == (("commentary-1", "Care"), ("commentary-2", "Schools"))
    assert page.count("<section") == 2
    assert page.index("Care") < page.index("RED") < page.index("Not rated") < page.index("AMBER")
    assert '<p class="byline"><bdi>A. Officer, 2024-09-12</bdi></p>' in page
    assert page.count("byline") == 1


def test_a_comment_has_its_figures_and_its_words() -> None:
    page = html(CommentaryGroup("Care", Rag.RED, (comment(),)))
    assert '<a class="code" href="#row-1-definitions">A1</a>' in page
    assert "<bdi>Name &amp; more</bdi>, <bdi>Kent</bdi>" in page
    assert '<p class="figures">In Aug 2024 it was 1 &lt; 2.</p>' in page
    assert "<p>So <strong>it</strong> is.</p>" in page


def test_a_missing_comment_says_so_and_a_repeated_sentence_is_left_out() -> None:
    page = html(CommentaryGroup("Care", Rag.RED, (comment("B2", "", missing="There is none.", sentence=""),)))
    assert '<p class="missing">There is none.</p>' in page
    assert '<b class="code">B2</b>' in page
    assert 'class="figures"' not in page
    assert 'class="words"' not in page
