"""What a table says in all, in one line: ratings, else arrows and the spread over values, else changes."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.judgement import Polarity
from tests.assemble.making import document, indicator, months, scorecard, section


def test_ratings_are_counted_the_worst_first() -> None:
    figures = [*months("70.0"), *months("90.0", code="TWO"), *months("1.0", code="THREE")]
    known = [indicator(), indicator("TWO"), indicator("THREE", thresholds=[])]
    shown = document(figures, known, scorecard(section("SCS40", "TWO", "THREE")))
    assert shown.sections[0].lead == "1 RED, 1 GREEN and 1 not rated"


def test_without_ratings_arrows_and_the_spread_over_a_few_possible_values() -> None:
    grades = tuple(map(Decimal, (1, 2, 3, 4)))
    known = [
        indicator(polarity=Polarity.LOWEST, thresholds=[], decimals=0, unit="grade", possible_values=grades)
    ]
    figures = [*months("3", "2"), *months("2", "2", area="Swale"), *months("4", area="Dover")]
    shown = document(figures, known, scorecard(section("SCS40", with_areas_below=True)))
    assert shown.sections[0].lead == ("1 improved, 1 the same and 1 without an arrow; grade 2: 2, grade 4: 1")


def test_context_is_counted_by_rise_and_fall() -> None:
    figures = [*months("5", "6"), *months("7", "6", code="TWO")]
    known = [indicator(polarity=Polarity.NONE), indicator("TWO", Polarity.NONE)]
    shown = document(figures, known, scorecard(section("SCS40", "TWO")))
    assert shown.volumes[0].lead == "1 rose and 1 fell"


def test_no_arrow_at_all_is_not_counted() -> None:
    shown = document(months("5.0"), [indicator(thresholds=[])])
    assert shown.sections[0].lead == ""
