from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from kpi_engine.read.input_files import UnreadableFileError, lines_in_pieces, read_file, recording

CHANGED = "this file was changed while kpi was reading it"


def why_not(path: Path, largest: int = 100) -> tuple[str, str]:
    with pytest.raises(UnreadableFileError) as refused:
        read_file(path, largest, "split it")
    return refused.value.what, refused.value.remedy


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"x" * 100)
    assert read_file(file, 100, "split it") == b"x" * 100
    file.write_bytes(b"x" * 101)
    assert why_not(file) == ("this file is larger than 100 bytes", "split it")


def test_nothing_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    device = (
        "this is a pipe or a device, not a file",
        "save what comes from it in a file and name that",
    )
    assert [why_not(place) for place in (tmp_path / "pipe", tmp_path / "link", Path("/dev/zero"))] == [
        device
    ] * 3


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert why_not(tmp_path) == ("this is a folder, not a file", "name a file")
    assert why_not(tmp_path / "none") == ("there is no such file", "check the spelling and the folder")
    assert why_not(tmp_path / "loop")[0] == "this file cannot be read (Too many levels of symbolic links)"
    assert why_not(tmp_path / ("x" * 300))[0] == "this file cannot be read (File name too long)"
    assert why_not(tmp_path / "a\0b")[0] == "this file cannot be read (embedded null byte)"


def test_what_was_read_is_on_record_by_its_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    with recording() as read:
        read_file(first, 100, "")
        read_file(first, 100, "")
        read_file(second, 100, "")
    assert [(file.path, file.sha256, file.size) for file in read.files()] == [
        (first, hashlib.sha256(b"one").hexdigest(), 3),
        (second, hashlib.sha256(b"two").hexdigest(), 3),
    ]
    assert read.changed() == ()
    first.write_bytes(b"one more")
    second.unlink()
    assert read.changed() == (first, second)


def test_a_file_that_is_read_twice_must_be_the_same(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one")
    with recording():
        read_file(file, 100, "")
        file.write_bytes(b"two")
        assert why_not(file) == (CHANGED, "wait until it is complete and run again")
    assert read_file(file, 100, "") == b"two"


def test_a_file_comes_in_pieces_of_whole_lines_and_is_on_record_then(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one\ntwo\nthree")
    with recording() as in_pieces:
        assert list(lines_in_pieces(file, 100, 3)) == [(b"one\n", False), (b"two\n", False), (b"three", True)]
        assert list(lines_in_pieces(file, 100, 4)) == [(b"one\ntwo\n", False), (b"three", True)]
        assert list(lines_in_pieces(file, 100, 100)) == [(b"one\ntwo\nthree", True)]
    with recording() as whole:
        read_file(file, 100, "")
    assert in_pieces.files() == whole.files()
    file.write_bytes(b"")
    assert list(lines_in_pieces(file, 100, 3)) == []


def test_what_cannot_come_in_pieces_is_not_on_record(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one\ntwo\nthree")
    os.mkfifo(tmp_path / "pipe")
    with recording() as read:
        for place, largest in ((file, 12), (tmp_path, 100), (tmp_path / "pipe", 100)):
            with pytest.raises(UnreadableFileError):
                list(lines_in_pieces(place, largest, 3))
        with pytest.raises(FileNotFoundError):
            list(lines_in_pieces(tmp_path / "none", 100, 3))
    assert read.files() == ()


@pytest.mark.parametrize("content", [b"one\ntwo\nthree, and more", b"one\n", b"one\ntwo\nTHREE"])
def test_a_file_that_changes_between_two_pieces_is_noticed(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one\ntwo\nthree")
    os.utime(file, ns=(0, 0))
    with recording() as read:
        pieces = lines_in_pieces(file, 100, 3)
        next(pieces)
        file.write_bytes(content)
        with pytest.raises(UnreadableFileError, match=CHANGED):
            list(pieces)
    assert read.files() == ()


def test_a_file_that_was_read_before_must_be_the_same_in_pieces(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"one")
    with recording():
        read_file(file, 100, "")
        file.write_bytes(b"two")
        with pytest.raises(UnreadableFileError, match=CHANGED):
            list(lines_in_pieces(file, 100, 3))
