"""Mutants of rate, derive and validate, each against the tests of the core; for the nightly run.

``python -m tests.mutation.run`` tries all, ``--sample 50 --seed 1`` some. It ends with 1 where fewer than
95 % of them are killed, or one survives that ``equivalent.txt`` does not list with the reason why.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants_of

ROOT = Path(__file__).parents[2]
STAGES = ("rate", "derive", "validate")
# Those that test the stages, the quickest first: the first that fails is enough.
TESTS = ("tests/rate", "tests/derive", "tests/validate", "tests/errors", "tests/golden", "tests/sample")
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
LEAST_KILLED = 0.95
_NOT_COPIED = (".git", ".venv", "out", ".hypothesis", ".*_cache")
_PATIENCE = 900.0  # seconds: a mutant that does not end is noticed


def all_mutants() -> Iterator[tuple[Path, Mutant]]:
    """The mutants of every file of the stages."""
    for stage in STAGES:
        for file in sorted((ROOT / "kpi_engine" / stage).rglob("*.py")):
            yield from ((file, mutant) for mutant in mutants_of(file.read_text(encoding="utf-8")))


def name_of(file: Path, mutant: Mutant) -> str:
    """How a mutant is listed: without its line, which changes with every edit above it."""
    return f"{file.relative_to(ROOT).as_posix()}: {mutant.before} -> {mutant.after}"


def listed() -> set[str]:
    """The mutants that are known to change nothing; a line below each says why."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", " "))}


def is_killed(file: Path, mutant: Mutant, copy: Path) -> bool:
    """Whether some test notices a mutant, put into a copy of the project."""
    place = copy / file.relative_to(ROOT)
    sound = place.read_bytes()
    place.write_text(mutant.source, encoding="utf-8")
    try:
        return not passes(copy)
    finally:
        place.write_bytes(sound)


def passes(copy: Path) -> bool:
    """Whether the tests pass in a copy of the project."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *TESTS]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 — our own tests
            command, cwd=copy, env=environment, capture_output=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def main() -> int:
    """Try them, say which survive, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, default=0, help="only so many, by chance")
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    chosen = list(all_mutants())
    if options.sample:
        chosen = random.Random(options.seed).sample(chosen, options.sample)  # noqa: S311 — to be repeated
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        if not passes(copy):
            sys.stderr.write("the tests fail without any change\n")
            return 1
        survivors = []
        for number, (file, mutant) in enumerate(chosen, 1):
            if not is_killed(file, mutant, copy):
                survivors.append(name_of(file, mutant))
                sys.stdout.write(f"survives: line {mutant.line} of {survivors[-1]}\n")
            sys.stderr.write(f"{number} of {len(chosen)}\n")
    killed = 1 - len(survivors) / len(chosen)
    unlisted = set(survivors) - listed()
    told = f"{len(chosen)} mutants, {killed:.1%} killed, {len(unlisted)} survivors without a reason"
    sys.stdout.write(f"{told}\n")
    return int(killed < LEAST_KILLED or bool(unlisted))


if __name__ == "__main__":
    sys.exit(main())
