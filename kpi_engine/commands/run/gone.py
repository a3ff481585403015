"""Figures that the last edition showed and the data no longer has, or withholds now: they are reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.run.contents import contents_of
from kpi_engine.commands.run.since_last import newest_edition
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import WITHHELD, Missing
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
            figures = GoneFigures(last.name, rated)
            return tuple(
                issue
                for area in last.areas
                for _, issue in figures.of(area, last.ratings_of(area), ratings.get(area, ()))
            )
    except PublishError as error:
        return (error.issue,)


# Why a line of the data has no figure, in the words of its supplier: nothing else is to be said.
_GIVEN = (
    *WITHHELD,
    Missing.NOT_AVAILABLE,
    Missing.NOT_APPLICABLE,
    Missing.DASH,
    Missing.ZERO_DENOMINATOR,
    Missing.CLOSED,
)
Key = tuple[str, str, str, str]


def _reasons_given(rated: Rated) -> Mapping[Key, Missing]:
    """Why there is no figure, of each whose line in the data says so; by the keys of published ratings."""
    calendars = {indicator.code: indicator.calendar for indicator in rated.loaded.indicators}
    given = {reason.code: reason for reason in _GIVEN}
    found: dict[Key, Missing] = {}
    for kind, ratings in (("observation", rated.ratings), ("outturn", rated.outturns)):
        rows = ratings.observations
        for row in np.flatnonzero(np.isin(rows.missing, list(given))).tolist():
            code, area = rows.codes[int(rows.code[row])], rows.areas[int(rows.area[row])]
            calendar = calendars[code] if kind == "observation" else calendars[code].yearly
            period = period_label(calendar, int(rows.period[row]))
            found[code, area, kind, period] = given[int(rows.missing[row])]
    return found


class GoneFigures:
    """What an edition called ``last`` showed and ``rated`` has no more.

    A figure is gone where the last edition had a value or a rating for its indicator and period, and there
    is no row any more, or one without either whose line in the data gives no reason. A figure that is
    withheld now is not gone, and is reported besides: readers of that edition have it.
    """

    def __init__(self, last: str, rated: Rated) -> None:
        self._last = last
        self._rated = rated

    def of(
        self, area: str, before: Iterable[PublishedRating], now: Iterable[PublishedRating]
    ) -> Iterator[tuple[int, Issue]]:
        """How many figures of an area are gone, with a warning that says so."""
        shown = [rating.key for rating in before if rating.has_figure]
        there = {rating.key for rating in now if rating.has_figure}
        lacking = [key for key in shown if key not in there]
        if not lacking:
            return
        gone = sum(key not in self._reasons for key in lacking)
        if gone:
            yield gone, self._no_longer_there(area, gone, len(shown))
        withheld = sum(self._reasons.get(key) in WITHHELD for key in lacking)
        if withheld:
            is_now = "is" if withheld == 1 else "are"
            what = f"{counted(withheld, 'figure')} of {area} that {self._last} showed {is_now} withheld now"
            remedy = f"readers of {self._last} know the number: withdraw that edition, or show what it showed"
            yield 0, warning(Location(self._last), what, remedy, area)

    def _no_longer_there(self, area: str, gone: int, shown: int) -> Issue:
        one = gone == shown == 1
        everything = "the only figure" if one else f"all {counted(gone, 'figure')}"
        how_many = everything if gone == shown else f"{gone:,} of {shown:,} figures"
        verb = "is" if one else "are"
        what = f"{how_many} of {area} that {self._last} showed {verb} no longer in the data"
        remedy = "supply it again, or say why" if one else "supply them again, or say why they are gone"
        return warning(Location(self._last), what, remedy, area)

    @cached_property
    def _reasons(self) -> Mapping[Key, Missing]:
        """They are looked for where a figure is lacking only: of most months none is."""
        return _reasons_given(self._rated)
