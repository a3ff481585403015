"""A page → its tables and words, with the words that only a screen reader, a mouse or a program finds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kpi_engine.model.outputs.published_text import (
    PublishedCell,
    PublishedDocument,
    PublishedTable,
    PublishedWords,
)

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        *_HEADINGS,
        *(
            "p",
            "li",
            "div",
            "section",
            "dt",
            "dd",
            "summary",
            "figcaption",
            "caption",
            "header",
            "footer",
            "br",
        ),
        *(
            "ul",
            "ol",
            "dl",
            "main",
            "nav",
            "article",
            "aside",
            "details",
            "blockquote",
            "pre",
            "option",
            "body",
        ),
    )
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "area", "source", "wbr", "embed", "base")
)
# What each attribute is to a reader of the report.
_HIDING = {
    "title": "tooltip",
    "alt": "alternative text",
    "aria-label": "label for screen readers",
    "aria-description": "label for screen readers",
    "aria-valuetext": "label for screen readers",
    "aria-valuenow": "value for screen readers",
    "content": "document property",
    "summary": "summary of a table",
    "value": "value of a field",
}
# A label that repeats the heading of a column, and settings of the page.
_NOT_WORDS = frozenset(("data-label", "data-theme", "data-nosnippet"))
_COLOUR = re.compile(r"(?:background(?:-color)?|(?<![a-z-])color|fill)\s*:\s*([^;]+)")
_RATING_LOOK = re.compile(r"(?:^|[-_])(red|amber|green)(?:$|[-_])")
_IN_PICTURES = frozenset(("title", "desc", "text"))
# The class of round values on an axis, which are no figures.
_SCALE = "scale"
_POINTS = frozenset(("circle", "ellipse"))
# Pictures made of dots.
_PICTURES = frozenset(("img", "image", "canvas"))


def read_published_html(text: str, file: str) -> PublishedDocument:
    """The tables and words of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end_block()
    return PublishedDocument(file, reader.title, tuple(reader.tables), tuple(reader.words), reader.pictures)


@dataclass(slots=True)
class _Cell:
    is_heading: bool
    columns: int
    rows: int
    text: list[str] = field(default_factory=list)
    hidden: list[PublishedWords] = field(default_factory=list)
    looks: set[str] = field(default_factory=set)

    def made(self) -> PublishedCell:
        return PublishedCell(
            _plain(self.text), tuple(self.hidden), frozenset(self.looks), is_heading=self.is_heading
        )


@dataclass(slots=True)
class _Table:
    headings: str
    caption: list[str] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    row_looks: set[str] = field(default_factory=set)

    def made(self) -> PublishedTable:
        name = " · ".join(part for part in (_plain(self.caption), self.headings) if part)
        return PublishedTable(name, _grid(self.rows))


@dataclass(slots=True)
class _Picture:
    words: list[PublishedWords] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    title: str = ""
    points: int = 0


