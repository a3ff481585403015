"""Commentary: by service, RED first, each with the figures of its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.html.cells import chip
from kpi_engine.render.shared.markdown import markdown_html
from kpi_engine.render.shared.markup import isolated, text


def commentary_entries(groups: Sequence[CommentaryGroup]) -> tuple[tuple[str, str], ...]:
    """The (id, title) of each service's commentary."""
    return tuple((f"commentary-{number}", service) for number, service, _groups in _by_service(groups))


def commentary_html(groups: Sequence[CommentaryGroup], definitions: Mapping[str, str]) -> str:
    """The inside of the commentary; ``definitions`` gives the id of a code's definition."""
    return "".join(
        f'<section class="commentary" id="commentary-{number}">\n<h3>{isolated(service)}</h3>\n'
        f"{''.join(_group(group, definitions) for group in of_service)}</section>\n"
        for number, service, of_service in _by_service(groups)
    )


def _by_service(groups: Sequence[CommentaryGroup]) -> Iterator[tuple[int, str, list[CommentaryGroup]]]:
    grouped = groupby(groups, key=lambda group: group.service)
    for number, (service, of_service) in enumerate(grouped, 1):
        yield number, service, list(of_service)


def _group(group: CommentaryGroup, definitions: Mapping[str, str]) -> str:
    title = chip(group.rag, group.rating) if group.rag is not Rag.NONE else "Not rated"
    by = ", ".join(part for part in (group.author, group.date) if part)
    written = f'<p class="byline">{isolated(by)}</p>\n' if by else ""
    if group.introduction:
        return f'{written}<div class="words">\n{markdown_html(group.introduction)}</div>\n'
    comments = "".join(_comment(comment, definitions) for comment in group.comments)
    return f"<h4>{title}</h4>\n{written}{comments}"


def _comment(comment: Comment, definitions: Mapping[str, str]) -> str:
    """The row, its figures in a sentence, and what its author says of them or that nobody has."""
    code, link = text(comment.code), definitions.get(comment.code, "")
    named = f'<a class="code" href="#{link}">{code}</a>' if link else f'<b class="code">{code}</b>'
    words = (
        f'<p class="missing">{text(comment.missing)}</p>\n'
        if comment.missing
        else f'<div class="words">\n{markdown_html(comment.markdown)}</div>\n'
    )
    figures = f'<p class="figures">{text(comment.sentence)}</p>\n' if comment.sentence else ""
    return (
        f'<div class="comment">\n<h5>{named} {isolated(comment.indicator)}, {isolated(comment.area)}</h5>\n'
        f"{figures}{words}</div>\n"
    )
