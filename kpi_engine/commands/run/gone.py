"""Figures that the last edition showed and the data no longer has: they are counted and reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.run.contents import contents_of
from kpi_engine.commands.run.since_last import LastEdition, newest_edition
from kpi_engine.model.issue import Issue, Location, warning
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.model.wording import counted
from kpi_engine.pipeline import Rated
from kpi_engine.publish.failure import PublishError
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import open_ledger


def gone_since_last(rated: Rated) -> tuple[Issue, ...]:
    """What a run of now would say of figures that are gone; a ledger that cannot be read is said, too."""
    scorecard = rated.loaded.scorecard
    path = Path(scorecard.output_folder) / LEDGER
    if not path.is_file():
        return ()
    try:
        with open_ledger(path) as ledger:
            last = newest_edition(ledger, scorecard.as_at)
            tidy = TidyAreas(rated.ratings, rated.outturns, rated.loaded.areas)
            ratings = contents_of(rated, tidy, scorecard.area_names).ratings
            return tuple(issue for _, issue in gone_figures(last, ratings, ()))
    except PublishError as error:
        return (error.issue,)


def gone_figures(
    last: LastEdition, ratings: Mapping[str, Sequence[PublishedRating]], not_made: Collection[str]
) -> Iterator[tuple[int, Issue]]:
    """How many figures of each area are gone, with a warning that says so; ``not_made`` are areas left out.

    A figure is gone where the last edition had a value or a rating for its indicator and period, and there
    is no row any more, or one without either.
    """
    for area in last.areas:
        if area in not_made:
            continue
        before = [rating for rating in last.ratings_of(area) if _has_figure(rating)]
        now = {rating.key for rating in ratings.get(area, ()) if _has_figure(rating)}
        gone = sum(rating.key not in now for rating in before)
        if gone:
            everything, some = f"all {counted(gone, 'figure')}", f"{gone:,} of {len(before):,} figures"
            how_many = everything if gone == len(before) else some
            what = f"{how_many} of {area} that {last.name} showed are no longer in the data"
            remedy = "supply them again, or say why they are gone"
            yield gone, warning(Location(last.name), what, remedy, area)


def _has_figure(rating: PublishedRating) -> bool:
    return bool(rating.value or rating.rag)
