"""What is said of computed figures that lack something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_engine.every_figure import every_figure
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Covers, Origin, Ratio, Window
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.gap import gap_words
from kpi_engine.model.figures.members import members_of
from kpi_engine.model.figures.overall_parts import OverallPart, parts_of
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import AREAS, a_count, columns_of, figure, member
from tests.derive.ratings.test_overall import MEAN, A, B, an_overall, overall
from tests.derive.ratings.test_overall import member as part
from tests.oracle.records import PlainObservation
from tests.rate.making import a_threshold, an_indicator


def figures(rows: Sequence[PlainObservation], indicators: Sequence[Indicator]) -> dict[str, Figure]:
    """The last figure of each indicator."""
    made = every_figure(columns_of(rows, indicators), indicators, AREAS, Month(2018, 6)).observations
    ratings = rate_observations(made, indicators, AREAS)
    found = [Figure(ratings, row) for row in range(len(ratings))]
    return {one.indicator.code: one for one in sorted(found, key=lambda one: one.period)}


def test_a_window_names_three_of_its_missing_months() -> None:
    window = an_indicator(
        code="W", unit="cases", per=1, made_from=Window(member("A"), Covers.ROLLING_12_MONTHS)
    )
    found = figures([figure(A, "2018-02", "75")], (window, A))
    assert gap_words(found["W"]) == "2017-03, 2017-04, 2017-05 and 8 more are missing"
    assert gap_words(found["A"]) == ""


def test_a_window_of_a_closed_indicator_lacks_no_month() -> None:
    window = an_indicator(
        code="W", unit="cases", per=1, made_from=Window(member("A"), Covers.ROLLING_12_MONTHS)
    )
    closed = replace(figure(A, "2018-02", "75"), value=None, missing=Missing.CLOSED)
    found = figures([closed], (window, A))["W"]
    assert found.missing is Missing.CLOSED
    assert gap_words(found) == ""


def test_a_whole_window_of_unlike_months_lacks_none() -> None:
    window = an_indicator(
        code="W", unit="cases", per=1, made_from=Window(member("A"), Covers.ROLLING_12_MONTHS)
    )
    months = [f"2017-{month:02d}" for month in range(3, 13)] + ["2018-01", "2018-02"]
    rows = [figure(A, month, "75") for month in months]
    rows[3] = replace(rows[3], value=None, numerator=Decimal(3), denominator=Decimal(4))
    found = figures(rows, (window, A))["W"]
    assert found.missing is Missing.PARTS_MISSING
    assert gap_words(found) == ""


def test_an_area_that_has_closed_is_not_said_to_lack() -> None:
    above = Area("County", "county", ())
    places = [above, *(Area(name, "district", ("County",)) for name in ("Closed", "Late", "There"))]
    places.append(Area("Team", "team", ("There",)))
    added = a_count("A", adds_up_from="district", add_up=True)
    rows = [
        replace(figure(added, "2018-01", "75"), area="Closed", value=None, missing=Missing.CLOSED),
        replace(figure(added, "2018-01", "75"), area="Late"),
        replace(figure(added, "2018-02", "75"), area="There"),
    ]
    made = every_figure(columns_of(rows, [added], places), [added], places, Month(2018, 6)).observations
    ratings = rate_observations(made, [added], places)
    (county,) = (
        one
        for one in (Figure(ratings, row) for row in range(len(ratings)))
        if one.area == "County" and one.period == rows[2].period
    )
    assert gap_words(county) == "Late is missing"


def test_a_share_of_a_target_says_that_there_is_none() -> None:
    untargeted = a_count("A", thresholds=())
    share = an_indicator(code="Q", made_from=Ratio(member("A"), member("A"), of_target=True))
    found = figures([figure(untargeted, "2018-02", "75")], (share, untargeted))
    assert gap_words(found["Q"]) == "the target of A is missing"


def test_a_target_that_is_there_is_not_said_to_lack() -> None:
    targeted = a_count("B", thresholds=(a_threshold("5"),))
    share = an_indicator(code="Q", made_from=Ratio(member("A"), member("B"), of_target=True))
    unavailable = replace(figure(A, "2018-02", "75"), value=None, missing=Missing.NOT_AVAILABLE)
    assert gap_words(figures([unavailable], (share, A, targeted))["Q"]) == "A of 2018-02 is missing"


def parts(rows: Sequence[PlainObservation], indicators: Sequence[Indicator]) -> list[OverallPart]:
    found = figures(rows, indicators)["ALL"]
    return list(parts_of(found.ratings, found.row))


def test_each_member_says_what_it_lacks() -> None:
    zero = a_count("B", thresholds=(a_threshold("0"),))
    of = an_overall(overall(MEAN, part("A"), part("B"), part("C")))
    counted = (of, A, zero, a_count("C", thresholds=(a_threshold("5"),)))
    rows = [figure(A, "2018-02", "75"), figure(zero, "2018-02", "1")]
    told = parts(rows, counted)
    assert [one.lacks for one in told] == ["", "has no target above 0", "has no figure"]
    assert [one.percent for one in told] == [150, None, None]


def test_a_member_that_does_not_apply_lacks_nothing() -> None:
    of = an_overall(overall(MEAN, part("A"), part("B")))
    targeted = a_count("B", thresholds=(a_threshold("5"),))
    elsewhere = replace(figure(targeted, "2018-02", "1"), value=None, missing=Missing.NOT_APPLICABLE)
    told = parts([figure(A, "2018-02", "75"), elsewhere], (of, A, targeted))
    assert [(one.applies, one.lacks) for one in told] == [(True, ""), (False, "")]


def test_an_overall_rating_tells_what_it_lacks_by_its_parts() -> None:
    of = an_overall(overall(MEAN, part("A"), part("B")))
    counted = (of, A, a_count("B", thresholds=(a_threshold("5"),)))
    found = figures([figure(A, "2018-02", "75")], counted)["ALL"]
    assert found.value is None
    assert members_of(found, Origin.MADE) == ()
    assert gap_words(found) == ""


def test_a_figure_that_is_no_overall_one_has_no_members() -> None:
    found = figures([figure(B, "2018-02", "75")], (B,))["B"]
    assert parts_of(found.ratings, found.row) == ()


def test_an_overall_rating_of_earlier_months_says_how_many() -> None:
    of = overall(MEAN, part("A"), periods_back=2)
    assert of.words(Frequency.MONTHLY).endswith("A, 2 months before")
