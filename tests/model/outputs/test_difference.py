"""What a difference between two editions is about, and whether its colour moved."""

from __future__ import annotations

import pytest

from kpi_engine.model.outputs.difference import Cause, Difference
from kpi_engine.model.outputs.published import PublishedRating
from tests.publish.examples import rating

RED, GREEN = rating(rag="RED"), rating(rag="GREEN")


def difference(before: PublishedRating | None, after: PublishedRating | None) -> Difference:
    return Difference(Cause.RESTATED_DATA, (), before, after)


def test_it_is_about_the_newer_rating_and_about_the_older_where_that_was_withdrawn() -> None:
    assert difference(RED, GREEN).subject is GREEN
    assert difference(RED, None).subject is RED


def test_a_difference_of_nothing_is_about_nothing() -> None:
    with pytest.raises(ValueError, match="at least one side"):
        _ = difference(None, None).subject


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [(RED, GREEN, True), (RED, RED, False), (None, GREEN, False), (RED, None, False)],
)
def test_a_first_or_withdrawn_rating_is_no_move(
    before: PublishedRating | None, after: PublishedRating | None, moved: bool
) -> None:
    assert difference(before, after).rag_moved is moved
