"""Tidy ratings as Parquet: texts as dictionaries, numbers as exact decimals, flags as booleans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, assert_never

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


def write_parquet(tables: Callable[[], Iterable[TidyTable]], file: BinaryIO) -> None:
    """Write a file of tables that follow one another, at least 1, of the same columns: a row group a table.

    ``tables`` is asked twice, since the type of decimals must hold the numbers of all tables, and gives the
    same tables each time; a single table is in memory.
    """
    import pyarrow
    from pyarrow import parquet

    columns = _Columns(tables())
    writer: parquet.ParquetWriter | None = None
    try:
        for table in tables():
            made = pyarrow.table({name: columns.array(name, each) for name, each in table.columns.items()})
            writer = writer or parquet.ParquetWriter(file, made.schema)
            writer.write_table(made)
    finally:
        if writer is not None:
            writer.close()


class _Columns:
    """The columns of tables that follow one another, which often have the texts of the table before."""

    def __init__(self, tables: Iterable[TidyTable]) -> None:
        numbers: dict[str, dict[int, Sequence[str]]] = {}
        for table in tables:
            for name, column in table.columns.items():
                if column.kind is TidyKind.NUMBER:
                    numbers.setdefault(name, {})[id(column.texts)] = column.texts
        self._types = {
            name: _decimals([Decimal(text) for texts in lists.values() for text in texts if text])
            for name, lists in numbers.items()
        }
        self._known: dict[str, tuple[Sequence[str], int, pyarrow.Array]] = {}

    def array(self, name: str, column: TidyColumn) -> pyarrow.Array:
        """A column of a table."""
        texts, count, distinct = self._known.get(name, ((), 0, None))
        if texts is not column.texts or count != len(column.texts):
            distinct = _distinct(column, self._types.get(name))
            self._known[name] = column.texts, len(column.texts), distinct
        return _looked_up(column, distinct)


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
    return _looked_up(column, _distinct(column))


def _distinct(column: TidyColumn, decimals: pyarrow.DataType | None = None) -> pyarrow.Array:
    """The distinct values of a column; the type ``decimals`` holds the numbers of other tables, too."""
    import pyarrow

    match column.kind:
        case TidyKind.TEXT:
            return pyarrow.array([text or None for text in column.texts], pyarrow.string())
        case TidyKind.NUMBER:
            numbers = [Decimal(text) if text else None for text in column.texts]
            return pyarrow.array(numbers, decimals or _decimals(numbers))
        case TidyKind.FLAG:
            return pyarrow.array([text == "true" if text else None for text in column.texts], pyarrow.bool_())
        case _:
            assert_never(column.kind)


def _looked_up(column: TidyColumn, distinct: pyarrow.Array) -> pyarrow.Array:
    import pyarrow

    values = distinct.take(pyarrow.array(column.positions))
    # A null in the dictionary is a null of the column only when it is looked up.
    return values.dictionary_encode() if column.kind is TidyKind.TEXT else values


def _decimals(numbers: Sequence[Decimal | None]) -> pyarrow.DataType:
    """A decimal type that holds every number exactly: of 38 digits, or of 76 where these are too few."""
    import pyarrow

    scale = max((decimals_of(number) for number in numbers if number is not None), default=0)
    whole = max((number.adjusted() + 1 for number in numbers if number), default=1)
    needed = scale + max(whole, 1)
    return pyarrow.decimal128(_DIGITS, scale) if needed <= _DIGITS else pyarrow.decimal256(2 * _DIGITS, scale)
