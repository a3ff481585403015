"""Commentary as Markdown: front matter, then a heading for each code and area with its text below."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.read.commentary.commentary_labels import unknown_labels
from kpi_engine.read.csv.csv_words import LONGEST_PARAGRAPHS
from kpi_engine.read.places import display_path
from kpi_engine.read.yaml.records import Field, Record, Values
from kpi_engine.read.yaml.scalars import DateText, MonthText, Text
from kpi_engine.read.yaml.yaml_nodes import parse_nodes
from kpi_engine.read.yaml.yaml_text import read_yaml_text

AUTHOR = Field("author", Text(), "Who wrote it.", "A. Officer", required=True)
DATE = Field("date", DateText(), "The day it was written.", "2024-09-12", required=True)
PERIOD = Field(
    "period", MonthText(), "The month of the scorecard that it is for: its as_at.", "2024-08", required=True
)
NOTE = Field("note", Text(paragraphs=True), "Anything that readers of the file should know.", None)
FRONT_MATTER = Record("front matter", "What is written above the commentary.", (AUTHOR, DATE, PERIOD, NOTE))


_FENCE = "---"
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"(#{1,3})[ \t]+(.*?)[ \t]*#*")
# A code, then the area: between them a middle dot, a dash between spaces, or only a space.
_CODE_AND_AREA = re.compile(r"([^\s·]+)(?:\s*·\s*|\s+[-–—]\s+|\s+)(\S.*)")
_CODE_BLOCK = re.compile(r" {0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def read_commentary_markdown(
    path: Path, codes: Collection[str], areas: Collection[str], services: Collection[str] = ()
) -> tuple[list[Commentary], list[Issue]]:
    """The commentary below each heading that has a text, and every problem."""
    file = display_path(path)
    text, problems = read_yaml_text(path, file)
    if text is None:
        return [], problems
    lines = _LINE_END.split(text)
    end = _end_of_front_matter(lines)
    if end is None:
        remedy = "begin it with a line ---, then author, date and period, then a line ---"
        return [], [error(Location(file, 1), "this file has no front matter", remedy)]
    issues: list[Issue] = []
    values = _front_matter(lines[:end], file, issues)
    found: list[Commentary] = []
    for part in _parts(lines[: end + 1], _without_comments(lines[end + 1 :]), file, issues):
        unknown = _unknown(part, codes, areas, services)
        issues += unknown
        if len(part.markdown) > LONGEST_PARAGRAPHS:
            what = f"this commentary has {len(part.markdown):,} characters, of {LONGEST_PARAGRAPHS:,} at most"
            issues.append(error(part.place, what, "shorten it, or look for a heading that is missing below"))
            continue
        month = None if values is None else values.get(PERIOD)
        if values is None or month is None or unknown or not part.markdown:
            continue
        author, date = values.get(AUTHOR) or "", values.get(DATE) or ""
        found.append(
            Commentary(part.code, part.area, month, part.markdown, author, date, part.place, part.service)
        )
    return found, issues


def _unknown(
    part: _Part, codes: Collection[str], areas: Collection[str], services: Collection[str]
) -> Sequence[Issue]:
    """What is wrong with the code and area, or the service, of a text."""
    if not part.service:
        return unknown_labels(part.code, part.area, codes, areas, part.place)
    if part.service not in services:
        what = f"this text is below the title {shown(part.service)}, which is no service"
        remedy = did_you_mean(part.service, services) or (
            "name a service of the definitions, or write the text below a code and area such as "
            "## SCS40 · Kent"
        )
        return [error(part.place, what, remedy)]
    if part.area and areas and part.area not in areas:
        remedy = did_you_mean(part.area, areas) or "correct it, or add it to the areas file"
        return [error(part.place, f"the area {shown(part.area)} is not defined", remedy)]
    return []


def _end_of_front_matter(lines: list[str]) -> int | None:
    """The line, counted from 0, that closes the front matter."""
    if lines[0].rstrip() != _FENCE:
        return None
    return next((number for number, line in enumerate(lines) if number and line.rstrip() == _FENCE), None)


def _front_matter(lines: list[str], file: str, issues: list[Issue]) -> Values | None:
    if not any(line.strip() for line in lines[1:]):
        issues.append(error(Location(file, 1), "the front matter is empty", "write author, date and period"))
        return None
    # An empty line in place of the opening fence keeps the numbers of the lines.
    node, problems = parse_nodes("\n".join(["", *lines[1:], ""]), file)
    issues += problems
    return None if node is None else FRONT_MATTER.read(node, "the front matter", issues)


def _without_comments(lines: list[str]) -> list[str]:
    """The lines with comments blanked: comments are for the people who edit the file."""
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(lines)).split("\n")


@frozen
class _Heading:
    """A heading of first to third level; ``line`` counts from 0 in the body."""

    line: int
    level: int
    text: str


def _headings(body: list[str]) -> list[_Heading]:
    """Headings outside blocks of code."""
    found = []
    fence = ""
    for line, text in enumerate(body):
        block = _CODE_BLOCK.match(text)
        if block is not None:
            fence = "" if fence and block[1].startswith(fence) else fence or block[1]
        heading = None if fence else _HEADING.fullmatch(text.rstrip())
        if heading is not None:
            found.append(_Heading(line, len(heading[1]), heading[2]))
    return found


@frozen
class _Part:
    """A code and area, and the text below them; its first line is the (empty) one of the heading."""

    code: str
    area: str
    markdown: str
    place: Location
    service: str = ""


def _parts(before: list[str], body: list[str], file: str, issues: list[Issue]) -> Iterator[_Part]:
    """The text below each heading of first to third level, up to the next heading."""
    headings = _headings(body)
    first = headings[0].line if headings else len(body)
    _refuse_homeless(body[:first], len(before), file, issues)
    for heading, following in zip_longest(headings, headings[1:]):
        text = body[heading.line + 1 : len(body) if following is None else following.line]
        place = Location(file, len(before) + heading.line + 1)
        if heading.level == 1:
            if any(line.strip() for line in text):
                service, _, area = heading.text.partition("·")
                yield _Part("", area.strip(), "\n".join(["", *text]).rstrip(), place, service.strip())
            continue
        match = _CODE_AND_AREA.fullmatch(heading.text)
        if match is None:
            what = f"the heading {shown(heading.text)} is not a code and an area"
            issues.append(error(place, what, "write it such as ## SCS40 · Kent, or a title with a single #"))
            continue
        area = " ".join(match[2].split())
        yield _Part(match[1], area, "\n".join(["", *text]).rstrip() if any(text) else "", place)


def _refuse_homeless(lines: list[str], before: int, file: str, issues: list[Issue]) -> None:
    """Text that belongs to no code and area; ``before`` is how many lines are before it."""
    for number, line in enumerate(lines, before + 1):
        if line.strip():
            what = "this text is below no heading of a code and area"
            issues.append(error(Location(file, number), what, "put it below one such as ## SCS40 · Kent"))
            return
