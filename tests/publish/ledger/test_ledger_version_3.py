"""Ledgers of version 3, without marks, words, second arrows and families: read as they are, then upgraded."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.published import BESIDE_FIELDS, RATING_FIELDS
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.failure import RefusedError
from kpi_engine.publish.ledger.history import history_of
from kpi_engine.publish.ledger.ledger import open_ledger
from kpi_engine.publish.ledger.schema import SCHEMA_VERSION
from tests.publish.examples import rating, summary_of, tamper, verify, version_1, version_3

OLD = ["2024-07-e1", "2024-08-e1", "2024-08-e2"]
IN_WORDS = rating(value="2", value_words="On track", marks="p", longer_period="2023-08")
FAMILY = {"family": "Inner", "family_rank": "2", "family_areas": "6"}
_COLUMNS_OF_3 = ", ".join(["id", "edition", *(name for name in RATING_FIELDS if name not in BESIDE_FIELDS)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return version_3(tmp_path)


def recorded(path: Path) -> list[list[tuple[object, ...]]]:
    """All that version 3 recorded, digests too."""
    connection = sqlite3.connect(path)
    rows = [
        connection.execute(statement).fetchall()
        for statement in (
            f"SELECT {_COLUMNS_OF_3} FROM ratings WHERE edition < '2024-08-e3'",  # noqa: S608
            "SELECT * FROM editions WHERE number <= 3",
            "SELECT * FROM contents WHERE edition < '2024-08-e3'",
            "SELECT * FROM withdrawals",
        )
    ]
    connection.close()
    return rows


def append(path: Path, name: str, *rows: object) -> None:
    with open_ledger(path, writable=True) as ledger:
        ledger.append(summary_of(name), rows)  # type: ignore[arg-type]


def test_it_is_read_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    for writable in (False, True):
        with open_ledger(path, writable=writable) as ledger:
            ledger.verify()
            shown = list(ledger.ratings_of(summary_of("2024-08-e1").name))
            assert {getattr(row, name) for row in shown for name in BESIDE_FIELDS} == {""}
            assert next(row.override for row in shown if row.area == "Swale").startswith("AMBER: two posts")
            assert [str(one.edition) for one in ledger.withdrawals()] == ["2024-08-e1"]
            assert len(history_of(ledger, "SCS40", "Kent")) == 3
    assert path.read_bytes() == before


def test_recording_upgrades_it_and_changes_nothing_of_what_was_recorded(path: Path) -> None:
    before = recorded(path)
    append(path, "2024-08-e3", IN_WORDS, rating(area="Swale", value="3", rag="GREEN", **FAMILY))
    verify(path)
    assert recorded(path) == before
    append(path, "2024-08-e4", IN_WORDS)
    with open_ledger(path) as ledger:
        ledger.verify()
        assert [str(edition.name) for edition in ledger.editions()] == [*OLD, "2024-08-e3", "2024-08-e4"]
        assert list(ledger.ratings_of(summary_of("2024-08-e4").name)) == [IN_WORDS]
        assert ledger.rows("PRAGMA user_version", ()) == [(SCHEMA_VERSION,)]
        assert [str(one.edition) for one in ledger.withdrawals()] == ["2024-08-e1"]


def test_what_stands_beside_a_figure_is_no_difference(path: Path) -> None:
    with open_ledger(path) as ledger:
        before = list(ledger.ratings_of(summary_of("2024-08-e2").name))
    after = [row._replace(value_words="On track", **FAMILY) for row in before]
    assert find_differences(before, after, version_changed=False).changes == ()
    # The version that made the older edition recorded no marks.
    marked = [row._replace(marks="p") for row in after]
    assert find_differences(before, marked, version_changed=True).changes == ()
    final = find_differences(marked, after, version_changed=True).changes
    assert {change.cause for change in final} == {Cause.MARKS_CHANGED}


@pytest.mark.parametrize("name", BESIDE_FIELDS)
def test_what_is_written_into_the_new_columns_of_old_editions_shows(path: Path, name: str) -> None:
    append(path, "2024-08-e3", IN_WORDS)
    tamper(path, f"UPDATE ratings SET {name} = 'x' WHERE id = 1")  # noqa: S608
    with pytest.raises(RefusedError, match="the records of edition 2024-07-e1 have been changed"):
        verify(path)


@pytest.mark.parametrize("name", BESIDE_FIELDS)
def test_what_is_changed_in_the_new_columns_shows(path: Path, name: str) -> None:
    append(path, "2024-08-e3", IN_WORDS)
    tamper(path, f"UPDATE ratings SET {name} = 'x' WHERE edition = '2024-08-e3'")  # noqa: S608
    with pytest.raises(RefusedError, match="the records of edition 2024-08-e3 have been changed"):
        verify(path)


def test_a_ledger_of_version_1_takes_the_new_columns_at_once(tmp_path: Path) -> None:
    path = version_1(tmp_path)
    append(path, "2024-08-e3", IN_WORDS)
    verify(path)
    with open_ledger(path) as ledger:
        assert list(ledger.ratings_of(summary_of("2024-08-e3").name)) == [IN_WORDS]
