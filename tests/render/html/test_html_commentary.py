"""Commentary on a page: words under their row, and a part that says where there are words and where none."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.html.commentary import commentary_entries, commentary_html, said_html
from kpi_engine.render.html.links import Links

UNFINISHED = "The commentary on this row is not finished."
LINKS = Links("Kent", rows={("A1", "Kent"): "A1"})


def comment(
    code: str = "A1", markdown: str = "So **it** is.", missing: str = "", area: str = "Kent"
) -> Comment:
    same = DirectionOfTravel.SAME
    return Comment(code, "Name & more", area, Rag.RED, same, (), markdown, missing, sentence="Long.")


def html(*groups: CommentaryGroup) -> str:
    return commentary_html(groups, LINKS)


def test_services_are_sections_that_lead_to_the_rows_with_words() -> None:
    groups = (
        CommentaryGroup("Care", Rag.RED, (comment(),), "A. Officer", "2024-09-12"),
        CommentaryGroup("Care", Rag.NONE, (comment("B2"),), "A. Officer", "2024-09-12"),
        CommentaryGroup("Schools", Rag.AMBER, (comment(area="Swale"),)),
    )
    page = html(*groups)
    assert commentary_entries(groups) == (("commentary-1", "Care"), ("commentary-2", "Schools"))
    assert page.count("<section") == 2
    assert page.index("Care") < page.index("RED") < page.index("Not rated") < page.index("AMBER")
    assert '<p class="byline"><bdi>A. Officer, 2024-09-12</bdi></p>' in page
    assert page.count("byline") == 1
    assert '<a class="code" href="#A1">A1</a>' in page
    assert '<b class="code">A1</b> <bdi>Swale</bdi>' in page


def test_words_are_under_their_row_and_repeat_none_of_its_figures() -> None:
    assert said_html(comment(), 5) == (
        '<tr class="said"><td colspan="5"><p>So <strong>it</strong> is.</p>\n</td></tr>\n'
    )


def test_rows_without_words_are_one_line_that_marks_what_is_red() -> None:
    missing = "There is no commentary on this row."
    page = html(
        CommentaryGroup("Care", Rag.RED, (comment("B2", "", missing), comment("B3", "", missing))),
        CommentaryGroup(
            "Care", Rag.AMBER, (comment("B4", "", "The commentary on this row is not finished."),)
        ),
    )
    assert page.count("<p") == 2
    red = '<p class="missing">There is no commentary: <span class="whole"><b class="code">B2</b> '
    assert f'{red}<span class="chip red">' in page
    assert (
        '<p class="missing">The commentary is not finished: <span class="whole"><b class="code">B4</b>'
        in page
    )
    assert "<ul>" not in page


def test_a_text_on_a_service_comes_first() -> None:
    group = CommentaryGroup("Care", Rag.NONE, (), "A. Officer", "", "All *is* well.")
    assert '<div class="words">\n<p>All <em>is</em> well.</p>' in html(group)