def _plain(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _grid(rows: list[list[_Cell]]) -> tuple[tuple[PublishedCell, ...], ...]:
    """The cells in their places; a cell over several places is in each of them."""
    grid: dict[tuple[int, int], PublishedCell] = {}
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in grid:
                column += 1
            made = cell.made()
            for down in range(min(cell.rows, len(rows) - row)):
                for across in range(cell.columns):
                    grid[row + down, column + across] = made
    width = max((column for _, column in grid), default=-1) + 1
    empty = PublishedCell("")
    return tuple(tuple(grid.get((row, column), empty) for column in range(width)) for row in range(len(rows)))


class _Reader(HTMLParser):
    """Gathers tables and words; ``end_block`` ends the paragraph that is being read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.tables: list[PublishedTable] = []
        self.words: list[PublishedWords] = []
        self.pictures = 0
        self._open: list[str] = []
        self._block: list[str] = []
        self._headings: dict[str, str] = {}
        self._tables: list[_Table] = []
        self._cells: list[_Cell] = []
        self._picture: _Picture | None = None
        self._captured: list[str] = []
        self._is_scale = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS and not self._cells:
            self.end_block()
        self._take_looks(given)
        self._take_hidden(given)
        self.pictures += tag in _PICTURES
        if tag == "svg":
            self._picture = _Picture()
        elif self._picture is not None:
            self._picture.points += tag in _POINTS
            self._captured = [] if tag in _IN_PICTURES else self._captured
            self._is_scale = given.get("class") == _SCALE
        elif tag == "table":
            self._tables.append(_Table(self._under()))
        elif tag == "tr" and self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].row_looks = _looks(given)
        elif tag in ("td", "th") and self._tables:
            self._start_cell(tag, given)
        if tag not in _VOID:
            self._open.append(tag)

    def _start_cell(self, tag: str, given: Mapping[str, str]) -> None:
        table = self._tables[-1]
        if not table.rows:
            table.rows.append([])
        cell = _Cell(tag == "th", _count(given.get("colspan")), _count(given.get("rowspan")))
        cell.looks |= _looks(given) | table.row_looks
        cell.hidden += _hidden(given)
        table.rows[-1].append(cell)
        self._cells.append(cell)

    def handle_endtag(self, tag: str) -> None:
        if self._picture is not None:
            self._end_in_picture(tag)
        elif tag in ("td", "th") and self._cells:
            self._cells.pop()
        elif tag == "table" and self._tables:
            self.tables.append(self._tables.pop().made())
        elif tag in _HEADINGS and not self._cells:
            self._end_heading(tag)
        elif tag in _BLOCKS and not self._cells:
            self.end_block()
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def _end_in_picture(self, tag: str) -> None:
        picture = self._picture
        if picture is None:
            return
        words = _plain(self._captured) if tag in _IN_PICTURES else ""
        if tag == "text":
            picture.labels += [] if self._is_scale else [words]
        elif words:
            picture.title = picture.title or words
            picture.words.append(PublishedWords("alternative text", words, picture.title))
        self._captured = [] if tag in _IN_PICTURES else self._captured
        if tag == "svg":
            spoken = " ".join(each.text for each in picture.words if each.text != picture.title)
            labels = tuple(picture.labels)
            picture.words.append(
                PublishedWords("chart", spoken, picture.title, points=picture.points, labels=labels)
            )
            self._keep(picture.words)
            self._picture = None

    def _end_heading(self, tag: str) -> None:
        words = _plain(self._block)
        for lower in _HEADINGS[_HEADINGS.index(tag) :]:
            self._headings.pop(lower, None)
        self._headings[tag] = words
        self.end_block()

    def end_block(self) -> None:
        """The text since the last block is a piece of its own."""
        words = _plain(self._block)
        self._block = []
        if words:
            self.words.append(PublishedWords("text", words, self._under()))

    def handle_data(self, data: str) -> None:
        innermost = self._open[-1] if self._open else ""
        if innermost == "style":
            return
        if innermost == "script":
            self.words.append(PublishedWords("script", data, self.title))
        elif self._picture is not None:
            self._captured.append(data)
        elif innermost == "title" and "body" not in self._open:
            self.title = " ".join(f"{self.title} {data}".split())
            self.words.append(PublishedWords("document property", data, ""))
        elif self._cells:
            self._cells[-1].text.append(data)
        elif "caption" in self._open and self._tables:
            self._tables[-1].caption.append(data)
        elif not self._tables:
            self._block.append(data)

    def handle_comment(self, data: str) -> None:
        self._keep([PublishedWords("comment", " ".join(data.split()), self._near())])

    def _take_looks(self, given: Mapping[str, str]) -> None:
        if self._cells:
            self._cells[-1].looks |= _looks(given)

    def _take_hidden(self, given: Mapping[str, str]) -> None:
        near = self._near()
        found = [PublishedWords(each.kind, each.text, near) for each in _hidden(given)]
        if found:
            self._keep(found)

    def _keep(self, words: list[PublishedWords]) -> None:
        """Words belong to the cell that they are in, else to the page."""
        if self._cells:
            self._cells[-1].hidden += words
        else:
            self.words += words

    def _near(self) -> str:
        title = self._picture.title if self._picture is not None else ""
        return title or self._under()

    def _under(self) -> str:
        """The headings above, the innermost first."""
        return " · ".join(reversed(self._headings.values()))


def _hidden(given: Mapping[str, str]) -> list[PublishedWords]:
    found = []
    for name, text in given.items():
        kind = _HIDING.get(name, "data of the page" if name.startswith("data-") else "")
        if kind and name not in _NOT_WORDS and text.strip():
            found.append(PublishedWords(kind, " ".join(text.split())))
    return found


def _looks(given: Mapping[str, str]) -> set[str]:
    classes = {
        match[1] for name in given.get("class", "").lower().split() if (match := _RATING_LOOK.search(name))
    }
    colours = {colour.strip().lower() for colour in _COLOUR.findall(given.get("style", "").lower())}
    named = {given[name].strip().lower() for name in ("bgcolor", "fill") if given.get(name, "none") != "none"}
    return classes | colours | (named - {"currentcolor", ""})


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdigit() and int(text) > 0 else 1
