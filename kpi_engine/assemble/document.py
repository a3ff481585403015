"""A scorecard of one area, assembled from ratings. Pure: the arithmetic of a page ends here."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from kpi_engine.assemble.abbreviations import abbreviations_in, texts_of
from kpi_engine.assemble.figures import Figures
from kpi_engine.assemble.key import key_entries
from kpi_engine.assemble.reference import definitions_table, sources_table
from kpi_engine.assemble.sections import Pack, SectionLines, section_table, sections_in
from kpi_engine.assemble.selection import EVERYTHING, Selection
from kpi_engine.assemble.summary import summary_table
from kpi_engine.model.area import Area, areas_shown
from kpi_engine.model.document import Document, Table
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.scorecard import Comparator, Scorecard


def assemble_document(
    scorecard: Scorecard,
    area_name: str,
    ratings: Ratings,
    outturns: Ratings,
    *,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    comparators: Sequence[Comparator],
    selection: Selection = EVERYTHING,
) -> Document:
    """The scorecard of one area of ``areas``.

    Shown are the sections that have figures for the area, then those of the areas shown below it
    (``areas_shown``).
    """
    by_code: dict[str, list[Comparator]] = {}
    for comparator in comparators:
        by_code.setdefault(comparator.code, []).append(comparator)
    pack = Pack(
        scorecard,
        {indicator.code: indicator for indicator in indicators},
        Figures(ratings),
        Figures(outturns),
        by_code,
        selection,
    )
    places = areas_shown(areas, area_name)
    return _document(pack, places[0], [shown for place in places for shown in sections_in(pack, place)])


def _document(pack: Pack, area: Area, sections: Sequence[SectionLines]) -> Document:
    scorecard = pack.scorecard
    tables = tuple(_section_tables(sections, area))
    shown = {line.indicator.code: line.indicator for section in sections for line in section.lines}
    sources = sources_table(tuple(shown.values()), area.name)
    definitions = definitions_table(tuple(shown.values()), area.name)
    key = key_entries(sections, scorecard.small_cohort)
    notes = (*_selection_notes(pack.selection), *scorecard.notes)
    texts = chain(
        [scorecard.title, *notes],
        (line.indicator.data_period.value for section in sections for line in section.lines),
        (entry.term for entry in key),
        chain.from_iterable(texts_of(table) for table in (*tables, sources, definitions)),
    )
    return Document(
        title=scorecard.title,
        area=area.name,
        as_at=scorecard.as_at.words,
        dated=_dated(scorecard),
        facts=tuple(_facts(scorecard, area)),
        summary=summary_table(sections, area.name),
        sections=tables,
        key=key,
        abbreviations=abbreviations_in(scorecard.abbreviations, texts),
        sources=sources,
        definitions=definitions,
        notes=notes,
    )


def _section_tables(sections: Sequence[SectionLines], area: Area) -> Iterator[Table]:
    """The tables with ids such as ``ics-monthly`` and, for an area below, ``swale-ehu-ics-monthly``."""
    taken = {"summary", "sources", "definitions"}
    for shown in sections:
        place = "" if shown.area.name == area.name else shown.area.name
        wanted = _slug(f"{place} {shown.section.id}")
        identity, number = wanted, 2
        while identity in taken:
            identity, number = f"{wanted}-{number}", number + 1
        taken.add(identity)
        yield section_table(shown, identity)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _dated(scorecard: Scorecard) -> date:
    if scorecard.publication_date:
        return date.fromisoformat(scorecard.publication_date)
    year, month = scorecard.as_at.year, scorecard.as_at.month
    return date(year, month, monthrange(year, month)[1])


def _facts(scorecard: Scorecard, area: Area) -> Iterator[tuple[str, str]]:
    yield "Area", f"{area.name} ({area.level})"
    yield "As at", scorecard.as_at.words
    for label, text in (
        ("Published", scorecard.publication_date),
        ("Producer", scorecard.producer),
        ("Contact", scorecard.contact),
    ):
        if text:
            yield label, text


def _selection_notes(selection: Selection) -> Iterator[str]:
    """A page that does not show everything says so first."""
    if selection.words:
        yield f"This page does not show everything: {selection.words}."
