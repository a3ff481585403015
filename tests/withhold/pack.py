"""A project with small numbers of every kind: areas in areas, sums, ratios, windows, outturns, ranks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

DEFINITIONS = """\
schema_version: 1
service: Children's services
indicators:
  - code: VISITS
    name: Children seen in time
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    definition: Children seen within ten days.
    thresholds: [{from: 2023-04, target: 85, floor_standard: 70, floor_basis: stated}]
  - code: VISITS12
    name: Children seen in time, rolling year
    polarity: H
    data_period: R12M
    frequency: monthly
    unit: percent
    decimals: 1
    window: {of: VISITS, covers: rolling_12_months}
    definition: The same over twelve months.
    thresholds: [{from: 2023-04, target: 85, floor_standard: 70, floor_basis: stated}]
  - code: NEW
    name: New cases
    polarity: L
    data_period: MS
    frequency: monthly
    unit: cases
    decimals: 0
    definition: Cases opened.
    thresholds: [{from: 2023-04, target: 12, floor_standard: 30, floor_basis: stated}]
  - code: AGAIN
    name: Cases opened again
    polarity: none
    data_period: MS
    frequency: monthly
    unit: cases
    decimals: 0
    definition: Cases opened again.
  - code: ALL
    name: All cases
    polarity: none
    data_period: MS
    frequency: monthly
    unit: cases
    decimals: 0
    sum: [NEW, AGAIN]
    definition: New cases and cases opened again.
  - code: RANKED
    name: Overall
    polarity: H
    data_period: MS
    frequency: monthly
    unit: points
    decimals: 0
    overall: {of: [VISITS, VISITS12], method: worst, points: {green: 2, amber: 1, red: 0}}
    thresholds: [{from: 2023-04, target: 2, floor_standard: 1, floor_basis: stated}]
    definition: The worst of the two.
"""
SCORECARD = """\
schema_version: 1
title: Small numbers
as_at: 2024-03
areas_file: areas.csv
observations: observations.csv
outturns: outturns.csv
small_numbers: {below: 6}
ranks: {level: district, at_least: 2}
areas: [County, North, South, East, N1]
sections:
  - {id: m, title: Monthly, frequency: monthly, indicators: [VISITS, VISITS12, NEW, AGAIN, ALL, RANKED]}
outputs: [html, csv, json]
"""
AREAS = """\
area,parent,level
County,,county
North,County,district
South,County,district
East,County,district
N1,North,team
N2,North,team
"""
LEAVES = ("N1", "N2", "South", "East")
MONTHS = (*(f"2023-{month:02d}" for month in range(3, 13)), "2024-01", "2024-02", "2024-03")
# Numerators and denominators of VISITS, and the counts NEW and AGAIN, by leaf: some are small in some months.
VISITS = {"N1": (8, 11), "N2": (31, 40), "South": (50, 62), "East": (44, 50)}
COUNTS = {
    "NEW": {"N1": 9, "N2": 20, "South": 31, "East": 17},
    "AGAIN": {"N1": 8, "N2": 12, "South": 9, "East": 30},
}

Figure = tuple[str, str, str]  # code, area, month
Cell = tuple[int, int | None]  # numerator (or count) and denominator


def figures() -> dict[Figure, Cell]:
    """The figures of the leaves."""
    found: dict[Figure, Cell] = {}
    for place, month in enumerate(MONTHS):
        for area, (numerator, denominator) in VISITS.items():
            found["VISITS", area, month] = (numerator + place % 3, denominator + place % 4)
        for code, by_area in COUNTS.items():
            for area, count in by_area.items():
                found[code, area, month] = (count + place % 4, None)
    found["VISITS", "N1", "2024-02"] = (3, 9)
    found["VISITS", "South", "2023-12"] = (58, 62)
    found["NEW", "East", "2024-03"] = (4, None)
    found["AGAIN", "N2", "2024-03"] = (2, None)
    found["AGAIN", "South", "2024-03"] = (3, None)
    return found


def write_pack(folder: Path, leaves: Mapping[Figure, Cell]) -> Path:
    """Write the project with the figures of the leaves and the totals that they make; its scorecard."""
    rows = ["code,area,period,value,numerator,denominator"]
    for month in MONTHS:
        for code in ("VISITS", "NEW", "AGAIN"):
            by_area = {area: leaves[code, area, month] for area in LEAVES}
            by_area["North"] = _total([by_area["N1"], by_area["N2"]])
            by_area["County"] = _total([by_area[area] for area in LEAVES])
            for area, (numerator, denominator) in by_area.items():
                rows.append(
                    f"{code},{area},{month},{numerator},,"
                    if denominator is None
                    else f"{code},{area},{month},,{numerator},{denominator}"
                )
    # The outturn of a year of visits is what its last month shows.
    outturns = ["code,area,year,value"]
    for area in ("South", "East"):
        numerator, denominator = leaves["VISITS", area, "2023-03"]
        outturns.append(f"VISITS,{area},2022-23,{100 * numerator / (denominator or 1):.1f}")
    files = {
        "indicators/i.yaml": DEFINITIONS,
        "pack/scorecard.yaml": SCORECARD,
        "pack/areas.csv": AREAS,
        "pack/observations.csv": "\n".join([*rows, ""]),
        "pack/outturns.csv": "\n".join([*outturns, ""]),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "pack" / "scorecard.yaml"


def _total(cells: list[Cell]) -> Cell:
    denominators = [denominator for _, denominator in cells if denominator is not None]
    return sum(numerator for numerator, _ in cells), sum(denominators) if denominators else None
