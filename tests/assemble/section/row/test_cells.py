"""What each cell of a row says, first of all where there is nothing to show."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_engine.assemble.section.row.cells import rag_cell, value_cell
from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag, RateOn
from kpi_engine.model.definitions.made_from.overall import Monitoring, Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.made_from.points import Points
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.document import Cell
from tests.assemble.making import (
    AREAS,
    AUGUST,
    HERE,
    cell,
    comparator,
    document,
    figure,
    indicator,
    months,
    rated,
    scorecard,
    section,
    target_range,
    threshold,
)


def test_a_value_keeps_its_decimals_and_carries_its_number() -> None:
    latest = cell(document(months("84.90", "85.0")).sections[0], "latest")
    assert (latest.text, latest.number, latest.decimals) == ("85.0%", Decimal("85.0"), 1)


def test_a_count_has_thousands_separated_and_no_percent_sign() -> None:
    counted = indicator(unit="number", per=1, decimals=0)
    table = document([figure("1204", parts=("23926", "631.6"))], [counted]).sections[0]
    texts = [cell(table, key).text for key in ("latest", "numerator", "denominator")]
    assert texts == ["1,204", "23,926", "631.6"]


@pytest.mark.parametrize("missing", [kind for kind in Missing if kind is not Missing.PRESENT])
def test_a_missing_value_says_why(missing: Missing) -> None:
    table = document([figure(None, missing=missing)]).sections[0]
    assert cell(table, "latest").text == missing.value
    assert cell(table, "rag").shown == f"not rated: {missing.not_rated.value}"
    assert cell(table, "direction_of_travel").shown == "no arrow: no value"


def test_a_row_without_a_figure_in_the_latest_period_says_so_and_keeps_its_target() -> None:
    figures = [*months("80.0", last=AUGUST - 1), *months("90.0", code="SCS41")]
    layout = scorecard(section("SCS40", "SCS41"))
    table = document(figures, [indicator(), indicator("SCS41")], layout).sections[0]
    assert cell(table, "latest").text == "no figure supplied"
    assert cell(table, "rag").shown == "not rated: no figure supplied"
    assert cell(table, "direction_of_travel").shown == "no arrow: no figure supplied"
    assert cell(table, "target").text == "85.0%"


def test_a_rating_is_a_word_with_its_meaning() -> None:
    rag = cell(document(months("90.0")).sections[0], "rag")
    assert (rag.text, rag.words, rag.rag) == ("GREEN", "GREEN: target achieved", Rag.GREEN)


def test_a_rating_of_the_unrounded_value_says_so_wherever_it_stands() -> None:
    """49.96 shows as 50.0, which meets the target; the rating does not, and the reader sees why."""
    raw = indicator(rate_on=RateOn.RAW, thresholds=[threshold(target="50.0", floor="40.0")])
    figures = [
        figure("50.0", parts=("1249", "2500")),
        figure("50.0", area="Swale", parts=("1249", "2500")),
        figure("50.0", area="Dover", parts=("1250", "2500")),
    ]
    shown = document(figures, [raw], outturns=[figure("50.0", 2022)])
    latest = cell(shown.sections[0], "rag")
    assert (latest.rag, latest.shown) == (Rag.AMBER, "AMBER: rated before rounding")
    assert latest.words == "AMBER: meets the floor standard but not the target; rated before rounding"
    assert cell(shown.sections[0], "outturn_rag").shown == "GREEN: rated before rounding"
    (entry,) = (entry for entry in shown.key if entry.term == "rated before rounding")
    assert entry.meaning == "the rating is of the figure before it is rounded, as its definition asks"
    displayed = document(figures, [replace(raw, rate_on=RateOn.DISPLAYED)])
    assert cell(displayed.sections[0], "rag").shown == "GREEN"
    assert "rated before rounding" not in [entry.term for entry in displayed.key]


def test_a_figure_that_is_not_rated_is_not_said_to_be_rated_unrounded() -> None:
    raw = indicator(rate_on=RateOn.RAW, thresholds=[threshold(floor=None)])
    shown = document(months("80.0"), [raw])
    assert cell(shown.sections[0], "rag").shown == "not rated: no floor standard"
    assert "rated before rounding" not in [entry.term for entry in shown.key]


def test_a_rating_that_cannot_be_given_says_why() -> None:
    no_floor = indicator(thresholds=[threshold(floor=None)])
    assert (
        cell(document(months("80.0"), [no_floor]).sections[0], "rag").shown == "not rated: no floor standard"
    )


def test_a_direction_says_what_it_compares_with() -> None:
    direction = cell(document(months("79.0", "80.0")).sections[0], "direction_of_travel")
    assert direction.text == "↑ improved"
    assert direction.words == "improved compared with Jul 2024 (79.0%)"
    assert direction.direction is DirectionOfTravel.IMPROVED


@pytest.mark.parametrize(
    "comparison",
    [
        Comparison(ComparisonKind.PREVIOUS_OBSERVATION),
        Comparison(ComparisonKind.SINCE, since=AUGUST - 30, since_label="2022-02"),
    ],
)
def test_where_it_is_not_the_same_for_all_a_direction_says_since_when(comparison: Comparison) -> None:
    figures = [figure("79.0", AUGUST - 30), figure("80.0")]
    shown = document(figures, [indicator(comparison=comparison)])
    assert cell(shown.sections[0], "direction_of_travel").shown == "↑ improved: since Feb 2022"


def test_a_direction_against_a_missing_value_is_none() -> None:
    direction = cell(document(months(None, "80.0")).sections[0], "direction_of_travel")
    assert direction.shown == "no arrow: previous value is missing"


def test_a_carried_forward_value_is_said_to_be_one() -> None:
    table = document([*months("80.0", last=AUGUST - 1), figure("80.0", carried_forward=True)]).sections[0]
    assert cell(table, "latest").shown == "80.0% (carried forward)"
    assert cell(table, "latest").stale
    direction = cell(table, "direction_of_travel")
    assert direction.stale
    assert direction.words == "same compared with Jul 2024 (80.0%); carried forward, no new data"


@pytest.mark.parametrize(
    ("denominator", "shown"), [("9", "9 (small cohort)"), ("9.9", "9.9 (small cohort)"), ("10", "10")]
)
def test_a_denominator_below_the_limit_is_marked_in_words(denominator: str, shown: str) -> None:
    table = document([figure("80.0", parts=("8", denominator))], layout=scorecard(small_cohort=10)).sections[
        0
    ]
    marked = cell(table, "denominator")
    assert marked.shown == shown
    assert marked.words == shown
    assert marked.small_cohort is (shown != denominator)


def test_without_a_limit_no_cohort_is_small() -> None:
    assert cell(document([figure("50.0", parts=("1", "2"))]).sections[0], "denominator").shown == "2"


def test_a_target_has_at_least_the_decimals_of_the_values() -> None:
    for written, shown in (("85", "85.0%"), ("85.25", "85.25%"), ("100", "100.0%"), ("0", "0.0%")):
        table = document(
            months("80.0"), [indicator(thresholds=[threshold(target=written, floor=None)])]
        ).sections[0]
        assert cell(table, "target").text == shown


@pytest.mark.parametrize(
    ("polarity", "target", "floor", "target_words", "floor_words"),
    [
        (Polarity.HIGHEST, "85", "75", "85.0% or more is GREEN", "75.0% or more is at least AMBER"),
        (Polarity.LOWEST, "25", "30", "25.0% or less is GREEN", "30.0% or less is at least AMBER"),
    ],
)
def test_standards_say_which_values_meet_them(
    polarity: Polarity, target: str, floor: str, target_words: str, floor_words: str
) -> None:
    table = document(
        months("80.0"), [indicator(polarity=polarity, thresholds=[threshold(0, target, floor)])]
    ).sections[0]
    assert cell(table, "target").words == target_words
    assert cell(table, "floor_standard").words == floor_words


def test_a_floor_that_nobody_stated_says_how_it_is_known() -> None:
    assumed = indicator(thresholds=[threshold(floor_basis=FloorBasis.ASSUMED)])
    assert cell(document(months("80.0"), [assumed]).sections[0], "floor_standard").shown == "75.0% (assumed)"
    assert cell(document(months("80.0")).sections[0], "floor_standard").shown == "75.0%"


def test_a_range_says_its_green_and_its_amber_values() -> None:
    near = indicator(polarity=Polarity.TARGET, thresholds=[target_range()])
    table = document(months("20.9"), [near]).sections[0]
    assert cell(table, "target").shown == "20.0% (GREEN from 17.5% to 22.5%)"
    assert cell(table, "floor_standard").shown == "AMBER 12.5% to 27.5% (inferred)"


def test_a_part_of_a_years_target_says_so() -> None:
    part = threshold(target="52", floor=None, year_rule=FloorAndTarget(Decimal(774), None))
    counted = indicator(unit="cases", per=1, decimals=0, thresholds=[part])
    target = cell(document([figure("60")], [counted]).sections[0], "target")
    assert (target.text, target.note) == ("52 cases", "of 774 for the year")
    assert target.words == "52 cases or more is GREEN; 52 cases of 774 for the year"


def overall_ratings(*members: str | None) -> Ratings:
    """Of A and B, and of what follows from their ratings."""
    named = tuple(OverallMember(code, Decimal(1), Location("test")) for code in "AB")
    points = Points(Decimal(2), Decimal(1), Decimal(0))
    of = Overall(OverallMethod.WORST, named, 0, None, points, Monitoring("quarterly", "often", "monthly"))
    overall = indicator(
        "ALL", unit="points", per=1, decimals=0, overall=of, thresholds=[threshold(target="2", floor="1")]
    )
    rows = [figure(value, code=code) for code, value in zip("AB", members, strict=True)]
    return rated(rows, (overall, indicator("A"), indicator("B")))


def overall_cells(*members: str | None) -> tuple[Cell, Cell]:
    """Value and RAG of the overall figure."""
    figure_of_all = Figure(overall_ratings(*members), 2)
    return value_cell(figure_of_all, figure_of_all.indicator), rag_cell(figure_of_all)


def test_monitoring_stands_with_the_rating_it_follows_from() -> None:
    _, rag = overall_cells("90.0", "80.0")
    assert (rag.text, rag.note) == ("AMBER", "monitored often")
    assert rag.words == "AMBER: meets the floor standard but not the target; monitored often"


def test_monitoring_follows_from_an_override_and_the_rating_stays() -> None:
    ratings = overall_ratings("90.0", "80.0")
    override = Override("ALL", "Kent", AUGUST, Rag.RED, "A reason", "J. Smith", "2024-09-12", HERE)
    overridden = replace(ratings, overrides={2: override})
    rag = rag_cell(Figure(overridden, 2))
    words = "overridden to RED: A reason (J. Smith, 2024-09-12)"
    assert (rag.text, rag.rag, rag.note) == ("AMBER", Rag.AMBER, f"{words}; monitored monthly")
    columns = tidy_table(overridden, rated([], ratings.indicators), AREAS).columns
    told = {
        name: columns[name].texts[columns[name].positions[2]]
        for name in ("rag", "override_rag", "monitoring")
    }
    assert told == {"rag": "AMBER", "override_rag": "RED", "monitoring": "monthly"}


def test_a_figure_that_is_not_rated_can_be_overridden() -> None:
    override = Override("ALL", "Kent", AUGUST, Rag.RED, "A reason", "J. Smith", "2024-09-12", HERE)
    rag = rag_cell(Figure(replace(overall_ratings("90.0", None), overrides={2: override}), 2))
    assert rag.rag is Rag.NONE
    assert rag.note.endswith("; overridden to RED: A reason (J. Smith, 2024-09-12)")


def test_an_overall_rating_that_cannot_be_given_names_what_is_lacking() -> None:
    value, rag = overall_cells("90.0", None)
    reason = "B is not rated (no value: not available)"
    assert value.text == reason
    assert rag.shown == f"not rated: no value: {reason}"


def test_no_target_and_no_floor_are_said_in_words() -> None:
    both = [indicator(thresholds=[]), indicator("SCS41")]
    figures = [*months("80.0"), *months("80.0", code="SCS41")]
    table = document(figures, both, scorecard(section("SCS40", "SCS41"))).sections[0]
    assert [cell(table, key).text for key in ("target", "floor_standard")] == ["", ""]
    assert [cell(table, key).words for key in ("target", "floor_standard")] == [
        "no target",
        "no floor standard",
    ]


def test_letters_stand_for_words() -> None:
    table = document(months("80.0"), [indicator(qpr=True)]).sections[0]
    said = [(cell(table, key).text, cell(table, key).words) for key in ("polarity", "data_period", "qpr")]
    assert said == [("H", "highest is best"), ("MS", "monthly snapshot"), ("✓", "yes")]


def test_a_comparator_says_its_year_and_how_the_latest_figure_stands_beside_it() -> None:
    table = document(months("80.0"), comparators=[comparator("England", "78", year="2022-23")]).sections[0]
    beside = cell(table, "comparator:England")
    assert beside.shown == "78% (2022-23; latest ⊕\u00a0better)"
    assert beside.words == "78% (2022-23); the latest figure is better"


@pytest.mark.parametrize(
    ("value", "polarity", "shown"),
    [
        ("78.5", Polarity.HIGHEST, "78.6% (latest ⊖\u00a0worse)"),
        ("78.6", Polarity.HIGHEST, "78.6% (latest ≈\u00a0similar)"),
        ("78.5", Polarity.LOWEST, "78.6% (latest ⊕\u00a0better)"),
        (None, Polarity.HIGHEST, "78.6%"),
    ],
)
def test_a_comparator_is_judged_by_the_polarity(value: str | None, polarity: Polarity, shown: str) -> None:
    table = document(
        months(value),
        [indicator(polarity=polarity, thresholds=[])],
        comparators=[comparator("England", "78.6")],
    ).sections[0]
    assert cell(table, "comparator:England").shown == shown


def test_a_volume_is_not_judged_beside_a_comparator() -> None:
    context = indicator(polarity=Polarity.NONE, thresholds=[])
    table = document(months("80.0"), [context], comparators=[comparator("England", "78")]).volumes[0]
    assert cell(table, "comparator:England").shown == "78%"


def test_of_several_years_the_newest_is_shown_and_of_one_year_that_of_the_section() -> None:
    years = [
        comparator("England", "78", year="2022-23"),
        comparator("England", "70", year="2021-22", section="ics"),
        comparator("South East", "60", section="ics"),
        comparator("South East", "61"),
    ]
    table = document(months("80.0"), comparators=years).sections[0]
    assert cell(table, "comparator:England").text == "78%"
    assert cell(table, "comparator:South East").text == "60%"


def test_neighbours_without_an_average_say_whose_value_is_missing() -> None:
    near = indicator(neighbours=Neighbours("Neighbours", ("Devon", "Essex"), (HERE, HERE)))
    table = document(months("80.0"), [near], comparators=[comparator("Devon", "78")]).sections[0]
    beside = cell(table, "comparator:Neighbours (average of 2)")
    assert beside.shown == "no average: Essex has no value"
    assert beside.number is None
