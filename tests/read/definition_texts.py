"""Definitions to try the reader and the rules with."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.issue import Issue
from kpi_engine.read.definitions.definitions import read_definitions

HEAD = "schema_version: 1\nservice: Early Help\nindicators:\n"
SOUND = """\
  - code: EH01
    name: Percentage of plans reviewed on time
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    definition: Of the plans due for review in the month, the share reviewed on time.
"""


def read_text(folder: Path, text: str) -> tuple[tuple[Indicator, ...], tuple[Issue, ...]]:
    """Read one file with this text, put into the folder."""
    file = folder / "x.yaml"
    file.write_text(text, encoding="utf-8")
    return read_definitions([file], folder)


def sound_indicators(folder: Path, text: str) -> tuple[Indicator, ...]:
    """The indicators of a list of them that has no problem."""
    indicators, issues = read_text(folder, HEAD + text)
    assert issues == ()
    return indicators
