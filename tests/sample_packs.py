"""The sample scorecards: Kent's large one, and the others, of which each is of another kind."""

from __future__ import annotations

from pathlib import Path

SAMPLE_DATA = Path(__file__).parents[1] / "sample_data"
KENT = SAMPLE_DATA / "kent_2024_08" / "scorecard.yaml"
OTHERS = tuple(place for place in sorted(SAMPLE_DATA.glob("*/scorecard.yaml")) if place != KENT)
# Their folders: what tests call them by.
OTHER_NAMES = tuple(place.parent.name for place in OTHERS)
