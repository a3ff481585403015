"""``rate_parquet``: ratings of a Parquet file that is larger than memory."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from kpi_engine.frames.arrow import ArrowFrame, arrow_table, pandas_of
from kpi_engine.frames.large.damaged import reading
from kpi_engine.frames.large.parquet_shares import ROW, Figures, row_groups, tables_of
from kpi_engine.frames.large.shares import Share, shares
from kpi_engine.frames.rating import Known, known_input, rated_with_warnings
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Precision
from kpi_engine.model.issue import InputError, Issue, Location, error, errors_in

if TYPE_CHECKING:
    import pyarrow
    from pyarrow import parquet

_NEEDED = ("code", "area", "period", "value")
_OPTIONAL = ("numerator", "denominator", "status")
_NAME = "observations"
_MOST_ROWS = 500_000


def rate_parquet(
    source: str | Path,
    target: str | Path,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | ArrowFrame | Sequence[Area],
    as_at: str | date | Month,
    *,
    precision: str = "as_defined",
    rows_at_once: int = _MOST_ROWS,
) -> int:
    """Rate a Parquet file of figures into a Parquet file of ratings; memory does not grow with the file.

    Indicators that are made from each other are rated together, the others one after the other, so many that
    they have about ``rows_at_once`` figures. The ratings come in that order, not in the order of the figures.

    Args:
        source: the file: the columns of ``kpi_engine.frames.rate``; further columns are left out.
        target: the file to write. It is replaced when all ratings are made, and left alone on an error.
        indicators: their definitions, or the path of a definition file or of a folder of them.
        areas: a frame with the columns area, parent, level, or the areas themselves.
        as_at: the month of the figures.
        precision: as of ``kpi_engine.frames.rate``.
        rows_at_once: about how many figures are rated together; each needs some 500 bytes.

    Returns:
        How many ratings were written.

    Raises:
        InputError: with everything that is wrong with the input, by row. What is only worth telling is
            given as a UserWarning.
        OSError: a file cannot be read or written.
        ValueError: ``precision`` is neither of the two.
    """
    from pyarrow import parquet

    known = known_input(indicators, areas, as_at)
    with reading(source):
        opened = parquet.ParquetFile(source, read_dictionary=_labels_as_texts(source))
    with (
        opened as file,
        tempfile.TemporaryDirectory(dir=Path(target).parent, prefix=".kpi-") as aside,
    ):
        columns = _columns(file)
        figures = Figures(file, source)
        groups = row_groups(figures)
        parts = shares(known.indicators, known.areas, groups.total(), rows_at_once)
        _refuse_open_decimals(parts, known)
        made = Path(aside) / "ratings.parquet"
        spill = Path(aside) / "shares"
        spill.mkdir()
        tables = tables_of(figures, groups, parts, columns, spill)
        written, told = _write(made, zip(parts, tables, strict=True), known, Precision(precision))
        made.replace(target)
    if told:
        warnings.warn("\n".join(map(str, told)), stacklevel=2)
    return written


def _labels_as_texts(source: str | Path) -> list[str]:
    """The columns of texts that are read as dictionaries; where a column is of another type, as that."""
    from pyarrow import parquet, types

    schema = parquet.read_schema(source)
    return [name for name in _NEEDED[:3] if name in schema.names and types.is_string(schema.field(name).type)]


def _columns(file: parquet.ParquetFile) -> list[str]:
    """The columns to read.

    Raises:
        InputError: a column is missing.
    """
    names = file.schema_arrow.names
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        wanted = f"the columns must be {', '.join(_NEEDED)}"
        raise InputError(
            [error(Location(_NAME), f'the column "{name}" is missing', wanted) for name in missing]
        )
    return [*_NEEDED, *(name for name in _OPTIONAL if name in names)]


def _refuse_open_decimals(parts: Sequence[Share], known: Known) -> None:
    """Decimals that follow from the figures need all figures of the indicator."""
    apart = frozenset().union(*(part.codes for part in parts if part.areas is not None))
    problems = [
        error(
            indicator.location,
            f"{indicator.code} has no decimals, and too many figures to be rated together",
            "write its decimals",
        )
        for indicator in known.indicators
        if indicator.code in apart and indicator.decimals_are_open
    ]
    if problems:
        raise InputError(problems)


def _write(
    path: Path, parts: Iterator[tuple[Share, pyarrow.Table]], known: Known, precision: Precision
) -> tuple[int, list[Issue]]:
    """Rate part after part; how many ratings, and what is worth telling.

    Raises:
        InputError: with the errors of all parts.
    """
    from pyarrow import parquet

    writer: parquet.ParquetWriter | None = None
    found: list[Issue] = []
    written = 0
    try:
        for share, table in parts:
            ratings, issues = _rated(share, table, known, precision)
            found += issues
            if ratings is None:
                continue
            if writer is None:
                writer = parquet.ParquetWriter(path, ratings.schema)
            writer.write_table(ratings)
            written += len(ratings)
    finally:
        if writer is not None:
            writer.close()
    if errors_in(found):
        raise InputError(found)
    return written, [*known.issues, *found]


def _rated(
    share: Share, table: pyarrow.Table, known: Known, precision: Precision
) -> tuple[pyarrow.Table | None, list[Issue]]:
    """The ratings of a share, None where there is an error; every problem at its row of the file."""
    rows = table.column(ROW).to_numpy()
    indicators = [one for one in known.indicators if one.code in share.codes]
    # What nobody has defined is compared with every code, so that the message can name one like it.
    of_share = replace(known, indicators=known.indicators if share.takes_the_rest else indicators, issues=())
    try:
        ratings, issues = rated_with_warnings(pandas_of(table.drop_columns([ROW])), of_share, precision)
    except InputError as wrong:
        return None, [_placed(issue, rows) for issue in wrong.issues]
    return arrow_table(ratings, long_positions=True), [_placed(issue, rows) for issue in issues]


def _placed(issue: Issue, rows: Sequence[int]) -> Issue:
    """The same at the row of the file."""
    line = issue.location.line
    if not 0 < line <= len(rows):
        return issue
    return replace(issue, location=replace(issue.location, line=int(rows[line - 1])))
