"""How long thresholds hold, and under which polarities."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.indicator import PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.validate.threshold_spans import polarities_during, spans_of, thresholds_with_polarities
from tests.rate.making import NOWHERE, a_threshold, an_indicator

CHANGES = tuple(
    PolarityInForce(first, str(first), polarity, NOWHERE)
    for first, polarity in ((10, Polarity.LOWEST), (20, Polarity.HIGHEST), (30, Polarity.TARGET))
)


@pytest.mark.parametrize(
    ("first", "last", "following", "letters"),
    [
        (20, 30, None, "HT"),
        (20, 29, None, "H"),
        (19, 30, None, "LHT"),
        (9, 9, None, "L"),
        (30, None, None, "T"),
        (20, None, 31, "HT"),
        (20, None, 30, "H"),
        (20, 29, 40, "H"),
    ],
)
def test_the_polarities_of_a_threshold(
    first: int, last: int | None, following: int | None, letters: str
) -> None:
    next_one = () if following is None else (a_threshold(first=following),)
    indicator = an_indicator(polarities=CHANGES, thresholds=(a_threshold(first=first, last=last), *next_one))
    span = next(iter(spans_of(indicator)))
    found = "".join(each.polarity.value for each in polarities_during(indicator, span))
    assert found == letters
    pairs = thresholds_with_polarities(indicator)
    assert "".join(each.polarity.value for span, each in pairs if span.first == first) == letters
