"""The tables of a scorecard as JSON."""

from __future__ import annotations

import json

from kpi_engine.commands.report import report
from kpi_engine.render.data.shown_json import render_shown_json
from tests.sample_packs import KENT


def test_every_cell_that_a_page_shows_is_there_with_what_it_says() -> None:
    (document,) = report(KENT).documents
    (shown,) = json.loads(render_shown_json([document]))["scorecards"]
    assert (shown["area"], shown["as_at"]) == ("Kent", "Aug 2024")
    assert len(shown["sections"]) == len(document.sections) + len(document.volumes)
    for made, table in zip(shown["sections"], document.sections, strict=False):
        assert [column["key"] for column in made["columns"]] == [column.key for column in table.columns]
        for found, row in zip(made["rows"], table.rows, strict=True):
            texts = [found["cells"].get(column.key, {}).get("text", "") for column in table.columns]
            assert texts == [cell.text for cell in row.cells]
    by_code = {row["code"]: row["cells"] for table in shown["sections"] for row in table["rows"]}
    assert by_code["SCS40"]["latest"] == {"text": "72.1%", "number": "72.1"}
    assert by_code["SCS40"]["rag"] == {"text": "RED", "rag": "RED"}
    assert by_code["SCS40"]["trend"]["periods"]["Aug 2024"] == "72.1%"
    assert shown["summary"]["rows"][-1]["cells"]["red"]["text"] == "15"
