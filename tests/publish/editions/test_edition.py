"""The work folder of an edition, and whether an edition is whole."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kpi_engine.model.outputs.edition import EditionName, parse_edition_name
from kpi_engine.publish.editions.edition import Draft, place_edition, verify_edition
from kpi_engine.publish.editions.manifest import FileHash
from kpi_engine.publish.failure import RefusedError
from tests.publish.examples import AUGUST, manifest_of, names_in

NAME = EditionName(AUGUST, 1)


def sealed(folder: Path) -> tuple[Path, str]:
    draft = Draft(folder, NAME, "")
    draft.write("kent.html", [b"<p>Kent</p>"])
    draft.write("districts/swale.html", [b"<p>Swale</p>"])
    digest = draft.seal(manifest_of())
    place_edition(draft.path, folder / str(NAME))
    return folder / str(NAME), digest


def test_a_file_of_many_blocks_is_one_file(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NAME, "")
    draft.write("ratings.csv", (f"{number}\n".encode() for number in range(1_000)))
    content = "".join(f"{number}\n" for number in range(1_000)).encode()
    assert (draft.path / "ratings.csv").read_bytes() == content
    assert draft.outputs == (FileHash("ratings.csv", hashlib.sha256(content).hexdigest(), len(content)),)


def test_an_edition_name_reads_back() -> None:
    assert parse_edition_name("2024-08-e12") == EditionName(AUGUST, 12)
    assert str(EditionName(AUGUST, 12)) == "2024-08-e12"


@pytest.mark.parametrize(
    "text", ["2024-13-e1", "2024-08-e0", "2024-08", "2024-08-e1 ", "x2024-08-e1", "٢٠٢٤-08-e1"]
)
def test_other_texts_are_no_edition_names(text: str) -> None:
    assert parse_edition_name(text) is None


def test_twelve_follows_two_by_number_not_by_letter() -> None:
    assert EditionName(AUGUST, 12) > EditionName(AUGUST, 2)


def test_a_draft_is_hidden_until_it_is_placed(tmp_path: Path) -> None:
    draft = Draft(tmp_path, NAME, "")
    draft.write("kent.html", [b""])
    assert all(name.startswith(".work-2024-08-e1-") for name in names_in(tmp_path))


def test_the_manifest_lists_every_file_with_its_hash_and_size(tmp_path: Path) -> None:
    edition, digest = sealed(tmp_path)
    content = (edition / "manifest.json").read_bytes()
    assert hashlib.sha256(content).hexdigest() == digest
    assert json.loads(content)["outputs"] == [
        {
            "path": "districts/swale.html",
            "sha256": hashlib.sha256(b"<p>Swale</p>").hexdigest(),
            "bytes": 12,
        },
        {"path": "kent.html", "sha256": hashlib.sha256(b"<p>Kent</p>").hexdigest(), "bytes": 11},
    ]


@pytest.mark.parametrize(
    "path",
    [
        "../kent.html",
        "/kent.html",
        "a/../kent.html",
        "manifest.json",
        "Manifest.JSON",
        "a//b",
        "./a",
        "KENT.html",
    ],
)
def test_a_path_that_is_not_a_new_file_of_the_edition_is_refused(tmp_path: Path, path: str) -> None:
    draft = Draft(tmp_path, NAME, "")
    draft.write("kent.html", [b""])
    with pytest.raises(ValueError, match="not a path for a new file"):
        draft.write(path, [b""])


def test_a_whole_edition_has_no_problems(tmp_path: Path) -> None:
    edition, digest = sealed(tmp_path)
    assert verify_edition(edition, digest) == ()


def test_everything_that_is_not_as_published_is_told(tmp_path: Path) -> None:
    edition, digest = sealed(tmp_path)
    (edition / "kent.html").write_bytes(b"<p>kent</p>")
    (edition / "districts/swale.html").unlink()
    (edition / "districts/notes.txt").write_bytes(b"mine")
    assert [(issue.location.file, issue.what) for issue in verify_edition(edition, digest)] == [
        (f"{edition}/districts/notes.txt", "it was not published"),
        (f"{edition}/districts/swale.html", "it is missing"),
        (f"{edition}/kent.html", "it has been changed since it was published"),
    ]


def test_another_manifest_is_told_before_anything_else(tmp_path: Path) -> None:
    edition, digest = sealed(tmp_path)
    (edition / "manifest.json").write_bytes(b"{}")
    assert [issue.what for issue in verify_edition(edition, digest)] == [
        "it is not the manifest that was published"
    ]
    (edition / "manifest.json").unlink()
    assert [issue.what for issue in verify_edition(edition, digest)] == ["it is missing"]


@pytest.mark.parametrize("content", [b"[]", b"{}", b"\xff", b'{"manifest_version": 1, "outputs": [{}]}'])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, content: bytes) -> None:
    edition, _ = sealed(tmp_path)
    (edition / "manifest.json").write_bytes(content)
    (issue,) = verify_edition(edition, hashlib.sha256(content).hexdigest())
    assert issue.what == "this is not a manifest of kpi"


def test_a_manifest_of_a_later_version_is_told(tmp_path: Path) -> None:
    edition, _ = sealed(tmp_path)
    content = b'{"manifest_version": 2, "outputs": []}'
    (edition / "manifest.json").write_bytes(content)
    (issue,) = verify_edition(edition, hashlib.sha256(content).hexdigest())
    assert issue.what == "this manifest has version 2, and this kpi reads version 1"


def test_nothing_is_ever_replaced_by_an_edition(tmp_path: Path) -> None:
    edition, _ = sealed(tmp_path)
    draft = Draft(tmp_path, NAME, "")
    draft.seal(manifest_of())
    with pytest.raises(RefusedError, match="something with the edition's name is there already"):
        place_edition(draft.path, edition)
    (tmp_path / "empty").mkdir()
    with pytest.raises(RefusedError, match="something with the edition's name is there already"):
        place_edition(draft.path, tmp_path / "empty")
