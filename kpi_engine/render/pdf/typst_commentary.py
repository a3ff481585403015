"""Commentary as plain lists and texts: by service, RED first, with the text of each comment in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.shared.markdown import Block, BlockKind, Run, markdown_blocks

Content = dict[str, Any]


def commentary_of(groups: Sequence[CommentaryGroup], definitions: Mapping[str, str]) -> list[Content]:
    """The commentary of each service; codes lead to the labels in ``definitions``."""
    return [
        {"service": service, "groups": [_group(group, definitions) for group in of_service]}
        for service, of_service in groupby(groups, key=lambda group: group.service)
    ]


def _group(group: CommentaryGroup, definitions: Mapping[str, str]) -> Content:
    return {
        "rag": group.rag.value,
        "rating": group.rating or group.rag.value,
        "by": ", ".join(part for part in (group.author, group.date) if part),
        "blocks": list(_blocks(markdown_blocks(group.introduction))),
        "comments": [_comment(comment, definitions) for comment in group.comments],
    }


def _comment(comment: Comment, definitions: Mapping[str, str]) -> Content:
    return {
        "code": comment.code,
        "link": definitions.get(comment.code, ""),
        "name": f"{comment.indicator}, {comment.area}",
        "sentence": comment.sentence,
        "missing": comment.missing,
        "blocks": list(_blocks(markdown_blocks(comment.markdown))),
    }


def _blocks(blocks: Sequence[Block]) -> Iterator[Content]:
    """Blocks, with the items of a list together."""
    for (kind, depth, numbered), neighbours in groupby(
        blocks, key=lambda block: (block.kind, block.depth, block.number is not None)
    ):
        if kind is BlockKind.ITEM:
            yield _list(list(neighbours), depth, numbered)
        else:
            for block in neighbours:
                yield {"kind": kind.value, "runs": _runs(block.runs), "depth": depth}


def _list(blocks: Sequence[Block], depth: int, numbered: bool) -> Content:
    """A list of items, each a list of paragraphs."""
    items: list[list[list[Content]]] = []
    for block in blocks:
        if block.first or not items:
            items.append([])
        items[-1].append(_runs(block.runs))
    return {
        "kind": "list",
        "depth": depth,
        "start": blocks[0].number if numbered else None,
        "items": items,
    }


def _runs(runs: Sequence[Run]) -> list[Content]:
    return [
        {"text": run.text, "strong": run.strong or run.emphasis, "code": run.code, "link": run.link}
        for run in runs
    ]
