"""A rating as it was published: what counts as a figure."""

from __future__ import annotations

import pytest

from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating

NOTHING = PublishedRating._make("" for _ in RATING_FIELDS)


@pytest.mark.parametrize(
    ("fields", "has_figure"),
    [
        ({"value": "72.1", "rag": "RED"}, True),
        ({"value": "0"}, True),  # not rated
        ({"rag": "RED"}, True),  # the worst of other ratings
        ({"not_rated": "blank", "target": "80", "numerator": "3"}, False),
    ],
)
def test_a_value_or_a_rating_is_a_figure(fields: dict[str, str], has_figure: bool) -> None:
    assert NOTHING._replace(**fields).has_figure is has_figure
