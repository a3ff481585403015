"""Edges of bands of scales with more than three ratings are found as those of GREEN and AMBER are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.band import Band, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.validate.definitions import validate_definitions
from tests.audit.infer.test_infer_bands import by, cells, made, only, places
from tests.band_rules import HERE, bands_rule

Start = tuple[Decimal, bool]
WORST_FIRST = (Rag.RED, Rag.AMBER_RED, Rag.AMBER, Rag.AMBER_GREEN, Rag.GREEN, Rag.BLUE)


def rule_of(starts: dict[Rag, Start], up: bool) -> BandsRule:
    """Bands that begin where they begin; RED is what is left."""
    rags = [rag for rag in WORST_FIRST if rag is Rag.RED or rag in starts]
    bands: dict[Rag, Band] = {}
    for rag, better in [*pairwise(rags), (rags[-1], None)]:
        begins = Edge(*starts[rag]) if rag in starts else None
        ends = None if better is None else Edge(starts[better][0], not starts[better][1])
        bands[rag] = Band(begins, ends, HERE) if up else Band(ends, begins, HERE)
    further = tuple((rag, bands[rag]) for rag in (Rag.BLUE, Rag.AMBER_GREEN, Rag.AMBER_RED) if rag in bands)
    three = {"green": bands[Rag.GREEN], "amber": bands.get(Rag.AMBER), "red": bands[Rag.RED]}
    return replace(bands_rule("1..", None, "<1"), **three, further=further)  # type: ignore[arg-type]


def steps(*numbers: str) -> dict[Rag, Start]:
    """Where AMBER-RED, AMBER, AMBER-GREEN, GREEN and BLUE begin."""
    return {rag: (Decimal(number), True) for rag, number in zip(WORST_FIRST[1:], numbers, strict=True)}


FIVE = rule_of(steps("20", "40", "60", "80", "95"), up=True)
RATED = cells(
    *(("10", Rag.RED), ("22", Rag.AMBER_RED), ("38", Rag.AMBER_RED), ("41", Rag.AMBER), ("58", Rag.AMBER)),
    *(("66", Rag.AMBER_GREEN), ("72", Rag.AMBER_GREEN), ("84", Rag.GREEN), ("90", Rag.GREEN)),
    ("98", Rag.BLUE),
)


def test_every_band_but_the_worst_begins_between_cells_of_two_ratings() -> None:
    one = only(RATED, FIVE)
    assert one.fits
    assert places(one) == {
        "BLUE from": "(90, 98]",
        "GREEN from": "(72, 84]",
        "AMBER-GREEN from": "(58, 66]",
        "AMBER from": "(38, 41]",
        "AMBER-RED from": "(10, 22]",
    }
    assert [(str(found.roundest), str(found.defined), found.agrees) for found in one.standards] == [
        ("95", "95", True),
        ("80", "80", True),
        ("60", "60", True),
        ("40", "40", True),
        ("20", "20", True),
    ]


def test_a_scale_without_amber_has_its_other_edges() -> None:
    starts = {Rag.AMBER_GREEN: (Decimal(50), True), Rag.GREEN: (Decimal(80), True)}
    rated = cells(("40", Rag.RED), ("60", Rag.AMBER_GREEN), ("85", Rag.GREEN), ("45", Rag.AMBER))
    one = only(rated[:3], rule_of(starts, up=True))
    assert places(one) == {"GREEN from": "(60, 85]", "AMBER-GREEN from": "(40, 60]"}
    assert [cell.rag for cell in only(rated, rule_of(starts, up=True)).off_target] == [Rag.AMBER]


def test_cells_that_no_further_band_can_rate_prove_it() -> None:
    one = only([*RATED, *cells(("97", Rag.GREEN), ("96", Rag.BLUE))], FIVE)
    assert [cell.rag for cell in one.standards[0].contradiction] == [Rag.BLUE, Rag.GREEN]
    assert not any(standard.contradiction for standard in one.standards[1:])


HALVES = [Decimal(step) / 2 for step in range(-5, 6)]
# Between two halves, too: a band may have to begin behind a worse one and before a figure.
ANYWHERE = [Decimal(-99), *(Decimal(step) / 4 for step in range(-10, 11)), Decimal(99)]
FOUR = (Rag.AMBER, Rag.GREEN, Rag.BLUE)


def rating(number: Decimal, starts: dict[Rag, Start], up: bool) -> Rag:
    for rag in reversed(FOUR):
        at, included = starts[rag]
        if (number > at if up else number < at) or (included and number == at):
            return rag
    return Rag.RED


def in_order(starts: dict[Rag, Start], up: bool) -> bool:
    """Whether no band begins later than a better one."""
    for worse, better in pairwise(FOUR):
        ahead = starts[better][0] - starts[worse][0] if up else starts[worse][0] - starts[better][0]
        if ahead < 0 or (ahead == 0 and starts[better][1] and not starts[worse][1]):
            return False
    return True


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.integers(-2, 2), min_size=3, max_size=3),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
    st.booleans(),
    st.lists(st.integers(-2, 2), min_size=1, max_size=6),
)
@example([-1, -1, -2], (False, True, False), True, [0])
@example([-2, 0, 0], (True, True, False), False, [0, 1])
def test_hidden_edges_lie_inside_and_no_cell_can_tell_the_rest_of_the_inside(
    edges: list[int], included: tuple[bool, bool, bool], up: bool, values: list[int]
) -> None:
    def starts_at(numbers: tuple[Decimal, ...]) -> dict[Rag, Start]:
        return dict(zip(FOUR, zip(numbers, included, strict=True), strict=True))

    hidden = starts_at(tuple(Decimal(edge) for edge in sorted(edges, reverse=not up)))
    assume(in_order(hidden, up))
    numbers = [Decimal(value) for value in values]
    printed = [(number, rating(number, hidden, up)) for number in numbers]
    one = only(cells(*((str(number), rag) for number, rag in printed)), rule_of(hidden, up))
    possible: dict[Rag, set[Decimal]] = {rag: set() for rag in FOUR}
    for tried in product(ANYWHERE, repeat=3):
        starts = starts_at(tried)
        if in_order(starts, up) and all(rating(number, starts, up) is rag for number, rag in printed):
            for rag, number in zip(FOUR, tried, strict=True):
                possible[rag].add(number)
    for found, rag in zip(one.standards, reversed(FOUR), strict=True):
        assert {edge for edge in HALVES if found.allows(edge)} == possible[rag] & set(HALVES), found.kind


OTHER = rule_of(steps("20", "45", "60", "80", "85"), up=True)


@pytest.mark.parametrize(
    ("rule", "then"),
    [
        (FIVE, FIVE),
        (OTHER, FIVE),
        (rule_of(steps("30", "40", "70", "80", "95"), up=True), FIVE),
        (rule_of(steps("20", "40", "60", "80", "99"), up=True), FIVE),
    ],
)
def test_bands_in_the_definitions(rule: BandsRule, then: BandsRule) -> None:
    (one,) = made(RATED, by(rule)).indicators[0].thresholds
    assert (one.rule, one.floor_basis) == (then, FloorBasis.INFERRED)


def test_bands_that_would_have_nothing_in_them_are_left_out() -> None:
    """BLUE is ruled out at 99, and would begin where GREEN does."""
    rule = rule_of(steps("20", "40", "60", "80", "99"), up=True)
    rated = cells(("79", Rag.AMBER_GREEN), ("81", Rag.BLUE))
    assert [one.bands for one in made(rated, by(rule)).left_out] == [rule]


def test_lowest_is_best_too() -> None:
    low = rule_of(
        {Rag.BLUE: (Decimal(2), True), Rag.GREEN: (Decimal(6), True), Rag.AMBER: (Decimal(15), True)},
        up=False,
    )
    rated = cells(("1", Rag.BLUE), ("4", Rag.GREEN), ("9", Rag.GREEN), ("11", Rag.AMBER), ("20", Rag.RED))
    assert places(only(rated, low)) == {
        "BLUE up to": "[1, 4)",
        "GREEN up to": "[9, 11)",
        "AMBER up to": "[11, 20)",
    }
    (one,) = made(rated, by(low)).indicators[0].thresholds
    assert isinstance(one.rule, BandsRule)
    assert [str(edge.number) for _rag, edge in one.rule.starts] == ["2", "10", "15"]


def test_amended_bands_are_read_back(tmp_path: Path) -> None:
    definitions = made(RATED, replace(by(OTHER), definition="Words."))
    thresholds = [each for one in definitions.indicators for each in one.thresholds]
    (tmp_path / "all.yaml").write_text(definitions_text(definitions.indicators, thresholds), encoding="utf-8")
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert (issues, validate_definitions(indicators)) == ((), ())
    rule = indicators[0].thresholds[0].rule
    assert isinstance(rule, BandsRule)
    assert [rule.rag_of(Decimal(number)) for number in ("94.9", "95", "39.9", "40")] == [
        Rag.GREEN,
        Rag.BLUE,
        Rag.AMBER_RED,
        Rag.AMBER,
    ]
