"""Hidden edges of bands are found again, as tightly as the cells allow; contradictions are proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.audit.infer.inferred_definitions import InferredDefinitions, with_inferred_floors
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.inference import InferredStandard, InferredThreshold, StandardKind
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.validate.definitions import validate_definitions
from tests.audit.printed import figure, measured, threshold, with_outturn
from tests.band_rules import bands_rule, contract
from tests.read.vocabulary import AREAS

FROM, AMBER_FROM = StandardKind.GREEN_FROM, StandardKind.AMBER_FROM
RISK = bands_rule("1..6", "8..15", "16..25")


def by(rule: BandsRule, basis: FloorBasis = FloorBasis.ASSUMED, code: str = "SCS40") -> Indicator:
    polarity = Polarity.HIGHEST if rule.highest_is_green else Polarity.LOWEST
    return measured(polarity, threshold(rule, basis), code=code)


def inferred(figures: Sequence[PrintedFigure], *indicators: Indicator) -> tuple[InferredThreshold, ...]:
    return infer_thresholds(figures, indicators, AREAS)


def only(figures: Sequence[PrintedFigure], rule: BandsRule) -> InferredThreshold:
    (one,) = inferred(figures, by(rule))
    return one


def place(found: InferredStandard) -> str:
    """The interval as mathematics writes it: ``(61.2, 66.6]``."""
    low = "(" if found.low is None else f"{'[' if found.low.included else '('}{found.low.value}"
    high = ")" if found.high is None else f"{found.high.value}{']' if found.high.included else ')'}"
    return f"{low}, {high}"


def places(one: InferredThreshold) -> dict[str, str]:
    return {found.kind.value: place(found) for found in one.standards}


def cells(*rated: tuple[str, Rag], target: str | None = None) -> list[PrintedFigure]:
    return [figure(value, rag, target, line=line) for line, (value, rag) in enumerate(rated, 2)]


CONTRACT = cells(("480", Rag.RED), ("520", Rag.AMBER), ("612", Rag.AMBER), ("667", Rag.GREEN), target="1000")


def test_the_edges_of_bands_lie_between_cells_of_two_ratings() -> None:
    one = only(CONTRACT, contract("1000"))
    assert places(one) == {"GREEN from": "(61.2, 66.7]", "AMBER from": "(48.0, 52.0]"}
    assert [(str(found.roundest), str(found.defined), found.agrees) for found in one.standards] == [
        ("65", "65", True),
        ("50", "50", True),
    ]
    assert [str(cell.percent) for end in (one.standards[0].low,) if end for cell in end.pins] == ["61.2"]


def test_what_belongs_to_a_band_decides_which_end_is_closed() -> None:
    exclusive = contract("1000", green=">65", amber=">50..65", red="50")
    assert places(only(CONTRACT, exclusive)) == {"GREEN above": "[61.2, 66.7)", "AMBER above": "[48.0, 52.0)"}
    rated = cells(("6", Rag.GREEN), ("9", Rag.AMBER), ("20", Rag.RED))
    assert places(only(rated, RISK)) == {"GREEN up to": "[6, 9)", "AMBER up to": "[9, 20)"}
    below = bands_rule("<7", "7..<16", "16..")
    assert places(only(rated, below)) == {"GREEN below": "(6, 9]", "AMBER below": "(9, 20]"}


def test_an_end_that_no_cell_pins_is_open() -> None:
    assert places(only(CONTRACT[3:], contract("1000"))) == {
        "GREEN from": "(, 66.7]",
        "AMBER from": "(, 66.7]",
    }


def test_one_version_of_bands_is_inferred_from_every_indicator_area_and_target_that_it_rates() -> None:
    areas = [
        figure("33", Rag.AMBER, "50", code="A"),
        figure("64", Rag.AMBER, code="B", area="Swale"),
        with_outturn(figure(None, Rag.NONE, code="A"), 2023, "335", Rag.GREEN, "500"),
    ]
    indicators = [by(contract("100"), code=code) for code in ("B", "A")]
    (one,) = inferred(areas, *indicators)
    assert places(one)["GREEN from"] == "(66.0, 67.0]"
    assert (one.codes, one.indicator.code, one.scope, one.since) == (("A", "B"), "B", "everywhere", "always")


def test_versions_are_inferred_each_from_its_own_cells() -> None:
    earlier = replace(contract("100", green="60..", amber="50..<60"), since="2016-04")
    later = replace(contract("100"), since="2023-24")
    both = measured(
        Polarity.HIGHEST,
        threshold(earlier, FloorBasis.STATED, first=Month(2016, 4).ordinal, label="2016-04"),
        threshold(later, FloorBasis.STATED),
    )
    rated = [
        figure("62", Rag.GREEN, period=Month(2020, 1).ordinal),
        figure("62", Rag.AMBER),
    ]
    assert [(one.since, one.fits, places(one)["GREEN from"]) for one in inferred(rated, both)] == [
        ("2016-04", True, "(, 62.0]"),
        ("2023-24", True, "(62.0, )"),
    ]


def test_without_a_target_or_rated_raw_nothing_is_said() -> None:
    assert inferred(cells(("64", Rag.AMBER), target="0"), by(contract("100"))) == ()
    assert inferred(CONTRACT, replace(by(contract("1000")), rate_on=RateOn.RAW)) == ()


def test_cells_that_no_bands_can_rate_prove_it() -> None:
    one = only([*CONTRACT, *cells(("650", Rag.AMBER), ("620", Rag.GREEN), target="1000")], contract("1000"))
    assert not one.fits
    green, amber = one.standards
    assert [(cell.rag, str(cell.percent)) for cell in green.contradiction] == [
        (Rag.GREEN, "62.0"),
        (Rag.AMBER, "65.0"),
    ]
    assert not amber.contradiction
    assert one.notes == ()


def test_a_rating_that_no_band_has_is_told() -> None:
    rule = contract("1000", green="50..", amber=None, red="<50")
    one = only(CONTRACT, rule)
    assert [cell.rag for cell in one.off_target] == [Rag.AMBER, Rag.AMBER]
    assert not one.fits
    assert list(places(one)) == ["GREEN from"]
    assert only(cells(("49", Rag.RED), ("51", Rag.GREEN)), contract("100", "50..", None, "<50")).fits


def test_indicators_years_and_levels_that_fit_by_themselves_are_told() -> None:
    rated = [
        figure("62", Rag.GREEN, code="A"),
        figure("66", Rag.AMBER, code="B", area="Swale", period=Month(2023, 8).ordinal),
    ]
    (one,) = inferred(rated, by(contract("100"), code="A"), by(contract("100"), code="B"))
    assert one.notes == (
        "each indicator by itself (A, B) admits such bands",
        "each year by itself (2024-25, 2023-24) admits such bands",
        "each level by itself (county, district) admits such bands",
    )


WHOLE = st.integers(-6, 6)
GRID = [Decimal(step) / 2 for step in range(-14, 15)]
ANYWHERE = [Decimal(-99), *GRID, Decimal(99)]


def rating(number: Decimal, green: tuple[Decimal, bool], amber: tuple[Decimal, bool] | None, up: bool) -> Rag:
    """The rating by the edges of GREEN and AMBER, each with whether it is inside."""
    for rag, edge in ((Rag.GREEN, green), (Rag.AMBER, amber)):
        if edge is not None:
            beyond = number > edge[0] if up else number < edge[0]
            if beyond or (edge[1] and number == edge[0]):
                return rag
    return Rag.RED


def reaches(amber: tuple[Decimal, bool], green: tuple[Decimal, bool], up: bool) -> bool:
    """Whether AMBER, with all that is better, begins no later than GREEN."""
    ahead = green[0] - amber[0] if up else amber[0] - green[0]
    return ahead > 0 or (ahead == 0 and (amber[1] or not green[1]))


def rule_of(green: tuple[Decimal, bool], amber: tuple[Decimal, bool] | None, up: bool) -> BandsRule:
    def starts(edge: tuple[Decimal, bool]) -> str:
        return f"{'' if edge[1] else '>' if up else '<'}{edge[0]}"

    def ends(edge: tuple[Decimal, bool]) -> str:
        return f"{('<' if up else '>') if edge[1] else ''}{edge[0]}"

    def band(start: str, end: str) -> str:
        return f"{start}..{end}" if up else f"{end}..{start}"

    worst = green if amber is None else amber
    return bands_rule(
        band(starts(green), ""),
        None if amber is None else band(starts(amber), ends(green)),
        band("", ends(worst)),
    )


@settings(deadline=None)
@given(
    st.tuples(WHOLE, WHOLE),
    st.tuples(st.booleans(), st.booleans()),
    st.booleans(),
    st.booleans(),
    st.lists(WHOLE, min_size=1, max_size=8),
)
def test_hidden_edges_lie_inside_and_no_cell_can_tell_the_rest_of_the_inside(
    edges: tuple[int, int], included: tuple[bool, bool], up: bool, has_amber: bool, values: list[int]
) -> None:
    worse, better = (Decimal(edge) for edge in sorted(edges, reverse=not up))
    green, amber = (better, included[0]), (worse, included[1]) if has_amber else None
    numbers = [Decimal(value) for value in values]
    printed = [(number, rating(number, green, amber, up)) for number in numbers]
    rated = [figure(number, rag, line=line) for line, (number, rag) in enumerate(printed, 2)]
    one = only(rated, rule_of(green, amber, up))
    assert one.fits

    def can_be(green_at: Decimal, amber_at: Decimal) -> bool:
        beginning = (green_at, included[0]), None if amber is None else (amber_at, included[1])
        if beginning[1] is not None and not reaches(beginning[1], beginning[0], up):
            return False
        return all(rating(number, *beginning, up) is rag for number, rag in printed)

    for found, is_green in zip(one.standards, (True, False), strict=False):
        for edge in GRID:
            pairs = [(edge, other) if is_green else (other, edge) for other in ANYWHERE]
            assert found.allows(edge) == any(can_be(*pair) for pair in pairs), (found.kind, edge)
        if found.roundest is not None:
            assert found.allows(found.roundest)


def made(figures: Sequence[PrintedFigure], *indicators: Indicator) -> InferredDefinitions:
    return with_inferred_floors(indicators, inferred(figures, *indicators))


OTHER_EDGES = contract("1000", green="70..", amber="40..<70", red="<40")


@pytest.mark.parametrize(
    ("rule", "basis", "figures", "then", "then_basis"),
    [
        # Stated bands stay, whatever the ratings say.
        (OTHER_EDGES, FloorBasis.STATED, CONTRACT, OTHER_EDGES, FloorBasis.STATED),
        # Possible ones stay too, inferred where cells pin every edge.
        (contract("1000"), FloorBasis.ASSUMED, CONTRACT, contract("1000"), FloorBasis.INFERRED),
        (contract("1000"), FloorBasis.ASSUMED, CONTRACT[1:], contract("1000"), FloorBasis.ASSUMED),
        # Impossible edges become the roundest, and the bands next to them end there.
        (OTHER_EDGES, FloorBasis.ASSUMED, CONTRACT, contract("1000"), FloorBasis.INFERRED),
        (
            contract("1000", green="70..", amber="30..<70", red="<30"),
            FloorBasis.ASSUMED,
            CONTRACT[1:],
            contract("1000", green="65..", amber="30..<65", red="<30"),
            FloorBasis.ASSUMED,
        ),
        # GREEN at 66.7 rules 70 out, but without AMBER nothing says where GREEN begins.
        (OTHER_EDGES, FloorBasis.ASSUMED, CONTRACT[3:], OTHER_EDGES, FloorBasis.ASSUMED),
        # Ratings that contradict each other change nothing.
        (
            OTHER_EDGES,
            FloorBasis.ASSUMED,
            [*CONTRACT, figure("670", Rag.RED, "1000")],
            OTHER_EDGES,
            FloorBasis.ASSUMED,
        ),
        # Where GREEN and AMBER would begin with the same number, nothing would be AMBER.
        (
            OTHER_EDGES,
            FloorBasis.ASSUMED,
            [CONTRACT[0], figure("530", Rag.GREEN, "1000")],
            OTHER_EDGES,
            FloorBasis.ASSUMED,
        ),
        (
            contract("1000", green="70..", amber=None, red="<70"),
            FloorBasis.ASSUMED,
            [CONTRACT[0], CONTRACT[3]],
            contract("1000", green="50..", amber=None, red="<50"),
            FloorBasis.INFERRED,
        ),
    ],
)
def test_bands_in_the_definitions(
    rule: BandsRule,
    basis: FloorBasis,
    figures: list[PrintedFigure],
    then: BandsRule,
    then_basis: FloorBasis,
) -> None:
    definitions = made(figures, by(rule, basis))
    (one,) = definitions.indicators[0].thresholds
    assert (one.rule, one.floor_basis) == (then, then_basis)


def test_lowest_bands_keep_their_outer_ends() -> None:
    rated = cells(("3", Rag.GREEN), ("5", Rag.AMBER), ("9", Rag.AMBER), ("11", Rag.RED))
    (one,) = made(rated, by(RISK)).indicators[0].thresholds
    assert one.rule == bands_rule("1..4", ">4..10", ">10..25")


def test_bands_ruled_out_without_cells_to_pin_them_are_told() -> None:
    assert [one.bands for one in made(CONTRACT[3:], by(OTHER_EDGES)).left_out] == [OTHER_EDGES]
    assert made(CONTRACT, by(OTHER_EDGES)).left_out == ()


def test_amended_bands_are_read_back(tmp_path: Path) -> None:
    others = [by(OTHER_EDGES, code=code) for code in ("A", "B")]
    rated = [replace(each, code="A") for each in CONTRACT]
    definitions = made(rated, *(replace(one, definition="Words.") for one in others))
    thresholds = [threshold for one in definitions.indicators for threshold in one.thresholds]
    assert {one.rule for one in thresholds} == {contract("1000")}
    text = definitions_text(definitions.indicators, thresholds)
    (tmp_path / "all.yaml").write_text(text, encoding="utf-8")
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert (issues, validate_definitions(indicators)) == ((), ())
    rules = [one.thresholds[0].rule for one in indicators]
    assert [rule.rag_of(Decimal("64.9")) for rule in rules if isinstance(rule, BandsRule)] == [Rag.AMBER] * 2
