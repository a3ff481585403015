"""Feeds every reader with damaged inputs, and reports each that gives other than our own messages.

``python -m tests.fuzz.run --seconds 3600 --seed 7``. The readers run in a process of their own: where a
library ends it, by a fault of its own or for want of memory, the input is known and the next process goes
on. Each input that a reader cannot take is kept in ``out/fuzz`` and printed with its message, so that it
can become a test.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kpi_engine.model.characters import forbidden_character
from tests.fuzz.damage import damaged
from tests.fuzz.targets import ROOT, TARGETS, Target

SLOWEST = 10.0  # seconds of the processor for one input: the machine may have other work
_LARGEST = 4 << 30  # bytes of address space
_MOST_RISE = 512 << 20  # bytes that a process may grow by in all its inputs
_MOST_PROBLEMS = 50
_REPORT_EVERY = 60.0  # seconds


class BadAnswerError(Exception):
    """What is wrong with the answer to an input, and where the input is kept."""


def feed(name: str, target: Target, content: bytes, folder: Path) -> None:
    """Give one input to a reader.

    Raises:
        BadAnswerError: the reader raised, was slow, wrote to the terminal, or said what no user can read or
            place.
    """
    file, written = folder / f"input{target.ending}", folder / "written"
    file.write_bytes(content)
    began = time.process_time()
    try:
        with _no_longer_than(3 * SLOWEST), _written_to(written):
            issues = target.read(file)
    except Exception as error:
        raise BadAnswerError(f"{name}: {type(error).__name__}: {error} ({file})") from error
    took = time.process_time() - began
    if said := written.read_text("utf-8", "replace").strip():
        raise BadAnswerError(f"{name}: writes {said!r} to the terminal ({file})")
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


@contextmanager
def _written_to(file: Path) -> Iterator[None]:
    """Put into a file what a reader, or a library below it, writes to the terminal."""
    sys.stdout.flush()
    sys.stderr.flush()
    streams = (sys.stdout, sys.stderr)
    kept = [os.dup(number) for number in (1, 2)]
    with file.open("w", encoding="utf-8") as other:
        for number in (1, 2):
            os.dup2(other.fileno(), number)
        sys.stdout = sys.stderr = other
        try:
            yield
        finally:
            sys.stdout, sys.stderr = streams
            for number, before in zip((1, 2), kept, strict=True):
                os.dup2(before, number)
                os.close(before)


class Fuzzing:
    """Rounds of one input to each reader; what is found is printed at once."""

    def __init__(self, seed: int, ends: float, kept: Path) -> None:
        self._seed = seed
        self._ends = ends
        self._kept = kept
        self._chance = random.Random(seed)  # noqa: S311 — to be repeated, not to be secret
        self._fed = 0
        self._problems = 0
        self._rise: Counter[str] = Counter()
        self._reported = time.monotonic()

    def run(self, folder: Path) -> int:
        """Feed until the time is up, and return the exit code."""
        seeds = {name: target.seeds() for name, target in TARGETS.items()}
        while time.monotonic() < self._ends and self._problems < _MOST_PROBLEMS:
            for name, target in TARGETS.items():
                (folder / "reader").write_text(name, encoding="utf-8")
                before = _memory()
                content = damaged(self._chance.choice(seeds[name]), self._chance)
                try:
                    feed(name, target, content, folder)
                except BadAnswerError as bad:
                    self._found(folder / f"input{target.ending}", str(bad))
                self._fed += 1
                self._rise[name] += _memory() - before
            self._watch_memory()
            self._report()
        self._report(always=True)
        return int(self._problems > 0)

    def _found(self, file: Path, told: str) -> None:
        self._problems += 1
        keep(file, self._kept, f"seed {self._seed}, input {self._fed}: {told}")

    def _watch_memory(self) -> None:
        if sum(self._rise.values()) > _MOST_RISE:
            name, rise = self._rise.most_common(1)[0]
            self._problems += 1
            _say(f"seed {self._seed}: the memory grows, most with {name}: {rise >> 20} MiB")
            self._rise.clear()

    def _report(self, *, always: bool = False) -> None:
        if always or time.monotonic() > self._reported + _REPORT_EVERY:
            self._reported = time.monotonic()
            memory = _memory() >> 20
            _say(f"{self._fed:,} inputs to {len(TARGETS)} readers, {self._problems} problems, {memory} MiB")


def keep(file: Path, folder: Path, told: str) -> None:
    """Keep an input and print what is wrong with the answer."""
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{len(list(folder.iterdir()))}{file.suffix}"
    if file.exists():
        shutil.copy(file, place)
    _say(f"{told}; kept as {place}")


def _say(told: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {told}\n")
    sys.stdout.flush()


def _memory() -> int:
    """The bytes of memory that this process has at the moment."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def in_a_process(seed: int, ends: float, kept: Path, folder: Path) -> int:
    """Run in a process of its own until the time is up: its exit code, or minus the signal that ended it."""
    pid = os.fork()
    if not pid:
        code = 70
        try:
            faulthandler.enable()
            resource.setrlimit(resource.RLIMIT_AS, (_LARGEST, _LARGEST))
            code = Fuzzing(seed, ends, kept).run(folder)
        finally:
            sys.stdout.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> int:
    """Run until the time is up."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=int(time.time()))
    options = asked.parse_args()
    ends, kept = time.monotonic() + options.seconds, ROOT / "out" / "fuzz"
    _say(f"seed {options.seed}, {options.seconds:.0f} seconds")
    code = 0
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place)
        for seed in range(options.seed, options.seed + _MOST_PROBLEMS):
            ended = in_a_process(seed, ends, kept, folder)
            code = max(code, abs(ended))
            if ended in (0, 1):
                break
            name = (folder / "reader").read_text(encoding="utf-8")
            keep(
                folder / f"input{TARGETS[name].ending}",
                kept,
                f"seed {seed}: {name} ends the process, {ended}",
            )
    if not code:
        _say("nothing but the product's own messages")
    return int(code > 0)


if __name__ == "__main__":
    sys.exit(main())
