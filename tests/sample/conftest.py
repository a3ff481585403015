"""The sample, read and rated once for all tests of this folder."""

from __future__ import annotations

import pytest

from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import Rated, rate_loaded
from tests.sample.published import SAMPLE


@pytest.fixture(scope="session")
def rated() -> Rated:
    return rate_loaded(load_scorecard(SAMPLE / "scorecard.yaml"))
