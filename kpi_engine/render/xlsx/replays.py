"""A plain table of texts as a workbook: what ``kpi what-if`` writes."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter

_WIDEST = 60


def render_replays(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet; the first row is the heading. Every cell is a text, never a formula."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(content, options)
    sheet = workbook.add_worksheet("What if")
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text, wrapped if number else bold)
    for column in range(len(rows[0])):
        sheet.set_column(column, column, min(max(len(row[column]) for row in rows) + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    workbook.close()
    return content.getvalue()
