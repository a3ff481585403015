"""Which tests run which lines of the core, and how long each takes."""

from __future__ import annotations

import functools
import gc
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import coverage
import pytest

ROOT = Path(__file__).parents[2]
_LONGEST_STATEMENT = 15  # lines
_QUICK = 0.05  # seconds: what a test is taken for that nobody has timed


class Covered(NamedTuple):
    """The tests of each line of each file, and the seconds of the processor for each test."""

    tests: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]

    def of_lines(self, file: Path, first: int, last: int) -> Sequence[str]:
        """The tests that run any of some lines; if these are within a statement, the nearest lines before."""
        lines = self.tests.get(_relative(file), {})
        own = {test for line in range(first, last + 1) for test in lines.get(line, ())}
        before = range(first, max(0, first - _LONGEST_STATEMENT), -1)
        return sorted(own) or next((lines[each] for each in before if lines.get(each)), ())

    def of_file(self, file: Path) -> Sequence[str]:
        """The tests that run any line of a file."""
        lines = self.tests.get(_relative(file), {})
        return sorted({test for tests in lines.values() for test in tests})

    def cost(self, test: str) -> float:
        """What a test takes, in seconds of the processor."""
        return self.seconds.get(test, _QUICK)


def together(parts: Iterable[Covered]) -> Covered:
    """What several test files cover."""
    tests: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    seconds: dict[str, float] = {}
    for part in parts:
        seconds |= part.seconds
        for file, lines in part.tests.items():
            for line, names in lines.items():
                tests[file][line] += names
    return Covered(tests, seconds)


class Watcher:
    """Runs tests under coverage, each by itself.

    What a fixture of a module or session runs, and takes, is counted for every test that asks for it, since
    only the first of them sees it run.
    """

    def __init__(self, stages: Iterable[str]) -> None:
        sources = [f"kpi_engine/{stage}/*" for stage in stages]
        self._coverage = coverage.Coverage(data_file=None, include=sources, branch=False, messages=False)
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()
        self._fixtures: dict[str, set[str]] = defaultdict(set)
        self._setups: dict[str, float] = {}
        self._running = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        if fixturedef.scope == "function" or not self._running:
            return (yield)
        before, self._running = self._running, f"fixture {fixturedef.baseid}::{fixturedef.argname}"
        self._coverage.switch_context(self._running)
        began = time.process_time()
        try:
            return (yield)
        finally:
            self._setups[self._running] = time.process_time() - began
            self._running = before
            self._coverage.switch_context(before)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.outcome != "passed":
            self.failed.add(report.nodeid)

    def run(self, items: Sequence[pytest.Item]) -> None:
        """Run all of them, in their order."""
        self._coverage.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            forget()
            self._running = item.nodeid
            for name, found in item._fixtureinfo.name2fixturedefs.items():  # type: ignore[attr-defined]
                self._fixtures[f"fixture {found[-1].baseid}::{name}"].add(item.nodeid)
            self._coverage.switch_context(item.nodeid)
            began = time.process_time()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.seconds[item.nodeid] = time.process_time() - began
        self._coverage.stop()

    def covered(self) -> Covered:
        """What was seen; tests that failed, or were skipped, notice nothing."""
        data = self._coverage.get_data()
        tests: dict[str, dict[int, list[str]]] = {}
        for file in data.measured_files():
            lines = data.contexts_by_lineno(file).items()
            tests[_relative(Path(file))] = {line: self._tests(contexts) for line, contexts in lines}
        seconds = dict(self.seconds)
        for fixture, took in self._setups.items():
            for name in self._fixtures[fixture]:
                seconds[name] += took
        return Covered(tests, seconds)

    def _tests(self, contexts: Iterable[str]) -> list[str]:
        names = {test for each in contexts for test in self._fixtures.get(each, [each])}
        return sorted(names - self.failed)


def forget() -> None:
    """Empty the caches of the package: what is kept from before would hide a change, and who runs a line."""
    for cached in _caches():
        cached.cache_clear()


def write(covered: Covered, file: Path) -> None:
    """Keep what was seen: a test by its number."""
    names = sorted(covered.seconds)
    number = {name: at for at, name in enumerate(names)}
    lines = {
        name: {line: [number[test] for test in tests if test in number] for line, tests in by_line.items()}
        for name, by_line in covered.tests.items()
    }
    kept = {"tests": names, "seconds": [covered.seconds[name] for name in names], "lines": lines}
    new = file.with_suffix(".new")
    new.write_text(json.dumps(kept), encoding="utf-8")
    new.replace(file)


def read(file: Path) -> Covered:
    """What was kept."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    names = kept["tests"]
    tests = {
        name: {int(line): [names[at] for at in numbers] for line, numbers in by_line.items()}
        for name, by_line in kept["lines"].items()
    }
    return Covered(tests, dict(zip(names, kept["seconds"], strict=True)))


@functools.cache
def _caches() -> Sequence[functools._lru_cache_wrapper[object]]:
    found = (each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper))
    return [each for each in found if each.__module__.startswith("kpi_engine")]


def _relative(file: Path) -> str:
    return file.resolve().relative_to(ROOT).as_posix()
