"""What a summary shows beyond the counts, and the heat maps: which of them the page of an area has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.parts import Part
from kpi_engine.assemble.section.rated_by import is_unrated
from kpi_engine.assemble.section.sections import Pack, SectionLines, newest_lines, sections_in
from kpi_engine.assemble.section.volumes import judged_part
from kpi_engine.assemble.summary.heat_map import MOST_AREAS, AreaLines, heat_map_tables, too_many_areas
from kpi_engine.assemble.summary.masking import masking_table
from kpi_engine.assemble.summary.missed_floors import missed_floors_table
from kpi_engine.model.definitions.area import Area, areas_below
from kpi_engine.model.outputs.document import Table

if TYPE_CHECKING:
    from kpi_engine.model.outputs.difference import SinceLast

_TOLD_ONCE = "An indicator in several sections is listed once, with its latest figure"


def highlight_tables(
    pack: Pack,
    area: Area,
    judged: Sequence[SectionLines],
    since_last: SinceLast | None,
    parts: Collection[Part],
) -> Iterator[Table]:
    """The tables of the summary, of the page's ``judged`` lines, in the order of the page.

    Where nothing is rated only the changes are shown: there is nothing that could be missed. Masking is shown
    where there are areas below, and changes on the page of an edition.
    """
    if not judged:
        return
    lines = newest_lines(judged)
    if not is_unrated(lines):
        yield from _of_rated(pack, area, lines, judged)
    if Part.FACTORS in parts:
        from kpi_engine.assemble.summary.factors import factors_table

        factors = factors_table(lines, pack.figures)
        if factors is not None:
            yield factors
    if since_last is not None:
        from kpi_engine.assemble.summary.changes import changes_table

        yield changes_table(lines, since_last)
    if Part.MOVEMENTS in parts and not is_unrated(lines):
        from kpi_engine.assemble.summary.movements import movements_table

        yield movements_table(lines, pack.scorecard.small_cohort)


def _of_rated(
    pack: Pack, area: Area, lines: Sequence[Line], judged: Sequence[SectionLines]
) -> Iterator[Table]:
    small_cohort = pack.scorecard.small_cohort
    missed = missed_floors_table(lines, small_cohort)
    told_twice = len(lines) < sum(len(shown.lines) for shown in judged)
    yield replace(missed, notes=(_TOLD_ONCE,)) if told_twice and missed.rows else missed
    below = areas_below(pack.areas, area.name)
    if below and any(line.area.name == area.name for line in lines):
        own = [line for line in lines if line.area.name == area.name]
        table = masking_table(area, own, pack.figures, below, small_cohort)
        yield replace(table, notes=tuple(_not_counted(pack, own, below)))


def heat_maps(pack: Pack, area: Area, judged: Sequence[SectionLines]) -> Iterator[Table]:
    """On the page of an area that lies in no other: maps of each level of the areas below it."""
    if area.parents or all(section.with_areas_below for section in pack.scorecard.sections):
        return
    named = {name: at for at, name in enumerate(pack.scorecard.area_names)}
    # The scorecard's order; areas that it does not name come after the areas it names, in the file's order.
    below = sorted(
        (place for place in areas_below(pack.areas, area.name) if pack.figures.has(place.name)),
        key=lambda place: named.get(place.name, len(named)),
    )
    own = AreaLines(area, _by_code([line for line in newest_lines(judged) if line.area.name == area.name]))
    tables = chain.from_iterable(
        _maps_of_level(pack, own, level, [place for place in below if place.level == level])
        for level in dict.fromkeys(place.level for place in below)
    )
    for number, table in enumerate(tables, 1):
        yield replace(table, id=f"heat-map-{number}")


def _maps_of_level(pack: Pack, own: AreaLines, level: str, places: Sequence[Area]) -> Iterator[Table]:
    if len(places) > MOST_AREAS:
        yield too_many_areas(level, len(places))
        return
    beside = [
        AreaLines(place, _by_code(newest_lines(judged_part(sections_in(pack, place, own_page=False)))))
        for place in places
    ]
    yield from heat_map_tables(level, beside, own, pack.scorecard.small_cohort)


def _by_code(lines: Iterable[Line]) -> dict[str, Line]:
    return {line.indicator.code: line for line in lines}


def _not_counted(pack: Pack, own: Sequence[Line], below: Sequence[Area]) -> Iterator[str]:
    """Which figures of areas below cannot be compared with the page's own, since the data has an error."""
    periods = {line.indicator.code: line.latest for line in own}
    unusable = pack.figures.unusable_in(periods, [place.name for place in below])
    told = [f"{code} of {', '.join(by_area)}" for code, by_area in unusable.items()]
    if told:
        yield f"Not counted, since the data has an error: {'; '.join(told)}"
