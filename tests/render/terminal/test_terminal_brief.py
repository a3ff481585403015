"""One line an indicator, whatever the width."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from kpi_engine.commands.report import report
from kpi_engine.render.terminal.terminal import Detail, render_terminal
from tests.sample_packs import KENT


@pytest.mark.parametrize("width", [70, 80, 200])
def test_every_row_has_one_line_with_figure_rating_and_arrow(width: int) -> None:
    (document,) = report(KENT).documents
    stream = StringIO()
    render_terminal(document, Console(file=stream, width=width), detail=Detail.BRIEF)
    lines = stream.getvalue().splitlines()
    assert all(cell_len(line) <= width for line in lines)
    for table in document.sections:
        for row in table.rows:
            cells = {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}
            shown = [cells["latest"].shown, *(cells[key].text for key in ("rag", "direction_of_travel"))]
            of_row = [" ".join(line.split()) for line in lines if line.startswith(f"{row.code} ")]
            assert any(line.endswith(" ".join(shown)) for line in of_row), (row.code, shown)
    assert any(line.startswith("Total: RED 15") for line in lines)
    assert any("…" in line for line in lines) is (width < 200)
