"""The key: what symbols, headings and abbreviations of the page mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.outputs.document import Document, KeyEntry
from kpi_engine.render.html.cells import arrow, chip
from kpi_engine.render.shared.line_key import TITLE, line_meanings
from kpi_engine.render.shared.markup import isolated, text
from kpi_engine.render.shared.placement import heading_meanings


def key_html(document: Document) -> str:
    """The inside of the key: a list of terms for each group."""
    meanings = heading_meanings(document, are_all_columns=False)
    headings = [(text(title), meaning) for title, meaning in meanings]
    lines = [(text(term), meaning) for term, meaning in line_meanings(document)]
    abbreviations = [(_term(entry), entry.meaning) for entry in document.abbreviations]
    return groups_html(
        document.key, (TITLE, lines), ("Column headings", headings), ("Abbreviations", abbreviations)
    )


def groups_html(key: Sequence[KeyEntry], *more: tuple[str, Sequence[tuple[str, str]]]) -> str:
    """The entries group by group, and more groups: a title with (HTML of a term, meaning) pairs."""
    groups = [
        (title, [(_term(entry), entry.meaning) for entry in entries])
        for title, entries in groupby(key, key=lambda entry: entry.group)
    ]
    parts = "".join(_key_group(title, entries) for title, entries in (*groups, *more) if entries)
    return f'<div class="groups">\n{parts}</div>\n'


def _key_group(title: str, entries: Sequence[tuple[str, str]]) -> str:
    heading = f"<h3>{text(title)}</h3>\n" if title else ""
    terms = "".join(f"<div><dt>{term}</dt><dd>{text(meaning)}</dd></div>\n" for term, meaning in entries)
    return f"<div>{heading}<dl>\n{terms}</dl></div>\n"


def _term(entry: KeyEntry) -> str:
    if entry.rag is not Rag.NONE:
        return chip(entry.rag, entry.rating)
    if entry.direction is not DirectionOfTravel.NONE:
        return arrow(entry.direction)
    return isolated(entry.term)
