"""Columns of exactly one distinct entry, sound and not, through every reader and every stage.

An ordinary month's file has one period. Of a table of one entry a look-up is a view, which nobody may change.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from kpi_engine.commands.shared import exit_codes
from kpi_engine.frames import rate
from kpi_engine.model.issue import InputError
from tests.cli.calling import Caller
from tests.effort import is_nightly

DEFINITION = """\
  - code: {code}
    name: Indicator {code}
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    adds_up_from: district
    add_up: true
    thresholds:
      - {{from: 2024-25, target: 80, floor_standard: 70, floor_basis: stated}}
    definition: What it measures.
"""
SCORECARD = """\
schema_version: 1
title: T
as_at: 2024-08
areas_file: areas.csv
observations: [{files}]
outturns: outturns.csv
comparators: comparators.csv
overrides: overrides.csv
published: printed.csv
areas: [North]
ranks: [{{level: district, at_least: 4}}]
sections:
  - {{id: m, title: Monthly, frequency: monthly, indicators: [{codes}]}}
outputs: [csv, json]
"""
# Of each column: one sound entry, one that is not, and two of which one is not.
ENTRIES = {
    "code": ("A", "X", "A|X"),
    "area": ("East", "Nowhere", "East|Nowhere"),
    "period": ("2024-08", "soon", "2024-08|soon"),
    "value": ("79", "7o", "79|7o", "", "*", "79|*"),
    "status": ("", "carried forward", "suppressed", "lost", "|new"),
}
COMMANDS = (
    ("check", "--strict"),
    ("rate",),
    ("report",),
    ("run", "--dry-run", "--jobs", "1"),
    ("audit",),
    ("infer", "floors"),
    ("explain", "A", "East"),
    ("list", "indicators"),
)
# Of the columns of the other files, one entry of one kind or another in turn.
CHANGED = [
    {},
    *({name: entry} for name, entries in ENTRIES.items() for entry in entries),
    *(
        {"code": code, "period": period, "value": value}
        for code, period, value in product(ENTRIES["code"], ENTRIES["period"], ("7o", "79", "*"))
    ),
]
# So many rows of data, and the indicators; and frames with their parts, and as numbers. Nightly, all of each.
SIZES = list(product((1, 2), (("A",), ("A", "B")))) if is_nightly() else [(1, ("A",)), (2, ("A", "B"))]
FRAMES = (
    list(product((1, 2), (False, True), (False, True)))
    if is_nightly()
    else [(1, False, True), (1, True, False), (2, False, False), (2, True, True)]
)


def rows_of(changed: dict[str, str], rows: int) -> list[dict[str, str]]:
    """So many rows, each column with one entry, or two in turn."""
    plain = {"code": "A", "area": "East", "period": "2024-08", "value": "79", "status": ""}
    columns = {name: entry.split("|") for name, entry in (plain | changed).items()}
    return [{name: texts[row % len(texts)] for name, texts in columns.items()} for row in range(rows)]


def csv_text(rows: list[dict[str, str]]) -> str:
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows), ""])


def write_project(
    folder: Path, changed: dict[str, str], codes: tuple[str, ...], rows: int, files: int
) -> None:
    observations = rows_of(changed, rows)
    code, period, value = (observations[-1][name] for name in ("code", "period", "value"))
    names = [f"observations{number}.csv" for number in range(files)]
    texts = {
        "indicators/i.yaml": "schema_version: 1\nservice: S\nindicators:\n"
        + "".join(DEFINITION.format(code=name) for name in codes),
        "m/areas.csv": "area,parent,level\nNorth,,council\nEast,North,district\nWest,North,district\n",
        "m/scorecard.yaml": SCORECARD.format(files=", ".join(names), codes=", ".join(codes)),
        "m/outturns.csv": f"code,area,year,value\n{code},North,2023-24,{value}\n",
        "m/comparators.csv": f"code,section,comparator,value,year\n{code},,England,79,2023-24\n",
        "m/overrides.csv": "code,area,period,rag,reason,by,date\n"
        f"{code},North,{period},RED,Fire,S,2024-09-01\n",
        "m/printed.csv": "code,area,section,polarity,data_period,period,value,target,rag,dot\n"
        f"{code},East,m,H,MS,{period},{value},80,AMBER,↑\n",
        **{f"m/{name}": csv_text(observations) for name in names},
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    monkeypatch.chdir(tmp_path)
    return Caller(monkeypatch, capsys)


@pytest.mark.parametrize(("rows", "codes"), SIZES, ids=str)
@pytest.mark.parametrize("changed", CHANGED, ids=str)
def test_no_command_fails_of_a_column_with_one_entry(
    changed: dict[str, str],
    rows: int,
    codes: tuple[str, ...],
    tmp_path: Path,
    call: Caller,
) -> None:
    write_project(tmp_path, changed, codes, rows, files=1)
    for command in COMMANDS:
        answer = call(*command)
        assert answer.code != exit_codes.OUR_BUG, (command, answer.err)


# Of each frequency a period, and what else a definition of it says.
OTHER_FREQUENCIES = {
    "daily": ("2024-08-05", ""),
    "weekly": ("w/e 2024-08-02", "weeks: ending_friday"),
    "four_weekly": ("4 weeks to 2024-08-11", "counted_from: 2024-07-15"),
    "bimonthly": ("2024-06 to 2024-07", ""),
    "quarterly": ("2024-25 Q1", ""),
    "half_yearly": ("2023-24 H2", ""),
    "termly": ("2023-24 Summer", "year: academic"),
    "annual": ("2023-24", "year: financial"),
}


@pytest.mark.parametrize("changed", [{}, {"code": "X"}, {"period": "soon"}, {"value": "7o"}], ids=str)
@pytest.mark.parametrize("frequency", OTHER_FREQUENCIES)
def test_nor_of_any_frequency(frequency: str, changed: dict[str, str], tmp_path: Path, call: Caller) -> None:
    period, more = OTHER_FREQUENCIES[frequency]
    write_project(tmp_path, {"period": period} | changed, ("A",), rows=1, files=1)
    for name, old, new in (
        ("indicators/i.yaml", "frequency: monthly", f"frequency: {frequency}\n    {more}".rstrip()),
        ("indicators/i.yaml", "data_period: MS", "data_period: P"),
        ("indicators/i.yaml", "{from: 2024-25, target", "{target"),
        ("m/scorecard.yaml", "frequency: monthly", f"frequency: {frequency}"),
    ):
        file = tmp_path / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    codes = [call(*command).code for command in COMMANDS]
    assert exit_codes.OUR_BUG not in codes
    assert (codes[1] == exit_codes.DONE) is not bool(changed)


@pytest.mark.parametrize("changed", CHANGED[:8], ids=str)
def test_nor_with_several_files(
    changed: dict[str, str],
    tmp_path: Path,
    call: Caller,
) -> None:
    write_project(tmp_path, changed, ("A",), rows=1, files=2)
    for command in COMMANDS:
        assert call(*command).code != exit_codes.OUR_BUG


@pytest.mark.parametrize(("rows", "with_parts", "as_numbers"), FRAMES)
@pytest.mark.parametrize("changed", CHANGED, ids=str)
def test_nor_does_a_frame(
    changed: dict[str, str], rows: int, with_parts: bool, as_numbers: bool, tmp_path: Path
) -> None:
    write_project(tmp_path, {}, ("A",), rows, files=1)
    frame = pd.DataFrame(rows_of(changed, rows))
    if as_numbers:
        frame["value"] = pd.to_numeric(frame["value"], errors="coerce")
    if with_parts:
        frame["numerator"], frame["denominator"] = [Decimal(79)] * rows, [Decimal(100)] * rows
    areas = pd.read_csv(tmp_path / "m/areas.csv", keep_default_na=False)
    with suppress(InputError):  # nothing else may be raised
        assert len(rate(frame, tmp_path / "indicators/i.yaml", areas, "2024-08"))


def test_the_project_itself_is_sound(tmp_path: Path, call: Caller) -> None:
    write_project(tmp_path, {}, ("A",), rows=1, files=1)
    rated = [command for command in COMMANDS if command[0] not in ("check", "audit")]
    assert [call(*command).code for command in rated] == [exit_codes.DONE] * len(rated)
