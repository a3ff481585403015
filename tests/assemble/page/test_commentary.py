"""Commentary beside its figures: which rows, in which order, and where it is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.assemble.section.parts import NO_EXTRA_PARTS
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.scorecard import CommentarySource
from kpi_engine.model.figures.commentary import PLACEHOLDER, Commentary
from kpi_engine.model.outputs.document import Comment, Document
from tests.assemble.making import (
    AUGUST,
    HERE,
    comparator,
    document,
    figure,
    indicator,
    months,
    scorecard,
    section,
    target_range,
    threshold,
)
from tests.oracle.records import PlainObservation

MONTH = Month(2024, 8)


def written(code: str = "SCS40", markdown: str = "It is so.", **changes: object) -> Commentary:
    fields: dict[str, object] = {
        "code": code,
        "area": "Kent",
        "month": MONTH,
        "markdown": markdown,
        "author": "A. Officer",
        "date": "2024-09-12",
        "location": HERE,
    }
    return Commentary(**{**fields, **changes})  # type: ignore[arg-type]


def page(
    values: dict[str, str], *commentary: Commentary, levels: tuple[str, ...] = (), area: str = "Kent"
) -> Document:
    layout = scorecard(
        section(*values),
        commentary=(CommentarySource("", levels, HERE),),
        abbreviations=(("DfE", "Ministry"),),
    )
    figures = [part for code, value in values.items() for part in months("80.0", value, code=code, area=area)]
    known = [indicator(code, service="Second" if code.startswith("B") else "First") for code in values]
    return document(figures, known, layout, area=area, commentary=commentary)


def comments(shown: Document) -> list[Comment]:
    return [comment for group in shown.commentary for comment in group.comments]


def only(figures: list[PlainObservation], **changes: object) -> Comment:
    (comment,) = comments(document(figures, commentary=(), **changes))  # type: ignore[arg-type]
    return comment


def test_services_keep_their_order_and_red_stands_first() -> None:
    values = {"B1": "80.0", "A1": "86.0", "A2": "76.0", "A3": "70.0"}
    shown = page(values, *(written(code) for code in values))
    assert [
        (group.service, group.rag.value, [comment.code for comment in group.comments])
        for group in shown.commentary
    ] == [
        ("Second", "AMBER", ["B1"]),
        ("First", "RED", ["A3"]),
        ("First", "AMBER", ["A2"]),
        ("First", "GREEN", ["A1"]),
    ]


def test_a_group_names_its_authors_and_days_once() -> None:
    entries = [written("A1"), written("A2"), written("A3", author="", date="2024-09-13")]
    (group,) = page(dict.fromkeys(("A1", "A2", "A3"), "70.0"), *entries).commentary
    assert (group.author, group.date) == ("A. Officer", "12 Sep 2024, 13 Sep 2024")


def test_a_row_that_needs_a_commentary_and_has_none_says_so() -> None:
    shown = page({"A1": "70.0", "A2": "80.0", "A3": "90.0"})
    assert [(comment.code, comment.missing) for comment in comments(shown)] == [
        ("A1", "There is no commentary on this row."),
        ("A2", "There is no commentary on this row."),
    ]


def test_a_text_that_is_not_finished_is_not_published() -> None:
    (comment,) = comments(page({"A1": "70.0"}, written("A1", f"In August. {PLACEHOLDER}")))
    assert (comment.markdown, comment.missing) == ("", "The commentary on this row is not finished.")


def test_commentary_of_another_month_is_never_used() -> None:
    (comment,) = comments(page({"A1": "70.0"}, written("A1", month=Month(2024, 7))))
    assert comment.markdown == ""


def test_rows_of_other_levels_need_none_but_keep_theirs() -> None:
    assert comments(page({"A1": "70.0"}, levels=("district",))) == []
    assert len(comments(page({"A1": "70.0"}, written("A1"), levels=("district",)))) == 1
    assert len(comments(page({"A1": "70.0"}, levels=("district",), area="Swale"))) == 1


def test_a_figure_carried_forward_needs_none() -> None:
    figures = [figure("70.0", AUGUST - 1), figure("70.0", carried_forward=True)]
    assert document(figures, commentary=()).commentary == ()


def test_a_scorecard_without_commentary_misses_none() -> None:
    assert document(months("70.0")).commentary == ()
    assert document(months("70.0"), commentary=(), parts=NO_EXTRA_PARTS).commentary == ()


def test_an_abbreviation_in_a_commentary_is_explained() -> None:
    shown = page({"A1": "70.0"}, written("A1", "As the DfE asked."))
    assert [entry.term for entry in shown.abbreviations] == ["DfE"]


def test_a_comment_has_the_figures_of_its_row() -> None:
    figures = [figure("80.0", AUGUST - 1), figure("70.0", parts=("7", "10"))]
    comment = only(
        figures,
        layout=scorecard(small_cohort=20),
        comparators=[comparator("England", "77.1", year="2022-23")],
    )
    assert comment.small_cohort
    assert comment.facts == (
        ("Period", "Aug 2024"),
        ("Value", "70.0%"),
        ("RAG", "RED: floor standard not achieved"),
        ("Direction of travel", "worsened compared with Jul 2024 (80.0%)"),
        ("Target", "85.0%"),
        ("Floor standard", "75.0%"),
        ("England", "77.1% (2022-23); the latest figure is worse"),
        ("Cohort", "10 (small cohort)"),
    )
    assert comment.sentence == (
        "In Aug 2024 it was 70.0% (RED), worse than 80.0% in Jul 2024. That is 7 of 10, a small cohort. "
        "The target is 85.0% and the floor standard 75.0%. It is worse than England 77.1% (2022-23)."
    )


def test_an_author_who_keeps_the_sentence_does_not_say_it_twice() -> None:
    (first,) = comments(page({"A1": "70.0"}, written("A1")))
    kept = first.sentence.replace(" The target", "\nThe target") + "\n\nBecause."
    (second,) = comments(page({"A1": "70.0"}, written("A1", kept)))
    assert (second.sentence, second.markdown) == ("", kept)


@pytest.mark.parametrize(
    ("figures", "changes", "sentence"),
    [
        pytest.param(
            [figure("70.0", parts=("70", "100"))],
            {"unit": "families", "per": 1},
            "In Aug 2024 it was 70.0 (RED). The numerator is 70, the denominator 100. "
            "The target is 85.0 families and the floor standard 75.0 families.",
            id="no percentage",
        ),
        pytest.param(
            months("22.0", "10.0"),
            {"polarity": Polarity.TARGET, "thresholds": [target_range()]},
            "In Aug 2024 it was 10.0% (RED), worse than 22.0% in Jul 2024. The target is 20.0%, achieved "
            "from 17.5% to 22.5%, and the floor standard from 12.5% to 27.5% (inferred).",
            id="a range",
        ),
        pytest.param([figure(None)], {}, "For Aug 2024, the figure is not available.", id="without a value"),
        pytest.param(
            months("80.0", "80.0"),
            {"thresholds": [threshold(floor=None)]},
            "In Aug 2024 it was 80.0%, the same as 80.0% in Jul 2024. The target is 85.0%.",
            id="without a floor standard",
        ),
        pytest.param(
            months("80.0", "81.0"),
            {"thresholds": []},
            "In Aug 2024 it was 81.0%, an improvement on 80.0% in Jul 2024.",
            id="without a target",
        ),
        pytest.param(
            months("80.0", "81.0"),
            {"rate_on": RateOn.RAW},
            "In Aug 2024 it was 81.0% (AMBER, rated before rounding), an improvement on 80.0% in Jul 2024. "
            "The target is 85.0% and the floor standard 75.0%.",
            id="rated before rounding",
        ),
    ],
)
def test_the_sentence_says_what_there_is(
    figures: list[PlainObservation], changes: dict[str, object], sentence: str
) -> None:
    shown = document(figures, [indicator(**changes)], commentary=[written()])  # type: ignore[arg-type]
    (comment,) = comments(shown)
    assert comment.sentence == sentence


def test_a_row_without_a_line_in_the_data_says_so() -> None:
    figures = [*months("80.0", last=AUGUST - 1), *months("80.0", code="A1")]
    shown = document(
        figures, [indicator(), indicator("A1")], scorecard(section("SCS40", "A1")), commentary=[written()]
    )
    assert comments(shown)[-1].sentence == "For Aug 2024, there is no figure."


def test_a_denominator_alone_is_told() -> None:
    one = figure("70.0", parts=("7", "10"))
    shown = only([replace(one, numerator=None)])
    assert "The denominator is 10." in shown.sentence
