"""Files that a command reads last: what is wrong with them is said where earlier files are wrong, too."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.issue import Issue

if TYPE_CHECKING:
    from kpi_engine.model.figures.commentary import Commentary

# Finds the problems of files by the scorecard that names them, what is defined and the areas.
AlsoRead: TypeAlias = Callable[[Scorecard, tuple[Indicator, ...], tuple[Area, ...]], Iterable[Issue]]


def commentary_of(
    scorecard: Scorecard, indicators: tuple[Indicator, ...], areas: tuple[Area, ...]
) -> tuple[tuple[Commentary, ...], tuple[Issue, ...]]:
    """The commentary that a scorecard names, and every problem of it; problems are returned, not raised."""
    from kpi_engine.read.commentary.commentary import read_commentary

    return read_commentary(scorecard.commentary, indicators, areas, Path(scorecard.root))


def commentary_problems(
    scorecard: Scorecard, indicators: tuple[Indicator, ...], areas: tuple[Area, ...]
) -> tuple[Issue, ...]:
    """What is wrong with the commentary, where indicators could be read: commentary can be on a service."""
    return commentary_of(scorecard, indicators, areas)[1] if indicators and scorecard.commentary else ()
