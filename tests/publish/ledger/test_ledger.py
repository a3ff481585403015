"""The ledger: what it records, and that nothing in it can be changed, removed or put in its place."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.edition import EditionName
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.failure import PublishError, RefusedError
from kpi_engine.publish.ledger.history import history_of
from kpi_engine.publish.ledger.ledger import Ledger, create_ledger, open_ledger
from kpi_engine.publish.ledger.schema import RATING_COLUMNS, STATEMENTS
from tests.publish.examples import AUGUST, rating, restatements_in, summary_of, tamper, verify

SWALE = rating(area="Swale", value="66.7", numerator="2", denominator="3", rag="RED")

READINGS: Sequence[Callable[[Ledger], object]] = (
    Ledger.editions,
    Ledger.withdrawals,
    lambda ledger: shown(ledger, "2024-08-e1"),
    lambda ledger: ledger.ratings_of_area(summary_of("2024-08-e2").name, "Kent"),
    lambda ledger: ledger.areas_of(summary_of("2024-08-e1").name),
    lambda ledger: history_of(ledger, "SCS40", "Kent"),
    lambda ledger: ledger.append(summary_of("2024-08-e3"), [rating(value="77.0"), SWALE]),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_ledger(tmp_path / "ledger.sqlite")
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path, writable=True) as ledger:
        yield ledger


def recorded(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def shown(ledger: Ledger, name: str) -> list[PublishedRating]:
    return list(ledger.ratings_of(summary_of(name).name))


def test_an_edition_shows_what_was_published_in_it(ledger: Ledger) -> None:
    july = rating(period="2024-07")
    ledger.append(summary_of("2024-08-e1"), [SWALE, rating(), july])
    assert shown(ledger, "2024-08-e1") == [SWALE, july, rating()]
    assert ledger.editions() == (summary_of("2024-08-e1"),)


def test_what_is_published_again_unchanged_is_not_recorded_again(ledger: Ledger, path: Path) -> None:
    ledger.append(summary_of("2024-08-e1"), [rating(), SWALE])
    assert ledger.append(summary_of("2024-08-e2"), [rating(), SWALE]) == ()
    assert recorded(path, "ratings") == 2
    assert shown(ledger, "2024-08-e2") == shown(ledger, "2024-08-e1")


def test_an_edition_of_one_area_does_not_withdraw_the_others(ledger: Ledger, path: Path) -> None:
    ledger.append(summary_of("2024-08-e1"), [rating(), SWALE])
    ledger.append(summary_of("2024-08-e2"), [SWALE])
    ledger.append(summary_of("2024-08-e3"), [rating(), SWALE])
    assert shown(ledger, "2024-08-e2") == [SWALE]
    assert shown(ledger, "2024-08-e3") == [rating(), SWALE]
    assert recorded(path, "ratings") == 2


def test_an_edition_shows_of_an_area_what_it_shows_of_it_among_all(ledger: Ledger) -> None:
    restated = rating(period="2024-07", value="79.0")
    july, august, june = rating(period="2024-07"), rating(), rating(period="2024-06")
    editions = {
        "2024-08-e1": [july, august, SWALE],
        "2024-08-e2": [SWALE],
        "2024-08-e3": [june, restated, august],
        "2024-08-e4": [july, SWALE],
    }
    for name, ratings in editions.items():
        ledger.append(summary_of(name), ratings)
    for name, ratings in editions.items():
        for area in ("Kent", "Swale", "Dover"):
            shown_of_it = ledger.ratings_of_area(summary_of(name).name, area)
            assert shown_of_it == [row for row in shown(ledger, name) if row.area == area]
            assert sorted(shown_of_it) == sorted(row for row in ratings if row.area == area)


def test_a_restatement_keeps_the_old_figure_beside_the_new(ledger: Ledger) -> None:
    ledger.append(summary_of("2024-07-e1"), [rating()])
    ledger.append(summary_of("2024-08-e1"), [rating(), rating(period="2024-09")])
    (restatement,) = ledger.append(
        summary_of("2024-09-e1"), [rating(value="79.0", numerator="395"), rating(period="2024-09")]
    )
    assert restatement.old_edition == "2024-07-e1"
    assert restatement.cause is Cause.RESTATED_DATA
    assert restatements_in(ledger, summary_of("2024-09-e1").name) == (restatement,)
    assert [row.value for row in shown(ledger, "2024-08-e1")] == ["80.0", "80.0"]
    assert [row.value for row in shown(ledger, "2024-09-e1")] == ["80.0", "79.0"]


@pytest.mark.parametrize(
    ("before", "after", "restated"),
    [
        (rating(value="", rag="", numerator="", denominator=""), rating(), False),
        (rating(), rating(value="", rag="", numerator="", denominator=""), True),
        (rating(), rating(rag="GREEN", target="80.0"), True),
        (rating(), rating(direction_of_travel="improved", previous_value="79.0"), True),
        (rating(), rating(definition_hash="d2"), False),
        (rating(no_direction=""), rating(previous_value="80.00"), False),
    ],
)
def test_only_a_figure_that_was_published_can_be_restated(
    ledger: Ledger, path: Path, before: PublishedRating, after: PublishedRating, restated: bool
) -> None:
    ledger.append(summary_of("2024-08-e1"), [before])
    assert bool(ledger.append(summary_of("2024-08-e2"), [after])) is restated
    assert recorded(path, "ratings") == 2


def test_another_version_of_the_program_is_a_cause(ledger: Ledger) -> None:
    ledger.append(summary_of("2024-08-e1", version="0.1.0"), [rating()])
    (restatement,) = ledger.append(summary_of("2024-08-e2", version="0.2.0"), [rating(rag="RED")])
    assert restatement.cause is Cause.RULE_OR_VERSION_CHANGED


def test_two_ratings_with_one_key_are_refused_whole(ledger: Ledger, path: Path) -> None:
    with pytest.raises(ValueError, match="two ratings for"):
        ledger.append(summary_of("2024-08-e1"), [rating(), rating(value="1.0")])
    assert ledger.editions() == ()
    assert recorded(path, "ratings") == 0


def test_a_name_is_published_once(ledger: Ledger) -> None:
    ledger.append(summary_of("2024-08-e1"), [rating()])
    with pytest.raises(RefusedError, match="edition 2024-08-e1 is in the ledger already"):
        ledger.append(summary_of("2024-08-e1"), [SWALE])


def test_views_tell_the_same_to_whoever_reads_with_sql(ledger: Ledger, path: Path) -> None:
    ledger.append(summary_of("2024-08-e1"), [rating(), SWALE])
    ledger.append(summary_of("2024-08-e2"), [rating(value="79.0"), SWALE])
    with sqlite3.connect(path) as connection:
        shown_in = connection.execute(
            "SELECT shown_in, edition, area, value FROM published ORDER BY shown_in, area"
        ).fetchall()
        restated = connection.execute(
            "SELECT edition, code, old_value, new_value, cause FROM restated"
        ).fetchall()
    assert shown_in == [
        ("2024-08-e1", "2024-08-e1", "Kent", "80.0"),
        ("2024-08-e1", "2024-08-e1", "Swale", "66.7"),
        ("2024-08-e2", "2024-08-e2", "Kent", "79.0"),
        ("2024-08-e2", "2024-08-e1", "Swale", "66.7"),
    ]
    assert restated == [("2024-08-e2", "SCS40", "80.0", "79.0", "restated data")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ratings SET value = '99.9'",
        "DELETE FROM ratings",
        "UPDATE editions SET published_at = ''",
        "DELETE FROM editions",
        "UPDATE contents SET last_rating = 1",
        "DELETE FROM contents",
        "UPDATE restatements SET cause = 'new data'",
        "DELETE FROM restatements",
        "INSERT OR REPLACE INTO ratings SELECT * FROM ratings WHERE id = 1",
        "INSERT OR REPLACE INTO restatements SELECT * FROM restatements",
        "INSERT OR REPLACE INTO editions SELECT * FROM editions WHERE number = 1",
        "INSERT OR REPLACE INTO editions SELECT 3, name, '', '', '', '', '', 0, '' FROM editions LIMIT 1",
        "INSERT OR REPLACE INTO contents SELECT edition, first_rating, 99 FROM contents",
        "INSERT INTO contents SELECT edition, 99, 99 FROM contents",
    ],
)
def test_nothing_can_be_changed_removed_or_replaced(ledger: Ledger, path: Path, statement: str) -> None:
    ledger.append(summary_of("2024-08-e1"), [rating(), SWALE])
    ledger.append(summary_of("2024-08-e2"), [rating(value="79.0"), SWALE])
    with sqlite3.connect(path) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)


def published_twice(path: Path) -> None:
    with open_ledger(path, writable=True) as ledger:
        ledger.append(summary_of("2024-08-e1"), [rating(), SWALE])
        ledger.append(summary_of("2024-08-e2"), [rating(value="79.0"), SWALE])


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (
            ["UPDATE ratings SET value = '81.0' WHERE id = 1"],
            "the records of edition 2024-08-e1 have been changed",
        ),
        (
            ["UPDATE ratings SET value = '81.0' WHERE id = 3"],
            "the records of edition 2024-08-e2 have been changed",
        ),
        (
            ["UPDATE ratings SET value = x'00' WHERE id = 3"],
            "the records of edition 2024-08-e2 have been changed",
        ),
        (
            ["UPDATE editions SET published_at = '2023' WHERE number = 1"],
            "the records of edition 2024-08-e1 have been changed",
        ),
        (
            ["DELETE FROM contents WHERE edition = '2024-08-e2'"],
            "the records of edition 2024-08-e2 have been",
        ),
        (["DELETE FROM restatements"], "the records of edition 2024-08-e2 have been changed"),
        (["DELETE FROM editions WHERE number = 1"], "the records of edition 2024-08-e2 have been changed"),
        (
            ["DELETE FROM editions WHERE number = 2"],
            "it has ratings of an edition 2024-08-e2 that was never published",
        ),
        (
            [
                "INSERT INTO ratings SELECT 4, '2024-08-e1', code, 'Thanet', kind, period, value, numerator,"
                " denominator, target, floor_standard, rag, not_rated, direction_of_travel, no_direction,"
                " previous_period, previous_value, polarity, rule, definition_hash, override, marks,"
                " value_words, longer_period, longer_direction, family, family_rank, family_areas"
                " FROM ratings WHERE id = 1"
            ],
            "the records of edition 2024-08-e1 have been changed",
        ),
    ],
)
def test_tampering_shows(path: Path, statements: Sequence[str], told: str) -> None:
    published_twice(path)
    tamper(path, *statements)
    with pytest.raises(RefusedError, match=told):
        verify(path)


def test_what_the_last_edition_recorded_is_checked_by_opening(path: Path) -> None:
    published_twice(path)
    tamper(path, "UPDATE ratings SET value = '81.0' WHERE id = 3")
    with pytest.raises(RefusedError, match="the records of edition 2024-08-e2 have been changed"):
        open_ledger(path)


def test_what_sqlite_needs_for_a_moment_is_in_memory(path: Path) -> None:
    in_memory = 2  # https://www.sqlite.org/pragma.html#pragma_temp_store
    with open_ledger(path, writable=True) as ledger:
        assert ledger.rows("PRAGMA temp_store", ()) == [(in_memory,)]


def test_the_digest_of_what_is_given_is_the_digest_of_what_is_read_back(path: Path) -> None:
    words = ["\x1f", '"]\x1f["', "a\0b", "line\nbreak", "\\", "é\u2028", "0x1f", ""]
    ratings = [rating(area=f"Area {at}", value_words=word) for at, word in enumerate(words)]
    with open_ledger(path, writable=True) as ledger:
        ledger.append(summary_of("2024-08-e1"), ratings)
    changed = [each._replace(value="1.5") for each in ratings]
    with open_ledger(path, writable=True) as ledger:
        assert len(ledger.append(summary_of("2024-08-e2"), changed)) == len(ratings)
    with open_ledger(path) as ledger:
        ledger.verify()
        assert list(ledger.ratings_of(summary_of("2024-08-e2").name)) == changed


def test_the_digest_of_the_edition_before_the_last_is_checked_by_opening(path: Path) -> None:
    published_twice(path)
    tamper(path, "UPDATE editions SET digest = 'none' WHERE number = 1")
    with pytest.raises(RefusedError, match="the records of edition 2024-08-e2 have been changed"):
        open_ledger(path)


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("ratings", "SELECT 4, '2024-08-e3'" + ", ''" * len(RATING_FIELDS)),
        ("contents", "VALUES ('2024-08-e3', 1, 1)"),
        ("restatements", "VALUES (2, '2024-08-e3', '2024-08-e1', 1, 3, '')"),
    ],
)
def test_records_without_an_edition_are_found_by_opening(path: Path, table: str, row: str) -> None:
    published_twice(path)
    tamper(path, f"INSERT INTO {table} {row}")
    with pytest.raises(
        RefusedError, match=f"it has {table} of an edition 2024-08-e3 that was never published"
    ):
        open_ledger(path)


def test_earlier_editions_are_not_read_by_opening(path: Path) -> None:
    """That they are not is what keeps a long ledger quick; verifying finds what was changed in them."""
    published_twice(path)
    tamper(path, "UPDATE ratings SET value = '81.0' WHERE id = 1")
    with open_ledger(path) as ledger, pytest.raises(RefusedError, match="the records of edition 2024-08-e1"):
        ledger.verify()


def test_a_ledger_put_back_exactly_as_it_was_is_accepted(path: Path) -> None:
    published_twice(path)
    tamper(path)
    verify(path)
    with open_ledger(path) as ledger:
        assert len(ledger.editions()) == 2


def test_a_ledger_without_its_guards_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER ratings_never_deleted")
    with pytest.raises(RefusedError, match="the guards that make it append-only have been changed"):
        open_ledger(path)


def test_every_table_has_its_guards() -> None:
    for table in ("editions", "ratings", "contents", "restatements"):
        for verb in ("UPDATE", "DELETE", "INSERT"):
            assert any(f"BEFORE {verb} ON {table} " in statement for statement in STATEMENTS)


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    path.write_bytes(
        {
            "empty": b"",
            "text": b"code,area,value\n" * 100,
            "cut short": content[:middle],
            "overwritten": content[: middle - 2048] + b"\x5a" * 4096 + content[middle + 2048 :],
            "header only": content[:100] + b"\x00" * (len(content) - 100),
        }[how]
    )


@pytest.mark.parametrize("how", ["empty", "text", "cut short", "overwritten", "header only"])
def test_a_damaged_ledger_is_refused_and_left_as_it_is(path: Path, how: str) -> None:
    published_twice(path)
    damage(path, how)
    before = path.read_bytes()
    for writable in (False, True):
        with pytest.raises(RefusedError) as refused:
            open_ledger(path, writable=writable)
        assert refused.value.issue.location.file == str(path)
        assert "damaged" in refused.value.issue.what or "not a ledger of kpi" in refused.value.issue.what
        assert "it was left as it is; restore it from a backup" in refused.value.issue.remedy
    assert path.read_bytes() == before


def test_any_byte_changed_in_the_records_is_noticed(path: Path) -> None:
    published_twice(path)
    whole = path.read_bytes()
    position = whole.index(b"79.0")
    path.write_bytes(whole[:position] + b"97.0" + whole[position + 4 :])
    with pytest.raises(RefusedError, match="damaged"):
        verify(path)


def test_text_that_is_no_text_is_damage(path: Path) -> None:
    published_twice(path)
    tamper(path, "UPDATE ratings SET value = CAST(x'ff' AS TEXT) WHERE id = 1")
    with pytest.raises(RefusedError, match="damaged"):
        verify(path)
    with open_ledger(path) as ledger, pytest.raises(RefusedError, match="damaged"):
        shown(ledger, "2024-08-e1")


def test_a_name_that_no_edition_has_is_damage(path: Path) -> None:
    with open_ledger(path, writable=True) as ledger:
        odd = replace(summary_of("2024-08-e1"), name=EditionName(AUGUST, 0))
        ledger.append(odd, [rating()])
        with pytest.raises(RefusedError, match=r"damaged \(2024-08-e0 is not the name of an edition\)"):
            ledger.editions()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE editions (name TEXT)")
    with pytest.raises(RefusedError, match="this is not a ledger of kpi"):
        open_ledger(tmp_path / "other.sqlite")


def test_a_ledger_of_a_later_version_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 5")
    with pytest.raises(RefusedError, match="the ledger has version 5, and this kpi works with version 4"):
        open_ledger(path)


def test_a_missing_ledger_is_not_made_by_opening_it(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="there is no ledger here"):
        open_ledger(tmp_path / "ledger.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_is_never_made_over_another_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(RefusedError, match="there is a file already"):
        create_ledger(path)
    assert path.read_bytes() == before


def test_a_reader_cannot_write(path: Path) -> None:
    with open_ledger(path) as ledger, pytest.raises(Exception, match="recording the edition failed"):
        ledger.append(summary_of("2024-08-e1"), [rating()])


def test_a_commit_cut_off_by_a_power_cut_is_rolled_back_by_whoever_opens_it_next(path: Path) -> None:
    """A journal left beside the ledger holds the pages as they were."""
    published_twice(path)
    before = path.read_bytes()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA cache_spill = 1")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(RATING_COLUMNS))
    for number in range(4, 400):
        row = (number, *"x" * (len(RATING_COLUMNS) - 1))
        connection.execute(f"INSERT INTO ratings VALUES ({marks})", row)  # noqa: S608
    journal = path.with_name("ledger.sqlite-journal")
    cut = path.with_name("cut.sqlite")
    shutil.copy(path, cut)
    shutil.copy(journal, cut.with_name("cut.sqlite-journal"))
    connection.execute("ROLLBACK")
    connection.close()
    assert cut.read_bytes() != before
    verify(cut)
    with open_ledger(cut) as ledger:
        assert [str(edition.name) for edition in ledger.editions()] == ["2024-08-e1", "2024-08-e2"]


def test_many_areas_and_periods_are_kept_in_a_few_ranges(ledger: Ledger, path: Path) -> None:
    rows = [
        rating(area=area, code=code, period=f"2023-{month:02d}")
        for area in ("Ashford", "Kent", "Swale")
        for code in ("A1", "B2")
        for month in range(1, 13)
    ]
    ledger.append(summary_of("2023-12-e1"), reversed(rows))
    with pytest.raises(ValueError, match="ratings of Kent in two places"):
        ledger.append(summary_of("2024-01-e1"), [*rows, rating(period="2024-01")])
    later = sorted([*rows, rating(period="2024-01")], key=lambda row: row.area, reverse=True)
    ledger.append(summary_of("2024-01-e1"), later)
    assert recorded(path, "contents") == 2
    assert sorted(shown(ledger, "2024-01-e1"), key=lambda row: row.key) == sorted(
        [*rows, rating(period="2024-01")], key=lambda row: row.key
    )


def test_whatever_is_damaged_is_a_refusal(path: Path) -> None:
    """The page of the schema above all: SQLite quotes its bytes when it complains of them."""
    sound = path.read_bytes()
    chance = random.Random(7)  # noqa: S311 — the same each time
    refused = 0
    for _ in range(400):
        content = bytearray(sound)
        for _ in range(chance.choice([1, 2, 5, 50])):
            content[chance.randrange(4096 if chance.random() < 0.8 else len(content))] = chance.randrange(256)
        path.write_bytes(content)
        try:
            verify(path)
        except PublishError:
            refused += 1
    assert refused > 100


def test_a_record_changed_in_an_earlier_edition_never_stops_a_reader_with_a_traceback(path: Path) -> None:
    """Opening checks the last edition only: whatever is read after that may be damaged."""
    published_twice(path)
    sound = path.read_bytes()
    changes = [
        *(f"UPDATE ratings SET {name} = x'ff' WHERE id = 1" for name in RATING_FIELDS),  # noqa: S608
        *(f"UPDATE restatements SET {name} = x'ff'" for name in ("edition", "old_edition", "cause")),  # noqa: S608
        "UPDATE restatements SET cause = 'none'",
        *(
            f"UPDATE editions SET {name} = {value} WHERE number = 1"  # noqa: S608
            for name in ("name", "published_at", "previous", "versions")
            for value in ("x'ff'", "CAST(x'ff' AS TEXT)", "'none'")
        ),
    ]
    for change in changes:
        path.write_bytes(sound)
        tamper(path, change)
        with pytest.raises(RefusedError, match="damaged"):
            verify(path)
        with suppress(RefusedError), open_ledger(path, writable=True) as ledger:
            for read in READINGS:
                with suppress(RefusedError):
                    read(ledger)
