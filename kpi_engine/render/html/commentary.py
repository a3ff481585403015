"""Commentary under its row, and a part of its own for texts on whole services and for rows without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.html.cells import chip
from kpi_engine.render.html.links import Links
from kpi_engine.render.shared.markdown import markdown_html
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.missing_commentary import Missing, missing_in


def said_html(comment: Comment, width: int, service: str = "") -> str:
    """What is said of a row, as a row below it: no sentence repeats the figures that are beside it.

    ``service`` is the class of the row that it belongs to.
    """
    classes = f"said {service}" if service else "said"
    return f'<tr class="{classes}"><td colspan="{width}">{markdown_html(comment.markdown)}</td></tr>\n'


def commentary_entries(groups: Sequence[CommentaryGroup]) -> tuple[tuple[str, str], ...]:
    """The (id, title) of each service's commentary."""
    return tuple((f"commentary-{number}", service) for number, service, _groups in _by_service(groups))


def commentary_html(groups: Sequence[CommentaryGroup], links: Links) -> str:
    """The inside of the commentary: of each service its text, and a list of rows with and without words."""
    return "".join(
        f'<section class="commentary" id="commentary-{number}">\n<h3>{isolated(service)}</h3>\n'
        f"{_introduction(of_service)}{_lists(of_service, links)}</section>\n"
        for number, service, of_service in _by_service(groups)
    )


def _by_service(groups: Sequence[CommentaryGroup]) -> Iterator[tuple[int, str, list[CommentaryGroup]]]:
    grouped = groupby(groups, key=lambda group: group.service)
    for number, (service, of_service) in enumerate(grouped, 1):
        yield number, service, list(of_service)


def _introduction(groups: Sequence[CommentaryGroup]) -> str:
    """The text on the service as a whole, with who wrote it and when."""
    return "".join(
        f'{_byline([group])}<div class="words">\n{markdown_html(group.introduction)}</div>\n'
        for group in groups
        if group.introduction
    )


def _byline(groups: Sequence[CommentaryGroup]) -> str:
    """Who wrote what, each author and date once."""
    by = dict.fromkeys(", ".join(filter(None, (group.author, group.date))) for group in groups)
    words = "; ".join(filter(None, by))
    return f'<p class="byline">{isolated(words)}</p>\n' if words else ""


def _lists(groups: Sequence[CommentaryGroup], links: Links) -> str:
    """The rows that have a commentary, by rating, and one line for each reason that others have none."""
    with_comments = [group for group in groups if group.comments]
    written = "".join(_written(group, links) for group in with_comments)
    missing = "".join(_missing(each, links) for each in missing_in(groups))
    named = {(group.author, group.date) for group in groups if group.introduction}
    others = [group for group in with_comments if (group.author, group.date) not in named]
    return (f"{_byline(others)}<ul>\n{written}</ul>\n" if written else "") + missing


def _written(group: CommentaryGroup, links: Links) -> str:
    title = chip(group.rag, group.rating) if group.rag is not Rag.NONE else "Not rated"
    rows = ", ".join(_named(comment, links) for comment in group.comments if comment.markdown)
    return f"<li>{title} {rows}</li>\n" if rows else ""


def _missing(missing: Missing, links: Links) -> str:
    """``There is no commentary: SCS42, EH05``, each with its rating where that is RED."""
    rows = ", ".join(
        f'<span class="whole">{_named(comment, links)} {chip(comment.rag, comment.rating)}</span>'
        if comment.rag is Rag.RED
        else _named(comment, links)
        for comment in missing.comments
    )
    return f'<p class="missing">{text(missing.reason)}: {rows}</p>\n'


def _named(comment: Comment, links: Links) -> str:
    """The code, which leads to the row, and its area where that is not the page's."""
    target = links.row(comment.code, comment.area)
    code = text(comment.code)
    named = f'<a class="code" href="{text(target)}">{code}</a>' if target else f'<b class="code">{code}</b>'
    return named if comment.area == links.area else f"{named} {isolated(comment.area)}"
