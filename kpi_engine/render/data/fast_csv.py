"""Lines of CSV of a long table: the same text as csv.py makes, several times as fast.

Columns side by side that have few different fields are made one column of their pairs first: of 32 columns
ten or so are left. Then pyarrow joins the fields of each row; without it, Python does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kpi_engine.model.arrays.observation import PositionArray

if TYPE_CHECKING:
    import pyarrow

# Fields as they are written, with what follows them, and which of them each row has.
Fields: TypeAlias = tuple[Sequence[str], PositionArray]
# From so many rows on, to pair columns takes less time than it saves.
FEWEST_ROWS = 20_000
# To import pyarrow takes as long as to join so many rows without it.
_FEWEST_FOR_PYARROW = 100_000
_MOST_PAIRS = 1 << 18
# So many that their lines stay in the processor's memory until they are written.
_ROWS_AT_A_TIME = 1 << 14


def joined_lines(columns: Sequence[Fields]) -> Iterator[bytes | memoryview]:
    """Lines in UTF-8 of one field a column, some thousands of rows at a time.

    Args:
        columns: at least one column, all with the same number of rows.
    """
    ends = [","] * (len(columns) - 1) + ["\n"]
    fields = [
        ([f"{text}{end}" for text in texts], index) for (texts, index), end in zip(columns, ends, strict=True)
    ]
    paired = _paired(fields)
    rows = len(columns[0][1])
    if rows >= _FEWEST_FOR_PYARROW and find_spec("pyarrow") is not None:
        return _by_pyarrow(paired, rows)
    return _by_python(paired, rows)


def _paired(columns: Sequence[Fields]) -> list[Fields]:
    """Neighbours made one column as long as there are few pairs of them."""
    found: list[Fields] = []
    for column in map(_distinct, _of_one_index(columns)):
        if found and len(found[-1][0]) * len(column[0]) <= _MOST_PAIRS:
            found[-1] = _pair(found[-1], column)
        else:
            found.append(column)
    return found


def _of_one_index(columns: Sequence[Fields]) -> Iterator[Fields]:
    """Neighbours that one index looks up, such as all that a threshold says, are one column already."""
    texts, index = columns[0]
    for more, other in columns[1:]:
        if other is index and len(more) == len(texts):
            texts = [f"{left}{right}" for left, right in zip(texts, more, strict=True)]
        else:
            yield texts, index
            texts, index = more, other
    yield texts, index


def _distinct(column: Fields) -> Fields:
    """The same with each text once."""
    texts, index = column
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    if len(places) == len(texts):
        return column
    return list(places), _short([places[text] for text in texts])[index]


def _pair(first: Fields, second: Fields) -> Fields:
    (left, left_index), (right, right_index) = first, second
    width = len(right)
    if width == 1:
        return [f"{text}{right[0]}" for text in left], left_index
    pairs = np.multiply(left_index, width, dtype=np.int32, casting="unsafe")
    pairs += right_index.astype(np.int32, copy=False)
    used = np.flatnonzero(np.bincount(pairs, minlength=len(left) * width))
    place = np.zeros(len(left) * width, np.min_scalar_type(len(used)))
    place[used] = np.arange(len(used))
    return [f"{left[pair // width]}{right[pair % width]}" for pair in used.tolist()], place[pairs]


def _short(numbers: Sequence[int]) -> PositionArray:
    return np.array(numbers, np.min_scalar_type(max(numbers, default=0)))


def _by_python(columns: Sequence[Fields], rows: int) -> Iterator[bytes]:
    texts = [(np.array(fields, dtype=object), index) for fields, index in columns]
    for start in range(0, rows, _ROWS_AT_A_TIME):
        block = (fields[index[start : start + _ROWS_AT_A_TIME]].tolist() for fields, index in texts)
        yield "".join(map("".join, zip(*block, strict=True))).encode("utf-8", "surrogatepass")


def _by_pyarrow(columns: Sequence[Fields], rows: int) -> Iterator[memoryview]:
    from pyarrow import compute

    nothing = _binary([""])[0]
    texts = [(_binary(fields), index) for fields, index in columns]
    for start in range(0, rows, _ROWS_AT_A_TIME):
        block = [fields.take(_indices(index[start : start + _ROWS_AT_A_TIME])) for fields, index in texts]
        lines = compute.binary_join_element_wise(*block, nothing)
        yield memoryview(lines.buffers()[2])


# Arrays are made of buffers: pyarrow.array and pyarrow.scalar import pandas to look whether they are given
# anything of it.
def _binary(fields: Sequence[str]) -> pyarrow.Array:
    import pyarrow

    written = [text.encode("utf-8", "surrogatepass") for text in fields]
    ends = np.zeros(len(written) + 1, np.int64)
    np.cumsum([len(text) for text in written], out=ends[1:])
    buffers = [None, pyarrow.py_buffer(ends), pyarrow.py_buffer(b"".join(written))]
    return pyarrow.Array.from_buffers(pyarrow.large_binary(), len(written), buffers)


def _indices(index: PositionArray) -> pyarrow.Array:
    import pyarrow

    buffers = [None, pyarrow.py_buffer(np.ascontiguousarray(index, np.int32))]
    return pyarrow.Array.from_buffers(pyarrow.int32(), len(index), buffers)
