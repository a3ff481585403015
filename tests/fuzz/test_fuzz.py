from __future__ import annotations

import logging
import os
import random
from pathlib import Path

import pytest

from tests.effort import examples
from tests.fuzz.damage import damaged
from tests.fuzz.run import BadAnswerError, feed
from tests.fuzz.targets import TARGETS, Target

INPUTS = examples(40)


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_gives_its_own_messages_only(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    chance = random.Random(11)  # noqa: S311 — the same each time
    seeds = target.seeds()
    assert seeds
    for _ in range(INPUTS):
        feed(name, target, damaged(chance.choice(seeds), chance), tmp_path)


@pytest.mark.parametrize("name", TARGETS)
def test_what_damage_starts_from_is_read(name: str, tmp_path: Path) -> None:
    target = TARGETS[name]
    for seed in target.seeds():
        feed(name, target, seed, tmp_path)


@pytest.mark.parametrize("stream", [1, 2])
def test_a_reader_that_writes_to_the_terminal_is_caught(tmp_path: Path, stream: int) -> None:
    def loud(_file: Path) -> list[None]:
        os.write(stream, b"WARNING: odd")
        return []

    noisy = Target(".csv", lambda: [b"x"], loud)  # type: ignore[arg-type]
    with pytest.raises(BadAnswerError, match="areas: writes 'WARNING: odd' to the terminal"):
        feed("areas", noisy, b"x", tmp_path)


def test_a_damaged_pdf_is_told_in_our_words_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """qpdf has a log of its own, which goes to the terminal where nobody handles it, as pytest does."""
    monkeypatch.setattr(logging.root, "handlers", [])
    (sound,) = TARGETS["published PDF"].seeds()
    damaged_pages = sound.replace(b"/Kids [ 4 0 R ]", b"/Kids [ 4 099999-01 ]")
    assert damaged_pages != sound
    feed("published PDF", TARGETS["published PDF"], damaged_pages, tmp_path)
    file = tmp_path / "page.pdf"
    file.write_bytes(damaged_pages)
    assert [issue.what for issue in TARGETS["published PDF"].read(file)] == ["the PDF file is damaged"]


def test_a_reader_that_raises_is_caught(tmp_path: Path) -> None:
    def faulty(_file: Path) -> list[None]:
        raise ZeroDivisionError("by nothing")

    broken = Target(".csv", lambda: [b"x"], faulty)  # type: ignore[arg-type]
    with pytest.raises(BadAnswerError, match="areas: ZeroDivisionError: by nothing"):
        feed("areas", broken, b"x", tmp_path)
