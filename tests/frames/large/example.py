"""Indicators that are made from each other and added up, and one that is not."""

from __future__ import annotations

import pandas as pd

MADE = """\
service: Made
indicators:
  - {code: SEEN, name: Seen, polarity: none, data_period: MS, frequency: monthly, unit: cases, decimals: 0,
     add_up: true, adds_up_from: team}
  - {code: ALL, name: All, polarity: none, data_period: MS, frequency: monthly, unit: cases, decimals: 0,
     add_up: true, adds_up_from: team}
  - {code: SHARE, name: Share, polarity: H, data_period: MS, frequency: monthly, unit: percent, decimals: 1,
     ratio: {numerator: SEEN, denominator: ALL}, target: 70, floor_standard: 50}
  - {code: YEAR, name: Share over a year, polarity: H, data_period: YTD, frequency: monthly, unit: cases,
     decimals: 0, window: {of: SEEN, covers: year_to_date}, target: 40, floor_standard: 20}
  - {code: ALONE, name: Alone, polarity: L, data_period: MS, frequency: monthly, unit: days, decimals: 1,
     target: 10.5, floor_standard: 12}
  - {code: BOTH, name: Both, polarity: H, data_period: MS, frequency: monthly, unit: points, decimals: 0,
     overall: {of: [SHARE, ALONE], method: worst, points: {green: 2, amber: 1, red: 0}},
     target: 2, floor_standard: 1}
"""
AREAS = pd.DataFrame(
    [
        ("Kent", "", "county"),
        ("Dover", "Kent", "district"),
        ("D1", "Dover", "team"),
        ("D2", "Dover", "team"),
        ("Essex", "", "county"),
        ("Harlow", "Essex", "district"),
        ("H1", "Harlow", "team"),
    ],
    columns=["area", "parent", "level"],
)
MONTHS = ("2024-04", "2024-05", "2024-06")


def figures() -> pd.DataFrame:
    rows = []
    for place, area in enumerate(("D1", "D2", "H1")):
        for month_number, month in enumerate(MONTHS):
            seen = 7 + 3 * place + 2 * month_number
            rows.append(("SEEN", area, month, str(seen)))
            rows.append(("ALL", area, month, str(seen + 4)))
            rows.append(("ALONE", area, month, f"{9 + place + month_number / 10:.1f}"))
    return pd.DataFrame(rows, columns=["code", "area", "period", "value"])
