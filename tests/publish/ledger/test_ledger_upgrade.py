"""Ledgers of version 1, which had no overrides: read as they are, upgraded when something is recorded."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.editions.publication import Outcome, publishing
from kpi_engine.publish.failure import PublishError, RefusedError
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.history import history_of
from kpi_engine.publish.ledger.ledger import Ledger, create_ledger, open_ledger
from kpi_engine.publish.ledger.schema import SCHEMA_VERSION
from tests.publish.children import as_nobody, in_a_child
from tests.publish.examples import (
    AUGUST,
    HOLDER,
    assert_whole,
    names_in,
    publish,
    publish_once,
    rating,
    restatements_in,
    summary_of,
    tamper,
    verify,
    version_1,
)

OLD = ["2024-07-e1", "2024-08-e1", "2024-08-e2"]
OVERRIDE = "AMBER: two posts filled (J. Smith, 2024-09-12)"
OVERRIDDEN = rating(area="Swale", value="66.7", numerator="2", denominator="3", rag="RED", override=OVERRIDE)
ROWS_OF_VERSION_1 = (
    "SELECT id, edition, code, area, kind, period, value, numerator, denominator, target, floor_standard,"
    " rag, not_rated, direction_of_travel, no_direction, previous_period, previous_value, polarity, rule,"
    " definition_hash FROM ratings WHERE id <= 5",
    "SELECT * FROM editions WHERE number <= 3",
    "SELECT * FROM contents WHERE edition < '2024-08-e3'",
    "SELECT * FROM restatements WHERE id <= 1",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return version_1(tmp_path)


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(number)


def rows_of_version_1(path: Path) -> list[list[tuple[object, ...]]]:
    """All that version 1 recorded, digests too."""
    connection = sqlite3.connect(path)
    rows = [connection.execute(statement).fetchall() for statement in ROWS_OF_VERSION_1]
    connection.close()
    return rows


def names(ledger: Ledger) -> list[str]:
    return [str(edition.name) for edition in ledger.editions()]


def test_the_example_is_one_of_version_1(path: Path) -> None:
    assert version(path) == 1
    assert [len(rows) for rows in rows_of_version_1(path)] == [5, 3, 4, 1]
    assert [str(edition.name) for edition in assert_whole(path.parent)] == OLD


def test_it_is_read_as_it_is_without_overrides(path: Path) -> None:
    before = path.read_bytes()
    for writable in (False, True):
        with open_ledger(path, writable=writable) as ledger:
            august = list(ledger.ratings_of(summary_of("2024-08-e1").name))
            assert [(row.area, row.period, row.value, row.override) for row in august] == [
                ("Kent", "2024-07", "80.0", ""),
                ("Kent", "2024-08", "80.0", ""),
                ("Swale", "2024-08", "66.7", ""),
            ]
            kent = ledger.ratings_of_area(summary_of("2024-08-e1").name, "Kent")
            assert kent == [row for row in august if row.area == "Kent"]
            (restatement,) = restatements_in(ledger, summary_of("2024-08-e2").name)
            assert (restatement.before.value, restatement.after.value) == ("80.0", "79.0")
            entries = history_of(ledger, "SCS40", "Kent")
            assert [(entry.edition, entry.rating.value, entry.cause) for entry in entries] == [
                ("2024-07-e1", "80.0", None),
                ("2024-08-e2", "79.0", Cause.RESTATED_DATA),
                ("2024-08-e1", "80.0", None),
            ]
            found = find_differences(
                august, ledger.ratings_of(summary_of("2024-08-e2").name), version_changed=False
            )
            assert [change.cause for change in found.changes] == [Cause.RESTATED_DATA]
    assert path.read_bytes() == before


def test_whoever_may_only_read_can_read_it(open_to_all: Path) -> None:
    path = version_1(open_to_all)
    open_to_all.chmod(0o555)
    path.chmod(0o444)

    def read_without_rights() -> None:
        as_nobody()
        with open_ledger(path) as ledger:
            assert names(ledger) == OLD
            assert len(history_of(ledger, "SCS40", "Swale")) == 2

    assert in_a_child(read_without_rights) == 0
    open_to_all.chmod(0o755)


def test_recording_upgrades_it_and_changes_nothing_of_what_was_recorded(path: Path) -> None:
    before = rows_of_version_1(path)
    result = publish_once(path.parent, [rating(), OVERRIDDEN])
    assert version(path) == SCHEMA_VERSION
    assert rows_of_version_1(path) == before
    (restatement,) = result.restatements
    assert (restatement.old_edition, restatement.cause) == ("2024-08-e1", Cause.OVERRIDE_CHANGED)
    assert restatement.after.override == OVERRIDE
    publish_once(path.parent, [rating(value="81.0"), OVERRIDDEN])
    assert [str(edition.name) for edition in assert_whole(path.parent)] == [*OLD, "2024-08-e3", "2024-08-e4"]
    with open_ledger(path) as ledger:
        third = list(ledger.ratings_of(summary_of("2024-08-e3").name))
        assert third == [rating(), OVERRIDDEN]
        assert [entry.rating.override for entry in history_of(ledger, "SCS40", "Swale")] == ["", "", OVERRIDE]


def test_views_tell_overrides_to_whoever_reads_with_sql(path: Path) -> None:
    publish_once(path.parent, [rating(), OVERRIDDEN])
    connection = sqlite3.connect(path)
    shown = connection.execute("SELECT shown_in, area, override FROM published WHERE period = '2024-08'")
    assert shown.fetchall() == [
        ("2024-08-e1", "Kent", ""),
        ("2024-08-e1", "Swale", ""),
        ("2024-08-e2", "Kent", ""),
        ("2024-08-e2", "Swale", ""),
        ("2024-08-e3", "Kent", ""),
        ("2024-08-e3", "Swale", OVERRIDE),
    ]
    connection.close()


def test_a_run_that_publishes_nothing_new_leaves_it_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    with publishing(path.parent, HOLDER) as publication:
        assert publication.warnings == ()
    assert path.read_bytes() == before


def test_an_upgraded_ledger_is_as_append_only_as_any(path: Path) -> None:
    publish_once(path.parent, [rating(), OVERRIDDEN])
    connection = sqlite3.connect(path)
    for statement in (
        "UPDATE ratings SET override = 'GREEN' WHERE id = 1",
        "DELETE FROM ratings WHERE id = 1",
        "INSERT OR REPLACE INTO ratings SELECT * FROM ratings WHERE id = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("upgraded", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_changed_in_an_edition_of_version_1_shows(path: Path, upgraded: bool, number: int) -> None:
    if upgraded:
        publish_once(path.parent, [rating(), OVERRIDDEN])
    name = OLD[number - 1]
    tamper(path, f"UPDATE ratings SET value = '99.9' WHERE edition = '{name}'")  # noqa: S608
    with pytest.raises(RefusedError, match=f"the records of edition {name} have been changed"):
        verify(path)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE ratings SET override = 'GREEN: no (Nobody, 2024-09-12)' WHERE id = 1", "2024-07-e1"),
        ("UPDATE ratings SET override = x'00' WHERE id = 5", "2024-08-e2"),
        ("UPDATE ratings SET override = '' WHERE override <> ''", "2024-08-e3"),
        ("UPDATE editions SET versions = '{}' WHERE number = 4", "2024-08-e3"),
        ("UPDATE ratings SET value = '99.9' WHERE edition = '2024-08-e3'", "2024-08-e3"),
    ],
)
def test_what_is_changed_after_an_upgrade_shows(path: Path, statement: str, name: str) -> None:
    publish_once(path.parent, [rating(), OVERRIDDEN])
    tamper(path, statement)
    with pytest.raises(RefusedError, match=f"the records of edition {name} have been changed"):
        verify(path)


@pytest.mark.parametrize(
    "statements",
    [
        ["DROP TRIGGER ratings_never_deleted"],
        ["PRAGMA user_version = 2"],
        ["PRAGMA user_version = 3"],
        ["ALTER TABLE ratings ADD COLUMN override TEXT NOT NULL DEFAULT ''"],
        ["ALTER TABLE ratings ADD COLUMN override TEXT", "PRAGMA user_version = 2"],
    ],
)
def test_half_an_upgrade_is_no_ledger_of_either_version(path: Path, statements: list[str]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    with pytest.raises(RefusedError, match="the tables or the guards that make it append-only have been"):
        open_ledger(path)


def test_a_ledger_of_the_present_version_has_no_editions_of_version_1(tmp_path: Path) -> None:
    """Only in an upgraded one may a digest leave overrides out."""
    path = tmp_path / LEDGER
    create_ledger(path)
    with open_ledger(path, writable=True) as ledger:
        ledger.append(summary_of("2024-08-e1"), [rating(override=OVERRIDE)])
    tamper(path, "UPDATE ratings SET override = ''")
    with pytest.raises(RefusedError, match="the records of edition 2024-08-e1 have been changed"):
        verify(path)


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    with publishing(path.parent, HOLDER) as publication:
        pages = publication.ledger.rows("PRAGMA page_count", ())[0][0]
        publication.ledger.rows(f"PRAGMA max_page_count = {pages}", ())
        with pytest.raises(PublishError, match="recording the edition failed: the disk is full"):
            publish(publication, [rating(area=f"Area {number}") for number in range(500)])
        assert names(publication.ledger) == OLD
        assert [entry.rating.override for entry in history_of(publication.ledger, "SCS40", "Kent")] == [
            ""
        ] * 3
        assert path.read_bytes() == before
        publication.ledger.rows("PRAGMA max_page_count = 100000", ())
        assert publish(publication, [rating(), OVERRIDDEN]).outcome is Outcome.PUBLISHED
    assert version(path) == SCHEMA_VERSION
    assert_whole(path.parent)


def test_a_disk_that_takes_no_more_is_told_and_the_ledger_stays_as_it_was(path: Path) -> None:
    rows = [rating(area=f"Area {number}") for number in range(150)]
    before = path.read_bytes()

    def publish_on_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
        with pytest.raises(PublishError, match="the disk is full or a quota is used up; free some space"):
            publish_once(path.parent, rows)

    assert in_a_child(publish_on_a_full_disk) == 0
    assert path.read_bytes() == before
    assert publish_once(path.parent, rows).outcome is Outcome.PUBLISHED
    assert len(assert_whole(path.parent)) == 4


def test_a_ledger_that_may_not_be_written_to_is_told_and_can_still_be_read(open_to_all: Path) -> None:
    path = version_1(open_to_all)
    open_to_all.chmod(0o777)
    path.chmod(0o444)

    def publish_without_rights() -> None:
        as_nobody()
        with pytest.raises(PublishError, match="recording the edition failed: it may not be written to"):
            publish_once(open_to_all, [rating(), OVERRIDDEN])
        with open_ledger(path) as ledger:
            assert names(ledger) == OLD

    assert in_a_child(publish_without_rights) == 0
    assert version(path) == 1


def test_an_upgrade_cut_off_by_a_power_cut_is_rolled_back_by_whoever_opens_it_next(path: Path) -> None:
    """A journal left beside the ledger holds the pages as they were."""
    before = path.read_bytes()
    cut = path.with_name("cut.sqlite")
    with open_ledger(path, writable=True) as ledger:
        for setting in ("cache_spill = 1", "cache_size = 1"):
            ledger.rows(f"PRAGMA {setting}", ())

        def rows_until_the_cut() -> Iterator[PublishedRating]:
            for number in range(300):
                yield rating(area=f"Area {number:03}", override=OVERRIDE)
            shutil.copy(path, cut)
            shutil.copy(path.with_name(f"{LEDGER}-journal"), cut.with_name("cut.sqlite-journal"))

        ledger.append(summary_of("2024-08-e3"), rows_until_the_cut())
    assert version(path) == SCHEMA_VERSION
    assert cut.read_bytes() != before
    verify(cut)
    with open_ledger(cut) as ledger:
        assert names(ledger) == OLD
    assert version(cut) == 1


def test_who_reads_while_another_upgrades_reads_on(path: Path) -> None:
    with open_ledger(path) as reader:
        publish_once(path.parent, [rating(), OVERRIDDEN])
        assert [entry.rating.override for entry in history_of(reader, "SCS40", "Swale")] == ["", "", OVERRIDE]
        assert names(reader) == [*OLD, "2024-08-e3"]


def test_who_opened_it_before_another_upgraded_it_records_all_the_same(path: Path) -> None:
    with open_ledger(path, writable=True) as late:
        publish_once(path.parent, [rating(), OVERRIDDEN])
        late.append(summary_of("2024-09-e1"), [rating(period="2024-09", override=OVERRIDE)])
    with open_ledger(path) as ledger:
        assert names(ledger) == [*OLD, "2024-08-e3", "2024-09-e1"]


def test_an_upgrade_leaves_nothing_beside_the_ledger(path: Path) -> None:
    publish_once(path.parent, [rating(), OVERRIDDEN], AUGUST)
    assert names_in(path.parent) == {*OLD, "2024-08-e3", "latest.json", LEDGER, ".kpi.lock"}
