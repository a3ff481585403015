"""The way from a loaded scorecard to pages and rows: rate → assemble.

``rate_loaded`` rates what loading.py has read, ``document_for`` assembles one area's scorecard, ``tidy_for``
the tidy ratings. Rendering and writing are the caller's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kpi_engine.assemble.section.selection import EVERYTHING, Selection
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.area import areas_on_page
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.override import rows_overridden
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.rate.kernel import Rater, prepare, rate_observations

if TYPE_CHECKING:
    from kpi_engine.assemble.section.sections import Pack
    from kpi_engine.assemble.tidy.distinct import Texts
    from kpi_engine.model.outputs.document import Document
    from kpi_engine.model.outputs.tidy import TidyTable


# The same tables each time, one after the other.
TidyBlocks: TypeAlias = Callable[[], Iterator["TidyTable"]]


@frozen
class Rated:
    """A loaded scorecard with its observations and outturns rated."""

    loaded: Loaded
    ratings: Ratings
    outturns: Ratings


def rate_loaded(loaded: Loaded) -> Rated:
    """Rate every observation and every outturn of a loaded scorecard."""
    ratings = rate_observations(loaded.observations, loaded.indicators, loaded.areas)
    if loaded.scorecard.overrides is not None:
        ratings = replace(ratings, overrides=rows_overridden(loaded.overrides, ratings.observations))
    levels = loaded.scorecard.ranks
    if levels:
        from kpi_engine.rate.ranking import rank_areas

        ratings = replace(ratings, ranks=rank_areas(ratings, loaded.areas, levels))
    if loaded.scorecard.families:
        from kpi_engine.rate.ranking import rank_families

        ratings = replace(ratings, family_ranks=rank_families(ratings, loaded.scorecard.families))
    asked = loaded.scorecard.statistics
    if asked.kinds:
        from kpi_engine.every_statistic import every_statistic

        ratings = every_statistic(ratings, loaded.indicators, loaded.areas, asked)
    outturns = _rated_outturns(loaded)
    rule = loaded.scorecard.small_numbers
    if rule is not None and rule.mark:
        ratings, outturns = (replace(rated, withheld_mark=rule.mark) for rated in (ratings, outturns))
    return Rated(loaded, ratings, outturns)


def _rated_outturns(loaded: Loaded) -> Ratings:
    return rate_observations(loaded.outturns, for_outturns(loaded.indicators), loaded.areas, outturns=True)


def pack_for(rated: Rated, selection: Selection = EVERYTHING) -> Pack:
    """What the scorecards of all areas are made from: ``assemble_document`` makes each of them."""
    # ``kpi rate`` has no pages to make, and need not wait for what makes them.
    from kpi_engine.assemble.page.document import make_pack

    loaded = rated.loaded
    return make_pack(
        loaded.scorecard,
        rated.ratings,
        rated.outturns,
        indicators=loaded.indicators,
        areas=loaded.areas,
        comparators=loaded.comparators,
        selection=selection,
        commentary=loaded.commentary,
        shown_before=loaded.shown_before,
    )


def document_for(rated: Rated, area_name: str, selection: Selection = EVERYTHING) -> Document:
    """The scorecard of one area, ready to render."""
    from kpi_engine.assemble.page.document import assemble_document

    return assemble_document(pack_for(rated, selection), area_name)


def tidy_for(rated: Rated, selection: Selection = EVERYTHING) -> TidyTable:
    """Every rating that the selection keeps, as tidy rows."""
    from kpi_engine.assemble.section.selection import selected_rows
    from kpi_engine.assemble.tidy.table import tidy_table

    loaded = rated.loaded
    sections = loaded.scorecard.sections
    kept = (
        selected_rows(rated.ratings, selection, sections, loaded.areas),
        selected_rows(rated.outturns, selection, sections, loaded.areas),
    )
    return tidy_table(rated.ratings, rated.outturns, loaded.areas, kept, sections)


def tidy_in_blocks(
    loaded: Loaded, rows_at_once: int, texts: tuple[Texts, Texts] | None = None
) -> TidyBlocks | None:
    """What ``tidy_for`` gives of everything, as tables of so many rows each, whenever the result is called.

    Rows are rated block by block and forgotten, so that no memory is needed for all of their ratings. None
    where a row says something of all rows, such as a rank: then all must be rated first. ``texts`` of ratings
    and outturns are known from other figures of the same scorecard, of other indicators.
    """
    from kpi_engine.assemble.tidy.distinct import Texts
    from kpi_engine.assemble.tidy.further import further_groups

    scorecard = loaded.scorecard
    if scorecard.ranks or scorecard.families or scorecard.statistics.kinds or scorecard.overrides is not None:
        return None
    rater = prepare(loaded.observations, loaded.indicators, loaded.areas)
    every_mark = replace(rater.ratings(slice(0, 0)), observations=loaded.observations)
    if any(True for _ in further_groups(every_mark)):
        return None
    # What is known of texts at the first call is known at the next.
    return partial(_tidy_blocks, rater, loaded, rows_at_once, texts or (Texts(), Texts()))


def _tidy_blocks(
    rater: Rater, loaded: Loaded, rows_at_once: int, texts: tuple[Texts, Texts]
) -> Iterator[TidyTable]:
    from kpi_engine.assemble.tidy.describing import Place
    from kpi_engine.assemble.tidy.further import OBSERVATION, OUTTURN, source_of
    from kpi_engine.assemble.tidy.table import tidy_part

    final = source_of(_rated_outturns(loaded), OUTTURN)
    none = replace(source_of(rater.ratings(slice(0, 0)), OBSERVATION), displayed=rater.displayed)
    place = Place({area.name: area.level for area in loaded.areas}, loaded.scorecard.sections)
    nothing = np.arange(0)
    for start in range(0, len(rater), rows_at_once):
        block = rater.ratings(slice(start, min(start + rows_at_once, len(rater))))
        yield tidy_part(replace(none, ratings=block), final, place, (np.arange(len(block)), nothing), texts)
    for start in range(0, len(final.ratings), rows_at_once):
        rows = np.arange(start, min(start + rows_at_once, len(final.ratings)))
        yield tidy_part(none, final, place, (nothing, rows), texts)


def spoils(loaded: Loaded, area_names: Iterable[str]) -> dict[str, tuple[Issue, ...]]:
    """The errors of rows that the pages of some areas would show, by area; each area once."""
    shown = chain.from_iterable(areas_on_page(loaded.areas, name) for name in area_names)
    return {area.name: loaded.spoiled[area.name] for area in shown if area.name in loaded.spoiled}


def spoils_ranks(loaded: Loaded, area_names: Iterable[str]) -> dict[str, tuple[Issue, ...]]:
    """The errors of areas that the pages of some areas do not show, but rank their areas with, by area."""
    if not loaded.spoiled:  # the usual case, asked for each of many areas
        return {}
    shown = {area.name for name in area_names for area in areas_on_page(loaded.areas, name)}
    ranked = {each.level for each in loaded.scorecard.ranks}
    levels = {area.level for area in loaded.areas if area.name in shown} & ranked
    families = [family.names for family in loaded.scorecard.families if not shown.isdisjoint(family.names)]
    beside = set(chain.from_iterable(families)) | {each.name for each in loaded.areas if each.level in levels}
    unseen = beside - shown
    return {name: issues for name, issues in loaded.spoiled.items() if name in unseen}


def is_without_figures(rated: Rated, area_name: str) -> bool:
    """Whether the page of an area, because of errors, would show no figure at all."""
    loaded, rows = rated.loaded, rated.ratings.observations
    names = {area.name for area in areas_on_page(loaded.areas, area_name)}
    if names.isdisjoint(loaded.spoiled):
        return False
    shown = np.array([name in names for name in rows.areas], np.bool_)
    return not bool((shown[rows.area] & rated.ratings.displayed.present).any())
