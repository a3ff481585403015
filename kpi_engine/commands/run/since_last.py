"""What each page of an edition says about the edition before it."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.outputs.difference import Difference, SinceLast
from kpi_engine.model.outputs.edition import parse_edition_name
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.compare.differences import importance
from kpi_engine.publish.editions.edition import Draft
from kpi_engine.publish.ledger.ledger import Ledger, version_changed


def _nothing(_area: str) -> Sequence[PublishedRating]:
    return ()


@dataclass(frozen=True, slots=True)
class LastEdition:
    """The edition that a run compares with: its name, what it showed, and whether another version rated it.

    Without a name there is no such edition. ``ratings_of`` gives what it showed of an area, and nothing for
    an area that it did not show. ``areas`` are the areas that it showed.
    """

    name: str = ""
    ratings_of: Callable[[str], Sequence[PublishedRating]] = _nothing
    version_changed: bool = False
    areas: tuple[str, ...] = ()


def last_edition(ledger: Ledger, draft: Draft, versions: Mapping[str, str]) -> LastEdition:
    """The edition that a draft is compared with.

    An edition that is made again is compared as it was at first, also under a newer version of kpi: else its
    pages would give other causes and it would never be the same again.

    Raises:
        PublishError: the ledger cannot be read.
    """
    previous = parse_edition_name(draft.previous)
    if previous is None:
        return LastEdition()
    editions = {edition.name: edition for edition in ledger.editions()}
    again = editions.get(draft.name)
    made_by = again.versions if again is not None else tuple(versions.items())
    changed = version_changed(editions[previous].versions, made_by)
    return LastEdition(
        draft.previous, partial(ledger.ratings_of_area, previous), changed, ledger.areas_of(previous)
    )


def newest_edition(ledger: Ledger, as_at: Month) -> LastEdition:
    """The edition that readers of a month have: the newest up to that month that has not been withdrawn.

    Raises:
        PublishError: the ledger cannot be read.
    """
    withdrawn = {withdrawal.edition for withdrawal in ledger.withdrawals()}
    names = [edition.name for edition in ledger.editions() if edition.name.as_at <= as_at]
    name = max((name for name in names if name not in withdrawn), default=None)
    if name is None:
        return LastEdition()
    return LastEdition(str(name), partial(ledger.ratings_of_area, name), areas=ledger.areas_of(name))


def since_last(
    last: LastEdition,
    changes: Mapping[str, Sequence[Difference]],
    ratings: Container[str],
    shown: Mapping[str, Sequence[str]],
) -> dict[str, SinceLast]:
    """What each page says about the last edition.

    A page of an area that the last edition did not show says that, too.

    Args:
        last: the last edition.
        changes: what has changed in each area that it showed.
        ratings: the areas that have ratings now.
        shown: the areas that the page of an area shows, by area.
    """
    if not last.name:
        return dict.fromkeys(shown, SinceLast(""))
    return {
        page: SinceLast(
            last.name,
            tuple(sorted(chain.from_iterable(changes.get(area, ()) for area in areas), key=importance)),
            tuple(area for area in areas if area in ratings and area not in changes),
        )
        for page, areas in shown.items()
    }
