"""Commentary in a workbook: one row a comment, RED first, its Markdown as plain text."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

import pytest

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.xlsx import render_xlsx
from tests.example_document import example_document
from tests.workbooks import example_ratings, opened, table_rows

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

MARKDOWN = """The rate **fell**, see [the plan](https://example.com/plan).

1. Recruit
   - in Swale
2. Retain

=1+1"""


def comment(code: str, rag: Rag, markdown: str, missing: str = "") -> Comment:
    facts = (("Value", "72.1%"), ("Target", "85.0%"))
    return Comment(
        *(code, "A measure", "Kent", rag, DirectionOfTravel.WORSENED, facts, markdown, missing),
        author="A. Author",
        day=date(2024, 9, 20),
    )


def test_comments_are_rows_in_the_order_of_the_page() -> None:
    red = CommentaryGroup(
        "Social care", Rag.RED, (comment("SCS40", Rag.RED, MARKDOWN),), "A. Author", "2024-09-20"
    )
    missing = "RED, and nobody has written about it"
    unrated = dataclasses.replace(comment("NEW01", Rag.NONE, "", missing), direction=DirectionOfTravel.NONE)
    groups = (red, CommentaryGroup("Education", Rag.NONE, (unrated,)))
    document = dataclasses.replace(example_document(), commentary=groups)
    book = opened(render_xlsx(document, example_ratings()))
    first, second = table_rows(book["Commentary"])
    assert {name: cell.value for name, cell in first.items()} == {
        "Code": "SCS40",
        "Indicator": "A measure",
        "Area": "Kent",
        "Service": "Social care",
        "RAG": "RED",
        "RAG notes": None,
        "Direction of travel": "worsened",
        "Direction of travel notes": None,
        "Period": None,
        "Value": "72.1%",
        "Target": "85.0%",
        "Commentary": "The rate fell, see the plan (https://example.com/plan).\n"
        "1. Recruit\n  • in Swale\n2. Retain\n=1+1",
        "Author": "A. Author",
        "Date": datetime(2024, 9, 20),
    }
    assert (second["RAG"].value, second["Direction of travel"].value) == (None, None)
    assert (second["RAG notes"].value, second["Direction of travel notes"].value) == ("not rated", "no arrow")
    assert second["Commentary"].value == missing


def test_a_pack_without_commentary_has_no_sheet_of_it() -> None:
    document = dataclasses.replace(example_document(), commentary=())
    assert "Commentary" not in opened(render_xlsx(document, example_ratings())).sheetnames


def test_long_prose_gets_a_wide_column() -> None:
    group = CommentaryGroup("Care", Rag.RED, (comment("SCS40", Rag.RED, "word " * 300),))
    document = dataclasses.replace(example_document(), commentary=(group,))
    sheet = opened(render_xlsx(document, example_ratings()))["Commentary"]
    (row,) = table_rows(sheet)
    written = row["Commentary"]
    assert sheet.column_dimensions[written.column_letter].width > 90
    assert sheet.row_dimensions[written.row].height < 409
