"""Rows of a few fields each, joined to lines: by pyarrow, or without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import PositionArray

if TYPE_CHECKING:
    import pyarrow

# So many that their lines stay in the processor's memory until they are written.
_ROWS_AT_A_TIME = 1 << 14


class GrowingFields:
    """Fields in UTF-8, of which there are more and more, as Python has them and as Arrow does.

    Each has the same ``end``, so that it need not be written behind all of them.
    """

    def __init__(self, fields: list[bytes] | None = None, end: bytes = b"") -> None:
        self.fields: list[bytes] = [] if fields is None else fields
        self.end = end
        self._text = bytearray()
        self._ends = np.zeros(1, np.int64)
        self._arrow: pyarrow.Array | None = None

    def __len__(self) -> int:
        return len(self.fields)

    def objects(self) -> NDArray[np.object_]:
        """The fields as objects of Python."""
        fields = [field + self.end for field in self.fields]
        found = np.empty(len(fields), object)
        found[:] = fields
        return found

    def arrow(self) -> pyarrow.Array:
        """The fields in Arrow's memory.

        It is made of buffers: ``pyarrow.array`` imports pandas to look whether it is given anything of it.
        """
        import pyarrow

        more = self.fields[len(self._ends) - 1 :]
        if self._arrow is None or more:
            self._text += self.end.join([*more, b""])
            ends = np.cumsum(list(map(len, more)), dtype=np.int64)
            ends += len(self.end) * np.arange(1, len(more) + 1)
            self._ends = np.append(self._ends, ends + self._ends[-1])
            buffers = [None, pyarrow.py_buffer(self._ends), pyarrow.py_buffer(bytes(self._text))]
            # Another thread may have added fields since: they are of later tables.
            self._arrow = pyarrow.Array.from_buffers(pyarrow.large_binary(), len(self._ends) - 1, buffers)
        return self._arrow


Parts = Sequence[tuple[GrowingFields, PositionArray]]


def by_python(parts: Parts, rows: int) -> Iterator[bytes]:
    """Blocks of lines; ``parts`` are fields and which of them each row has, at least one part."""
    texts = [(fields.objects(), index) for fields, index in parts]
    for start in range(0, rows, _ROWS_AT_A_TIME):
        block = (fields[index[start : start + _ROWS_AT_A_TIME]].tolist() for fields, index in texts)
        yield b"".join(map(b"".join, zip(*block, strict=True)))


def by_pyarrow(parts: Parts, rows: int) -> Iterator[memoryview]:
    """The same, several times as fast."""
    import pyarrow
    from pyarrow import compute

    # pyarrow's own allocator keeps what it has had; the system's gives it back, in no more time.
    pool = pyarrow.system_memory_pool()
    nothing = GrowingFields([b""])
    texts = [(fields.arrow(), index) for fields, index in parts]
    for start in range(0, rows, _ROWS_AT_A_TIME):
        block = [
            compute.take(fields, _indices(index[start : start + _ROWS_AT_A_TIME]), memory_pool=pool)
            for fields, index in texts
        ]
        lines = compute.binary_join_element_wise(*block, nothing.arrow()[0], memory_pool=pool)
        del block
        yield memoryview(lines.buffers()[2])
        del lines  # before the next are made


def _indices(index: PositionArray) -> pyarrow.Array:
    import pyarrow

    buffers = [None, pyarrow.py_buffer(np.ascontiguousarray(index, np.int32))]
    return pyarrow.Array.from_buffers(pyarrow.int32(), len(index), buffers)
