"""Frames of other libraries than pandas, by Arrow's interface: taken in, and given back as they came.

Numbers are taken without a copy where Arrow allows it: columns in one piece without missing values.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

if TYPE_CHECKING:
    import pyarrow

_INTERFACE = "__arrow_c_stream__"


class ArrowFrame(Protocol):
    """A frame with Arrow's interface: of polars, pyarrow or DuckDB for example."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The columns, as a capsule."""


def pandas_of(frame: pd.DataFrame | ArrowFrame) -> pd.DataFrame:
    """The same columns in pandas: texts as categories, whole numbers and decimals exactly.

    Raises:
        ImportError: it is not of pandas, and pyarrow is not installed.
        TypeError: it is no frame.
    """
    if isinstance(frame, pd.DataFrame):
        return frame
    if not hasattr(frame, _INTERFACE):
        raise TypeError(f"a frame is wanted, of pandas or with Arrow's interface, not {type(frame).__name__}")
    import pyarrow

    table = pyarrow.table(frame)
    return pd.DataFrame(
        {name: _series(table.column(place)) for place, name in enumerate(table.column_names)}, copy=False
    )


def as_given(ratings: pd.DataFrame, given: pd.DataFrame | ArrowFrame) -> Any:
    """Ratings as a frame of the kind that was given: of pandas, of polars, else a table of pyarrow."""
    if isinstance(given, pd.DataFrame):
        return ratings
    table = arrow_table(ratings)
    if type(given).__module__.partition(".")[0] == "polars":
        return sys.modules["polars"].from_arrow(table)
    return table


def arrow_table(ratings: pd.DataFrame, *, long_positions: bool = False) -> pyarrow.Table:
    """The columns of ratings in Arrow's types, which are dictionaries of texts, doubles and booleans.

    A missing value is null. With ``long_positions`` the types are the same however many texts a column has.
    """
    import pyarrow

    return pyarrow.table({name: _array(ratings[name], long_positions) for name in ratings.columns})


def _array(column: pd.Series, long_positions: bool) -> pyarrow.Array:
    import pyarrow

    if not isinstance(column.dtype, pd.CategoricalDtype):
        return pyarrow.array(column.to_numpy(), from_pandas=True)
    codes = column.cat.codes.to_numpy()
    texts = pyarrow.array(column.cat.categories.tolist(), pyarrow.string())
    kind = pyarrow.int32() if long_positions else None
    return pyarrow.DictionaryArray.from_arrays(pyarrow.array(codes, kind, mask=codes < 0), texts)


def _series(column: pyarrow.ChunkedArray) -> pd.Series:
    import pyarrow
    from pyarrow import types

    kind = column.type.value_type if types.is_dictionary(column.type) else column.type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind):
        column = _texts(column)
    whole = types.is_integer(kind) and column.null_count > 0
    if whole:
        column = column.cast(pyarrow.int64())
    # Missing whole numbers would make all of them floats, which have no room for 17 digits.
    series: pd.Series = column.to_pandas(types_mapper=(lambda _: pd.Int64Dtype()) if whole else None)
    return series


def _texts(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Texts as a dictionary with positions of a type that pandas knows."""
    import pyarrow
    from pyarrow import types

    wanted = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
    if types.is_dictionary(column.type):
        chunks = [
            pyarrow.DictionaryArray.from_arrays(
                chunk.indices.cast(pyarrow.int32()), chunk.dictionary.cast(pyarrow.string())
            )
            for chunk in column.chunks
        ]
        return pyarrow.chunked_array(chunks, wanted)
    return column.cast(pyarrow.string()).dictionary_encode()
