"""What a report says, in which order: what is red and why first, then the tables, then what words mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import CellKind, Document, KeyEntry, Table
from kpi_engine.render.docx.prose import Parts, service_xml
from kpi_engine.render.docx.styles import (
    BULLET,
    CAPTION,
    KEEP_WITH_NEXT,
    NORMAL,
    SUBTITLE,
    TABLE_TEXT,
    TITLE,
    contents_style,
    heading_style,
    spacing,
)
from kpi_engine.render.docx.word_tables import table_xml
from kpi_engine.render.docx.words import bookmarked, chip, field, in_columns, inner_link, paragraph, run
from kpi_engine.render.shared.chart_on_paper import (
    CHARTS_TITLE,
    chart_alternative,
    chart_width,
    columns_of_charts,
)
from kpi_engine.render.shared.placement import heading_meanings, title_in

# More entries of the contents and rows of the summary together have no room on the first page.
_MOST_ON_FIRST_PAGE = 17
_COLUMNS_OF_KEY = 2


@dataclass(frozen=True, slots=True)
class _Section:
    """A part under a heading of level 1 or 2, which the table of contents names, in so many columns."""

    level: int
    title: str
    content: str = ""
    columns: int = 1


def body_xml(document: Document, parts: Parts, colours: PageColours, size: float, page: str) -> str:
    """Everything between the start of the report and the end, as paragraphs and tables.

    ``page`` are the paper and its margins, of the parts that are in columns.
    """
    sections = list(_sections(document, parts, colours, size))
    made = "".join((*_cover(document, colours), *_contents(sections, len(document.summary.rows))))
    numbered = enumerate(sections, 1)
    for count, together in groupby(numbered, key=lambda each: each[1].columns):
        if count > 1:
            made = in_columns(made, 1, page)
        of_part = list(together)
        part = "".join(_section_xml(section, number) for number, section in of_part)
        # Below a table there may be room for the heading of the charts, and none for a chart.
        has_charts = of_part[0][1].title == CHARTS_TITLE
        made += in_columns(part, count, page, starts_page=has_charts) if count > 1 else part
    # What is in columns is never the end of a file, of which the last part is in one.
    return made if sections[-1].columns == 1 else made + paragraph(NORMAL, "")


def _cover(document: Document, colours: PageColours) -> Iterator[str]:
    yield paragraph(TITLE, run(document.title))
    yield paragraph(SUBTITLE, run(f"{document.area}, {document.as_at}"))
    for label, fact in document.facts:
        yield paragraph(NORMAL, run(f"{label}: ", bold=True) + run(fact), more=spacing(after=2))
    counts = [
        (cell, column.title)
        for column, cell in zip(document.summary.columns, document.summary.rows[-1].cells, strict=True)
        if cell.kind is CellKind.NUMBER and not column.detail
    ]
    yield paragraph(
        NORMAL,
        run("   ").join(
            run(f"{cell.text} ", bold=True)
            + (chip(cell.rag, colours, cell.rating) if cell.rag is not Rag.NONE else run(title))
            for cell, title in counts
        ),
    )


def _contents(sections: Sequence[_Section], rows: int) -> Iterator[str]:
    """Links to the sections, as the result of a field that Word can make anew; of many, to the parts only.

    ``rows`` are in the summary, which is on the same page.
    """
    yield paragraph(SUBTITLE, run("Contents"))
    deepest = 2 if len(sections) + rows <= _MOST_ON_FIRST_PAGE else 1
    entries = [
        (section.level, inner_link(_bookmark(number), run(section.title)))
        for number, section in enumerate(sections, 1)
        if section.level <= deepest
    ]
    for number, (level, link) in enumerate(entries):
        start = field(f'TOC \\o "1-{deepest}" \\h \\z \\n') if number == 0 else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if number == len(entries) - 1 else ""
        yield paragraph(contents_style(level), start + link + end)


def _bookmark(number: int) -> str:
    return f"part{number}"


def _section_xml(section: _Section, number: int) -> str:
    title = bookmarked(run(section.title), _bookmark(number), number)
    heading = paragraph(heading_style(section.level), title)
    return heading + section.content


def _sections(document: Document, parts: Parts, colours: PageColours, size: float) -> Iterator[_Section]:
    notes = "".join(paragraph(BULLET, run(note)) for note in document.notes)
    yield _Section(1, "Summary", _table(document.summary, colours, size) + notes)
    yield from (_Section(2, table.title, _table(table, colours, size)) for table in document.highlights)
    if document.commentary:
        yield _Section(1, "Commentary")
        for service, groups in groupby(document.commentary, key=lambda group: group.service):
            yield _Section(2, service, service_xml(list(groups), document.area, parts, colours))
    yield from _tables("Areas compared", document.heat_maps, document.area, colours, size)
    yield from _tables("Activity volumes", document.volumes, document.area, colours, size)
    for area, tables in groupby(document.sections, key=lambda table: table.area or document.area):
        yield from _tables(area, list(tables), area, colours, size)
    if document.charts:
        content = "".join(_charts(document, parts, colours, size))
        yield _Section(1, CHARTS_TITLE, content, columns_of_charts(size))
    yield _Section(1, "Key", "".join(_key(document, colours)), _COLUMNS_OF_KEY)
    for table in (document.sources, document.definitions):
        if table.rows:
            yield _Section(1, table.title, _table(table, colours, size))


def _tables(
    title: str, tables: Sequence[Table], area: str, colours: PageColours, size: float
) -> Iterator[_Section]:
    """A part of some tables."""
    if tables:
        yield _Section(1, title)
    for table in tables:
        yield _Section(2, title_in(title, table, area), _table(table, colours, size))


def _table(table: Table, colours: PageColours, size: float) -> str:
    """The table under its caption, and its notes; words in its place where it has no rows."""
    notes = "".join(paragraph(BULLET, run(note)) for note in table.notes)
    if not table.rows:
        return paragraph(NORMAL, run(table.empty or "Nothing to show.")) + notes
    # A paragraph must follow a table, or Word joins it to the next one.
    caption = paragraph(CAPTION, run(table.caption))
    return f"{caption}{table_xml(table, colours, size)}{notes or paragraph(NORMAL, '')}"


def _charts(document: Document, parts: Parts, colours: PageColours, size: float) -> Iterator[str]:
    """Each chart below the name of its row, on one page with it."""
    from kpi_engine.render.docx.chart_pictures import chart_pictures

    pictures = chart_pictures(document.charts, colours)
    for chart, picture in zip(document.charts, pictures, strict=True):
        name = run(f"{chart.code} ", bold=True) + run(f"{chart.indicator}, {chart.area}")
        drawn = parts.picture(picture, chart_width(size), chart_alternative(chart))
        yield paragraph(NORMAL, name, more=KEEP_WITH_NEXT + spacing(after=2))
        yield paragraph(NORMAL, f"<w:r><w:drawing>{drawn}</w:drawing></w:r>", more=spacing(after=4))


def _key(document: Document, colours: PageColours) -> Iterator[str]:
    groups: list[tuple[str, Iterable[KeyEntry]]] = [
        (title, list(entries)) for title, entries in groupby(document.key, key=lambda entry: entry.group)
    ]
    headings = [KeyEntry(title, meaning) for title, meaning in heading_meanings(document)]
    for title, entries in (*groups, ("Column headings", headings), ("Abbreviations", document.abbreviations)):
        if entries:
            yield paragraph(heading_style(2), run(title))
            yield from (paragraph(TABLE_TEXT, _entry(entry, colours)) for entry in entries)


def _entry(entry: KeyEntry, colours: PageColours) -> str:
    term = chip(entry.rag, colours, entry.rating) if entry.rag is not Rag.NONE else run(entry.term, bold=True)
    return term + run(f": {entry.meaning}")
