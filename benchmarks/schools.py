"""A made-up body with many schools, written as a project that ``kpi run`` can publish."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

_MONTHLY = 8
_ANNUAL = 4
_MONTHS = [f"2023-{month:02d}" for month in range(8, 13)] + [f"2024-{month:02d}" for month in range(1, 9)]
_YEARS = ["2020-21", "2021-22", "2022-23", "2023-24"]


def write_schools(folder: Path, schools: int) -> Path:
    """Write definitions, figures and layout for that many schools, and return the path of the scorecard.

    The same number gives the same files. A school has 8 monthly indicators with 13 months, numerator and
    denominator, and 4 annual ones with 4 years: 120 figures.
    """
    names = [f"School {number:03d}" for number in range(1, schools + 1)]
    (folder / "indicators").mkdir(parents=True)
    (folder / "indicators" / "schools.yaml").write_text("".join(_definitions()), encoding="utf-8")
    areas = ["area,parent,level\n", "County,,county\n", *(f"{name},County,school\n" for name in names)]
    (folder / "areas.csv").write_text("".join(areas), encoding="utf-8")
    (folder / "observations.csv").write_text("".join(_observations(names)), encoding="utf-8")
    scorecard = folder / "scorecard.yaml"
    scorecard.write_text(_layout(names), encoding="utf-8")
    return scorecard


def _codes() -> Iterator[tuple[str, bool]]:
    """Each code, and whether it is monthly."""
    for number in range(1, _MONTHLY + _ANNUAL + 1):
        yield f"SCH{number:02d}", number <= _MONTHLY


def _definitions() -> Iterator[str]:
    yield "schema_version: 1\nservice: Schools\nindicators:\n"
    for code, is_monthly in _codes():
        timing = "MS\n    frequency: monthly" if is_monthly else "A\n    frequency: annual"
        yield (
            f"  - code: {code}\n    name: Percentage of pupils who met measure {code}\n    polarity: H\n"
            f"    data_period: {timing}\n    year: academic\n    unit: percent\n    decimals: 1\n"
            "    thresholds:\n"
            "      - {from: 2019-20, target: 85.0, floor_standard: 75.0, floor_basis: stated}\n"
            "    definition: Made up, to measure how fast packs are made.\n"
        )


def _observations(names: list[str]) -> Iterator[str]:
    """Rows of figures, by chance and yet the same every time."""
    chance = random.Random(600)
    yield "code,area,period,value,numerator,denominator\n"
    for name in names:
        for code, is_monthly in _codes():
            for period in _MONTHS if is_monthly else _YEARS:
                pupils = chance.randint(60, 1500)
                yield f"{code},{name},{period},,{round(pupils * chance.uniform(0.65, 0.95))},{pupils}\n"


def _layout(names: list[str]) -> str:
    monthly = ", ".join(code for code, is_monthly in _codes() if is_monthly)
    annual = ", ".join(code for code, is_monthly in _codes() if not is_monthly)
    return (
        "schema_version: 1\ntitle: Schools scorecard\nas_at: 2024-08\nareas_file: areas.csv\n"
        f"observations: observations.csv\nsmall_cohort: 100\nareas: [{', '.join(names)}]\nsections:\n"
        f"  - {{id: monthly, title: Monthly, frequency: monthly, indicators: [{monthly}]}}\n"
        f"  - {{id: annual, title: Annual, frequency: annual, indicators: [{annual}]}}\n"
        "outputs: [html, xlsx, csv, json]\n"
    )
