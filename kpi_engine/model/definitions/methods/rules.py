"""The rating methods, for code that must know each of them: it matches all, with ``assert_never``."""

from __future__ import annotations

from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance

RatingRule = FloorAndTarget | Tolerance | MetOrMissed | TargetRange | BandsRule
