"""A workbook that is a scorecard, to be filled in: settings, measures and figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from kpi_engine.model.frozen import frozen

# Nobody's clock: the same workbook whenever it is made.
_CREATED = datetime(2025, 4, 1)
_ROWS_WITH_CHOICES = 500
Held = str | int | float | None


@frozen
class NewColumn:
    """A column: its heading, its width in characters, the choices of its cells, and what it is for."""

    heading: str
    width: int
    choices: tuple[str, ...] = ()
    help: str = ""


@frozen
class NewSheet:
    """A sheet with a row of headings and rows of examples."""

    name: str
    columns: tuple[NewColumn, ...]
    rows: tuple[tuple[Held, ...], ...]
    freeze_columns: int = 0


def new_scorecard(
    settings: Sequence[tuple[str, Held, str]], explanation: Sequence[str], sheets: Sequence[NewSheet]
) -> bytes:
    """The workbook: settings (name, value, what it is) above the explanation, then the sheets."""
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    title = workbook.add_format({"bold": True, "font_size": 16})
    heading = workbook.add_format(
        {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True}
    )
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    first = workbook.add_worksheet("Scorecard")
    first.set_column(0, 0, 20)
    first.set_column(1, 1, 34)
    first.set_column(2, 2, 76)
    first.write_string(0, 0, "Scorecard", title)
    for column, text in enumerate(("Setting", "Value", "What it is")):
        first.write_string(2, column, text, heading)
    for row, (name, value, what) in enumerate(settings, 3):
        first.write_string(row, 0, name, wrapped)
        _write(first, row, 1, value)
        first.write_string(row, 2, what, wrapped)
    for row, text in enumerate(explanation, 4 + len(settings)):
        first.write_string(row, 0, text)
    _on_paper(first)
    for sheet in sheets:
        page = workbook.add_worksheet(sheet.name)
        _fill(page, sheet, heading, wrapped)
    workbook.set_properties({"title": "Scorecard", "author": "", "created": _CREATED})
    workbook.set_custom_property("Language", "en-GB")
    workbook.close()
    return file.getvalue()


def _fill(page: Worksheet, sheet: NewSheet, heading: Format, wrapped: Format) -> None:
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width, wrapped)
        page.write_string(0, at, column.heading, heading)
        if column.help:
            _help(page, 0, at, column)
        if column.choices:
            page.data_validation(
                *(1, at, _ROWS_WITH_CHOICES, at),
                {
                    "validate": "list",
                    "source": list(column.choices),
                    "error_title": column.heading,
                    "error_message": f"Choose one of: {', '.join(column.choices)}",
                },
            )
    for row, held in enumerate(sheet.rows, 1):
        for at, value in enumerate(held):
            _write(page, row, at, value)
    page.freeze_panes(1, sheet.freeze_columns)
    page.repeat_rows(0)
    _on_paper(page)


def _on_paper(page: Worksheet) -> None:
    """A4, across, as wide as the page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _help(page: Worksheet, row: int, at: int, column: NewColumn) -> None:
    """What a column is for, shown when its heading is selected."""
    page.data_validation(
        *(row, at, row, at),
        {"validate": "any", "input_title": column.heading[:32], "input_message": column.help[:255]},
    )


def _write(page: Worksheet, row: int, column: int, value: Held) -> None:
    if isinstance(value, str):
        page.write_string(row, column, value)
    elif value is not None:
        page.write_number(row, column, value)
