"""Where on a page a row, its chart and its definition are: anchors made of codes, the same every month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kpi_engine.model.outputs.document import Comment, Document, Row, Table
from kpi_engine.model.outputs.site import NO_SITE, Site

_NOT_IN_AN_ANCHOR = re.compile(r"[^\w.-]+", re.ASCII)
# How the ids of a page's other parts begin: a code that does too gets another beginning.
_OTHER_IDS = re.compile(
    r"(?:summary|heat-maps|volumes|commentary|key|contents|main|only|area|section|definition|chart|picture"
    r"|spark|title|row|filter|order)(?:-|$)"
)

Place = tuple[str, int]
Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Links:
    """The anchors of a page.

    ``anchors`` are by table id and number of the row; ``rows`` by code and area, where an indicator in
    several sections has the anchor of the first. ``firsts`` are by code alone, for what only areas below the
    page's own have. ``definitions`` are by code. ``comments`` are the finished
    commentaries by code and area, ``row_classes`` the classes of rows by code. A row that is on another page
    of the ``site`` is found there.
    """

    area: str = ""
    site: Site = NO_SITE
    anchors: Mapping[Place, str] = field(default_factory=dict)
    rows: Mapping[Subject, str] = field(default_factory=dict)
    firsts: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[Subject, Comment] = field(default_factory=dict)
    row_classes: Mapping[str, str] = field(default_factory=dict)

    def row(self, code: str, area: str) -> str:
        """The link to the row of an indicator in an area; no area means the page's own. Empty without row."""
        place = area or self.area
        anchor = self.rows.get((code, place))
        if not anchor and place == self.area:
            anchor = self.firsts.get(code)
        if anchor:
            return f"#{anchor}"
        if place == self.area and self.rows:
            return ""
        if place in self.site.pages:
            return f"{self.site.pages[place]}#{_anchor(code)}"
        if place in self.site.shown_on:
            return f"{self.site.shown_on[place]}#{_anchor(f'{code}-{place}')}"
        return ""

    def classes(self, row: Row) -> str:
        """The classes of a row by its service and owner, which filters go by."""
        return self.row_classes.get(row.code, "")

    def definition(self, code: str) -> str:
        """The link to the definition of a code; empty where the page has none."""
        anchor = self.definitions.get(code)
        return f"#{anchor}" if anchor else ""

    def comment(self, row: Row, anchor: str) -> Comment | None:
        """The commentary that belongs under a row: under the first of an indicator in several sections."""
        subject = (row.code, row.area)
        return self.comments.get(subject) if self.rows.get(subject) == anchor else None


def links_of(document: Document, site: Site, classes: Mapping[str, str]) -> Links:
    """The anchors of a document's page; ``classes`` are the classes of rows by code."""
    anchors: dict[Place, str] = {}
    rows: dict[Subject, str] = {}
    firsts: dict[str, str] = {}
    taken: set[str] = set()
    for table, number, row in _rows(document):
        subject = (row.code, row.area or document.area)
        place = "" if subject[1] == document.area else f"-{subject[1]}"
        section = f"-{table.section}" if subject in rows else ""
        anchor = _free(_anchor(f"{row.code}{place}{section}"), taken)
        anchors[(table.id, number)] = anchor
        rows.setdefault(subject, anchor)
        firsts.setdefault(row.code, anchor)
    definitions: dict[str, str] = {}
    for number, row in enumerate(document.definitions.rows, 1):
        anchor = _free(f"definition-{_anchor(row.code)}", taken)
        anchors[(document.definitions.id, number)] = anchor
        definitions.setdefault(row.code, anchor)
    return Links(
        document.area,
        site,
        anchors,
        rows,
        firsts,
        definitions,
        {
            (comment.code, comment.area): comment
            for group in document.commentary
            for comment in group.comments
            if comment.markdown
        },
        classes,
    )


def _rows(document: Document) -> Iterator[tuple[Table, int, Row]]:
    """The rows of the tables that rate, then of the tables that do not."""
    for table in (*document.sections, *document.volumes):
        for number, row in enumerate(table.rows, 1):
            yield table, number, row


def _anchor(words: str) -> str:
    """The words as an id: ``SCS40``, ``SCS40-Swale-Central-CSWT``."""
    anchor = _NOT_IN_AN_ANCHOR.sub("-", words).strip("-") or "row"
    return f"row-{anchor}" if _OTHER_IDS.match(anchor) else anchor


def _free(wanted: str, taken: set[str]) -> str:
    """The id, numbered where another part of the page has it."""
    anchor, number = wanted, 2
    while anchor in taken:
        anchor, number = f"{wanted}-{number}", number + 1
    taken.add(anchor)
    return anchor
