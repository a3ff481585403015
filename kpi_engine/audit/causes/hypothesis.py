"""A hypothesis of how printed RAGs and arrows came about, and what it is tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.sheets import Judgement, Sheet, judge
from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.outputs.audit import PrintedField

RAG, DIRECTION, OUTTURN_RAG = PrintedField.RAG, PrintedField.DIRECTION, PrintedField.OUTTURN_RAG


@dataclass(frozen=True, slots=True)
class Case:
    """The figures of some codes in their series: what a hypothesis is tried on."""

    judged: Judged
    sheets: tuple[Sheet, ...]
    outturn_sheets: tuple[Sheet, ...]

    def rated(
        self,
        change_indicator: Callable[[Indicator], Indicator] | None = None,
        change_figures: Callable[[Observations], Observations] | None = None,
        outturns: bool = False,
    ) -> tuple[Judgement, Judgement]:
        """Values, and where asked for outturns, rated with every definition or every figure changed."""
        page, tools = self.judged.page, self.judged.tools
        codes = {code for sheet in self.sheets for code in sheet.observations.codes}
        indicators = [indicator for indicator in page.indicators if indicator.code in codes]
        if change_indicator is not None:
            indicators = [change_indicator(indicator) for indicator in indicators]
        values = judge(self.sheets, len(page), indicators, tools.rate, change_figures)
        if not outturns:
            return values, self.judged.outturns
        return values, judge(self.outturn_sheets, len(page), indicators, tools.rate_outturns)


# Two hypotheses are never the same: functions and arrays cannot be compared.
@dataclass(frozen=True, slots=True, eq=False)
class Hypothesis:
    """One way in which printed cells may have come about.

    ``scopes`` are the sets of fields it can explain together, the widest first. ``weight`` orders by
    simplicity: 1 is the simplest. ``fit`` says what the cells do ("compare with two quarters back") and
    ``rather_than`` what they should do, for an indicator. ``speaks_of`` is a mask of the figures that it
    says anything about; None: all. It needs the support of ``fewest`` cells: a hypothesis that has many
    numbers to choose from fits a single cell by chance. ``is_of_one_indicator``: the mistake, such as a
    turned polarity, is made anew for each indicator, so that several of them do not support each other.
    """

    name: str
    weight: int
    scopes: tuple[frozenset[PrintedField], ...]
    predict: Callable[[Case], tuple[Judgement, Judgement]]
    fit: Callable[[Indicator], str]
    rather_than: Callable[[Indicator], str] = lambda _: ""
    speaks_of: BoolArray | None = None
    fewest: int = 1
    is_of_one_indicator: bool = False


def gain(supported: int, right: int, neither: int) -> Fraction:
    """How much more a hypothesis explains than it costs; above 0 it is accepted, with its exceptions.

    The cell that raises the suspicion tests nothing, so that the first supporting cell is the cost of the
    hypothesis itself.

    Args:
        supported: cells that fit the hypothesis and not the rules.
        right: cells that fit the rules and not the hypothesis; each takes back what one cell supports.
        neither: cells that fit neither of the two, and are wrong whatever is true of the others.
    """
    return supported - 1 - right - Fraction(neither, 2)


ARROWS = (frozenset({DIRECTION}),)
RATINGS = (frozenset({RAG, OUTTURN_RAG}), frozenset({RAG}), frozenset({OUTTURN_RAG}))
EVERYTHING = (
    frozenset({RAG, DIRECTION, OUTTURN_RAG}),
    frozenset({RAG, DIRECTION}),
    *RATINGS,
)
