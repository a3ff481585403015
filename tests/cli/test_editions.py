"""``kpi verify`` and ``kpi withdraw`` on editions that were published, and on what has become of them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from kpi_engine.publish.layout import LEDGER
from tests.cli.calling import Caller
from tests.cli.project import OUT, SCORECARD, change, copy_sample, published, run
from tests.publish.examples import tamper

WITHDRAW = ("withdraw", "2024-08-e2", "--by", "A. Officer", "--reason", "an indicator was counted twice")


@pytest.fixture(scope="module")
def two_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample with two editions of August."""
    folder = tmp_path_factory.mktemp("editions")
    copy_sample(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        run(formats=["csv"], areas=["Kent"])
        change(SCORECARD.parent / "observations.csv", "SCS40,Kent,2024-08,", "SCS40,Kent,2024-08,9")
        run(formats=["csv"], areas=["Kent"])
        assert latest() == "2024-08-e2"
    return folder


@pytest.fixture(autouse=True)
def _copied(two_editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(two_editions, tmp_path, symlinks=True, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(monkeypatch, capsys)


def latest() -> str:
    return str(json.loads((OUT / "latest.json").read_bytes())["edition"])


def test_what_is_as_it_was_published(kpi: Caller) -> None:
    before = published()
    found = kpi("verify")
    assert (found.code, found.out) == (0, "2 editions and the ledger: as they were published.\n")
    assert published() == before


def test_a_page_that_was_changed_by_hand(kpi: Caller) -> None:
    page = OUT / "2024-08-e1" / "ratings.csv"
    page.write_bytes(page.read_bytes() + b"\n")
    (OUT / "2024-08-e2" / "notes.txt").write_text("")
    (OUT / "2024-08-e2" / "actions.csv").unlink()
    found = kpi("verify")
    remedy = "restore the edition from a backup"
    assert (found.code, found.out) == (
        1,
        f"{OUT}/2024-08-e1/ratings.csv: error: it has been changed since it was published; {remedy}\n"
        f"{OUT}/2024-08-e2/actions.csv: error: it is missing; {remedy}\n"
        f"{OUT}/2024-08-e2/notes.txt: error: it was not published; {remedy}\n"
        "2 editions and the ledger: 3 problems.\n",
    )


def test_editions_that_are_missing_or_unknown_and_a_pointer_to_another(kpi: Caller) -> None:
    shutil.move(OUT / "2024-08-e1", OUT / "2024-07-e1")
    (OUT / "latest.json").write_text("{}")
    found = kpi("verify", "--json")
    issues = json.loads(found.out)["issues"]
    assert found.code == 1
    assert [(one["severity"], one["place"], one["what"]) for one in issues] == [
        ("error", f"{OUT}/2024-08-e1", "this edition is in the ledger but its folder is not here"),
        (
            "error",
            f"{OUT}/2024-07-e1",
            "this edition is not in the ledger, which is older or belongs to another folder",
        ),
        ("warning", f"{OUT}/latest.json", "it does not name the latest edition, 2024-08-e2"),
    ]


def test_the_ledger_alone(kpi: Caller) -> None:
    shutil.rmtree(OUT / "2024-08-e1")
    found = kpi("ledger", "verify")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("2 editions and ")
    assert found.out.endswith(" ratings in the ledger: as they were recorded.\n")


def test_a_record_of_an_earlier_edition_that_was_changed(kpi: Caller) -> None:
    tamper(OUT / LEDGER, "UPDATE ratings SET value = '99.9' WHERE id = 1")
    for command in (["verify"], ["ledger", "verify"]):
        found = kpi(*command)
        assert (found.code, found.out) == (2, "")
        assert "the records of edition 2024-08-e1 have been changed since it was published" in found.err


@pytest.mark.parametrize("page", [1, 2, 5])
def test_a_ledger_of_which_a_page_is_damaged_is_refused(kpi: Caller, page: int) -> None:
    """The first page holds the names of the tables."""
    ledger = OUT / LEDGER
    content = bytearray(ledger.read_bytes())
    size = int.from_bytes(content[16:18])
    start = (page - 1) * size + (100 if page == 1 else 0)
    content[start : page * size] = b"\xa5" * (page * size - start)
    ledger.write_bytes(content)
    for command in (["verify"], ["history", "SCS40", "Kent"], ["run", "--formats", "csv"], [*WITHDRAW]):
        found = kpi(*command)
        assert found.code == 2, found
        assert f"{LEDGER}: error: the ledger is damaged (" in found.err
        assert "it was left as it is; restore it from a backup" in found.err
    assert ledger.read_bytes() == content


def test_an_edition_is_withdrawn_on_record(kpi: Caller) -> None:
    before = published()
    found = kpi(*WITHDRAW)
    assert (found.code, found.out) == (0, "2024-08-e2 is withdrawn; readers are pointed to 2024-08-e1.\n")
    assert latest() == "2024-08-e1"
    assert published() == before
    told = kpi("verify").out
    assert "2024-08-e2 was withdrawn on 20" in told
    assert "by A. Officer: an indicator was counted twice\n" in told
    for command in (("diff", "2024-08-e1", "2024-08-e2"), ("history", "SCS40", "Kent")):
        assert kpi(*command).err in told
        assert "2024-08-e2 was withdrawn on 20" in kpi(*command).err
    assert kpi("diff", "2024-08-e1", "2024-08-e1").err == ""
    # The same inputs make a new edition, compared with the one that readers have.
    assert run(formats=["csv"], areas=["Kent"]) == 0
    assert latest() == "2024-08-e3"
    manifest = json.loads((OUT / "2024-08-e3" / "manifest.json").read_bytes())
    assert manifest["previous"] == "2024-08-e1"
    assert kpi("verify").code == 0


def test_without_an_edition_there_is_no_pointer(kpi: Caller) -> None:
    kpi(*WITHDRAW)
    found = kpi("withdraw", "2024-08-e1", "--by", "A. Officer", "--reason", "all of it was wrong")
    assert found.out == "2024-08-e1 is withdrawn; readers have no edition.\n"
    assert not (OUT / "latest.json").exists()
    assert kpi("verify").code == 0


def test_what_cannot_be_withdrawn(kpi: Caller) -> None:
    unknown = kpi("withdraw", "2024-08-e7", "--by", "A. Officer", "--reason", "wrong")
    assert (unknown.code, unknown.err.splitlines()[0]) == (
        2, 'EDITION: error: there is no edition "2024-08-e7"; did you mean "2024-08-e2" or "2024-08-e1"?',
    )  # fmt: skip
    empty = kpi("withdraw", "2024-08-e1", "--by", " ", "--reason", "a\x1bb")
    assert empty.err.splitlines()[:2] == [
        "--by: error: the text is empty; say it in a few words: it stays on record",
        '--reason: error: "a\\u001bb" has an invisible or control character (U+001B); delete it',
    ]
    kpi(*WITHDRAW)
    twice = kpi(*WITHDRAW)
    assert (twice.code, twice.err) == (
        2, f"{OUT}/{LEDGER}: error: edition 2024-08-e2 has been withdrawn already; nothing more is needed\n",
    )  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE withdrawals SET reason = 'none'",
        "DELETE FROM withdrawals",
        "INSERT INTO withdrawals VALUES (2, '2024-08-e2', '', '', '', '')",
        "INSERT INTO withdrawals VALUES (2, '2024-08-e9', '', '', '', '')",
        "INSERT OR REPLACE INTO withdrawals VALUES (1, '2024-08-e1', '', '', '', '')",
    ],
)
def test_a_withdrawal_stays_on_record(kpi: Caller, statement: str) -> None:
    kpi(*WITHDRAW)
    connection = sqlite3.connect(OUT / LEDGER)
    with pytest.raises(sqlite3.IntegrityError, match="the ledger is append-only"):
        connection.execute(statement)
    connection.close()


def test_a_withdrawal_that_was_changed_past_the_guards_shows(kpi: Caller) -> None:
    kpi(*WITHDRAW)
    connection = sqlite3.connect(OUT / LEDGER)
    (guard,) = connection.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'withdrawals_never_updated'"
    ).fetchone()
    connection.execute("DROP TRIGGER withdrawals_never_updated")
    connection.execute("UPDATE withdrawals SET reason = 'none'")
    connection.execute(guard)
    connection.commit()
    connection.close()
    found = kpi("verify")
    assert found.code == 2
    assert "the record that edition 2024-08-e2 was withdrawn has been changed" in found.err
