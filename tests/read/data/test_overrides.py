"""Overrides. What is wrong with a file of them: tests/errors/overrides."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.read.data.overrides import read_overrides
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source


def test_a_month_without_any_has_the_header_alone(tmp_path: Path) -> None:
    file = tmp_path / "overrides.csv"
    file.write_text("code,area,period,rag,reason,by,date\n", encoding="utf-8")
    assert read_overrides(source(file), INDICATORS, AREAS, AS_AT) == ((), ())
