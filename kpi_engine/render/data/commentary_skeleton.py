"""A commentary file to be filled in: the rows that need a commentary, REDs first, each with its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.figures.commentary import PLACEHOLDER, Commentary
from kpi_engine.model.outputs.document import Comment, CommentaryGroup

_INSTRUCTIONS = f"""<!-- Put your words in the place of {PLACEHOLDER} and edit the sentences before it.
A row that still holds that place counts as not written. Comments like this one are not published. -->"""


def render_skeleton(
    groups: Sequence[CommentaryGroup], commentary: Sequence[Commentary], month: Month, date: str
) -> str:
    """The file in Markdown, to be given an author; empty where no row of ``groups`` lacks a commentary.

    ``commentary`` is of any month: a row begun for ``month`` is left out, and what was last written for an
    earlier month is put into a comment, so that it is read again and never published again unread.
    """
    begun = {(entry.code, entry.area) for entry in commentary if entry.month == month}
    headings = list(_headings(groups, begun))
    if not headings:
        return ""
    front_matter = f"---\nauthor:\ndate: {date}\nperiod: {month.label}\n---\n\n{_INSTRUCTIONS}\n"
    earlier = sorted((entry for entry in commentary if entry.month < month), key=lambda entry: entry.month)
    last = {(entry.code, entry.area): entry for entry in earlier}
    return front_matter + "".join(
        f"\n# {title}\n" + "".join(_row(comment, last.get((comment.code, comment.area))) for comment in rows)
        for title, rows in headings
    )


def _headings(
    groups: Sequence[CommentaryGroup], begun: Collection[tuple[str, str]]
) -> Iterator[tuple[str, list[Comment]]]:
    """Services in order of appearance, the colours in their order in each.

    A row of several pages appears once.
    """
    for service in dict.fromkeys(group.service for group in groups):
        for rag in (rag for rag in reversed(BEST_FIRST) if rag.base in (Rag.RED, Rag.AMBER)):
            own = [group for group in groups if group.service == service and group.rag is rag]
            rows = {
                (comment.code, comment.area): comment
                for group in own
                for comment in group.comments
                if comment.missing and (comment.code, comment.area) not in begun
            }
            if rows:
                yield f"{_on_one_line(service)}: {own[0].rating or rag.value}", list(rows.values())


def _row(comment: Comment, last: Commentary | None) -> str:
    return (
        f"\n## {comment.code} · {comment.area}\n\n<!-- {_uncommented(comment.indicator)} -->\n"
        f"{''.join(_reminder(last))}{comment.sentence}\n\n{PLACEHOLDER}\n"
    )


def _reminder(last: Commentary | None) -> Iterable[str]:
    if last is None:
        return
    by = ", ".join(_uncommented(part) for part in (last.author, last.date) if part)
    written = f" ({by})" if by else ""
    yield f"<!-- Last written for {last.month.words}{written}; it is not published again:\n"
    yield f"{_uncommented(last.markdown.strip())}\n-->\n"


def _uncommented(text: str) -> str:
    """The text without what would end a comment early."""
    return text.replace("--", "- -")


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
