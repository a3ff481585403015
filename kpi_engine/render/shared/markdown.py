"""Commentary in Markdown, made safe: as HTML for pages, as plain blocks of runs for every other format.

Authors' Markdown is not to be trusted: raw HTML stays text, an image is its description, a link leads to
the web or to a mailbox. What an author may write: docs/commentary.md, "What the text may hold".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from kpi_engine.render.shared.markup import allowed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = frozenset({"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"})
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_SCHEMES = frozenset({"http", "https", "mailto"})
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class BlockKind(Enum):
    """What a block of text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one appearance; ``link`` is an address of the web or of a mailbox, or empty."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item, quotation or code.

    ``depth`` counts the lists or quotations around an item or a quotation, from 1; ``number`` is the number
    of an item of a numbered list. The second paragraph of an item is an item without a ``first``. A run's
    text may hold line breaks.
    """

    kind: BlockKind
    runs: tuple[Run, ...]
    depth: int = 0
    number: int | None = None
    first: bool = True

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


def markdown_html(markdown: str) -> str:
    """Safe HTML of block elements: no headings (they are bold paragraphs), no images, no raw HTML."""
    import nh3

    parser = _parser()
    tokens = parser.parse(allowed(markdown))
    html = parser.renderer.render(_for_a_page(tokens), parser.options, {})
    return nh3.clean(
        str(html),
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
    )


def markdown_blocks(markdown: str) -> tuple[Block, ...]:
    """The text as blocks, for formats that are not HTML."""
    return tuple(_blocks(_parser().parse(allowed(markdown))))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})


def _for_a_page(tokens: Sequence[Token]) -> Sequence[Token]:
    """A page has its own headings and loads nothing: headings become bold paragraphs, images their words."""
    from markdown_it.token import Token

    heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
            token.tag = "p"
        elif token.children is not None:
            children = [
                Token("text", "", 0, content=child.content) if child.type == "image" else child
                for child in token.children
            ]
            bold = [Token("strong_open", "strong", 1), *children, Token("strong_close", "strong", -1)]
            token.children = bold if heading else children
    return tokens


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[int | None] = []  # the next number of each list that is open; None: bullets
    quotes, heading, first, number = 0, False, True, None
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            lists.append(int(token.attrs.get("start", 1)) if ordered else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            first, number = True, lists[-1]
            lists[-1] = None if number is None else number + 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            yield Block(BlockKind.CODE, (Run(token.content.rstrip("\n"), code=True),))
        elif token.type == "inline":
            runs = tuple(_runs(token.children or ()))
            if heading:
                yield Block(BlockKind.HEADING, runs)
            elif lists:
                yield Block(BlockKind.ITEM, runs, len(lists), number, first)
                first = False
            elif quotes:
                yield Block(BlockKind.QUOTE, runs, quotes)
            else:
                yield Block(BlockKind.PARAGRAPH, runs)


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    strong = emphasis = 0
    link = ""
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("em_open", "em_close"):
            emphasis += token.nesting
        elif token.type in ("link_open", "link_close"):
            address = str(token.attrs.get("href", ""))
            link = address if _LINK.match(address) else ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" " if token.type == "softbreak" else "\n", bool(strong), bool(emphasis), link=link)
        elif token.content:
            code = token.type == "code_inline"
            yield Run(token.content, bool(strong), bool(emphasis), code, link)
