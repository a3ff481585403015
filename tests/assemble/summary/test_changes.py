"""What has changed since the last edition, beside the rows of the page."""

from __future__ import annotations

from kpi_engine.assemble.summary.changes import changes_table
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.difference import Cause, Difference, SinceLast
from kpi_engine.model.outputs.document import CHANGES, Table
from kpi_engine.model.outputs.published import PublishedRating
from tests.assemble.making import cell, document, figure, highlight, months, texts
from tests.publish.examples import rating

SHOWN = ("area", "period", "rag_before", "rag", "value_before", "value", "cause")
JULY = rating(period="2024-07", rag="GREEN", value="86.0")
MOVED = Difference(Cause.NEW_DATA, (), JULY, rating())


def changes(*differences: Difference) -> Table:
    return since(SinceLast("2024-07-e1", differences))


def since(last: SinceLast) -> Table:
    return highlight(document(months("85.0", "86.0", "80.0"), since_last=last), CHANGES)


def restated(period: str, **after: str) -> Difference:
    return Difference(Cause.RESTATED_DATA, (), rating(period=period), rating(period=period, **after))


def test_a_rag_that_moves_has_a_row() -> None:
    table = changes(MOVED)
    assert texts(table, *SHOWN) == [["Kent", "Aug 2024", "GREEN", "AMBER", "86.0%", "80.0%", "new data"]]
    assert (cell(table, "rag_before").rag, cell(table, "rag").rag) == (Rag.GREEN, Rag.AMBER)
    assert table.notes == ("Than in the last edition: 1 more AMBER, 1 fewer GREEN",)


def test_a_new_figure_with_the_same_rag_is_counted_only() -> None:
    same = Difference(Cause.NEW_DATA, (), rating(period="2024-07"), rating())
    table = changes(same)
    assert (table.rows, table.notes) == (
        (),
        (
            "The numbers of RED, AMBER and GREEN have not changed since the last edition",
            "1 other figure is new",
        ),
    )
    assert table.empty == "No RAG has moved, and no published figure or standard has changed."
    first = Difference(Cause.NEW_DATA, (), None, rating())
    assert changes(same, first).notes == ("Than in the last edition: 1 more AMBER", "2 other figures are new")


def test_a_restated_figure_of_the_latest_period_has_a_row_with_every_cause() -> None:
    change = Difference(Cause.RESTATED_DATA, (Cause.TARGET_CHANGED,), rating(value="81.0"), rating())
    assert texts(changes(change), *SHOWN) == [
        ["Kent", "Aug 2024", "AMBER", "AMBER", "81.0%", "80.0%", "restated data, target changed"]
    ]


def test_earlier_periods_share_a_row_for_each_cause() -> None:
    table = changes(
        restated("2024-06", value="70.0", rag="RED"),
        restated("2024-07", value="71.0", rag="RED"),
        Difference(Cause.TARGET_CHANGED, (), rating(period="2024-06"), rating(period="2024-06", target="90")),
    )
    assert texts(table, "period", "value", "cause") == [
        ["Jul 2024 and 1 earlier", "71.0%", "restated data"],
        ["Jun 2024", "80.0%", "target changed (85.0% to 90.0%)"],
    ]
    # They are no part of the counts: those are of the latest period.
    assert table.notes == ("The numbers of RED, AMBER and GREEN have not changed since the last edition",)


def test_a_new_figure_of_an_earlier_period_is_not_a_change() -> None:
    late = Difference(Cause.NEW_DATA, (), None, rating(period="2024-07"))
    assert changes(late).rows == ()


def test_what_is_shown_no_longer_and_what_has_no_value_says_so() -> None:
    gone = Difference(Cause.WITHDRAWN, (), rating(period="2024-05"), None)
    blank = rating(value="", rag="", not_rated="no value: to be supplied")
    table = changes(Difference(Cause.RESTATED_DATA, (), rating(), blank), gone)
    assert texts(table, *SHOWN[1:]) == [
        [
            "Aug 2024",
            "AMBER",
            "not rated: no value: to be supplied",
            "80.0%",
            "no value",
            "restated data",
        ],
        ["2024-05", "AMBER", "not shown", "80.0%", "no value", "no longer published"],
    ]
    assert table.notes == ("Than in the last edition: 1 fewer AMBER",)


def test_the_worst_of_other_ratings_has_a_rag_and_no_value() -> None:
    before, after = rating(value="", rag="RED"), rating(value="")
    assert texts(changes(Difference(Cause.RESTATED_DATA, (), before, after)), *SHOWN[2:-1]) == [
        ["RED", "AMBER", "", ""]
    ]


def test_other_areas_codes_and_outturns_are_not_on_the_page() -> None:
    others: list[PublishedRating] = [rating(area="Swale"), rating(code="SCS41"), rating(kind="outturn")]
    table = changes(*(Difference(Cause.RESTATED_DATA, (), rating(), other) for other in others))
    assert table.rows == ()


def test_the_edition_compared_with_is_named() -> None:
    assert changes().caption == (
        "RAGs that have moved, figures restated and standards changed since the last edition, 2024-07-e1"
    )


def test_where_there_is_nothing_to_compare_with_the_page_says_so() -> None:
    first = since(SinceLast(""))
    assert (first.rows, first.notes) == ((), ())
    assert first.empty == "This is the first edition, so there is nothing to compare it with."
    new = since(SinceLast("2024-07-e1", (), ("Kent",)))
    assert (new.rows, new.notes) == ((), ())
    assert new.empty == "The last edition did not show this area: there is nothing to compare with."


def test_areas_of_the_page_that_are_new_are_named() -> None:
    last = SinceLast("2024-07-e1", (), ("Coast EHU", "Swale EHU", "Dover"))
    figures = [figure("80.0", area=area) for area in ("Swale", "Coast EHU", "Swale EHU", "Dover")]
    shown = document(figures, area="Swale", since_last=last)
    assert highlight(shown, CHANGES).notes[-1] == (
        "Not compared, since the last edition did not show them: Coast EHU, Swale EHU"
    )


def test_a_page_of_no_edition_has_no_table() -> None:
    shown = document(months("80.0"))
    assert CHANGES not in [table.id for table in shown.highlights]
    assert changes_table((), SinceLast("2024-07-e1")).rows == ()
