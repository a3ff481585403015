"""Work shared out to processes: the same results in the same order, however many there are."""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from kpi_engine.commands.shared.stopping import leave_signals_to_parent, signals_waiting

Item = TypeVar("Item")
Done = TypeVar("Done")

# A worker has its next item before it is done with one, and so need not wait for us.
_GIVEN_AT_ONCE = 2
# How many results a worker may be ahead of the first that is missing: they wait in memory.
_AHEAD = 4


class WorkerLostError(Exception):
    """A worker ended before its work was done: killed, or out of memory."""


def in_processes(
    work: Callable[[Item], Done], items: Sequence[Item], jobs: int
) -> Iterator[Done | WorkerLostError]:
    """``work`` done for each item, in their order; an error in place of what a lost worker was doing.

    The next item goes to a process that is free. Few results wait for earlier results, so memory does not
    grow with the number of items. A worker whose parent is gone ends at its next result. ``work`` must not
    raise, and where processes cannot be forked it must be picklable.
    """
    if jobs <= 1 or len(items) <= 1:
        for item in items:
            yield work(item)
            _drop_garbage()
        return
    team = _Team(work, items, min(jobs, len(items)))
    try:
        for position in range(len(items)):
            yield team.result(position)
    finally:
        team.end()


class _Team:
    """Workers, what is still to be done, and the results that nobody has asked for yet."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any], size: int) -> None:
        self._workers = [_Worker(work, items) for _ in range(size)]
        self._ahead = size * _AHEAD
        self._to_do = deque(range(len(items)))
        self._done: dict[int, Any] = {}

    def result(self, position: int) -> Any:
        """The result of an item; the items before it have been asked for."""
        while position not in self._done:
            self._give_out(position + self._ahead)
            if not self._workers:
                return WorkerLostError()
            ready = wait([worker.connection for worker in self._workers])
            for worker in [worker for worker in self._workers if worker.connection in ready]:
                self._take(worker)
        return self._done.pop(position)

    def _give_out(self, end: int) -> None:
        """Items before ``end``: one for each worker, then the next for each."""
        for many in range(1, _GIVEN_AT_ONCE + 1):
            for worker in self._workers:
                if len(worker.has) < many and self._to_do and self._to_do[0] < end:
                    worker.give(self._to_do.popleft())

    def _take(self, worker: _Worker) -> None:
        """What a worker has done; when it is lost, what it had not begun goes to the others."""
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            result = WorkerLostError()
            worker.end()
            self._workers.remove(worker)
        if worker.has:
            self._done[worker.has.popleft()] = result
        if worker not in self._workers:
            self._to_do.extendleft(reversed(worker.has))

    def end(self) -> None:
        """Stop every worker, whatever it is doing."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process; ``has`` are the positions of the items it was given, the one it is at first."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self.has: deque[int] = deque()
        self.connection, its_end = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_serve, args=(work, items, its_end, self.connection), daemon=True
        )
        with signals_waiting():
            self._process.start()
        its_end.close()

    def give(self, position: int) -> None:
        """Have it do an item too."""
        self.has.append(position)
        with suppress(OSError):  # a lost worker is noticed where its result would be taken
            self.connection.send(position)

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(work: Callable[[Any], Any], items: Sequence[Any], parent: Connection, its_end: Connection) -> None:
    """What a worker does."""
    leave_signals_to_parent()
    # The forked end of our own pipe: while it is open we would never notice that the parent is gone.
    its_end.close()
    # What the parent made is no garbage: to look at it would only copy the memory that it is shared in.
    gc.freeze()
    with suppress(EOFError, OSError):
        while True:
            parent.send(work(items[parent.recv()]))
            _drop_garbage()


def _drop_garbage() -> None:
    """Free what an item has left behind, before it takes the memory of hundreds.

    A workbook and its sheets refer to each other, so that only looking for garbage finds it. What was there
    before the item, or stayed after an earlier item, is not looked at.
    """
    gc.collect(1)
