"""The fields of a data file in a scorecard: how its figures are written, and how its table is laid out."""

from __future__ import annotations

from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import Dates, Precision
from kpi_engine.model.definitions.table_layout import Across, HiddenCells, Layout, TimeUnit
from kpi_engine.read.yaml.lists import Either, OneOrMore, Pairs, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_names import VariableName
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.scalars import Choice, Separator, Text, YesNo

# What a word in a table can be declared to mean, as the status column of observations has it.
MEANINGS = {
    "not available": Missing.NOT_AVAILABLE,
    "to be supplied": Missing.BLANK,
    "confidential": Missing.CONFIDENTIAL,
    "suppressed": Missing.SUPPRESSED,
    "not applicable": Missing.NOT_APPLICABLE,
}

PATH = Field(
    "path",
    WithPlace(PathText()),
    "The file, from this file's folder: CSV, text with tabs (.tsv), or a workbook (.xlsx, .xlsm, .xlsb, "
    ".xls, .ods).",
    "observations.csv",
)
QUERY = Field(
    "query",
    WithPlace(PathText()),
    "In place of path: a file of the project with the query (.sql) that gives the figures. It may have the "
    "parameters :as_at (2024-08), :first_day and :last_day of the as-at month.",
    "queries/observations.sql",
)
ADDRESS = Field(
    "address",
    WithPlace(VariableName()),
    "The environment variable that holds the address of the query's database.",
    "KPI_DATABASE",
)
TIMEOUT = OptionalField(
    "timeout", WholeNumber(1, 3600), "How many seconds the query may take.", 60, default=60
)
PRECISION = OptionalField(
    "precision",
    Choice(Precision),
    "as_printed: the number of decimals in the file is information, as in published figures. as_defined: it "
    "is not, since spreadsheets drop zeros at the end; the definition's decimals are shown.",
    "as_printed",
    default=Precision.AS_DEFINED,
)
THOUSANDS_SEPARATOR = OptionalField(
    "thousands_separator",
    Separator(),
    "The character between thousands, in quotes. Without it there must be none.",
    ",",
    default="",
)
PERCENT_SIGN = OptionalField(
    "percent_sign", YesNo(), "Whether values may end in a % sign.", True, default=False
)
DATES = OptionalField(
    "dates",
    Choice(Dates),
    "Which period a date means: first_of_period or last_of_period, of months also "
    "written first_of_month and last_of_month. Another day is an error. Without it a date is only a day.",
    "first_of_period",
    default=Dates.AS_WRITTEN,
)
PARTS_ROUNDED_TO = Field(
    "parts_rounded_to",
    WholeNumber(2, 1_000_000),
    "The number to whose multiples numerators and denominators are rounded, to protect people, such as 5. A "
    "value then agrees with them if any numbers that round to them make it.",
    5,
)
SHEET = OptionalField(
    "sheet",
    OneOrMore(Text(), distinct=True),
    "The sheet of the workbook, or several that are laid out alike. Without it: the only visible one.",
    "Adult Social Care",
    default=(),
)
SHEETS_ARE_AREAS = OptionalField(
    "sheets_are_areas", YesNo(), "Whether the name of each sheet is that of an area.", True, default=False
)
RANGE = Field(
    "range",
    WithPlace(Text()),
    "The cells that the table is in, with its headings. Without it: the whole sheet.",
    "B4:M40",
)
HEADER_ROW = Field(
    "header_row",
    WholeNumber(1, 1_000_000),
    "The row of the headings; the lowest of several. Without it: the first row that has the headings.",
    5,
)
LAYOUT = OptionalField(
    "layout",
    Choice(Layout),
    "long: a row for each figure. wide: several figures in a row, with a column for each period, or for each "
    "area or indicator (see across).",
    "wide",
    default=Layout.LONG,
)
ACROSS = OptionalField(
    "across",
    Choice(Across),
    "What the headings of a wide table name: periods, areas, areas_and_periods (areas above periods), or "
    "indicators (by code or name, with a row for each period).",
    "areas",
    default=Across.PERIODS,
)
COLUMNS = OptionalField(
    "columns",
    Pairs(),
    "Which heading in the file is which of our columns; name in place of code where the table has names of "
    "indicators and no codes.",
    {"code": "Ref", "area": "District"},
    default=(),
)
AREA = OptionalField("area", Text(), "The area of every row, where no column says it.", "Kent", default="")
PERIOD = OptionalField(
    "period", Text(), "The period of every row, where no column says it.", "2024-08", default=""
)
SKIP_ROWS = OptionalField(
    "skip_rows",
    OneOrMore(Text(), distinct=True),
    "Rows to leave out, by the first text in the row; * matches any text.",
    ["Total*", "Notes:*"],
    default=(),
)
IGNORE_COLUMNS = OptionalField(
    "ignore_columns",
    OneOrMore(Text(), distinct=True),
    "Headings of columns that hold numbers and are no figures to be read.",
    ["Target 2025/26"],
    default=(),
)
MISSING = OptionalField(
    "missing",
    Pairs(),
    "Words and errors in place of figures, and what each means: " + ", ".join(MEANINGS) + ".",
    {"Due Q3": "to be supplied", "#N/A": "not available"},
    default=(),
)
HIDDEN = Field(
    "hidden",
    Choice(HiddenCells),
    "What to do with figures in hidden rows and columns: read or leave_out. Without it they are errors.",
    "leave_out",
)
DURATIONS = Field(
    "durations",
    Choice(TimeUnit),
    "The unit that lengths of time such as 03:41 are read in. Without it they are errors.",
    "seconds",
)
LAYOUT_FIELDS = (
    *(SHEET, SHEETS_ARE_AREAS, RANGE, HEADER_ROW, LAYOUT, ACROSS, COLUMNS, AREA, PERIOD),
    *(SKIP_ROWS, IGNORE_COLUMNS, MISSING, HIDDEN, DURATIONS),
)
_SOURCE_RECORD = Record(
    "a data file",
    "A data file, how its figures are written, and how its table is laid out.",
    (
        *(PATH, QUERY, ADDRESS, TIMEOUT, PRECISION, THOUSANDS_SEPARATOR, PERCENT_SIGN, DATES),
        *(PARTS_ROUNDED_TO, *LAYOUT_FIELDS),
    ),
)
# A file that is read as it is needs no more than its name.
SOURCE: Either[Placed[str], Values] = Either(WithPlace(PathText()), _SOURCE_RECORD)
