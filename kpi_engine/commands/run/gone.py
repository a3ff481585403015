"""Figures that the last edition showed and the data no longer has, or withholds now: they are reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.run.contents import contents_of
from kpi_engine.commands.run.since_last import LastEdition, newest_edition
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
            return tuple(issue for _, issue in gone_figures(last, ratings, rated, ()))
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


def gone_figures(
    last: LastEdition,
    ratings: Mapping[str, Sequence[PublishedRating]],
    rated: Rated,
    not_made: Collection[str],
) -> Iterator[tuple[int, Issue]]:
    """How many figures of each area are gone, with a warning that says so; ``not_made`` are areas left out.

    A figure is gone where the last edition had a value or a rating for its indicator and period, and there
    is no row any more, or one without either whose line in the data gives no reason. A figure that is
    withheld now is not gone, and is reported besides: readers of that edition have it.
    """
    # They are looked for where a figure is lacking only: of most months none is.
    reasons: Mapping[Key, Missing] | None = None
    for area in last.areas:
        if area in not_made:
            continue
        before = [rating for rating in last.ratings_of(area) if _has_figure(rating)]
        now = {rating.key for rating in ratings.get(area, ()) if _has_figure(rating)}
        lacking = [rating.key for rating in before if rating.key not in now]
        if not lacking:
            continue
        reasons = _reasons_given(rated) if reasons is None else reasons
        gone = sum(key not in reasons for key in lacking)
        if gone:
            one = gone == len(before) == 1
            everything = "the only figure" if one else f"all {counted(gone, 'figure')}"
            how_many = everything if gone == len(before) else f"{gone:,} of {len(before):,} figures"
            verb = "is" if one else "are"
            what = f"{how_many} of {area} that {last.name} showed {verb} no longer in the data"
            remedy = (
                "supply them again, or say why they are gone" if not one else "supply it again, or say why"
            )
            yield gone, warning(Location(last.name), what, remedy, area)
        withheld = sum(reasons.get(key) in WITHHELD for key in lacking)
        if withheld:
            is_now = "is" if withheld == 1 else "are"
            what = f"{counted(withheld, 'figure')} of {area} that {last.name} showed {is_now} withheld now"
            remedy = f"readers of {last.name} know the number: withdraw that edition, or show what it showed"
            yield 0, warning(Location(last.name), what, remedy, area)


def _has_figure(rating: PublishedRating) -> bool:
    return bool(rating.value or rating.rag)
