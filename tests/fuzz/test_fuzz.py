from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.damage import damaged
from tests.fuzz.run import BadAnswerError, feed
from tests.fuzz.targets import TARGETS, Target

INPUTS = 40


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


def test_a_reader_that_raises_is_caught(tmp_path: Path) -> None:
    def faulty(_file: Path) -> list[None]:
        raise ZeroDivisionError("by nothing")

    broken = Target(".csv", lambda: [b"x"], faulty)  # type: ignore[arg-type]
    with pytest.raises(BadAnswerError, match="areas: ZeroDivisionError: by nothing"):
        feed("areas", broken, b"x", tmp_path)
