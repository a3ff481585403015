"""The page: cover, contents, summary, sections by area, key, sources and definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from kpi_engine.model.document import Cell, CellKind, Document, KeyEntry, Table
from kpi_engine.model.judgement import DirectionOfTravel, Rag
from kpi_engine.render.html.cells import arrow, chip
from kpi_engine.render.html.charts import charts_html
from kpi_engine.render.html.tables import table_html
from kpi_engine.render.markup import isolated, text
from kpi_engine.render.placement import past_columns

# Nothing is fetched and nothing runs, even if words of a user should ever get through as markup.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render_html(document: Document) -> str:
    """The document as one HTML page, in text to be encoded as UTF-8. The same document: the same page."""
    definitions = {
        row.code: f"row-{number}-{text(document.definitions.id)}"
        for number, row in enumerate(document.definitions.rows, 1)
    }
    areas = _areas(document)
    return "".join(
        (
            _head(document),
            _cover(document),
            _contents(document, areas),
            '<main id="main" tabindex="-1">\n',
            _summary(document),
            "".join(
                _area_html(number, name, tables, definitions)
                for number, (name, tables) in enumerate(areas, 1)
            ),
            _key(document),
            "".join(_reference(table, definitions) for table in _references(document)),
            "</main>\n</body>\n</html>\n",
        )
    )


def _areas(document: Document) -> list[tuple[str, list[Table]]]:
    """The sections under the name of the area that they are about."""
    grouped = groupby(document.sections, key=lambda table: table.area or document.area)
    return [(name, list(tables)) for name, tables in grouped]


@cache
def _style() -> str:
    return files("kpi_engine.render").joinpath("templates/page.css").read_text(encoding="utf-8")


def _head(document: Document) -> str:
    title = f"{text(document.title)} – {text(document.area)}, {text(document.as_at)}"
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{title}</title>\n<link rel="icon" href="data:,">\n<style>\n{_style()}</style>\n</head>\n'
    )


def _cover(document: Document) -> str:
    facts = "".join(
        f"<div><dt>{text(label)}</dt><dd>{isolated(fact)}</dd></div>\n" for label, fact in document.facts
    )
    return (
        '<body>\n<a class="skip" href="#main">Skip to the summary</a>\n<header>\n'
        f"<h1>{isolated(document.title)}"
        f" <span>{isolated(document.area)}, {isolated(document.as_at)}</span></h1>\n"
        f"<dl>\n{facts}</dl>\n</header>\n"
    )


def _contents(document: Document, areas: Sequence[tuple[str, Sequence[Table]]]) -> str:
    parts = "".join(
        f'<li><a href="#area-{number}">{isolated(name)}</a>\n<ul>\n'
        + "".join(_entry(table) for table in tables)
        + "</ul></li>\n"
        for number, (name, tables) in enumerate(areas, 1)
    )
    return (
        '<nav id="contents" aria-labelledby="contents-title">\n<h2 id="contents-title">Contents</h2>\n<ul>\n'
        f'<li><a href="#summary">Summary</a></li>\n{parts}'
        '<li><a href="#key">Key</a></li>\n'
        + "".join(_entry(table) for table in _references(document))
        + "</ul>\n</nav>\n"
    )


def _entry(table: Table) -> str:
    return f'<li><a href="#section-{text(table.id)}">{text(table.title)}</a></li>\n'


def _summary(document: Document) -> str:
    """Counts by RAG: the totals large, then section by section."""
    summary = document.summary
    counts = "".join(
        _count(column.title, cell)
        for column, cell in zip(summary.columns, summary.rows[-1].cells, strict=True)
        if cell.kind is CellKind.NUMBER and not column.detail
    )
    return (
        '<section id="summary">\n<h2>Summary</h2>\n'
        f'<ul class="tally">\n{counts}</ul>\n'
        f"{table_html(summary, {}, 'summary')}{_notes(document)}</section>\n"
    )


def _count(title: str, cell: Cell) -> str:
    name = chip(cell.rag) if cell.rag is not Rag.NONE else text(title)
    meaning = f'<span class="meaning">{cell.rag.words}</span>' if cell.rag is not Rag.NONE else ""
    return f'<li><span class="count">{text(cell.text)}</span> {name} {meaning}</li>\n'


def _area_html(number: int, name: str, tables: Sequence[Table], definitions: Mapping[str, str]) -> str:
    sections = "".join(_section(table, definitions) for table in tables)
    return f'<h2 class="area" id="area-{number}">{isolated(name)}</h2>\n{sections}'


def _section(table: Table, definitions: Mapping[str, str]) -> str:
    identifier = text(table.id)
    return (
        f'<section class="scorecard" id="section-{identifier}">\n<h3>{text(table.title)}</h3>\n'
        f"{table_html(table, definitions, 'scorecard')}{charts_html(table)}{_BACK}</section>\n"
    )


_BACK = '<p class="back"><a href="#contents">Back to contents</a></p>\n'


def _key(document: Document) -> str:
    groups = [
        (title, [(_term(entry), entry.meaning) for entry in entries])
        for title, entries in groupby(document.key, key=lambda entry: entry.group)
    ]
    groups.append(("Column headings", _headings(document)))
    groups.append(("Abbreviations", [(_term(entry), entry.meaning) for entry in document.abbreviations]))
    parts = "".join(_key_group(title, entries) for title, entries in groups if entries)
    return (
        '<section class="key" id="key">\n<h2>Key</h2>\n'
        f'<div class="groups">\n{parts}</div>\n{_BACK}</section>\n'
    )


def _headings(document: Document) -> list[tuple[str, str]]:
    """Headings with their meaning; one that means a different period in each table says so there."""
    meanings: dict[str, set[str]] = {}
    for table in document.sections:
        past = past_columns(table)
        for column in table.columns:
            if column.explanation and column.key not in past:
                meanings.setdefault(column.title, set()).add(column.explanation)
    return [(text(title), found.pop()) for title, found in meanings.items() if len(found) == 1]


def _key_group(title: str, entries: Sequence[tuple[str, str]]) -> str:
    heading = f"<h3>{text(title)}</h3>\n" if title else ""
    terms = "".join(f"<div><dt>{term}</dt><dd>{text(meaning)}</dd></div>\n" for term, meaning in entries)
    return f"<div>{heading}<dl>\n{terms}</dl></div>\n"


def _term(entry: KeyEntry) -> str:
    if entry.rag is not Rag.NONE:
        return chip(entry.rag)
    if entry.direction is not DirectionOfTravel.NONE:
        return arrow(entry.direction)
    return isolated(entry.term)


def _references(document: Document) -> list[Table]:
    """The tables at the end; one without rows is left out."""
    return [table for table in (document.sources, document.definitions) if table.rows]


def _reference(table: Table, definitions: Mapping[str, str]) -> str:
    identifier = text(table.id)
    return (
        f'<section class="reference" id="section-{identifier}">\n<h2>{text(table.title)}</h2>\n'
        f"{table_html(table, definitions, 'reference')}{_BACK}</section>\n"
    )


def _notes(document: Document) -> str:
    if not document.notes:
        return ""
    notes = "".join(f"<li>{isolated(note)}</li>\n" for note in document.notes)
    return f"<h3>Notes</h3>\n<ul>\n{notes}</ul>\n"
