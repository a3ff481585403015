"""The rows of each share of a Parquet file, without the file ever being in memory.

A file that is in the order of its codes is read share by share. Of any other, each share would have to read
nearly all: it is first shared out into files of its own, beside the result.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.frames.large.damaged import reading
from kpi_engine.frames.large.shares import Share
from kpi_engine.model.frozen import frozen

if TYPE_CHECKING:
    import pyarrow
    from pyarrow import parquet

# The number of a row in the file, from 1: messages name it.
ROW = "kpi_row"
# A file of which all shares together read no more than so many times its rows is read in place.
_MOST_READING = 2


@frozen
class Figures:
    """An open file of figures, and what it is called."""

    opened: parquet.ParquetFile
    source: str | Path

    def group(self, place: int, columns: Sequence[str]) -> pyarrow.Table:
        """Some columns of a row group.

        Raises:
            InputError: the file is damaged.
        """
        with reading(self.source):
            return self.opened.read_row_group(place, columns=list(columns))


@frozen
class RowGroups:
    """The codes of each row group of a file, with how many rows they have."""

    rows_of_code: Sequence[Mapping[str, int]]

    def total(self) -> Mapping[str, int]:
        """How many rows each code has."""
        total: Counter[str] = Counter()
        for rows in self.rows_of_code:
            total.update(rows)
        return total

    def of(self, share: Share) -> list[int]:
        """The row groups that have rows of a share."""
        return [
            place
            for place, rows in enumerate(self.rows_of_code)
            if share.takes_the_rest or not share.codes.isdisjoint(rows)
        ]


def row_groups(file: Figures) -> RowGroups:
    """Look at the column of codes, a row group at a time."""
    found = []
    for place in range(file.opened.num_row_groups):
        column = file.group(place, ["code"]).column("code")
        counts = column.value_counts()
        found.append(
            {
                str(code or ""): count
                for code, count in zip(
                    counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True
                )
            }
        )
    return RowGroups(found)


def tables_of(
    file: Figures, groups: RowGroups, shares: Sequence[Share], columns: Sequence[str], aside: Path
) -> Iterator[pyarrow.Table]:
    """The rows of each share, with the column ROW; ``aside`` is an empty folder for files on the way."""
    from pyarrow import parquet

    sizes = [sum(rows.values()) for rows in groups.rows_of_code]
    reading = sum(sizes[place] for share in shares for place in groups.of(share))
    if len(shares) == 1 or reading <= _MOST_READING * sum(sizes):
        for share in shares:
            yield _joined([_rows(file, place, columns, share, shares) for place in groups.of(share)])
        return
    files = _shared_out(file, shares, columns, aside)
    for path in files:
        yield parquet.read_table(path)
        path.unlink()


def _shared_out(file: Figures, shares: Sequence[Share], columns: Sequence[str], aside: Path) -> list[Path]:
    """A file for each share."""
    from pyarrow import parquet

    paths = [aside / f"{place}.parquet" for place in range(len(shares))]
    writers: list[parquet.ParquetWriter] = []
    try:
        for place in range(file.opened.num_row_groups):
            whole = _numbered(file, place, columns)
            writers = writers or [parquet.ParquetWriter(path, whole.schema) for path in paths]
            for share, writer in zip(shares, writers, strict=True):
                part = _of(whole, share, shares)
                if len(part):
                    writer.write_table(part)
    finally:
        for writer in writers:
            writer.close()
    return paths if writers else []


def _rows(
    file: Figures, place: int, columns: Sequence[str], share: Share, shares: Sequence[Share]
) -> pyarrow.Table:
    return _of(_numbered(file, place, columns), share, shares)


def _numbered(file: Figures, place: int, columns: Sequence[str]) -> pyarrow.Table:
    """A row group, with the number of each row."""
    import numpy as np
    import pyarrow

    table = file.group(place, columns)
    first = 1 + sum(file.opened.metadata.row_group(before).num_rows for before in range(place))
    return table.append_column(ROW, pyarrow.array(np.arange(first, first + len(table), dtype=np.int64)))


def _of(table: pyarrow.Table, share: Share, shares: Sequence[Share]) -> pyarrow.Table:
    """The rows of a share."""
    from pyarrow import compute

    mask = _is_in(table.column("code"), share.codes)
    if share.areas is not None:
        mask = compute.and_(mask, _is_in(table.column("area"), share.areas))
    if share.takes_the_rest:
        mask = compute.or_(mask, compute.invert(_taken(table, shares)))
    return table.filter(mask)


def _taken(table: pyarrow.Table, shares: Sequence[Share]) -> pyarrow.ChunkedArray:
    """Which rows some share has by its codes and areas."""
    from pyarrow import compute

    # Each code that is shared out by areas has a share for every area: to look at each share by itself
    # would take, for each row group, as many looks at all of its rows as there are shares.
    apart = [share for share in shares if share.areas is not None]
    whole = frozenset().union(*(share.codes for share in shares if share.areas is None))
    codes = frozenset().union(*(share.codes for share in apart))
    areas = frozenset().union(*(share.areas or () for share in apart))
    in_part = compute.and_(_is_in(table.column("code"), codes), _is_in(table.column("area"), areas))
    return compute.or_(_is_in(table.column("code"), whole), in_part)


def _is_in(column: pyarrow.ChunkedArray, names: frozenset[str]) -> pyarrow.ChunkedArray:
    """Which rows have one of the names; a column of texts or of a dictionary of them."""
    import pyarrow
    from pyarrow import compute

    return compute.is_in(column, pyarrow.array(sorted(names), pyarrow.string()))


def _joined(tables: Sequence[pyarrow.Table]) -> pyarrow.Table:
    import pyarrow

    return pyarrow.concat_tables(tables)
