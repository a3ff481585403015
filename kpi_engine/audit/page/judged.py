"""Printed RAGs and arrows beside the RAGs and arrows that the rules give, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_engine.audit.page.page import NO_OUTTURN, Explainer, Page, Rater
from kpi_engine.audit.page.sheets import Judgement, Sheet, judge, relabelled, sheets_of
from kpi_engine.audit.page.uncertain import Rounding, rounding_of
from kpi_engine.model.arrays.observation import BoolArray, IntArray, Observations, SmallArray
from kpi_engine.model.definitions.judgement import AMBER_OR_RED, DirectionOfTravel, NoDirection, NotRated, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import PrintedField, Reasons

JUDGED_FIELDS = (PrintedField.RAG, PrintedField.DIRECTION, PrintedField.OUTTURN_RAG)
_NONE = 0
_NO_FLOOR = tuple(reason.code for reason in AMBER_OR_RED)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the audit needs of other stages, handed in: the kernel (for outturns too) and explanations."""

    rate: Rater
    rate_outturns: Rater
    explain: Explainer


@dataclass(frozen=True, slots=True)
class Judged:
    """A page, its figures in their series, and what the rules give for values and outturns as printed.

    ``rounding`` says how far true numbers can be from the numbers printed and supplied.
    """

    page: Page
    observations: Observations
    outturn_observations: Observations
    tools: Tools
    sheets: tuple[Sheet, ...]
    outturn_sheets: tuple[Sheet, ...]
    values: Judgement
    outturns: Judgement
    rounding: Rounding

    def printed(self, field: PrintedField) -> SmallArray:
        """Positions of the printed RAGs or arrows, shape (n,)."""
        return _printed(self.page, field)

    def given(self, field: PrintedField) -> SmallArray:
        """Positions of the RAGs or arrows that the rules give, shape (n,)."""
        return given_in(field, self.values, self.outturns)

    def contradicts(self, field: PrintedField) -> BoolArray:
        """Where the printed cell is not what the rules give."""
        return ~fits(self.printed(field), self.given(field), self.not_rated(field))

    def not_rated(self, field: PrintedField) -> SmallArray | None:
        """NotRated positions of a RAG; None for arrows."""
        return not_rated_in(field, self.values, self.outturns)

    def figure(self, at: int) -> Figure:
        """A printed figure as rated in its series."""
        return Figure(self.values.ratings[self.values.sheet[at]], int(self.values.row[at]))

    def reasons(self, at: int, field: PrintedField) -> Reasons:
        """Why the rules give what they give for a figure."""
        judgement = self.outturns if field is PrintedField.OUTTURN_RAG else self.values
        return self.tools.explain(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))

    def given_words(self, at: int, field: PrintedField) -> str:
        """``AMBER``, ``worsened``, or why there is neither."""
        given = int(self.given(field)[at])
        if field is PrintedField.DIRECTION:
            return str(_DIRECTIONS[given].value or _NO_DIRECTIONS[int(self.values.no_direction[at])].value)
        judgement = self.outturns if field is PrintedField.OUTTURN_RAG else self.values
        return str(_RAGS[given].value or _NOT_RATED[int(judgement.not_rated[at])].value)


_RAGS = tuple(Rag)
_DIRECTIONS = tuple(DirectionOfTravel)
_NOT_RATED = tuple(NotRated)
_NO_DIRECTIONS = tuple(NoDirection)


def printed_words(page: Page, at: int, field: PrintedField) -> str:
    """The printed RAG or arrow as a word; empty where there is none."""
    position = int(_printed(page, field)[at])
    member = _DIRECTIONS[position] if field is PrintedField.DIRECTION else _RAGS[position]
    return str(member.value)


def judge_page(
    page: Page, observations: Observations, outturn_observations: Observations, tools: Tools
) -> Judged:
    """Rate every printed value and outturn in its series."""
    everything = np.arange(len(page))
    with_outturn = np.flatnonzero(page.outturn_year != NO_OUTTURN)
    sheets = sheets_of(page.values, everything, observations)
    outturn_sheets = sheets_of(page.outturns, with_outturn, outturn_observations)
    return Judged(
        page=page,
        observations=observations,
        outturn_observations=outturn_observations,
        tools=tools,
        sheets=sheets,
        outturn_sheets=outturn_sheets,
        values=judge(sheets, len(page), page.indicators, tools.rate),
        outturns=judge(outturn_sheets, len(page), page.indicators, tools.rate_outturns),
        rounding=rounding_of(page, relabelled(observations, page.codes, page.values.areas)),
    )


def fits(printed: SmallArray, given: SmallArray, not_rated: SmallArray | None) -> BoolArray:
    """Whether a printed RAG or arrow is what the rules give.

    Without a floor standard RED and AMBER cannot be told apart: either fits a value that misses its target.
    """
    same: BoolArray = printed == given
    if not_rated is not None:
        same |= np.isin(not_rated, _NO_FLOOR) & (printed != Rag.GREEN.code)
    return same


def given_in(field: PrintedField, values: Judgement, outturns: Judgement) -> SmallArray:
    """The positions that a judgement gives for a field."""
    if field is PrintedField.RAG:
        return values.rag
    return values.direction if field is PrintedField.DIRECTION else outturns.rag


def not_rated_in(field: PrintedField, values: Judgement, outturns: Judgement) -> SmallArray | None:
    """The NotRated positions of a field; None for arrows."""
    if field is PrintedField.DIRECTION:
        return None
    return values.not_rated if field is PrintedField.RAG else outturns.not_rated


def chosen_sheets(judged: Judged, codes: IntArray) -> tuple[tuple[Sheet, ...], tuple[Sheet, ...]]:
    """Sheets of the values and of the outturns of some codes (positions in the page's) only."""
    page = judged.page
    wanted = np.isin(page.code, codes)
    return (
        sheets_of(page.values, np.flatnonzero(wanted), judged.observations),
        sheets_of(
            page.outturns,
            np.flatnonzero(wanted & (page.outturn_year != NO_OUTTURN)),
            judged.outturn_observations,
        ),
    )


def _printed(page: Page, field: PrintedField) -> SmallArray:
    by_field: Mapping[PrintedField, SmallArray] = {
        PrintedField.RAG: page.rag,
        PrintedField.DIRECTION: page.direction,
        PrintedField.OUTTURN_RAG: page.outturn_rag,
    }
    return by_field[field]
