"""Tidy ratings as Parquet: texts as dictionaries, numbers as exact decimals, flags as booleans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kpi_engine.model.outputs.tidy import TidyKind, TidyTable
from kpi_engine.render.data.arrow_columns import ArrowColumn

if TYPE_CHECKING:
    import pyarrow


def arrow_table(table: TidyTable) -> pyarrow.Table:
    """The columns of a tidy table in Arrow's types; an empty text is null."""
    return _table(_columns_of([table]), table)


def write_parquet(tables: Callable[[], Iterable[TidyTable]], file: BinaryIO) -> None:
    """Write a file of tables that follow one another, at least 1, of the same columns: a row group a table.

    ``tables`` is asked twice, since the type of decimals must hold the numbers of all tables, and gives the
    same tables each time; a single table is in memory.
    """
    from pyarrow import parquet

    columns = _columns_of(tables())
    writer: parquet.ParquetWriter | None = None
    try:
        for table in tables():
            made = _table(columns, table)
            writer = writer or parquet.ParquetWriter(file, made.schema)
            writer.write_table(made)
    finally:
        if writer is not None:
            writer.close()


def _columns_of(tables: Iterable[TidyTable]) -> Mapping[str, ArrowColumn]:
    kinds: dict[str, TidyKind] = {}
    numbers: dict[str, dict[int, Sequence[str]]] = {}
    for table in tables:
        for name, column in table.columns.items():
            kinds[name] = column.kind
            if column.kind is TidyKind.NUMBER:
                # Lists of texts grow from table to table.
                numbers.setdefault(name, {})[id(column.texts)] = column.texts
    return {
        name: ArrowColumn(kind, chain.from_iterable(numbers.get(name, {}).values()))
        for name, kind in kinds.items()
    }


def _table(columns: Mapping[str, ArrowColumn], table: TidyTable) -> pyarrow.Table:
    import pyarrow

    arrays = [columns[name].array(column) for name, column in table.columns.items()]
    return pyarrow.Table.from_arrays(arrays, names=list(table.columns))


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
