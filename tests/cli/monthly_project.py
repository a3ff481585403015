"""A project of a council, its districts and some monthly indicators, as small as a case can be."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFINITION = """\
  - code: {code}
    name: Indicator {code}
    polarity: {polarity}
    data_period: MS
    frequency: monthly
    unit: {unit}
    decimals: {decimals}
    definition: What it measures.
"""
THRESHOLDS = "    thresholds:\n      - {from: 2023-24, target: 80, floor_standard: 70, floor_basis: stated}\n"
SCORECARD = """\
schema_version: 1
title: T
as_at: {as_at}
areas_file: areas.csv
observations: observations.csv
areas: [{areas}]
sections:
  - {{id: m, title: Monthly, frequency: monthly, indicators: [{codes}]}}
outputs: [{outputs}]
"""
AREAS = "area,parent,level\nNorth,,council\nEast,North,district\nWest,North,district\n"


def defined(
    code: str, more: str = THRESHOLDS, *, polarity: str = "H", unit: str = "percent", decimals: int = 1
) -> str:
    """One definition; ``more`` are its further lines."""
    return DEFINITION.format(code=code, polarity=polarity, unit=unit, decimals=decimals) + more


def write_monthly(
    folder: Path,
    definitions: Mapping[str, str],
    observations: str,
    *,
    areas: str = "North",
    as_at: str = "2024-08",
    outputs: str = "html, csv, json",
    more: str = "",
) -> None:
    """Write it; ``definitions`` by code are those of ``defined``, ``more`` further lines of the scorecard."""
    layout = SCORECARD.format(as_at=as_at, areas=areas, codes=", ".join(definitions), outputs=outputs)
    texts = {
        "indicators/i.yaml": "schema_version: 1\nservice: S\nindicators:\n" + "".join(definitions.values()),
        "m/areas.csv": AREAS,
        "m/scorecard.yaml": layout + more,
        "m/observations.csv": observations,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
