"""The ratings that an edition shows, made when asked for: memory holds the ratings of some areas only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kpi_engine.assemble.section.sections import Pack, lines_without_figure
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.assemble.tidy.distinct import Texts
from kpi_engine.model.definitions.area import areas_on_page
from kpi_engine.model.definitions.judgement import Missing, NotRated
from kpi_engine.model.outputs.published import PublishedRating, RatingsByArea
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.pipeline import Rated
from kpi_engine.publish.compare.definition_hash import definition_hashes
from kpi_engine.publish.compare.records import Records, absent_rating, published_ratings


class EditionRatings(Mapping[str, Sequence[PublishedRating]]):
    """The records of an edition by area, areas by name; only areas that have any.

    They are made for a block of areas at once and forgotten when other areas are asked for: ask in order.
    """

    def __init__(self, rated: Rated, tidy: TidyAreas, areas: frozenset[str]) -> None:
        self._rated = rated
        self._tidy = tidy
        self._block_of = {area: block for block in tidy.area_blocks(areas) for area in block}
        self._made: tuple[tuple[str, ...], Records] | None = None
        # What blocks have in common is made once, however often their records are asked for.
        self._hashes = definition_hashes(rated.ratings.indicators)
        self._texts = (Texts(), Texts())

    def __iter__(self) -> Iterator[str]:
        return iter(self._block_of)

    def __len__(self) -> int:
        return len(self._block_of)

    def __contains__(self, area: object) -> bool:
        return area in self._block_of

    def __getitem__(self, area: str) -> Sequence[PublishedRating]:
        block = self._block_of[area]
        if self._made is None or self._made[0] is not block:
            self._made = None
            self._made = (block, self._records(block))
        return self._made[1][area]

    def _records(self, areas: Sequence[str]) -> Records:
        rows, outturn_rows = self._tidy.rows_of(areas)
        table = self._tidy.of_areas(areas, self._texts)
        ratings, outturns = self._rated.ratings, self._rated.outturns
        return published_ratings(table, ratings, outturns, rows, outturn_rows, hashes=self._hashes)


def due_ratings(pack: Pack, ratings: Sequence[PublishedRating]) -> Iterator[PublishedRating]:
    """The ratings without rows still to be supplied of what comes late: on no page are these the latest."""
    for rating in ratings:
        is_blank = rating.not_rated == NotRated.BLANK.value
        if not (is_blank and pack.indicators[rating.code].awaits(Missing.BLANK)):
            yield rating


def absent_ratings(pack: Pack, area: str) -> Iterator[PublishedRating]:
    """A record for each line of an area's page that has no row in the latest period."""
    place = next(each for each in pack.areas if each.name == area)
    for line in lines_without_figure(pack, place):
        yield absent_rating(line.indicator, area, line.latest, line.polarity, line.threshold)


@dataclass(frozen=True, slots=True)
class Contents:
    """What an edition shows: the areas of each page, and the ratings as files and the ledger have them."""

    shown: Mapping[str, tuple[str, ...]]
    areas: frozenset[str]
    tidy: TidyAreas
    ratings: RatingsByArea

    def tables(self) -> Iterator[TidyTable]:
        """The ratings in the order they were read, as tables of some rows each; at least 1 table."""
        return self.tidy.in_blocks(self.areas)


def contents_of(rated: Rated, tidy: TidyAreas, pages: Sequence[str]) -> Contents:
    """The ratings that the pages of some areas show."""
    shown = {page: tuple(place.name for place in areas_on_page(rated.loaded.areas, page)) for page in pages}
    areas = frozenset(chain.from_iterable(shown.values()))
    return Contents(shown, areas, tidy, EditionRatings(rated, tidy, areas))
