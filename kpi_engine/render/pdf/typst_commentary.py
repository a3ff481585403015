"""Commentary as plain lists and texts: by service, RED first, with the text of each comment in blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import Comment, CommentaryGroup
from kpi_engine.render.shared.markdown import Block, BlockKind, Run, markdown_blocks
from kpi_engine.render.shared.missing_commentary import Missing, missing_in

Content = dict[str, Any]


def commentary_of(
    groups: Sequence[CommentaryGroup], area: str, definitions: Mapping[str, str]
) -> list[Content]:
    """The commentary of each service in a pack of an area; codes lead to the labels in ``definitions``."""
    by_service = groupby(groups, key=lambda group: group.service)
    return [_service(service, list(of_service), area, definitions) for service, of_service in by_service]


def _service(
    service: str, groups: Sequence[CommentaryGroup], area: str, definitions: Mapping[str, str]
) -> Content:
    written = [_group(group, definitions) for group in groups]
    return {
        "service": service,
        "groups": [group for group in written if group["blocks"] or group["comments"]],
        "missing": [_missing(each, area, definitions) for each in missing_in(groups)],
    }


def _missing(missing: Missing, area: str, definitions: Mapping[str, str]) -> Content:
    """The rows by their codes, each with its rating where that is RED."""
    return {
        "reason": missing.reason,
        "rows": [
            {
                "code": comment.code,
                "link": definitions.get(comment.code, ""),
                "area": "" if comment.area == area else comment.area,
                "rag": comment.rag.value if comment.rag is Rag.RED else "",
                "rating": comment.rating or comment.rag.value,
            }
            for comment in missing.comments
        ],
    }


def _group(group: CommentaryGroup, definitions: Mapping[str, str]) -> Content:
    return {
        "rag": group.rag.value,
        "rating": group.rating or group.rag.value,
        "by": ", ".join(part for part in (group.author, group.date) if part),
        "blocks": list(_blocks(markdown_blocks(group.introduction))),
        "comments": [_comment(comment, definitions) for comment in group.comments if not comment.missing],
    }


def _comment(comment: Comment, definitions: Mapping[str, str]) -> Content:
    return {
        "code": comment.code,
        "link": definitions.get(comment.code, ""),
        "name": f"{comment.indicator}, {comment.area}",
        "sentence": comment.sentence,
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
