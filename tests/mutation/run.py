"""Mutants of rate, derive and validate, each against the tests of its line; for the nightly run.

``python -m tests.mutation.run`` tries all, ``--sample 50 --seed 1`` some, ``--survivors`` again what has
survived. Results are kept in ``out/mutation``: a run that was stopped goes on where it was, and tries only
what has changed since. It ends with 1 where fewer than 95 % are killed of those that change something, or one
survives that ``equivalent.txt`` does not list with the reason why it changes nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from tests.mutation.attempts import Outcome
from tests.mutation.covering import ROOT
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.sessions import STAGES, try_in_functions, try_outside_functions

# The tests that run the stages without a process of their own: first those near to the stages, then, for what
# these do not notice, all others. A mutant meets the quickest test of its line first.
NEAR = (
    "tests/mutation/prepared.py",
    *("tests/rate", "tests/derive", "tests/validate", "tests/errors", "tests/analyse", "tests/sample"),
    *("tests/golden", "tests/test_moving_targets.py", "tests/test_pipeline.py"),
)
FAR = (
    *("tests/model", "tests/statistics", "tests/withhold", "tests/assemble", "tests/frames", "tests/audit"),
    *("tests/read", "tests/cli", "tests/publish", "tests/test_one_distinct_entry.py", "tests/test_api.py"),
    *("tests/test_docs.py",),
)
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
FOLDER = ROOT / "out" / "mutation"
LEAST_KILLED = 0.95


def all_mutants() -> Iterator[Mutant]:
    """The mutants of every file of the stages."""
    for stage in STAGES:
        for file in sorted((ROOT / "kpi_engine" / stage).rglob("*.py")):
            yield from mutants_of(file)


def listed() -> set[str]:
    """The mutants that are known to change nothing; the indented lines below several say why."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith(("#", " "))}


class Results:
    """What is known of mutants, in a file to which each is added when it has been tried."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self.read()

    def read(self) -> None:
        """Read what other processes, too, have found out."""
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        records = [json.loads(line) for line in lines]
        self._known = {
            (each["name"], each["text"]): (Outcome(*each["outcome"]), int(each["round"])) for each in records
        }

    def is_known(self, mutant: Mutant) -> bool:
        """Whether a mutant has been tried, as it is now."""
        return (mutant.name, mutant.text) in self._known

    def is_killed(self, mutant: Mutant) -> bool:
        """Whether a test has noticed a mutant."""
        known = self._known.get((mutant.name, mutant.text))
        return known is not None and known[0].killed

    def rounds(self, mutant: Mutant) -> int:
        """In which round a mutant was tried last; no further one is needed for what has been noticed."""
        known = self._known.get((mutant.name, mutant.text))
        return 0 if known is None else len((NEAR, FAR)) if known[0].killed else known[1]

    def add(self, mutant: Mutant, outcome: Outcome, number: int) -> None:
        """Keep what has become of a mutant, and report a survivor."""
        self._known[mutant.name, mutant.text] = outcome, number
        record = {"name": mutant.name, "text": mutant.text, "outcome": outcome, "round": number}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
        if not outcome.killed:
            sys.stdout.write(f"line {mutant.line} survives round {number}, {outcome.by}: {mutant.name}\n")
            sys.stdout.flush()


def _chosen(options: argparse.Namespace, results: Results) -> Sequence[Mutant]:
    """By chance, so that those tried by the time of a stop are a sample of all; whatever else changes."""
    mutants = sorted(all_mutants(), key=lambda each: sha256(f"{options.seed} {each.name}".encode()).digest())
    if options.survivors:
        known = [each for each in mutants if results.is_known(each) and not results.is_killed(each)]
        return [each for each in known if each.name not in listed()]
    return mutants[: options.sample] if options.sample else mutants


def _try(chosen: Sequence[Mutant], results: Results, options: argparse.Namespace) -> None:
    """Try what is not known, with the tests near to it and, if these do not notice it, with all others."""
    for number, tests in enumerate((NEAR, FAR)[: options.rounds], 1):
        new = [each for each in chosen if options.survivors or results.rounds(each) < number]
        new = [each for each in new if not results.is_killed(each)]
        inside = [mutant for mutant in new if mutant.function]

        def record(mutant: Mutant, outcome: Outcome, number: int = number) -> None:
            results.add(mutant, outcome, number)

        if new:
            left = try_in_functions(inside, tests, FOLDER, options.budget, record)
            results.read()
            outside = [mutant for mutant in new if not mutant.function]
            try_outside_functions([*left, *outside], tests, FOLDER, options.budget, record)


def _report(chosen: Sequence[Mutant], results: Results) -> int:
    """Print what has survived, and return the exit code."""
    known = [each for each in chosen if results.is_known(each)]
    survivors = [each.name for each in known if not results.is_killed(each)]
    unlisted = sorted(set(survivors) - listed())
    gone = sorted(listed() - {each.name for each in chosen})
    equivalent = len(survivors) - len(unlisted)
    killed = len(known) - len(survivors)
    share = killed / (len(known) - equivalent)
    sys.stdout.write("".join(f"survives: {name}\n" for name in unlisted))
    sys.stdout.write("".join(f"listed as equivalent, but no longer there: {name}\n" for name in gone))
    sys.stdout.write(
        f"{len(known)} mutants: {killed} killed, {equivalent} equivalent, {len(unlisted)} survivors without "
        f"a reason; killed of all {killed / len(known):.1%}, of those that change something {share:.1%}\n"
    )
    return int(share < LEAST_KILLED or bool(unlisted))


def main() -> int:
    """Try them, report which survive, and return the exit code."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--sample", type=int, default=0, help="only so many, by chance")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--budget", type=float, default=60.0, help="seconds of the processor for a mutant")
    asked.add_argument("--rounds", type=int, default=2, help="1: only tests near to the stages")
    asked.add_argument("--survivors", action="store_true", help="try again survivors without a reason")
    options = asked.parse_args()
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    results = Results(FOLDER / "results.jsonl")
    _try(_chosen(options, results), results, options)
    return _report(list(all_mutants()), results)


if __name__ == "__main__":
    sys.exit(main())
