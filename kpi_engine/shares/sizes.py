"""How many figures a scorecard's files have, about, before they are read."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kpi_engine.model.definitions.scorecard import FileSource, Scorecard
from kpi_engine.read.sheets.read_tables import is_parquet, is_plain_csv

# A code, an area, a period and a value: a row that also has the parts of its value is longer.
_BYTES_A_ROW = 28


def rows_about(scorecard: Scorecard) -> int:
    """About how many rows there are in files that can be read in shares."""
    if find_spec("pyarrow") is None:  # what waits on disk is written with it
        return 0
    return sum(map(_rows_of, (*scorecard.observations, *scorecard.outturns)))


def _rows_of(source: FileSource) -> int:
    if is_parquet(source):
        from kpi_engine.read.results.arrow_files import parquet_rows

        return parquet_rows(Path(source.path))
    if not is_plain_csv(source):
        return 0
    try:
        return Path(source.path).stat().st_size // _BYTES_A_ROW
    except OSError:  # its reader says what is wrong
        return 0
