"""Codes and areas that commentary names, looked up among the defined codes and areas."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, shown


def unknown_labels(
    code: str, area: str, codes: Collection[str], areas: Collection[str], place: Location
) -> Sequence[Issue]:
    """What is wrong with a code and an area; nothing where both are defined.

    No codes or no areas at all: they could not be read, which has been reported.
    """
    issues = []
    for noun, label, known, home in (
        ("code", code, codes, "the definitions"),
        ("area", area, areas, "the areas file"),
    ):
        if known and label not in known:
            remedy = did_you_mean(label, known) or f"correct it, or add it to {home}"
            issues.append(error(place, f"the {noun} {shown(label)} is not defined", remedy))
    return issues
