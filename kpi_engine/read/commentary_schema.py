"""The fields of a commentary file's front matter. docs/commentary.md is made from this."""

from __future__ import annotations

from kpi_engine.read.records import Field, Record
from kpi_engine.read.scalars import DateText, MonthText, Text

AUTHOR = Field("author", Text(), "Who wrote it.", "A. Officer", required=True)
DATE = Field("date", DateText(), "The day it was written.", "2024-09-12", required=True)
PERIOD = Field(
    "period", MonthText(), "The month of the scorecard that it is for: its as_at.", "2024-08", required=True
)
NOTE = Field("note", Text(paragraphs=True), "Anything whoever opens the file should know.", None)
FRONT_MATTER = Record("front matter", "What stands above the commentary.", (AUTHOR, DATE, PERIOD, NOTE))
