"""The sample's ratings as the ledger keeps them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import chain

import numpy as np
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.pipeline import Rated, rate_loaded
from kpi_engine.publish.compare.definition_hash import definition_hash, definition_hashes, rule_text
from kpi_engine.publish.compare.records import published_ratings
from tests.band_rules import bands_rule, contract
from tests.sample.published import SAMPLE


@pytest.fixture(scope="module")
def rated() -> Rated:
    return rate_loaded(load_scorecard(SAMPLE / "scorecard.yaml"))


@pytest.fixture(scope="module")
def records(rated: Rated) -> list[PublishedRating]:
    return records_where(rated, lambda _area: True)


def records_where(rated: Rated, kept: Callable[[str], bool]) -> list[PublishedRating]:
    """The records of the areas that are kept."""
    masks = tuple(
        np.array([kept(area) for area in ratings.observations.areas])[ratings.observations.area]
        for ratings in (rated.ratings, rated.outturns)
    )
    tidy = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas, (masks[0], masks[1]))
    hashes = definition_hashes(rated.ratings.indicators)
    records = published_ratings(
        tidy, rated.ratings, rated.outturns, *map(np.flatnonzero, masks), hashes=hashes
    )
    return list(chain.from_iterable(records.values()))


def indicator(rated: Rated, code: str) -> Indicator:
    return next(indicator for indicator in rated.loaded.indicators if indicator.code == code)


def test_every_rating_and_outturn_is_a_record_with_a_key_of_its_own(
    rated: Rated, records: list[PublishedRating]
) -> None:
    assert len(records) == len(rated.ratings) + len(rated.outturns)
    assert len({record.key for record in records}) == len(records)
    assert Counter(record.kind for record in records) == {
        "observation": len(rated.ratings),
        "outturn": len(rated.outturns),
    }


def test_a_record_reads_as_the_tidy_row_does(rated: Rated, records: list[PublishedRating]) -> None:
    record = next(
        record for record in records if record.key[:2] == ("SCS40", "Kent") and record.period == "2024-08"
    )
    assert (record.target, record.floor_standard, record.polarity) == ("85.0", "75.0", "H")
    assert (record.rag, record.rule) == ("RED", "floor and target")
    assert record.definition_hash == definition_hash(indicator(rated, "SCS40"))


def test_a_range_is_recorded_with_its_limits(records: list[PublishedRating]) -> None:
    rules = {record.rule for record in records if record.code == "SCS13" and record.target}
    assert rules == {"green 17.5 to 22.5, amber 12.5 to 27.5"}


def test_only_the_areas_asked_for_are_recorded(rated: Rated, records: list[PublishedRating]) -> None:
    kent = records_where(rated, lambda area: area == "Kent")
    assert kent == [record for record in records if record.area == "Kent"]


def test_a_table_of_other_rows_is_a_fault_of_the_caller(rated: Rated) -> None:
    tidy = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas)
    every, none = np.arange(len(rated.ratings)), np.arange(0)
    with pytest.raises(ValueError, match=r"rows, and \d+ ratings are to be recorded"):
        published_ratings(tidy, rated.ratings, rated.outturns, every, none, hashes={})


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (FloorAndTarget(Decimal("85.0"), None), "floor and target"),
        (FloorAndTarget(Decimal("85.0"), None, strict=True), "floor and strict target"),
        (bands_rule("..6", ">6..15", ">15"), "value, green to 6, amber above 6 to 15, red above 15"),
        (
            contract("1874", "65..", None, "<65"),
            "percent of target at 1 decimals, green from 65, red below 65",
        ),
        (TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), None), "green 17.5 to 22.5"),
        (
            TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal("1E+1"), Decimal(30))),
            "green 17.5 to 22.5, amber 10 to 30",
        ),
    ],
)
def test_a_rule_in_words(rated: Rated, rule: RatingRule, text: str) -> None:
    threshold = indicator(rated, "SCS40").thresholds[0]
    assert rule_text(replace(threshold, rule=rule)) == text


def test_no_threshold_has_no_rule() -> None:
    assert rule_text(None) == ""
