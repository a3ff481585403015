"""A pytest session that has collected everything, and tries mutants instead of running its tests once."""

from __future__ import annotations

import gc
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import hypothesis
import pytest

from tests.mutation import covering
from tests.mutation.attempts import Failures, Functions, Outcome, Trial, attempt, in_child, outcome
from tests.mutation.covering import ROOT, Covered, Watcher
from tests.mutation.mutants import Mutant, code_of

STAGES = ("rate", "derive", "validate")
_OPTIONS = ("-q", "-s", "-n", "0", "-p", "no:cacheprovider", "--tb=native", "--hypothesis-profile=mutation")
_FILES_AT_ONCE = (3, 10, 1_000)  # of tests, for a change outside functions: the first few mostly notice it
_LAST_OF_FILE = 6  # tests that have noticed something in a file are likely to notice more
_STRONG = "against_oracle"
Record = Callable[[Mutant, Outcome], None]
Items = Mapping[str, pytest.Item]


class Loop:
    """A plugin that does something else with the tests than to run them once."""

    def __init__(self, work: Callable[[Items, Failures], None]) -> None:
        self._work = work
        self._failures = Failures()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        session.config.pluginmanager.register(self._failures)
        self._work({item.nodeid: item for item in session.items}, self._failures)
        return True


def with_tests(paths: Sequence[str], folder: Path, work: Callable[[Items, Failures], None]) -> None:
    """Collect tests, and do something with them; ``folder`` has their temporary files."""
    found_only = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        "mutation", deadline=None, derandomize=True, database=None, max_examples=25, phases=found_only
    )
    pytest.main([*_OPTIONS, f"--basetemp={folder / 'temporary'}", *paths], plugins=[Loop(work)])


def try_in_functions(
    mutants: Sequence[Mutant], tests: Sequence[str], folder: Path, budget: float, record: Record
) -> Sequence[Mutant]:
    """Try the mutants within functions in a process of their own; those not in memory are returned."""
    left = folder / "left"
    pid = os.fork()
    if not pid:
        try:
            left.write_text("\n".join(_try_in_functions(mutants, tests, folder, budget, record)), "utf-8")
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.waitpid(pid, 0)
    names = set(left.read_text("utf-8").splitlines())
    return [mutant for mutant in mutants if mutant.name in names]


def _try_in_functions(
    mutants: Sequence[Mutant], tests: Sequence[str], folder: Path, budget: float, record: Record
) -> Sequence[str]:
    left: list[str] = []
    whole_run = os.getppid()

    def work(items: Items, failures: Failures) -> None:
        functions = Functions()
        covered = covered_by(items, folder)
        killers: dict[str, list[str]] = defaultdict(list)
        gc.collect()
        gc.freeze()
        for mutant in mutants:
            if os.getppid() != whole_run:
                return  # the run was stopped
            last, in_file = killers[f"{mutant.file} {mutant.function}"], killers[str(mutant.file)]
            likely = [*in_file[-_LAST_OF_FILE:], *last]
            chosen = in_order(
                covered.of_lines(mutant.file, mutant.line, mutant.last_line), likely, covered, budget
            )
            found = [items[name] for name in chosen if name in items]
            if not found:
                left.append(mutant.name)  # run on import, if at all
                continue
            trial = Trial(found, failures, covered, budget)
            done = attempt(mutant, functions, trial)
            if done is None:
                left.append(mutant.name)
                continue
            for those in (last, in_file):
                if done.by in items and done.by not in those[-_LAST_OF_FILE:]:
                    those.append(done.by)
            record(mutant, done)

    with_tests(tests, folder, work)
    return left


def in_order(tests: Sequence[str], killers: Sequence[str], covered: Covered, budget: float) -> Sequence[str]:
    """What noticed another change near it first, the last first; then the quickest.

    Tests against plain arithmetic come before these, unless they take long: they notice most.
    """
    place = {name: -at for at, name in enumerate(killers, 1)}

    def order(name: str) -> tuple[int, bool, float, str]:
        return (
            place.get(name, 0),
            _STRONG not in name or covered.cost(name) > budget / 4,
            covered.cost(name),
            name,
        )

    return sorted(tests, key=order)


def covered_by(items: Items, folder: Path) -> Covered:
    """Which lines the tests run: kept for each test file until it, or the core, changes."""
    by_file: dict[Path, list[pytest.Item]] = defaultdict(list)
    for item in items.values():
        by_file[item.path].append(item)
    kept = _kept_of_core(folder)
    kept.mkdir(parents=True, exist_ok=True)
    parts = []
    for number, (file, found) in enumerate(sorted(by_file.items()), 1):
        place = kept / f"{file.stem}-{_digest(file)}.json"
        if not place.exists():
            in_child(lambda _report, found=found, place=place: _watch(found, place))  # type: ignore[misc]
            sys.stderr.write(f"covered by {number} of {len(by_file)}: {file.name}\n")
        if place.exists():
            parts.append(covering.read(place))
    return covering.together(parts)


def _kept_of_core(folder: Path) -> Path:
    files = [file for stage in STAGES for file in sorted(ROOT.glob(f"kpi_engine/{stage}/**/*.py"))]
    core = "".join(f"{file.relative_to(ROOT)} {_digest(file)}" for file in files)
    return folder / "covered" / sha256(core.encode()).hexdigest()[:16]


def _watch(items: Sequence[pytest.Item], place: Path) -> int:
    watcher = Watcher(STAGES)
    items[0].config.pluginmanager.register(watcher)
    watcher.run(items)
    covering.write(watcher.covered(), place)
    return 0


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()[:16]


def try_outside_functions(
    mutants: Sequence[Mutant], tests: Sequence[str], folder: Path, budget: float, record: Record
) -> None:
    """Try mutants of what a module does on import: each in a process that has not yet imported it."""
    covered = covering.together(covering.read(file) for file in _kept_of_core(folder).glob("*.json"))
    for mutant in mutants:
        done = Outcome(False, "no tests", 0.0)
        near = [test for test in covered.of_file(mutant.file) if test.startswith(tuple(tests))]
        for batch in _batches(in_order(near, (), covered, budget)):
            done = _try_imported(mutant, batch, covered, folder, budget)
            if done.killed:
                break
        record(mutant, done)


def _batches(tests: Sequence[str]) -> Iterator[Sequence[str]]:
    files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
    for size in _FILES_AT_ONCE:
        chosen, files = set(files[:size]), files[size:]
        if chosen:
            yield [test for test in tests if test.partition("::")[0] in chosen]


def _try_imported(
    mutant: Mutant, tests: Sequence[str], covered: Covered, folder: Path, budget: float
) -> Outcome:
    def work(report: Callable[[int], None]) -> int:
        changed = code_of(mutant)
        sound = SourceFileLoader.get_code

        def code(loader: SourceFileLoader, name: str) -> CodeType | None:
            return changed if loader.path == str(mutant.file) else sound(loader, name)

        SourceFileLoader.get_code = code  # type: ignore[method-assign, assignment]
        codes = [1]  # what cannot even be imported is noticed

        def run(items: Items, failures: Failures) -> None:
            found = [items[name] for name in tests if name in items]
            codes[0] = Trial(found, failures, covered, budget).run(report)

        with_tests(sorted({test.partition("::")[0] for test in tests}), folder, run)
        return codes[0]

    code, at, took = in_child(work)
    return outcome(code, tests, at, took)
