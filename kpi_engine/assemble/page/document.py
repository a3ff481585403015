"""A scorecard of one area, assembled from ratings. Pure: the arithmetic of a page ends here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from kpi_engine.assemble.page.key import abbreviations_in, key_entries, texts_of
from kpi_engine.assemble.page.rating_names import with_names_of
from kpi_engine.assemble.page.reference import definitions_table, sources_table
from kpi_engine.assemble.section.figures import Figures
from kpi_engine.assemble.section.parts import EVERY_PART, Part
from kpi_engine.assemble.section.rated_by import is_unrated, scale_of
from kpi_engine.assemble.section.sections import Pack, SectionLines, newest_lines, section_table, sections_in
from kpi_engine.assemble.section.selection import EVERYTHING, Selection
from kpi_engine.assemble.section.standards import Standards
from kpi_engine.assemble.section.unrated import unrated_notes
from kpi_engine.assemble.section.volumes import context_part, judged_part, volume_table
from kpi_engine.assemble.summary.highlights import heat_maps, highlight_tables
from kpi_engine.assemble.summary.summary import summary_table
from kpi_engine.model.calendars.period import day_words
from kpi_engine.model.definitions.area import Area, areas_shown
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.promises import Promises
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.figures.commentary import Commentary, FigureShown
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.document import Chart, CommentaryGroup, Document, KeyEntry, Table

if TYPE_CHECKING:
    from kpi_engine.model.outputs.difference import SinceLast


import re

from kpi_engine.model.outputs.document import CHANGES, FACTORS, FLOOR_STANDARDS_MISSED, MASKING, MOVEMENTS

# Ids that a page has besides the ids of its sections; heat maps are numbered.
_RESERVED = (
    *("summary", "sources", "definitions", FLOOR_STANDARDS_MISSED, MASKING, MOVEMENTS, CHANGES, FACTORS),
)
_HEAT_MAP = re.compile(r"heat-map-\d+")


class Identities:
    """Gives the tables of one area's page their ids."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._taken = set(_RESERVED)

    def of(self, shown: SectionLines) -> str:
        """``ics-monthly``, for an area below ``swale-ehu-ics-monthly``, with a number where it is taken."""
        place = "" if shown.area.name == self._area.name else shown.area.name
        wanted = re.sub(r"[^a-z0-9]+", "-", f"{place} {shown.section.id} {shown.group}".lower()).strip("-")
        identity, number = wanted, 2
        while identity in self._taken or _HEAT_MAP.fullmatch(identity):
            identity, number = f"{wanted}-{number}", number + 1
        self._taken.add(identity)
        return identity


def make_pack(
    scorecard: Scorecard,
    ratings: Ratings,
    outturns: Ratings,
    *,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    comparators: Sequence[Comparator],
    selection: Selection = EVERYTHING,
    commentary: Sequence[Commentary] | None = None,
    shown_before: frozenset[FigureShown] = frozenset(),
) -> Pack:
    """What the pages of all areas are made from; see ``Pack``."""
    compared_with: dict[tuple[str, str], list[Comparator]] = {}
    for comparator in comparators:
        compared_with.setdefault((comparator.code, comparator.area), []).append(comparator)
    return Pack(
        scorecard,
        {indicator.code: indicator for indicator in indicators},
        areas,
        Figures(ratings),
        Promises(ratings.observations, areas, scorecard.area_names),
        Figures(outturns),
        Standards(),
        compared_with,
        selection,
        commentary,
        shown_before,
    )


def assemble_document(
    pack: Pack,
    area_name: str,
    *,
    since_last: SinceLast | None = None,
    parts: Collection[Part] = EVERY_PART,
) -> Document:
    """The scorecard of one of the areas.

    Args:
        pack: what all pages of a run are made from.
        area_name: the area. The page shows the sections that have figures for the area, then the sections of
            the
            areas shown below it (``areas_shown``).
        since_last: what an edition reports about the edition before it; None if the page belongs to no
            edition.
        parts: the parts that the formats show.
    """
    places = areas_shown(pack.areas, area_name)
    own = places[0]
    sections = [shown for place in places for shown in sections_in(pack, place, own_page=place is own)]
    return _document(pack, places[0], sections, since_last, parts)


