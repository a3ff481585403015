"""Definitions changed and figures rated again: each change is told with the cause that it has."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.loading import load_scorecard
from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.pipeline import rate_loaded
from kpi_engine.publish.compare.definition_hash import definition_hashes
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.compare.records import published_ratings
from tests.small_project import write_project

DEFINITIONS = """\
schema_version: 1
service: Early Help
bands:
  - {name: scores, green: {to: 6}, amber: {above: 6, to: 15}, red: {above: 15}, basis: assumed}
indicators:
  - {code: BANDED, name: Risk, polarity: L, data_period: MS, frequency: monthly, unit: score, decimals: 0, thresholds: [{from: 2024-04, bands: scores}], definition: x}
  - {code: STRICT, name: Plans, polarity: H, data_period: MS, frequency: monthly, unit: plans, decimals: 0, thresholds: [{from: 2024-04, target: 133, strict: true, floor_standard: 100, floor_basis: assumed}], definition: x}
  - {code: YEAR, name: Started, polarity: H, data_period: YTD, frequency: monthly, unit: people, decimals: 0, thresholds: [{from: 2024-25, target: 1200, target_for: year, spread: pro_rata, floor_standard: 600, floor_basis: assumed}], definition: x}
  - {code: N1, name: Part, polarity: H, data_period: MS, frequency: monthly, unit: people, decimals: 0, thresholds: [{from: 2024-04, target: 50, floor_standard: 20, floor_basis: assumed}], definition: x}
  - {code: N2, name: Whole, polarity: H, data_period: MS, frequency: monthly, unit: people, decimals: 0, definition: x}
  - {code: N3, name: Another whole, polarity: H, data_period: MS, frequency: monthly, unit: people, decimals: 0, definition: x}
  - {code: RATIO, name: Share, polarity: H, data_period: MS, frequency: monthly, unit: percent, decimals: 1, ratio: {numerator: N1, denominator: N2}, definition: x}
  - {code: WINDOW, name: In the year, polarity: H, data_period: YTD, frequency: monthly, unit: people, decimals: 0, window: {of: N1, covers: year_to_date}, definition: x}
  - {code: OVERALL, name: Overall, polarity: H, data_period: MS, frequency: monthly, unit: points, decimals: 1, overall: {method: weighted_points, of: [N1, STRICT], points: {green: 2, amber: 1, red: 0}}, definition: x}
"""  # noqa: E501 -- as a definition is written
OBSERVATIONS = """\
code,area,period,value
BANDED,Kent,2024-04,7
STRICT,Kent,2024-04,133
YEAR,Kent,2024-04,60
N1,Kent,2024-04,30
N2,Kent,2024-04,60
N3,Kent,2024-04,90
"""
OVERRIDES = "code,area,period,rag,reason,by,date\nN1,Kent,2024-04,GREEN,Late,J. Smith,2024-05-01\n"


def records(folder: Path, old: str = "", new: str = "") -> list[PublishedRating]:
    """What would be recorded of the project with a text in its files replaced."""
    definitions, observations, overrides = (
        text.replace(old, new) if old else text for text in (DEFINITIONS, OBSERVATIONS, OVERRIDES)
    )
    scorecard = write_project(
        folder,
        definitions=definitions,
        codes=["BANDED", "STRICT", "YEAR", "N1", "N2", "N3", "RATIO", "WINDOW", "OVERALL"],
        observations=observations,
        as_at="2024-04",
        more_of_scorecard="overrides: overrides.csv\n",
        more_files={"overrides.csv": overrides},
    )
    rated = rate_loaded(load_scorecard(scorecard))
    rows, outturns = np.arange(len(rated.ratings)), np.arange(len(rated.outturns))
    tidy = tidy_table(rated.ratings, rated.outturns, rated.loaded.areas)
    hashes = definition_hashes(rated.ratings.indicators)
    of_areas = published_ratings(tidy, rated.ratings, rated.outturns, rows, outturns, hashes=hashes)
    return list(chain.from_iterable(of_areas.values()))


@pytest.mark.parametrize(
    ("old", "new", "causes", "redefined"),
    [
        pytest.param(
            "green: {to: 6}, amber: {above: 6",
            "green: {to: 7}, amber: {above: 7",
            {"BANDED": Cause.BANDS_CHANGED},
            (),
            id="bands",
        ),
        pytest.param(
            "strict: true",
            "strict: false",
            {"STRICT": Cause.RULE_OR_VERSION_CHANGED, "OVERALL": Cause.RESTATED_DATA},
            (),
            id="a target no longer strict",
        ),
        pytest.param(
            "target: 1200", "target: 720", {"YEAR": Cause.TARGET_CHANGED}, (), id="a target for a year"
        ),
        pytest.param(
            "spread: pro_rata, ",
            "spread: [60, 60, 120, 120, 120, 120, 100, 100, 100, 100, 100, 100], ",
            {"YEAR": Cause.TARGET_CHANGED},
            (),
            id="how a target is spread over its year",
        ),
        pytest.param(
            "floor_standard: 600",
            "floor_standard: 960",
            {"YEAR": Cause.FLOOR_CHANGED},
            (),
            id="a floor for a year",
        ),
        pytest.param(
            "denominator: N2",
            "denominator: N3",
            {"RATIO": Cause.DEFINITION_CHANGED},
            ("RATIO",),
            id="a ratio",
        ),
        pytest.param(
            "window: {of: N1,",
            "window: {of: N2,",
            {"WINDOW": Cause.DEFINITION_CHANGED},
            ("WINDOW",),
            id="a window",
        ),
        pytest.param(
            "of: [N1, STRICT]",
            "of: [N1, {code: STRICT, weight: 3}]",
            {},
            ("OVERALL",),
            id="weights that come to the same",
        ),
        pytest.param(
            "amber: 1,", "amber: 1.5,", {"OVERALL": Cause.DEFINITION_CHANGED}, ("OVERALL",), id="points"
        ),
        pytest.param("of: [N1, STRICT]", "of: [STRICT, N1]", {}, (), id="the order of members"),
        pytest.param(
            "N1,Kent,2024-04,30",
            "N1,Kent,2024-04,31",
            dict.fromkeys(("N1", "RATIO", "WINDOW"), Cause.RESTATED_DATA),
            (),
            id="data, and what is made from it",
        ),
        pytest.param(
            OVERRIDES.splitlines()[1], "", {"N1": Cause.OVERRIDE_CHANGED}, (), id="an override taken back"
        ),
        pytest.param("Late", "Very late", {"N1": Cause.OVERRIDE_CHANGED}, (), id="an override's reason"),
    ],
)
def test_a_change_is_told_with_its_cause(
    tmp_path: Path, old: str, new: str, causes: dict[str, Cause], redefined: tuple[str, ...]
) -> None:
    found = find_differences(records(tmp_path), records(tmp_path, old, new), version_changed=False)
    assert {change.subject.code: change.cause for change in found.changes} == causes
    assert found.redefined == redefined
