"""Tables of commands on a terminal: words stay whole, and no column is lost."""

from __future__ import annotations

import pytest

from kpi_engine.commands.output.text_table import print_table

COLUMNS = ("code", "name", "data_period", "unused")
ROW = ("SCS40", "Case holding posts filled by permanent qualified social workers", "MS", "")


def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    print_table(COLUMNS, [ROW])
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_where_there_is_room_every_column_is_as_wide_as_its_texts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heads, row = printed(capsys, monkeypatch, 100)
    assert heads.split() == ["code", "name", "data", "period"]
    assert row == f"SCS40  {ROW[1]}  MS"


def test_the_widest_column_gives_way_and_no_word_is_broken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(capsys, monkeypatch, 45)
    assert lines == [
        "code   name                       data period",
        "SCS40  Case holding posts filled  MS",
        "       by permanent qualified",
        "       social workers",
    ]


def test_where_the_columns_find_no_room_a_row_is_a_paragraph(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(capsys, monkeypatch, 30)
    assert lines == [
        "SCS40  Case holding posts",
        "       filled by permanent",
        "       qualified social",
        "       workers",
        "       data period MS",
    ]
