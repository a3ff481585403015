"""How the table of a data file is laid out, as a scorecard declares it: its place and its headings."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.frozen import frozen


class Layout(Enum):
    """Whether a table has a row for each figure, or a column for each period or area."""

    LONG = "long"
    WIDE = "wide"


class Across(Enum):
    """What the headings of a wide table name. In areas_and_periods, areas are above periods."""

    PERIODS = "periods"
    AREAS = "areas"
    AREAS_AND_PERIODS = "areas_and_periods"
    INDICATORS = "indicators"


class HiddenCells(Enum):
    """What to do with figures in hidden rows and columns."""

    READ = "read"
    LEAVE_OUT = "leave_out"


class TimeUnit(Enum):
    """The unit of lengths of time, which a sheet keeps as parts of a day."""

    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"

    @property
    def seconds(self) -> int:
        """The length of the unit in seconds."""
        return {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}[self.value]


@frozen
class TableLayout:
    """Where a table is in its file and what its headings mean.

    Attributes:
        sheets: the sheets that it is on, each laid out alike; empty for a file with a single sheet.
        sheets_are_areas: whether each sheet is named after an area.
        block: the cells that it is in, such as ``B4:M40``; empty: the whole sheet.
        header_row: the row of the headings, counted from 1; 0: found by the headings.
        layout: long or wide.
        across: what the headings of a wide table name.
        columns: our names of columns and the headings that mean them.
        area, period: the area and period of every row, where no column says it; empty: a column does.
        skip_rows: texts that begin the rows to leave out; ``*`` matches any text.
        ignore_columns: headings of columns that hold numbers and are not figures.
        missing: words used where there is no figure, and what each means.
        hidden: what to do with hidden figures; None: refuse them.
        durations: the unit that lengths of time are read in; None: refuse them.
    """

    sheets: tuple[str, ...] = ()
    sheets_are_areas: bool = False
    block: str = ""
    header_row: int = 0
    layout: Layout = Layout.LONG
    across: Across = Across.PERIODS
    columns: tuple[tuple[str, str], ...] = ()
    area: str = ""
    period: str = ""
    skip_rows: tuple[str, ...] = ()
    ignore_columns: tuple[str, ...] = ()
    missing: tuple[tuple[str, Missing], ...] = ()
    hidden: HiddenCells | None = None
    durations: TimeUnit | None = None
