"""Commentary: what an officer has written about an indicator in an area, and what a check of it finds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from kpi_engine.model.accepted import OF_COMMENTARY, id_of
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location

# Stands in a skeleton where the author's own words belong; a text that still holds it is not finished.
PLACEHOLDER = "[Why, and what is being done?]"


@frozen
class Commentary:
    """The commentary on one indicator in one area, written for the scorecard of one ``month``.

    A text on a ``service`` as a whole has neither code nor, where it is for the scorecard's first area, area.

    ``markdown`` is as its author wrote it, not to be trusted; line ``location.line + offset`` of the file
    holds its line ``offset``, counted from 0. ``author`` and ``date`` (2024-09-12) are empty where not known.
    """

    code: str
    area: str
    month: Month
    markdown: str
    author: str
    date: str
    location: Location
    service: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether its author has put words in the place that a skeleton leaves for them."""
        return PLACEHOLDER not in self.markdown


def for_month(commentary: Sequence[Commentary], month: Month) -> tuple[Commentary, ...]:
    """The commentary written for the scorecard of a month: another month's is never used for it."""
    return tuple(entry for entry in commentary if entry.month == month)


class FigureShown(NamedTuple):
    """A figure as an edition showed it; ``period`` is its label, ``rag`` its rating as a word."""

    code: str
    area: str
    period: str
    value: Decimal
    rag: str


def needs_commentary(figure: Figure, shown_before: Collection[FigureShown] = ()) -> bool:
    """Whether a latest figure misses its target and is new: the last edition did not show it so already.

    Rule: docs/commentary.md, "Which rows need a commentary".
    """
    if figure.rag.base not in (Rag.RED, Rag.AMBER) or figure.carried_forward or figure.value is None:
        return False
    shown = FigureShown(
        figure.indicator.code, figure.area, figure.period_label, figure.value, figure.rag.value
    )
    return shown not in shown_before


class CommentaryFindingKind(Enum):
    """What a check of commentary finds. docs/commentary.md has a paragraph on each."""

    NUMBER = "number that matches no figure of the row"
    COLOUR = "colour that is not the row's"
    MOVEMENT = "movement that is not the figure's"
    STANDARD = "standard that is said to be met or missed and is not"
    COMPARISON = "comparison that is the wrong way round"
    MISSING = "no commentary"
    NO_ROW = "no such row"


@frozen
class CommentaryFinding:
    """One thing in the commentary that its row contradicts, or a row without commentary.

    ``quoted`` is the text in question, empty for a missing commentary. ``figures`` says what the row has.
    ``location`` is the line of the commentary or, where there is none, of the row's observation.
    """

    kind: CommentaryFindingKind
    code: str
    area: str
    period: str
    quoted: str
    figures: str
    location: Location

    @property
    def id(self) -> str:
        """What an acceptance names; it changes with the text in question and with the row's figures."""
        facts = (self.kind.name, self.code, self.area, self.period, self.quoted, self.figures)
        return id_of(OF_COMMENTARY, [facts])
