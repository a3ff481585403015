"""What an edition shows of the sample, made some areas at a time, beside all at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from kpi_engine.assemble.tidy import areas as tidy_areas
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.commands.run import contents as run_contents
from kpi_engine.commands.run.contents import Contents, contents_of
from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.pipeline import Rated, rate_loaded
from kpi_engine.publish.compare.definition_hash import definition_hashes
from kpi_engine.publish.compare.records import Records, published_ratings
from tests.cli.project import ROOT, SCORECARD

BLOCK = 200


@pytest.fixture(scope="module")
def rated() -> Rated:
    return rate_loaded(load_scorecard(ROOT / SCORECARD))


@pytest.fixture
def contents(rated: Rated, monkeypatch: pytest.MonkeyPatch) -> Contents:
    monkeypatch.setattr(tidy_areas, "ROWS_IN_A_BLOCK", BLOCK)
    tidy = TidyAreas(rated.ratings, rated.outturns, rated.loaded.areas)
    return contents_of(rated, tidy, rated.loaded.scorecard.area_names)


def records(rated: Rated) -> dict[str, list[PublishedRating]]:
    """Those of all areas, made at once."""
    rows, outturns = np.arange(len(rated.ratings)), np.arange(len(rated.outturns))
    tidy = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas)
    hashes = definition_hashes(rated.ratings.indicators)
    of_all = published_ratings(tidy, rated.ratings, rated.outturns, rows, outturns, hashes=hashes)
    return {area: list(of_area) for area, of_area in of_all.items()}


def test_the_records_of_areas_are_those_made_at_once(rated: Rated, contents: Contents) -> None:
    expected = {area: of_area for area, of_area in records(rated).items() if area in contents.areas}
    assert {area: list(of_area) for area, of_area in contents.ratings.items()} == expected
    assert list(contents.ratings) == sorted(expected)
    assert len(contents.ratings) == len(expected)
    for area in reversed(expected):  # in no order, too
        assert list(contents.ratings[area]) == expected[area]


def test_never_more_than_a_block_or_an_area_is_made_at_once(
    contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[int, int]] = []

    def counted(*arguments: object, hashes: Mapping[str, str]) -> Records:
        of_block = published_ratings(*arguments, hashes=hashes)  # type: ignore[arg-type]
        made.append((sum(map(len, of_block.values())), len(of_block)))
        return of_block

    monkeypatch.setattr(run_contents, "published_ratings", counted)
    assert "Kent" in contents.ratings
    assert "Nowhere" not in contents.ratings
    assert not made
    rows = sum(map(len, contents.ratings.values()))
    assert rows == sum(count for count, _areas in made)
    assert all(count <= BLOCK or areas == 1 for count, areas in made)
    assert len(made) > 1
    assert max(len(table) for table in contents.tables()) <= BLOCK
    assert rows == sum(map(len, contents.tables()))
