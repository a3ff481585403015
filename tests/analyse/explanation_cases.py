"""Cases of explanations: a definition, its figures, what is asked, and the lines that answer it.

A case is a file of tests/analyse/explanations beside the lines it expects, in the file of the same name that
ends in ``.expected``.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

from kpi_engine.analyse.explain import explain
from kpi_engine.every_figure import every_figure
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.scorecard import Comparator, FileSource, Precision
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.issue import Location
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations
from kpi_engine.read.definitions.definitions import read_definitions

CASES = sorted((Path(__file__).parent / "explanations").glob("*.yaml"))
AREAS = (Area("Kent", "county", ()), Area("Swale", "team", ("Kent",)), Area("Dover", "team", ("Kent",)))
HEADER = "schema_version: 1\nservice: Test\n{neighbours}indicators:\n"


def expected_file(case: Path) -> Path:
    return case.with_suffix(".expected")


def told(case: Path) -> str:
    """What the engine answers to everything that a case asks."""
    text: Mapping[str, Any] = yaml.safe_load(case.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        ratings, recomputed, comparators = _rated(text)
        answers = []
        for asked in text["explanations"]:
            row = _row(ratings, *asked["ask"])
            computed = recomputed.beside(row, ratings.indicators[ratings.observations.code[row]])
            explanation = explain(ratings, row, text.get("small_cohort"), comparators, computed=computed)
            answers.append("\n".join([f"# {asked['why']}", *explanation.lines]))
    return "\n\n".join(answers) + "\n"


def _rated(text: Mapping[str, Any]) -> tuple[Ratings, Recomputed, tuple[Comparator, ...]]:
    bands = f"bands:\n{indent(text['bands'], '  ')}" if "bands" in text else ""
    header = HEADER.format(neighbours=text.get("neighbours", ""))
    Path("definitions.yaml").write_text(header + text["definition"] + bands, encoding="utf-8")
    Path("data.csv").write_text(text["observations"], encoding="utf-8")
    Path("comparators.csv").write_text(
        text.get("comparators", "code,section,comparator,value\n"), encoding="utf-8"
    )
    indicators, issues = read_definitions([Path("definitions.yaml")], Path())
    assert not issues, issues
    observations, issues = read_observations(
        [_source("data.csv", Precision(text["precision"]))], indicators, AREAS, Month(2024, 8)
    )
    assert not issues, issues
    comparators, _ = read_comparators(_source("comparators.csv", Precision.AS_DEFINED), indicators, AREAS)
    derived = every_figure(observations, indicators, AREAS, Month(2024, 8))
    return rate_observations(derived.observations, indicators, AREAS), derived.recomputed, comparators


def _source(path: str, precision: Precision) -> FileSource:
    return FileSource(
        os.fspath(Path(path).absolute()), precision, "", percent_sign=False, location=Location(path)
    )


def _row(ratings: Ratings, code: str, area: str, period: str) -> int:
    """The row that an analyst means by code, area and period."""
    observations = ratings.observations
    labels = [
        (
            observations.codes[observations.code[row]],
            observations.areas[observations.area[row]],
            period_label(ratings.indicators[observations.code[row]].calendar, int(observations.period[row])),
        )
        for row in range(len(ratings))
    ]
    return labels.index((code, area, str(period)))
