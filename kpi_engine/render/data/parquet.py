"""Tidy ratings as Parquet: texts as dictionaries, numbers as exact decimals, flags as booleans."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable

if TYPE_CHECKING:
    import pyarrow

# The most digits that Arrow's smaller decimals hold.
_DIGITS = 38


def arrow_table(table: TidyTable) -> pyarrow.Table:
    """The columns of a tidy table in Arrow's types; an empty text is null."""
    import pyarrow

    return pyarrow.table({name: _array(column) for name, column in table.columns.items()})


def parquet_bytes(table: TidyTable) -> bytes:
    """One file."""
    import pyarrow
    from pyarrow import parquet

    sink = pyarrow.BufferOutputStream()
    parquet.write_table(arrow_table(table), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def write_partitions(table: TidyTable, folder: Path, columns: Sequence[str]) -> None:
    """Write a folder of files, with a sub-folder for each value of some columns (``area=Kent``).

    Raises:
        OSError: one of them cannot be written, or there is something in the folder.
    """
    import pyarrow
    from pyarrow import dataset

    whole = arrow_table(table)
    texts = pyarrow.schema([pyarrow.field(name, pyarrow.string()) for name in columns])
    for name in columns:
        place = whole.schema.get_field_index(name)
        whole = whole.set_column(place, name, whole.column(name).cast(pyarrow.string()))
    dataset.write_dataset(
        whole, folder, format="parquet", partitioning=dataset.partitioning(texts, flavor="hive")
    )


def _array(column: TidyColumn) -> pyarrow.Array:
    import pyarrow

    positions = pyarrow.array(column.positions)
    match column.kind:
        case TidyKind.TEXT:
            texts = pyarrow.array([text or None for text in column.texts], pyarrow.string())
            # A null in the dictionary is a null of the column only when it is looked up.
            return texts.take(positions).dictionary_encode()
        case TidyKind.NUMBER:
            numbers = [Decimal(text) if text else None for text in column.texts]
            return pyarrow.array(numbers, _decimals(numbers)).take(positions)
        case TidyKind.FLAG:
            flags = [text == "true" if text else None for text in column.texts]
            return pyarrow.array(flags, pyarrow.bool_()).take(positions)
        case _:
            assert_never(column.kind)


def _decimals(numbers: Sequence[Decimal | None]) -> pyarrow.DataType:
    """A decimal type that holds every number exactly: of 38 digits, or of 76 where these are too few."""
    import pyarrow

    scale = max((decimals_of(number) for number in numbers if number is not None), default=0)
    whole = max((number.adjusted() + 1 for number in numbers if number), default=1)
    needed = scale + max(whole, 1)
    return pyarrow.decimal128(_DIGITS, scale) if needed <= _DIGITS else pyarrow.decimal256(2 * _DIGITS, scale)
