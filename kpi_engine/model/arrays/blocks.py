"""Long columns worked through in blocks of rows that stay in the processor's caches, on two of its cores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")

# Numpy lets go of the interpreter only inside its loops: in shorter blocks than these two threads wait for
# each other as long as they work, and more than two do so in any.
ROWS_IN_A_BLOCK = 1 << 17
# Below this many blocks a second thread is not worth its start.
_BLOCKS_FOR_THREADS = 4
_THREADS = 2


def blocks_of(rows: int) -> Sequence[slice]:
    """All rows, block by block."""
    return [slice(start, min(start + ROWS_IN_A_BLOCK, rows)) for start in range(0, rows, ROWS_IN_A_BLOCK)]


def one_ahead(items: Iterator[Item]) -> Iterator[Item]:
    """The same items, of which the next is made by another thread while the last is used.

    Making and using an item must not write into what the other reads. What making it raises is raised here.
    """
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, items, None)
        while (item := following.result()) is not None:
            following = pool.submit(next, items, None)
            yield item


def in_blocks(work: Callable[[slice], None], rows: int) -> None:
    """Call ``work`` for every block of so many rows, in any order; what it writes must be its block's own."""
    blocks = blocks_of(rows)
    if len(blocks) < _BLOCKS_FOR_THREADS:
        for block in blocks:
            work(block)
        return
    from concurrent.futures import ThreadPoolExecutor  # most runs are short, and this takes its time

    with ThreadPoolExecutor(_THREADS) as pool:
        for _ in pool.map(work, blocks):
            pass
