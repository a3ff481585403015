"""Tests run in a child of a process that has everything in memory, one child for each mutant."""

from __future__ import annotations

import gc
import math
import mmap
import os
import resource
import signal
import struct
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import CodeType, FunctionType
from typing import NamedTuple, NoReturn

import pytest

from tests.mutation.covering import Covered, forget
from tests.mutation.mutants import Mutant, code_of

LONGEST_TEST = 6  # seconds of the processor at least, before a test is taken for one that never ends
_TIMES_SLOWER = 10
_LONGEST_WAIT = 1_200  # seconds, for a child that waits for something
_LARGEST = 12 << 30  # bytes of memory
_FAILED, _PASSED, _OUT_OF_TIME = 1, 2, 3


class Outcome(NamedTuple):
    """Whether a mutant was noticed, by which test, and after how many seconds of the processor."""

    killed: bool
    by: str
    seconds: float


class Functions:
    """The functions in memory, by file, name and line."""

    def __init__(self) -> None:
        self._found: Mapping[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and "kpi_engine" in each.__code__.co_filename:
                self._found[_key(each.__code__)].append(each)

    def put(self, mutant: Mutant) -> bool:
        """Change a function in place, for everybody who has imported it; False where there is none."""
        done = False
        for code in _codes(code_of(mutant)):
            if code.co_qualname == mutant.function:
                for function in self._found.get(_key(code), ()):
                    function.__code__ = code
                    done = True
        return done


class Failures:
    """A plugin that says whether a test has failed."""

    any = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.any |= report.failed


def _key(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> list[CodeType]:
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    return [code, *(further for each in inner for further in _codes(each))]


def in_child(work: Callable[[Callable[[int], None]], int]) -> tuple[int, int, float]:
    """Do some work in a child, which reports how far it is: its result, or minus its signal, and how far."""
    place = mmap.mmap(-1, 8)
    before = _of_children()
    pid = os.fork()
    if not pid:
        _work_and_exit(work, lambda at: place.__setitem__(slice(0, 8), struct.pack("q", at)))
    with suppress(ProcessLookupError, PermissionError):
        os.setpgid(pid, pid)
    _, status = os.waitpid(pid, 0)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)  # the workers of a command that did not get to end them
    code = os.waitstatus_to_exitcode(status)
    return code, struct.unpack("q", place[:8])[0], _of_children() - before


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _work_and_exit(work: Callable[[Callable[[int], None]], int], report: Callable[[int], None]) -> NoReturn:
    code = 99
    try:
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_LONGEST_WAIT)
        resource.setrlimit(resource.RLIMIT_AS, (_LARGEST, _LARGEST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        code = work(report)
    finally:
        os._exit(code)


class Trial(NamedTuple):
    """Tests for one mutant, in their order, and the seconds of the processor for all of them."""

    items: Sequence[pytest.Item]
    failures: Failures
    covered: Covered
    budget: float

    def run(self, report: Callable[[int], None]) -> int:
        """Run tests until one fails, all have passed, or the budget is used up."""
        ends = time.process_time() + self.budget
        for at, item in enumerate(self.items):
            report(at)
            now = time.process_time()
            if now > ends:
                return _OUT_OF_TIME
            patience = math.ceil(now + max(LONGEST_TEST, _TIMES_SLOWER * self.covered.cost(item.nodeid)))
            resource.setrlimit(resource.RLIMIT_CPU, (patience, resource.RLIM_INFINITY))
            following = self.items[at + 1] if at + 1 < len(self.items) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failures.any:
                return _FAILED
        return _PASSED


def attempt(mutant: Mutant, functions: Functions, trial: Trial) -> Outcome | None:
    """Change a function in a child and run tests there; None where no such function is in memory."""

    def work(report: Callable[[int], None]) -> int:
        if not functions.put(mutant):
            return 0
        forget()
        return trial.run(report)

    code, at, took = in_child(work)
    return None if code == 0 else outcome(code, [item.nodeid for item in trial.items], at, took)


def outcome(code: int, tests: Sequence[str], at: int, took: float) -> Outcome:
    """What the end of a child says."""
    test = tests[at] if at < len(tests) else "no test"
    if code == _PASSED:
        return Outcome(False, f"{len(tests)} tests pass", took)
    if code == _OUT_OF_TIME:
        return Outcome(False, f"{at} of {len(tests)} tests pass, and the time is up", took)
    if code == _FAILED:
        return Outcome(True, test, took)
    return Outcome(True, f"{test} (ended by {-code if code < 0 else code})", took)
