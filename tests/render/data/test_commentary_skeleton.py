"""The skeleton of a month's commentary, and what reading it back gives."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.figures.commentary import PLACEHOLDER, Commentary
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.read.commentary.commentary_markdown import read_commentary_markdown
from kpi_engine.render.data.commentary_skeleton import render_skeleton

MONTH = Month(2024, 8)


def comment(code: str, rag: Rag = Rag.RED, area: str = "Kent", missing: str = "none") -> Comment:
    return Comment(
        code, f"Name of {code}", area, rag, DirectionOfTravel.SAME, (), "", missing, sentence=f"{code} is so."
    )


def group(service: str, rag: Rag, *comments: Comment) -> CommentaryGroup:
    return CommentaryGroup(service, rag, comments)


def earlier(code: str, month: Month, markdown: str = "It was so.", author: str = "A. Officer") -> Commentary:
    return Commentary(code, "Kent", month, markdown, author, "2024-08-12", Location("x"))


def test_reds_come_first_in_each_service_and_a_row_stands_once() -> None:
    text = render_skeleton(
        [
            group("Schools", Rag.RED, comment("A1")),
            group("Schools", Rag.AMBER, comment("A2", Rag.AMBER)),
            group("Care", Rag.RED, comment("C1")),
            group("Schools", Rag.RED, comment("A1"), comment("A3", area="Swale")),
        ],
        (),
        MONTH,
        "2024-09-12",
    )
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Schools: RED", "## A1 · Kent", "## A3 · Swale", "# Schools: AMBER", "## A2 · Kent",
        "# Care: RED", "## C1 · Kent",
    ]  # fmt: skip
    assert f"\n## A1 · Kent\n\n<!-- Name of A1 -->\nA1 is so.\n\n{PLACEHOLDER}\n" in text


def test_what_is_written_or_begun_this_month_is_left_out() -> None:
    groups = [group("Care", Rag.RED, comment("C1"), comment("C2", missing=""))]
    assert render_skeleton(groups, [earlier("C1", MONTH)], MONTH, "2024-09-12") == ""
    green = [group("Care", Rag.GREEN, comment("C3", Rag.GREEN))]
    assert render_skeleton(green, (), MONTH, "2024-09-12") == ""


def test_the_last_text_is_a_reminder_and_no_commentary(tmp_path: Path) -> None:
    before = [
        earlier("C1", Month(2024, 7), "July --> <b>x</b>\n\n## C1 · Kent\n\ninside"),
        earlier("C1", Month(2024, 6), "June"),
        earlier("C1", Month(2024, 9), "September"),
    ]
    text = render_skeleton([group("Care", Rag.RED, comment("C1"))], before, MONTH, "2024-09-12")
    assert "<!-- Last written for Jul 2024 (A. Officer, 2024-08-12); it is not published again:\nJuly" in text
    assert "June" not in text
    assert "September" not in text
    file = tmp_path / "new.md"
    file.write_text(text.replace("author:", "author: Me"), encoding="utf-8")
    found, issues = read_commentary_markdown(file, ["C1"], ["Kent"])
    assert issues == []
    assert [entry.markdown.strip() for entry in found] == [f"C1 is so.\n\n{PLACEHOLDER}"]
    assert (found[0].month, found[0].is_finished) == (MONTH, False)


def test_an_unknown_author_is_left_out_of_the_reminder() -> None:
    last = Commentary("C1", "Kent", Month(2024, 7), "So.", "", "", Location("x"))
    text = render_skeleton([group("Care", Rag.RED, comment("C1"))], [last], MONTH, "2024-09-12")
    assert "<!-- Last written for Jul 2024; it is not published again:\nSo.\n-->\n" in text
