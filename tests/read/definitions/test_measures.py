"""What an indicator is made from: as written, as read, and as written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.model.definitions.made_from.measure import (
    Covers,
    Difference,
    Measure,
    Member,
    Ratio,
    Sum,
    Window,
)
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from tests.read.definition_texts import SOUND, sound_indicators

WRITTEN = [
    ("ratio: {numerator: EH02, denominator: EH03}", ["EH02", "EH03"]),
    ("ratio: {numerator: EH02, denominator: {target_of: EH03}}", ["EH02", "EH03"]),
    ("difference: [EH02, EH03]", ["EH02", "EH03"]),
    ("sum: [EH03, EH02]", ["EH03", "EH02"]),
    ("window: {of: EH02, covers: year_to_date}", ["EH02"]),
]


def expected(line: str, members: list[Member]) -> Measure:
    if line.startswith("ratio"):
        return Ratio(*members, of_target="target_of" in line)
    if line.startswith("difference"):
        return Difference(*members)
    return Sum(tuple(members)) if line.startswith("sum") else Window(members[0], Covers.YEAR_TO_DATE)


@pytest.mark.parametrize(("line", "codes"), WRITTEN, ids=[line for line, _ in WRITTEN])
def test_a_measure_knows_its_members_and_where_they_are_named(
    line: str, codes: list[str], tmp_path: Path
) -> None:
    (indicator,) = sound_indicators(tmp_path, f"{SOUND}    {line}\n")
    measure = indicator.made_from
    assert measure is not None
    named = (measure.numerator, measure.denominator) if isinstance(measure, Ratio) else measure.members
    assert measure == expected(line, list(named))
    places = [(member.code, member.location.column - 5) for member in named]
    assert places == [(code, line.index(code)) for code in codes]


@pytest.mark.parametrize("line", [line for line, _ in WRITTEN])
def test_a_measure_is_written_as_it_was_read(line: str, tmp_path: Path) -> None:
    (indicator,) = sound_indicators(tmp_path, f"{SOUND}    {line}\n")
    assert line in definitions_text([indicator]).replace('"', "")
