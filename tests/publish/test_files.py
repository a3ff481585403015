"""A file is put in place whole, and what stands in the way is named as the user knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_engine.publish.files import replace_file


def folder_that_is_not_there(folder: Path) -> Path:
    return folder / "nowhere" / "page.html"


def folder_that_is_a_file(folder: Path) -> Path:
    (folder / "file").write_text("kept", encoding="utf-8")
    return folder / "file" / "page.html"


def file_that_is_a_folder(folder: Path) -> Path:
    (folder / "page.html").mkdir()
    return folder / "page.html"


@pytest.mark.parametrize(
    "place",
    [folder_that_is_not_there, folder_that_is_a_file, file_that_is_a_folder],
    ids=lambda each: each.__name__,
)
def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path, place: object) -> None:
    assert callable(place)
    path = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError, match=r"No such file|Not a directory|Is a directory") as failed:
        replace_file(path, b"page")
    assert failed.value.filename == str(path)
    assert sorted(tmp_path.rglob("*")) == before
