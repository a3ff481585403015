"""Feeds every reader with damaged inputs, and stops at the first that gives other than our own messages.

``python -m tests.fuzz.run --seconds 3600 --seed 7``. What a reader cannot take is kept beside the message, so
that it can become a test.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kpi_engine.model.characters import forbidden_character
from tests.fuzz.damage import damaged
from tests.fuzz.targets import TARGETS, Target

SLOWEST = 10.0  # seconds of the processor for one input: the machine may have other work


class BadAnswerError(Exception):
    """What is wrong with the answer to an input, and where the input is kept."""


def feed(name: str, target: Target, content: bytes, folder: Path) -> None:
    """Give one input to a reader.

    Raises:
        BadAnswerError: the reader raised, was slow, or said what no user can read or place.
    """
    file = folder / f"input{target.ending}"
    file.write_bytes(content)
    began = time.process_time()
    try:
        with _no_longer_than(3 * SLOWEST):
            issues = target.read(file)
    except Exception as error:
        raise BadAnswerError(f"{name}: {type(error).__name__}: {error} ({file})") from error
    took = time.process_time() - began
    if took > SLOWEST:
        raise BadAnswerError(f"{name}: {took:.0f} seconds ({file})")
    for issue in issues:
        told = str(issue)
        if not issue.location.file or not issue.what or forbidden_character(told, in_a_line=True):
            raise BadAnswerError(f"{name}: {told!r} ({file})")


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what takes longer: a reader may never end."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"no end after {seconds:.0f} seconds")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> int:
    """Run until the time is up."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    options = asked.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 — to be repeated, not to be secret
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    seeds = {name: target.seeds() for name, target in TARGETS.items()}
    ends, fed = time.monotonic() + options.seconds, 0
    while time.monotonic() < ends:
        for name, target in TARGETS.items():
            try:
                feed(name, target, damaged(chance.choice(seeds[name]), chance), folder)
            except BadAnswerError as bad:
                sys.stderr.write(f"seed {options.seed}, input {fed}: {bad}\n")
                return 1
            fed += 1
    sys.stdout.write(f"{fed:,} inputs to {len(TARGETS)} readers: nothing but the product's own messages.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
