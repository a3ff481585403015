"""Work shared out to processes: the same results in the same order, however many there are."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from typing import Any, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")


class WorkerLostError(Exception):
    """A worker ended before its work was done: killed, or out of memory."""


def in_processes(
    work: Callable[[Item], Done], items: Sequence[Item], jobs: int
) -> Iterator[Done | WorkerLostError]:
    """``work`` done for each item, in their order; an error in place of what a lost worker had to do.

    Results go through pipes that hold little, so a worker waits until its last result has been taken: memory
    does not grow with the number of items. A worker whose parent is gone ends at its next result. ``work``
    must not raise, and where processes cannot be forked it must be picklable.
    """
    if jobs <= 1 or len(items) <= 1:
        yield from map(work, items)
        return
    workers = [_Worker(work, items[place::jobs]) for place in range(min(jobs, len(items)))]
    try:
        for position in range(len(items)):
            yield workers[position % len(workers)].next_result()
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process that does some of the work, in order."""

    def __init__(self, work: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self._results, sender = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.Process(
            target=_serve, args=(work, items, sender, self._results), daemon=True
        )
        self._process.start()
        sender.close()

    def next_result(self) -> Any:
        """What the worker has done next, as soon as it has."""
        try:
            return self._results.recv()
        except (EOFError, OSError):
            return WorkerLostError()

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._results.close()
        self._process.terminate()
        self._process.join()


def _serve(work: Callable[[Any], Any], items: Sequence[Any], sender: Connection, results: Connection) -> None:
    """What a worker does. Signals to stop are for the parent, which stops the workers itself."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The forked end of our own pipe: while it is open we would never notice that nobody reads.
    results.close()
    for item in items:
        try:
            sender.send(work(item))
        except BrokenPipeError:
            return
