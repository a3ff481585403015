"""What must hold whatever the definitions and the figures are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from decimal import Decimal
from random import Random
from unittest.mock import patch

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from kpi_engine.model.arrays import blocks
from kpi_engine.model.arrays.observation import ExactColumn
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.figures import series
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.columns import plain_ratings
from tests.oracle.records import PlainObservation, PlainRating
from tests.rate.columns import observations_of
from tests.rate.strategies import AREAS, DECIMALS, indicators, observations

PACKS = st.tuples(
    observations("A1", DECIMALS),
    observations("B2", DECIMALS),
    indicators("A1", DECIMALS),
    indicators("B2", DECIMALS),
).map(lambda drawn: ([*drawn[0], *drawn[1]], list(drawn[2:])))
Pack = tuple[list[PlainObservation], list[Indicator]]
FLIPPED = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}


def rate(
    rows: Sequence[PlainObservation], definitions: Sequence[Indicator], areas: Sequence[Area] = AREAS
) -> list[PlainRating]:
    return plain_ratings(rate_observations(observations_of(rows), definitions, areas))


def negated(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.copy_negate()


def mirrored_rule(rule: RatingRule) -> RatingRule:
    if isinstance(rule, TargetRange):
        green, amber = (
            None if ends is None else (ends[1].copy_negate(), ends[0].copy_negate())
            for ends in (rule.green, rule.amber)
        )
        assert green is not None
        return TargetRange(negated(rule.target), green, amber, rule.otherwise_red)
    if isinstance(rule, BandsRule):
        return mirrored_bands(rule)
    further = tuple((rag, edge.copy_negate()) for rag, edge in rule.further)
    if isinstance(rule, Tolerance):
        target, flipped = rule.target.copy_negate(), not rule.lowest_is_best
        return replace(rule, target=target, lowest_is_best=flipped, further=further)
    if isinstance(rule, MetOrMissed):
        return replace(rule, target=rule.target.copy_negate(), further=further)
    return FloorAndTarget(negated(rule.target), negated(rule.floor_standard), rule.strict, further)


def mirrored_bands(rule: BandsRule) -> BandsRule:
    """The bands of the negated figures."""
    green, red = mirrored_band(rule.green), mirrored_band(rule.red)
    amber = None if rule.amber is None else mirrored_band(rule.amber)
    further = tuple((rag, mirrored_band(band)) for rag, band in rule.further)
    return replace(rule, target=negated(rule.target), green=green, amber=amber, red=red, further=further)


def mirrored_band(band: Band) -> Band:
    low, high = (None if end is None else Edge(-end.number, end.included) for end in (band.high, band.low))
    return replace(band, low=low, high=high)


def is_percent_of_target(rule: RatingRule) -> bool:
    return isinstance(rule, BandsRule) and rule.of is BandsOf.PERCENT_OF_TARGET


def mirrored(indicator: Indicator) -> Indicator:
    return replace(
        indicator,
        polarities=tuple(
            replace(entry, polarity=FLIPPED.get(entry.polarity, entry.polarity))
            for entry in indicator.polarities
        ),
        thresholds=tuple(
            replace(threshold, rule=mirrored_rule(threshold.rule)) for threshold in indicator.thresholds
        ),
    )


@given(PACKS)
def test_negating_the_figures_and_flipping_the_polarity_changes_no_judgement(pack: Pack) -> None:
    rows, definitions = pack
    rules = [threshold.rule for definition in definitions for threshold in definition.thresholds]
    assume(not any(map(is_percent_of_target, rules)))
    mirror = [replace(row, value=negated(row.value), numerator=negated(row.numerator)) for row in rows]
    before, after = rate(rows, definitions), rate(mirror, [mirrored(one) for one in definitions])
    assert [judgement(rating) for rating in after] == [judgement(rating) for rating in before]


def judgement(rating: PlainRating) -> tuple[object, ...]:
    return (
        *(rating.rag, rating.not_rated, rating.direction, rating.no_direction),
        *(rating.margin_to_target, rating.margin_to_floor, rating.carried_forward),
    )


@given(PACKS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(pack: Pack, random: Random) -> None:
    rows, definitions = pack
    order = list(range(len(rows)))
    random.shuffle(order)
    before, after = rate(rows, definitions), rate([rows[place] for place in order], definitions)
    assert [unplaced(rating) for rating in after] == [unplaced(before[place]) for place in order]


def unplaced(rating: PlainRating) -> PlainRating:
    """Without the row number of what it is compared with."""
    return replace(rating, previous=None)


@given(PACKS, observations("A1", DECIMALS))
def test_another_area_changes_no_other(pack: Pack, others: list[PlainObservation]) -> None:
    rows, definitions = pack
    added = [replace(row, area="Elsewhere") for row in others if row.area == "North"]
    areas = [*AREAS, Area("Elsewhere", "district", ("County",))]
    assert rate([*rows, *added], definitions, areas)[: len(rows)] == rate(rows, definitions)


def arrays(ratings: Ratings) -> list[tuple[str, bytes]]:
    """Every array of some ratings, as bytes."""
    found = []
    for field in fields(ratings):
        content = getattr(ratings, field.name)
        if isinstance(content, ExactColumn):
            parts = (content.mantissa * content.present, content.decimals * content.present, content.present)
            found += [(field.name, part.tobytes()) for part in parts]
        elif isinstance(content, np.ndarray):
            found.append((field.name, content.tobytes()))
    return found


@given(PACKS, st.booleans())
def test_rating_again_gives_the_same_bytes(pack: Pack, outturns: bool) -> None:
    rows, definitions = pack
    columns = observations_of(rows)
    first = arrays(rate_observations(columns, definitions, AREAS, outturns))
    assert len(first) > 15
    assert arrays(rate_observations(columns, definitions, AREAS, outturns)) == first


@given(PACKS)
def test_many_small_blocks_and_sorting_give_what_one_block_and_a_grid_give(pack: Pack) -> None:
    rows, definitions = pack
    columns = observations_of(rows)
    plain = arrays(rate_observations(columns, definitions, AREAS))
    with (
        patch.object(blocks, "ROWS_IN_A_BLOCK", 2),
        patch.multiple(series, CELLS_PER_ROW=0, CELLS_ALWAYS_AFFORDABLE=-1),
    ):
        assert arrays(rate_observations(columns, definitions, AREAS)) == plain


@given(PACKS)
def test_the_second_arrow_is_the_arrow_of_the_other_comparison(pack: Pack) -> None:
    rows, definitions = pack
    longer = rate_observations(observations_of(rows), definitions, AREAS).longer
    also = [replace(one, comparison=one.compare_also or one.comparison) for one in definitions]
    other = rate_observations(observations_of(rows), also, AREAS)
    assert (longer is None) is all(one.compare_also is None for one in definitions if _is_used(one, rows))
    if longer is not None:
        assert longer.direction.tolist() == other.direction.tolist()
        assert longer.no_direction.tolist() == other.no_direction.tolist()
        assert longer.previous.tolist() == other.previous.tolist()
        assert longer.has_comparison.tolist() == other.has_comparison.tolist()


def _is_used(indicator: Indicator, rows: Sequence[PlainObservation]) -> bool:
    return any(row.code == indicator.code for row in rows)
