"""The two sides of a printed row: the figure of the period, and last year's outturn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page, Rater
from kpi_engine.audit.page.sheets import NO_ROW, Judgement, judge, relabelled, rows_at, sheets_of
from kpi_engine.model.arrays.observation import IntArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.audit import PrintedField
from kpi_engine.model.outputs.printed import PrintedFigure, PrintedNumber


@dataclass(frozen=True, slots=True)
class Side:
    """What a rule works on, once for the values and once for the outturns.

    ``rows`` are the printed figures as observations, ``history`` the observations themselves;
    ``fields`` are the RAG (and arrow) that follow from the value.
    """

    judged: Judged
    value_field: PrintedField
    target_field: PrintedField
    fields: tuple[PrintedField, ...]
    judgement: Judgement
    rows: Observations
    history: Observations
    rate: Rater
    number: Callable[[PrintedFigure], PrintedNumber]
    target: Callable[[PrintedFigure], PrintedNumber]
    chosen: IntArray

    @property
    def has_parts(self) -> bool:
        """Whether numerator and denominator are printed beside the value."""
        return self.value_field is PrintedField.VALUE

    @property
    def page(self) -> Page:
        """The page that both sides are of."""
        return self.judged.page

    def figure(self, at: int) -> Figure:
        """A printed figure as rated."""
        judgement = self.judgement
        return Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))

    def defined_target(self, at: int) -> Decimal | None:
        """The target in force, by the definition."""
        threshold = self.figure(at).threshold
        return threshold.rule.target if threshold is not None else None

    def repeats(self, figures: IntArray) -> list[list[int]]:
        """The figures that share code, area and period, in groups, each in printed order."""
        rows = self.rows
        keys = rows.code.astype(np.int64) * len(rows.areas) + rows.area
        chosen = figures[np.lexsort((figures, rows.period[figures], keys[figures]))]
        if not len(chosen):
            return []
        key, period = keys[chosen], rows.period[chosen]
        groups = np.split(chosen, np.flatnonzero((key[1:] != key[:-1]) | (period[1:] != period[:-1])) + 1)
        return [group.tolist() for group in groups if len(group) > 1]

    def judged_with(self, figures: IntArray, indicators: tuple[Indicator, ...]) -> Judgement:
        """Some figures rated again with other definitions."""
        sheets = sheets_of(self.rows, figures, self.history)
        return judge(sheets, len(self.page), indicators, self.rate)

    def observed(self) -> Observed:
        """The observations of the figures, rated."""
        history = relabelled(self.history, self.rows.codes, self.rows.areas)
        rows = np.full(len(self.page), NO_ROW, np.int64)
        rows[self.chosen] = rows_at(history, self.rows.take(self.chosen))
        return Observed(self.rate(history, self.page.indicators), rows)


@dataclass(frozen=True, slots=True)
class Observed:
    """Rated observations, and the row of each printed figure in them (NO_ROW: none)."""

    ratings: Ratings
    rows: IntArray

    def figure(self, at: int) -> Figure | None:
        """The observation of a printed figure."""
        row = int(self.rows[at])
        return None if row == NO_ROW else Figure(self.ratings, row)


def sides(judged: Judged) -> tuple[Side, Side]:
    """The values and the outturns of a page."""
    page, tools = judged.page, judged.tools
    values = Side(
        judged=judged,
        value_field=PrintedField.VALUE,
        target_field=PrintedField.TARGET,
        fields=(PrintedField.RAG, PrintedField.DIRECTION),
        judgement=judged.values,
        rows=page.values,
        history=judged.observations,
        rate=tools.rate,
        number=lambda figure: figure.value,
        target=lambda figure: figure.target,
        chosen=np.flatnonzero(judged.values.row != NO_ROW),
    )
    outturns = Side(
        judged=judged,
        value_field=PrintedField.OUTTURN,
        target_field=PrintedField.OUTTURN_TARGET,
        fields=(PrintedField.OUTTURN_RAG,),
        judgement=judged.outturns,
        rows=page.outturns,
        history=judged.outturn_observations,
        rate=tools.rate_outturns,
        number=lambda figure: figure.outturn,
        target=lambda figure: figure.outturn_target,
        chosen=np.flatnonzero(judged.outturns.row != NO_ROW),
    )
    return values, outturns
