"""Rows of fields, most of which are in many rows, joined to one text: by pyarrow, or without it.

A row is the numbers of its fields in a store of all fields. So the text of many rows is the fields of many
numbers one behind the other, which is what Arrow makes of them when it takes texts by their numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import IndexArray

if TYPE_CHECKING:
    import pyarrow

# The fields of a million rows of data would take half a gigabyte.
_ROWS_AT_A_TIME = 1 << 12
# So many that their text stays in the processor's memory until it is written.
_FIELDS_AT_A_TIME = 1 << 15
# To import pyarrow takes as long as it saves of so many fields.
_FEWEST_FOR_PYARROW = 5_000_000
# Which fields each row has, shape (rows, parts).
FieldNumbers = NDArray[np.int32]


class FieldStore:
    """Fields in UTF-8, of which there are more and more, as Python has them or as Arrow does.

    Another thread may add fields while lines are made: they are of later tables.
    """

    def __init__(self) -> None:
        self._fields: list[bytes] = []
        # Longer than what they hold, so that they are seldom made anew.
        self._text = np.zeros(1 << 16, np.uint8)
        self._ends = np.zeros(1 << 12, np.int64)
        self._known = 0

    def add(self, fields: Sequence[bytes], end: bytes) -> IndexArray:
        """Add fields, each with the same ``end`` behind it, and return their numbers."""
        first = len(self._fields)
        self._fields += [field + end for field in fields] if end else fields
        return np.arange(first, len(self._fields), dtype=np.int32)

    def objects(self) -> NDArray[np.object_]:
        """The fields as objects of Python, by number."""
        fields = self._fields[:]
        found = np.empty(len(fields), object)
        found[:] = fields
        return found

    def arrow(self) -> pyarrow.Array:
        """The fields in Arrow's memory, by number.

        It is made of buffers: ``pyarrow.array`` imports pandas to look whether it is given anything of it.
        """
        import pyarrow

        count, known = len(self._fields), self._known
        if count > known:
            more = self._fields[known:count]
            text = np.frombuffer(b"".join(more), np.uint8)
            ends = np.cumsum(list(map(len, more)), dtype=np.int64)
            ends += self._ends[known]
            self._text = _with_more(self._text, int(self._ends[known]), text)
            self._ends = _with_more(self._ends, known + 1, ends)
            self._known = count
        buffers = [None, pyarrow.py_buffer(self._ends), pyarrow.py_buffer(self._text)]
        return pyarrow.Array.from_buffers(pyarrow.large_binary(), count, buffers)


def _with_more(array: NDArray[Any], count: int, more: NDArray[Any]) -> NDArray[Any]:
    """An array whose first ``count`` entries count, with more behind them: the same one if it has room."""
    end = count + len(more)
    if end > len(array):
        array = np.concatenate([array[:count], np.zeros(2 * end - count, array.dtype)])
    array[count:end] = more
    return array


def joined(store: FieldStore, numbers: FieldNumbers, fields_so_far: int = 0) -> Iterator[bytes | memoryview]:
    """The text of rows, block by block; ``fields_so_far`` were joined before, and more may follow."""
    is_worth_it = fields_so_far + numbers.size >= _FEWEST_FOR_PYARROW or "pyarrow" in sys.modules
    join = by_pyarrow if is_worth_it and find_spec("pyarrow") is not None else by_python
    return join(store, numbers)


def joined_rows(store: FieldStore, rows: int, fields_of: Callable[[slice], FieldNumbers]) -> Iterator[str]:
    """The text of so many rows, whose fields are asked for some thousands of rows at a time."""
    before = 0
    for start in range(0, rows, _ROWS_AT_A_TIME):
        numbers = fields_of(slice(start, min(start + _ROWS_AT_A_TIME, rows)))
        yield from (str(block, "utf-8") for block in joined(store, numbers, before))
        before += numbers.size


def by_python(store: FieldStore, numbers: FieldNumbers) -> Iterator[bytes]:
    """Blocks of text."""
    fields = store.objects()
    for block in _blocks(numbers):
        yield b"".join(fields[block].tolist())


def by_pyarrow(store: FieldStore, numbers: FieldNumbers) -> Iterator[memoryview]:
    """The same, in some three fifths of the time."""
    import pyarrow

    # pyarrow.compute would make a function of Python of each of its 300 functions, in six times the time.
    from pyarrow._compute import TakeOptions, call_function

    # pyarrow's own allocator keeps what it has had; the system's gives it back.
    pool = pyarrow.system_memory_pool()
    fields = store.arrow()
    for block in _blocks(numbers):
        wanted = pyarrow.Array.from_buffers(pyarrow.int32(), len(block), [None, pyarrow.py_buffer(block)])
        texts = call_function("take", [fields, wanted], TakeOptions(boundscheck=False), memory_pool=pool)
        yield memoryview(texts.buffers()[2])
        del texts  # before the next are made


def _blocks(numbers: FieldNumbers) -> Iterator[NDArray[np.int32]]:
    """The numbers row by row, a few thousand at a time."""
    flat = numbers.reshape(-1)
    for start in range(0, len(flat), _FIELDS_AT_A_TIME):
        yield flat[start : start + _FIELDS_AT_A_TIME]
