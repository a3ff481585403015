"""A problem is told whatever else there is: before it, after it, of its own kind or of another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Issue
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.validate.definitions import RULES, validate_definitions
from tests.rate.making import a_threshold

FOLDER = Path(__file__).parents[1] / "errors" / "definitions"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.fixture(scope="module")
def broken() -> dict[str, tuple[Indicator, ...]]:
    """The broken definitions of which something can be read, by file."""
    found = {file.stem: read_definitions([file], FOLDER)[0] for file in FILES}
    return {name: indicators for name, indicators in found.items() if indicators}


def beside(indicator: Indicator, others: Sequence[Threshold]) -> Indicator:
    """Each of the others in front of what an indicator has, at a level of its own."""
    own = {threshold.location for threshold in indicator.thresholds}
    strange = [threshold for threshold in others if threshold.location not in own]
    alone = [
        replace(threshold, levels=(f"level {place}",), areas=()) for place, threshold in enumerate(strange)
    ]
    return replace(indicator, thresholds=(*alone, *indicator.thresholds))


def told(issues: Sequence[Issue]) -> Counter[tuple[str, str]]:
    return Counter((str(issue.location), issue.what) for issue in issues)


def test_what_a_threshold_breaks_is_told_beside_thresholds_of_every_other_kind(
    broken: dict[str, tuple[Indicator, ...]],
) -> None:
    thresholds = [
        threshold for name in sorted(broken) for one in broken[name] for threshold in one.thresholds
    ]
    kinds = {
        (type(threshold.rule), threshold.path is None, bool(threshold.origin)): threshold
        for threshold in thresholds
    }
    others = [a_threshold("1", None), *kinds.values()]
    assert len(others) > 7
    for indicators in broken.values():
        for indicator in indicators:
            for rule in RULES:
                assert told([*rule(indicator)]) <= told([*rule(beside(indicator, others))])


def test_what_an_indicator_breaks_is_told_beside_other_indicators(
    broken: dict[str, tuple[Indicator, ...]],
) -> None:
    """Names of one file mean nothing in another, so that each file is put beside one that is sound."""
    sound = broken["paths"]
    for name, indicators in broken.items():
        codes = {indicator.code for indicator in indicators}
        others = [replace(one, code=f"Q{place}X") for place, one in enumerate(sound)]
        assert not codes & {one.code for one in others}
        alone = told(validate_definitions(indicators, complete=False))
        before, after = ((*others, *indicators), (*indicators, *others))
        for together in (before, after):
            assert alone <= told(validate_definitions(together, complete=False)), name
