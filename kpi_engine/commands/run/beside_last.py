"""An edition held against the last edition: the ratings of an area are made, and read from the ledger, once.

Memory never holds the ratings of all areas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_engine.assemble.section.sections import Pack as Pages
from kpi_engine.commands.run.contents import Contents, absent_ratings, due_ratings
from kpi_engine.commands.run.gone import GoneFigures
from kpi_engine.commands.run.since_last import LastEdition, since_last
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.action import Action
from kpi_engine.model.outputs.difference import Difference, SinceLast
from kpi_engine.pipeline import Rated
from kpi_engine.publish.compare.actions import find_actions
from kpi_engine.publish.compare.differences import find_differences


@dataclass(frozen=True, slots=True)
class BesideLast:
    """What comes of it.

    ``gone`` are the figures that are gone (see ``GoneFigures``), ``since`` is what each page says, and
    ``actions`` are what the ratings of each area call for.
    """

    gone: Sequence[tuple[int, Issue]]
    since: Mapping[str, SinceLast]
    actions: Mapping[str, Sequence[Action]]

    def actions_of(self, areas: Collection[str]) -> Iterator[Action]:
        """The actions that the ratings of some areas call for."""
        for area, actions in self.actions.items():
            if area in areas:
                yield from actions


def beside_last(
    last: LastEdition, contents: Contents, pages: Pages, rated: Rated, not_made: Collection[str]
) -> BesideLast:
    """Hold the ratings of all areas against ``last``; areas that are ``not_made`` have nothing gone."""
    needing = frozenset(rag.value for rag in pages.scorecard.scale.rags_needing_action)
    figures = GoneFigures(last.name, rated)
    gone: list[tuple[int, Issue]] = []
    changes: dict[str, Sequence[Difference]] = {}
    actions: dict[str, Sequence[Action]] = {}
    for area in sorted({*last.areas, *contents.ratings}):
        before, now = last.ratings_of(area), contents.ratings.get(area, ())
        if area not in not_made:
            gone += figures.of(area, before, now)
        if now:
            if before:
                found = find_differences(before, now, version_changed=last.version_changed)
                changes[area] = found.changes
            due = [*due_ratings(pages, now), *absent_ratings(pages, area)]
            actions[area] = find_actions(due, before, needing)
    return BesideLast(gone, since_last(last, changes, contents.ratings, contents.shown), actions)
