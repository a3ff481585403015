"""The rows that should have a commentary and have none, for a line that lists them."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Comment, CommentaryGroup


@frozen
class Missing:
    """The rows that lack a commentary for one reason, which is said without an end to its sentence."""

    reason: str
    comments: tuple[Comment, ...]


def missing_in(groups: Sequence[CommentaryGroup]) -> list[Missing]:
    """The rows of some groups that have no commentary, in the order of the page, by the reason for it."""
    found: dict[str, list[Comment]] = {}
    for group in groups:
        for comment in group.comments:
            if comment.missing:
                found.setdefault(comment.missing, []).append(comment)
    return [Missing(_said(reason), tuple(comments)) for reason, comments in found.items()]


def _said(reason: str) -> str:
    """``There is no commentary``, before the codes of the rows."""
    return reason.removesuffix(".").replace(" on this row", "")
