"""Long columns worked through in blocks of rows that stay in a processor's cache, on two of its cores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ROWS_IN_A_BLOCK = 1 << 16
# Below this many blocks a second thread is not worth its start. With more than two, the threads wait for each
# other: numpy lets go of the interpreter only inside its loops.
_BLOCKS_FOR_THREADS = 8
_THREADS = 2


def blocks_of(rows: int) -> Sequence[slice]:
    """All rows, block by block."""
    return [slice(start, min(start + ROWS_IN_A_BLOCK, rows)) for start in range(0, rows, ROWS_IN_A_BLOCK)]


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
