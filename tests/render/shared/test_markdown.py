"""Markdown of authors: what it may hold, and what can never come of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.render.shared.markdown import Block, BlockKind, Run, markdown_blocks, markdown_html

ALLOWED = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Up by **2.0** and *rising*.", "<p>Up by <strong>2.0</strong> and <em>rising</em>.</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three", '<ol start="3">\n<li>three</li>\n</ol>\n'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("#### Why", "<p><strong>Why</strong></p>\n"),
        ("a\\\nb", "<p>a<br>\nb</p>\n"),
        ("![A chart](https://elsewhere.org/chart.png)", "<p>A chart</p>\n"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>\n"),
        (
            "[x](https://example.org)",
            '<p><a href="https://example.org" rel="noopener noreferrer">x</a></p>\n',
        ),
        (
            "[x](mailto:a@example.org)",
            '<p><a href="mailto:a@example.org" rel="noopener noreferrer">x</a></p>\n',
        ),
        ("[x](ftp://example.org)", '<p><a rel="noopener noreferrer">x</a></p>\n'),
        ("a\x01b", "<p>a\ufffdb</p>\n"),
    ],
)
def test_html_holds_what_is_allowed_and_nothing_else(markdown: str, html: str) -> None:
    assert markdown_html(markdown) == html


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            ["<", ">", '"', "'", "&", "[", "](", ")", "!", "javascript:", "http://a", "<img src=x ",
             "onerror=1>", "\n", "\n\n", "    ", "- ", "1. ", "> ", "```", "*", "_", "#", "x", "<!--", "-->",
             "<a href="]
        ),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_whatever_is_written_makes_only_allowed_elements(markdown: str) -> None:
    html = markdown_html(markdown)
    assert {name.lower() for name in re.findall(r"</?([a-zA-Z][^\s/>]*)", html)} <= ALLOWED
    assert "<!" not in html
    for element in re.findall(r"<[^>]*>", html):
        assert not re.search(r"\s(?:on\w+|style|src)\s*=", re.sub(r'"[^"]*"', '""', element))
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"(?:https?|mailto):", address, re.IGNORECASE) or ":" not in address.split("/")[0]
    markdown_blocks(markdown)


def test_blocks_say_what_each_part_is() -> None:
    text = "One **two**\nthree\n\n#### Head\n\n> said\n\n    code\n"
    assert [(block.kind, block.text) for block in markdown_blocks(text)] == [
        (BlockKind.PARAGRAPH, "One two three"),
        (BlockKind.HEADING, "Head"),
        (BlockKind.QUOTE, "said"),
        (BlockKind.CODE, "code"),
    ]


def test_items_have_their_depth_and_number() -> None:
    text = "- a\n  1. b\n  2. c\n\n     more\n- d"
    assert [(block.text, block.depth, block.number, block.first) for block in markdown_blocks(text)] == [
        ("a", 1, None, True),
        ("b", 2, 1, True),
        ("c", 2, 2, True),
        ("more", 2, 2, False),
        ("d", 1, None, True),
    ]


def test_runs_keep_their_appearance() -> None:
    (block,) = markdown_blocks("**a *b*** `c` [d](https://e.org) [f](ftp://g) ![h](x.png)\\\ni")
    told = [run for run in block.runs if run.text.strip()]
    assert told == [
        Run("a ", strong=True),
        Run("b", strong=True, emphasis=True),
        Run("c", code=True),
        Run("d", link="https://e.org"),
        Run("f"),
        Run("h"),
        Run("i"),
    ]
    assert block.runs[-2] == Run("\n")


def test_nothing_is_no_block() -> None:
    assert markdown_blocks("") == ()
    assert Block(BlockKind.PARAGRAPH, ()).text == ""
