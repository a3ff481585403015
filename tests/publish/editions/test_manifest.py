"""The manifest and the record of a run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.outputs.edition import EditionSummary
from kpi_engine.publish.editions.manifest import (
    AreaOutcome,
    AreaStatus,
    FileHash,
    Manifest,
    manifest_bytes,
    same_publication,
)
from kpi_engine.publish.editions.run_record import RunRecord, interrupted, write_run_record
from kpi_engine.publish.failure import PublishError
from tests.publish.examples import HOLDER, fingerprint_of, manifest_of, names_in, summary_of

FINDING = Issue(
    Severity.WARNING, Location("observations.csv", 7), "this row repeats line 6", "remove one of them", "Kent"
)


def as_published(manifest: Manifest) -> EditionSummary:
    """What the ledger knows of an edition with this manifest."""
    return summary_of("2024-08-e1", manifest_sha256=hashlib.sha256(manifest_bytes(manifest)).hexdigest())


def test_it_says_everything_in_a_settled_order() -> None:
    manifest = replace(
        manifest_of(),
        edition="2024-08-e2",
        previous="2024-08-e1",
        outputs=(FileHash("kent.html", "b" * 64, 2), FileHash("Swale/swale.html", "a" * 64, 1)),
        areas=(
            AreaOutcome("Kent", AreaStatus.PUBLISHED, "", {"RED": 2, "AMBER": 1}),
            AreaOutcome("Swale", AreaStatus.PUBLISHED, "", {"RED": 1}),
        ),
        findings=(FINDING,),
    )
    assert json.loads(manifest_bytes(manifest)) == {
        "manifest_version": 1,
        "edition": "2024-08-e2",
        "previous": "2024-08-e1",
        "title": "Children's services",
        "as_at": "2024-08",
        "options": {"formats": "html, csv"},
        "versions": {"kpi_engine": "0.1.0"},
        "inputs": [{"path": "observations.csv", "sha256": manifest.inputs[0].sha256, "bytes": 5}],
        "definitions": [{"path": "indicators/ics.yaml", "sha256": "0" * 64, "bytes": 10}],
        "outputs": [
            {"path": "Swale/swale.html", "sha256": "a" * 64, "bytes": 1},
            {"path": "kent.html", "sha256": "b" * 64, "bytes": 2},
        ],
        "counts": {"RED": 3, "AMBER": 1},
        "areas": [
            {"area": "Kent", "status": "published", "reason": "", "counts": {"RED": 2, "AMBER": 1}},
            {"area": "Swale", "status": "published", "reason": "", "counts": {"RED": 1}},
        ],
        "findings": [
            {
                "severity": "warning",
                "location": "observations.csv:7",
                "what": "this row repeats line 6",
                "remedy": "remove one of them",
                "area": "Kent",
            }
        ],
        "exit_code": 0,
        "interrupted": False,
    }


def test_the_order_in_which_things_were_gathered_changes_no_byte() -> None:
    files = (FileHash("a.csv", "1" * 64, 1), FileHash("b.csv", "2" * 64, 2))
    one = replace(manifest_of(), inputs=files, versions={"numpy": "2", "kpi_engine": "1"})
    other = replace(manifest_of(), inputs=files[::-1], versions={"kpi_engine": "1", "numpy": "2"})
    assert manifest_bytes(one) == manifest_bytes(other)
    assert fingerprint_of(one) == fingerprint_of(other)


def test_text_stays_readable_and_odd_file_names_do_not_stop_it() -> None:
    manifest = replace(manifest_of(), title="Ysgol – Ŵyl", inputs=(FileHash("caf\udce9.csv", "1" * 64, 1),))
    content = manifest_bytes(manifest)
    assert "Ysgol – Ŵyl".encode() in content
    assert json.loads(content)["inputs"][0]["path"] == "caf\udce9.csv"


@pytest.mark.parametrize(
    "other",
    [
        manifest_of(inputs="second"),
        replace(manifest_of(), as_at="2024-07"),
        replace(manifest_of(), options={"formats": "html"}),
        replace(manifest_of(), definitions=()),
    ],
)
def test_another_input_is_another_fingerprint(other: Manifest) -> None:
    assert fingerprint_of(other) != fingerprint_of(manifest_of())
    assert not same_publication(other, as_published(manifest_of()))


def test_only_the_versions_may_differ_between_the_same_publications() -> None:
    published = as_published(manifest_of(version="0.1.0"))
    assert same_publication(manifest_of(version="0.2.0"), published)
    other_page = (FileHash("kent.html", "1" * 64, 1),)
    assert not same_publication(replace(manifest_of(), outputs=other_page), published)


def test_the_record_of_a_run_holds_what_varies_and_the_manifest_what_does_not(tmp_path: Path) -> None:
    record = RunRecord(HOLDER, "2024-09-02T06:02:00+01:00", "published", [FINDING], manifest_of())
    write_run_record(tmp_path, record)
    facts = json.loads((tmp_path / "last-run.json").read_bytes())
    assert facts.pop("manifest") == json.loads(manifest_bytes(manifest_of()))
    assert facts == {
        "outcome": "published",
        "exit_code": 0,
        "interrupted": False,
        "started": "2024-09-02T06:00:00+01:00",
        "finished": "2024-09-02T06:02:00+01:00",
        "host": "ledger-01",
        "user": "scheduler",
        "process": 4711,
        "told": ["observations.csv:7: warning: this row repeats line 6; remove one of them"],
    }
    assert names_in(tmp_path) == {"last-run.json"}


def test_an_interrupted_run_has_no_edition_and_no_outputs() -> None:
    begun = replace(manifest_of(), edition="2024-08-e1", outputs=(FileHash("kent.html", "1" * 64, 1),))
    stopped = interrupted(begun, exit_code=143)
    assert (stopped.interrupted, stopped.exit_code, stopped.edition, stopped.outputs) == (True, 143, "", ())


def test_a_record_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    record = RunRecord(HOLDER, "", "published", [], manifest_of())
    with pytest.raises(PublishError, match="recording the run failed"):
        write_run_record(tmp_path / "gone", record)
