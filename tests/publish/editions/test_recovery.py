"""What the next run makes of what a run before it left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi_engine.publish.editions.publication import Outcome, publishing
from kpi_engine.publish.failure import RefusedError
from tests.publish.examples import (
    AUGUST,
    HOLDER,
    JULY,
    assert_whole,
    latest_edition,
    names_in,
    publish_once,
    rating,
)


def test_stray_parts_are_swept(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    (tmp_path / ".work-2024-08-e2-0badcafe" / "districts").mkdir(parents=True)
    (tmp_path / ".work-2024-08-e2-0badcafe" / "districts" / "swale.html").write_text("half")
    (tmp_path / ".work-latest.json-0badcafe").write_text("{")
    (tmp_path / ".work-link").symlink_to(tmp_path / "2024-08-e1")
    with publishing(tmp_path, HOLDER):
        assert not [name for name in names_in(tmp_path) if name.startswith(".work")]
    assert_whole(tmp_path)


def test_other_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*")
    publish_once(tmp_path, [rating()])
    assert ".gitignore" in names_in(tmp_path)


def test_a_recorded_edition_is_put_in_place(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    publish_once(tmp_path, [rating()], AUGUST)
    (tmp_path / "2024-08-e1").rename(tmp_path / ".work-2024-08-e1-0badcafe")
    (tmp_path / "latest.json").unlink()
    with publishing(tmp_path, HOLDER) as publication:
        assert publication.warnings == ()
        assert [str(edition.name) for edition in assert_whole(tmp_path)] == ["2024-07-e1", "2024-08-e1"]


def test_a_work_folder_that_is_not_what_was_recorded_is_not_put_in_place(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    work = tmp_path / ".work-2024-08-e1-0badcafe"
    (tmp_path / "2024-08-e1").rename(work)
    (work / "kent.html").write_text("half")
    with publishing(tmp_path, HOLDER) as publication:
        (warning,) = publication.warnings
    assert warning.what == "this edition is in the ledger but its folder is not here"
    assert not work.exists()


def test_an_edition_that_was_moved_away_is_told_and_its_name_is_never_used_again(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    publish_once(tmp_path, [rating()], AUGUST)
    shutil.rmtree(tmp_path / "2024-08-e1")
    with publishing(tmp_path, HOLDER) as publication:
        assert [str(issue) for issue in publication.warnings] == [
            f"{tmp_path}/2024-08-e1: warning: this edition is in the ledger but its folder is not here; "
            "put it back if it was not moved on purpose"
        ]
        assert latest_edition(tmp_path) == "2024-07-e1"
    result = publish_once(tmp_path, [rating()], AUGUST)
    assert (result.outcome, str(result.edition)) == (Outcome.PUBLISHED, "2024-08-e2")


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"edition": "2024-07-e9"}', "\x00"])
def test_a_spoiled_pointer_is_mended(tmp_path: Path, content: str) -> None:
    publish_once(tmp_path, [rating()])
    (tmp_path / "latest.json").write_text(content)
    with publishing(tmp_path, HOLDER):
        assert latest_edition(tmp_path) == "2024-08-e1"


def test_an_edition_that_the_ledger_does_not_know_is_refused(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    shutil.copytree(tmp_path / "2024-08-e1", tmp_path / "2024-09-e1")
    with pytest.raises(RefusedError, match="2024-09-e1: error: this edition is not in the ledger"):
        publish_once(tmp_path, [rating(value="1.0")])
    assert (tmp_path / "2024-09-e1" / "manifest.json").is_file()


def test_a_ledger_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    (tmp_path / "ledger.sqlite").unlink()
    with pytest.raises(
        RefusedError, match="the ledger is gone, although edition 2024-08-e1 has been published"
    ):
        publish_once(tmp_path, [rating()])
    assert not (tmp_path / "ledger.sqlite").exists()


def test_a_damaged_ledger_stops_publishing_and_stays_as_it_is(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    (tmp_path / "ledger.sqlite").write_bytes(b"damaged")
    with pytest.raises(RefusedError, match="the ledger is damaged"):
        publish_once(tmp_path, [rating(value="1.0")])
    assert (tmp_path / "ledger.sqlite").read_bytes() == b"damaged"
    assert names_in(tmp_path) == {"2024-08-e1", "latest.json", "ledger.sqlite", ".kpi.lock"}


def test_an_older_copy_of_the_ledger_is_refused(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    shutil.copy(tmp_path / "ledger.sqlite", tmp_path / "backup.sqlite")
    publish_once(tmp_path, [rating()], AUGUST)
    shutil.copy(tmp_path / "backup.sqlite", tmp_path / "ledger.sqlite")
    with pytest.raises(RefusedError, match="2024-08-e1: error: this edition is not in the ledger"):
        publish_once(tmp_path, [rating()], AUGUST)