def _document(
    pack: Pack,
    area: Area,
    sections: Sequence[SectionLines],
    since_last: SinceLast | None,
    parts: Collection[Part],
) -> Document:
    scorecard = pack.scorecard
    judged = list(judged_part(sections))
    identities = Identities(area)
    tables = tuple(section_table(shown, identities.of(shown)) for shown in judged)
    volumes = tuple(volume_table(shown, identities.of(shown)) for shown in context_part(sections))
    shown = {line.indicator.code: line.indicator for section in sections for line in section.lines}
    sources = sources_table(tuple(shown.values()), area.name)
    definitions = definitions_table(tuple(shown.values()), area.name)
    key = (*key_entries(sections, scorecard.small_cohort, scorecard.scale), *_statistics_key(pack))
    groups = tuple(_commentary(pack, sections, area.name)) if Part.COMMENTARY in parts else ()
    notes = (
        *_selection_notes(pack.selection),
        *_unrated_notes(judged),
        *_counted_once_notes(judged),
        *unrated_notes(newest_lines(judged)),
        *_override_notes(sections),
        *_statistics_notes(pack, sections),
        *scorecard.notes,
    )
    texts = chain(
        [scorecard.title, *notes],
        (line.indicator.data_period_code for section in sections for line in section.lines),
        (entry.term for entry in key),
        (comment.markdown for group in groups for comment in group.comments),
        chain.from_iterable(texts_of(table) for table in (*tables, *volumes, sources, definitions)),
    )
    made = Document(
        title=scorecard.title,
        area=area.name,
        as_at=scorecard.period_words,
        dated=_dated(scorecard),
        facts=tuple(_facts(scorecard, area)),
        summary=summary_table(judged, area.name, scorecard.scale),
        sections=tables,
        key=key,
        abbreviations=abbreviations_in(scorecard.abbreviations, texts),
        sources=sources,
        definitions=definitions,
        notes=notes,
        highlights=tuple(highlight_tables(pack, area, judged, since_last, parts)),
        volumes=volumes,
        heat_maps=tuple(heat_maps(pack, area, judged)) if Part.HEAT_MAPS in parts else (),
        commentary=groups,
        services=_codes_by(shown.values(), lambda indicator: indicator.service),
        owners=_codes_by(shown.values(), lambda indicator: indicator.owner),
        orders=tuple(_orders(judged)) if Part.ORDERS in parts else (),
        charts=tuple(_charts(judged, tables)) if Part.CHARTS in parts else (),
    )
    return with_names_of(scorecard.scale, made)


def _codes_by(
    indicators: Iterable[Indicator], words_of: Callable[[Indicator], str]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The services, say, in the order of the page, each with the codes of its indicators."""
    found: dict[str, list[str]] = {}
    for indicator in indicators:
        found.setdefault(words_of(indicator), []).append(indicator.code)
    return tuple((words, tuple(codes)) for words, codes in found.items())


def _orders(judged: Sequence[SectionLines]) -> Iterator[Table]:
    from kpi_engine.assemble.summary.orders import order_tables

    return order_tables(newest_lines(judged))


def _charts(judged: Sequence[SectionLines], tables: Sequence[Table]) -> Iterator[Chart]:
    from kpi_engine.assemble.summary.action_charts import action_charts

    return action_charts(judged, tables)


def _commentary(pack: Pack, sections: Sequence[SectionLines], area: str) -> Iterator[CommentaryGroup]:
    if pack.commentary is not None:
        from kpi_engine.assemble.page.commentary import commentary_groups

        yield from commentary_groups(newest_lines(sections), pack, area)


def _dated(scorecard: Scorecard) -> date:
    if scorecard.publication_date:
        return date.fromisoformat(scorecard.publication_date)
    year, month = scorecard.as_at.year, scorecard.as_at.month
    return date(year, month, monthrange(year, month)[1])


def _facts(scorecard: Scorecard, area: Area) -> Iterator[tuple[str, str]]:
    # Without a file of areas nobody has named a level.
    yield "Area", area.name if scorecard.areas is None else f"{area.name} ({area.level})"
    if scorecard.period:
        yield "Period", scorecard.period
    yield "As at", scorecard.as_at.words
    for label, text in (
        ("Published", day_words(scorecard.publication_date)),
        ("Producer", scorecard.producer),
        ("Contact", scorecard.contact),
        ("Accessibility statement", scorecard.accessibility_statement),
        ("Licence", scorecard.licence),
    ):
        if text:
            yield label, text


def _override_notes(sections: Sequence[SectionLines]) -> Iterator[str]:
    """How many of the ratings shown somebody has overridden, each indicator once an area."""
    figures = {
        (line.indicator.code, line.area.name): line.figure for section in sections for line in section.lines
    }
    count = sum(figure is not None and figure.override is not None for figure in figures.values())
    if count:
        ratings = "1 rating has" if count == 1 else f"{count} ratings have"
        yield (
            f"{ratings} been overridden, with the reason beside it. Ratings and their counts are those of "
            "the rules."
        )


def _statistics_notes(pack: Pack, sections: Sequence[SectionLines]) -> Iterator[str]:
    if pack.scorecard.statistics.kinds:
        from kpi_engine.assemble.page.statistics_notes import statistics_notes

        yield from statistics_notes(newest_lines(sections))


def _statistics_key(pack: Pack) -> Iterator[KeyEntry]:
    if pack.scorecard.statistics.kinds:
        from kpi_engine.assemble.page.statistics_notes import statistics_key

        yield from statistics_key(pack.scorecard.statistics)


def _unrated_notes(judged: Sequence[SectionLines]) -> Iterator[str]:
    lines = [line for shown in judged for line in shown.lines]
    if lines and is_unrated(lines):
        names = scale_of(lines).names_of_all("or")
        yield f"No target is in force for anything on this page, so nothing is {names}."


def _counted_once_notes(judged: Sequence[SectionLines]) -> Iterator[str]:
    """A total that is no sum of its column says why."""
    if len(newest_lines(judged)) < sum(len(shown.lines) for shown in judged):
        yield "An indicator in several sections counts once in each total, by its newest figure."


def _selection_notes(selection: Selection) -> Iterator[str]:
    """A page that does not show everything says so first."""
    if selection.words:
        yield f"This page does not show everything: {selection.words}."
