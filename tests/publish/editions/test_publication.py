"""Publishing: a new edition, the same again, restated figures, failures of areas."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.publish.editions.edition import Draft
from kpi_engine.publish.editions.manifest import AreaOutcome, AreaStatus
from kpi_engine.publish.editions.publication import Made, Outcome, publishing
from kpi_engine.publish.ledger.ledger import open_ledger
from tests.publish.examples import (
    AUGUST,
    HOLDER,
    JULY,
    PUBLISHED_AT,
    assert_whole,
    fingerprint_of,
    latest_edition,
    maker,
    manifest_of,
    names_in,
    publish_once,
    rating,
    restatements_in,
)


def test_a_first_publication_is_edition_1_with_manifest_pointer_and_ledger(tmp_path: Path) -> None:
    result = publish_once(tmp_path / "out", [rating()])
    assert (result.outcome, str(result.edition)) == (Outcome.PUBLISHED, "2024-08-e1")
    assert names_in(tmp_path / "out") == {"2024-08-e1", "latest.json", "ledger.sqlite", ".kpi.lock"}
    assert names_in(tmp_path / "out" / "2024-08-e1") == {"kent.html", "Swale", "manifest.json"}
    assert [str(edition.name) for edition in assert_whole(tmp_path / "out")] == ["2024-08-e1"]
    manifest = json.loads((tmp_path / "out/2024-08-e1/manifest.json").read_bytes())
    assert manifest["edition"] == "2024-08-e1"
    assert manifest["previous"] == ""
    assert [file["path"] for file in manifest["outputs"]] == ["Swale/swale.html", "kent.html"]


def test_running_again_with_the_same_inputs_changes_no_byte(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating(value="79.0")], JULY)
    publish_once(tmp_path, [rating()])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    result = publish_once(tmp_path, [rating()])
    assert (result.outcome, str(result.edition)) == (Outcome.UNCHANGED, "2024-08-e1")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_same_under_newer_programs_is_unchanged_too(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], version="0.1.0")
    assert publish_once(tmp_path, [rating()], version="0.2.0").outcome is Outcome.UNCHANGED


def test_a_changed_figure_is_a_new_edition_with_a_restatement_and_the_old_edition_stays(
    tmp_path: Path,
) -> None:
    publish_once(tmp_path, [rating()])
    old = (tmp_path / "2024-08-e1/kent.html").read_bytes()
    result = publish_once(tmp_path, [rating(value="78.0", numerator="390")])
    assert str(result.edition) == "2024-08-e2"
    (restatement,) = result.restatements
    assert (restatement.old_edition, restatement.cause) == ("2024-08-e1", Cause.RESTATED_DATA)
    assert (restatement.before.value, restatement.after.value) == ("80.0", "78.0")
    assert (tmp_path / "2024-08-e1/kent.html").read_bytes() == old
    assert latest_edition(tmp_path) == "2024-08-e2"
    assert_whole(tmp_path)
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        assert restatements_in(ledger, result.edition) == result.restatements


def test_a_figure_put_back_is_published_again(tmp_path: Path) -> None:
    for value in ("80.0", "78.0", "80.0"):
        publish_once(tmp_path, [rating(value=value)])
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        editions = ledger.editions()
        shown = [[row.value for row in ledger.ratings_of(edition.name)] for edition in editions]
    assert [str(edition.name) for edition in editions] == ["2024-08-e1", "2024-08-e2", "2024-08-e3"]
    assert shown == [["80.0"], ["78.0"], ["80.0"]]


def test_an_edition_is_compared_with_the_last_one_before_it_by_month_and_number(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating(value="1.0")], JULY)
    publish_once(tmp_path, [rating(value="2.0")], AUGUST)
    publish_once(tmp_path, [rating(value="3.0")], JULY)
    publish_once(tmp_path, [rating(value="4.0")], AUGUST)
    editions = assert_whole(tmp_path)
    assert [(str(edition.name), edition.previous) for edition in editions] == [
        ("2024-07-e1", ""),
        ("2024-08-e1", "2024-07-e1"),
        ("2024-07-e2", "2024-07-e1"),
        ("2024-08-e2", "2024-08-e1"),
    ]


def test_an_edition_for_an_earlier_month_is_not_the_one_that_readers_open(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], AUGUST)
    publish_once(tmp_path, [rating()], JULY)
    assert latest_edition(tmp_path) == "2024-08-e1"


def test_other_pages_from_the_same_inputs_are_a_new_edition_that_says_its_own_name(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    manifest = manifest_of(inputs=repr([rating()]))
    with publishing(tmp_path, HOLDER) as publication:
        result = publication.publish(
            AUGUST, fingerprint_of(manifest), maker([rating()], manifest, pages=["other.html"]), PUBLISHED_AT
        )
    assert str(result.edition) == "2024-08-e2"
    assert (
        b"edition 2024-08-e2, compared with 2024-08-e1" in (tmp_path / "2024-08-e2/other.html").read_bytes()
    )
    assert ".work" not in "".join(names_in(tmp_path))


def test_an_edition_spoiled_by_hand_is_told_and_published_anew_beside_it(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()])
    page = tmp_path / "2024-08-e1/kent.html"
    page.write_text("mended by hand")
    result = publish_once(tmp_path, [rating()])
    assert str(result.edition) == "2024-08-e2"
    assert [str(issue) for issue in result.warnings] == [
        f"{page}: error: it has been changed since it was published; restore the edition from a backup"
    ]
    assert page.read_text() == "mended by hand"


def test_a_failed_area_is_in_the_manifest_and_the_others_are_published(tmp_path: Path) -> None:
    failed = AreaOutcome("Swale", AreaStatus.FAILED, "observations.csv:7: the value is not a number", {})
    manifest = replace(manifest_of(), areas=(*manifest_of().areas, failed), exit_code=3)
    with publishing(tmp_path, HOLDER) as publication:
        publication.publish(AUGUST, fingerprint_of(manifest), maker([rating()], manifest), PUBLISHED_AT)
    facts = json.loads((tmp_path / "2024-08-e1/manifest.json").read_bytes())
    assert facts["exit_code"] == 3
    assert facts["areas"][1] == {
        "area": "Swale",
        "counts": {},
        "reason": "observations.csv:7: the value is not a number",
        "status": "failed",
    }


def test_when_every_area_fails_nothing_is_published(tmp_path: Path) -> None:
    publish_once(tmp_path, [rating()], JULY)
    manifest = manifest_of(status=AreaStatus.FAILED)
    with publishing(tmp_path, HOLDER) as publication:
        result = publication.publish(AUGUST, fingerprint_of(manifest), maker([], manifest, []), PUBLISHED_AT)
    assert (result.outcome, result.edition) == (Outcome.NOTHING, None)
    assert latest_edition(tmp_path) == "2024-07-e1"
    assert names_in(tmp_path) == {"2024-07-e1", "latest.json", "ledger.sqlite", ".kpi.lock"}


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, RuntimeError])
def test_a_run_that_is_stopped_while_rendering_leaves_nothing(
    tmp_path: Path, stop: type[BaseException]
) -> None:
    publish_once(tmp_path, [rating()], JULY)

    def make(draft: Draft) -> Made:
        draft.write("kent.html", [b"half"])
        raise stop

    with pytest.raises(stop), publishing(tmp_path, HOLDER) as publication:
        publication.publish(AUGUST, "f", make, PUBLISHED_AT)
    assert names_in(tmp_path) == {"2024-07-e1", "latest.json", "ledger.sqlite", ".kpi.lock"}


def test_a_name_that_something_else_has_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "2024-08-e1").write_text("notes")
    assert str(publish_once(tmp_path, [rating()]).edition) == "2024-08-e2"
    assert (tmp_path / "2024-08-e1").read_text() == "notes"
