"""Columns of integers on disk, batch by batch: what waits there does not wait in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray, IntArray
from kpi_engine.model.frozen import frozen

if TYPE_CHECKING:
    import pyarrow

_KEY = "key"


@frozen
class Batch:
    """The key of each row, and which of a list of texts the row has in each column."""

    key: IntArray
    columns: Mapping[str, IndexArray]

    def __len__(self) -> int:
        return len(self.key)

    def rows(self, which: slice | IntArray) -> Batch:
        """Some of the rows."""
        return Batch(self.key[which], {name: column[which] for name, column in self.columns.items()})


def joined_batches(batches: list[Batch]) -> Batch:
    """The rows of batches (at least 1) of the same columns, one after the other."""
    if len(batches) == 1:
        return batches[0]
    return Batch(
        np.concatenate([batch.key for batch in batches]),
        {name: np.concatenate([each.columns[name] for each in batches]) for name in batches[0].columns},
    )


class SpillFile:
    """A file of batches that have the same columns, read again in the order in which they were added."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pyarrow.RecordBatchFileWriter | None = None

    def add(self, batch: Batch) -> None:
        """Write a batch.

        Raises:
            OSError: the disk is full.
        """
        import pyarrow

        arrays = {
            _KEY: _array(batch.key.astype(np.int64), pyarrow.int64()),
            **{name: _array(ids.astype(np.int32), pyarrow.int32()) for name, ids in batch.columns.items()},
        }
        rows = pyarrow.RecordBatch.from_arrays(list(arrays.values()), list(arrays))
        if self._writer is None:
            options = pyarrow.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
            self._writer = pyarrow.ipc.new_file(str(self._path), rows.schema, options=options)
        self._writer.write_batch(rows)

    def close(self) -> None:
        """Nothing more will be added."""
        if self._writer is not None:
            self._writer.close()

    def batches(self) -> Iterator[Batch]:
        """All batches, one at a time."""
        import pyarrow

        if self._writer is None:
            return
        with pyarrow.ipc.open_file(str(self._path), memory_pool=pyarrow.system_memory_pool()) as file:
            for place in range(file.num_record_batches):
                rows = file.get_batch(place)
                numbers = dict(zip(rows.schema.names, map(_numbers, rows.columns), strict=True))
                yield Batch(numbers.pop(_KEY), numbers)


def _array(numbers: IntArray | IndexArray, kind: pyarrow.DataType) -> pyarrow.Array:
    """Numbers in Arrow's memory; ``pyarrow.array`` would import pandas."""
    import pyarrow

    buffers = [None, pyarrow.py_buffer(np.ascontiguousarray(numbers))]
    return pyarrow.Array.from_buffers(kind, len(numbers), buffers)


def _numbers(column: pyarrow.Array) -> IntArray:
    dtype = np.dtype(np.int64 if column.type.bit_width == np.dtype(np.int64).itemsize * 8 else np.int32)
    numbers: IntArray = np.frombuffer(column.buffers()[1], dtype, len(column), column.offset * dtype.itemsize)
    return numbers
