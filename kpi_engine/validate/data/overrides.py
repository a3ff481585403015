"""Overrides against the figures that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.override import Override, rows_overridden
from kpi_engine.model.issue import Issue, warning


def overrides_of_nothing(
    overrides: Sequence[Override], observations: Observations, indicators: Sequence[Indicator]
) -> Iterator[Issue]:
    """An override is of a figure that is there; a warning, since the figure may come later."""
    there = {override.location for override in rows_overridden(overrides, observations).values()}
    calendars = {indicator.code: indicator.calendar for indicator in indicators}
    for override in overrides:
        if override.location not in there:
            period = period_label(calendars[override.code], override.period)
            yield warning(
                override.location,
                f"{override.code} has no figure for {override.area} in {period}, whose rating this overrides",
                "correct code, area or period, or delete the line",
                override.area,
            )
