"""Cells that are not there to be audited: illegible cells, and values that are printed elsewhere only.

Where a value is not there, its row is rated by the value of the observation: its RAG and arrow may be
printed all the same. Where the page prints what the value is made of instead, "35 of 40", the row is
rated by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.page import NO_OUTTURN, Page
from kpi_engine.audit.page.sheets import NO_ROW, relabelled, rows_at
from kpi_engine.model.arrays.observation import BoolArray, Observations
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Rag
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.outputs.audit import PrintedField
from kpi_engine.model.outputs.printed import PrintedFigure, PrintedNumber


@dataclass(frozen=True, slots=True)
class Unread:
    """A page with values lent by the observations, and which of its cells, as (figure, field), are not read.

    ``illegible`` could not be read off; the others of ``cells`` are not printed in their place.
    """

    page: Page
    cells: frozenset[tuple[int, PrintedField]]
    illegible: int

    def account_for(self, claims: Claims) -> None:
        """No rule looks at these cells."""
        for at, field in self.cells:
            claims.account_for(at, field)


def with_lent_values(page: Page, observations: Observations, outturns: Observations) -> Unread:
    """The page as it is audited; ``observations`` and ``outturns`` have each code, area and period once."""
    illegible = {(at, field) for at, figure in enumerate(page.figures) for field in figure.illegible}
    made = dict(_made_of_parts(page))
    page = _with_values(page, made) if made else page
    elsewhere = _values_elsewhere(page)
    rated_only = [at for at in range(len(page)) if at not in made and _is_rated_only(page, at, elsewhere)]
    values = np.array([PrintedField.VALUE in figure.illegible for figure in page.figures], np.bool_)
    values[rated_only] = True
    finals = np.array([PrintedField.OUTTURN in figure.illegible for figure in page.figures], np.bool_)
    finals &= page.outturn_year != NO_OUTTURN
    figures = list(page.figures)
    for at, value in _displayed(page, page.values, observations, values):
        figures[at] = replace(figures[at], value=_lent(figures[at].value, value))
    for at, value in _displayed(page, page.outturns, outturns, finals):
        figures[at] = replace(figures[at], outturn=_lent(figures[at].outturn, value))
    not_printed = {(at, field) for at in rated_only for field in _not_printed(page.figures[at])}
    not_printed |= {(at, PrintedField.VALUE) for at in made}
    return Unread(
        page=replace(page, figures=tuple(figures)) if values.any() or finals.any() else page,
        cells=frozenset((*illegible, *not_printed, *_beside_unknown(figures, illegible))),
        illegible=len(illegible),
    )


def _made_of_parts(page: Page) -> Iterator[tuple[int, Decimal]]:
    """The rows that print a numerator and a denominator and no value, each with the value that these make."""
    chosen = [at for at, figure in enumerate(page.figures) if _prints_parts_alone(figure)]
    if not chosen:
        return
    rows = page.values.take(np.array(chosen, np.int64))
    rows = replace(rows, missing=np.full(len(rows), Missing.PRESENT.code, np.int8))
    displayed, _ = displayed_column(rows, display_table(page.indicators))
    for position, figure in enumerate(chosen):
        value = displayed.at(position)
        if value is not None:
            yield figure, value


def _with_values(page: Page, values: Mapping[int, Decimal]) -> Page:
    figures = list(page.figures)
    for at, value in values.items():
        figures[at] = replace(figures[at], value=_lent(figures[at].value, value))
    return replace(page, figures=tuple(figures))


def _prints_parts_alone(figure: PrintedFigure) -> bool:
    parts = (figure.numerator.number, figure.denominator.number)
    return not figure.value.text and PrintedField.VALUE not in figure.illegible and None not in parts


def _beside_unknown(
    figures: Sequence[PrintedFigure], illegible: Iterable[tuple[int, PrintedField]]
) -> Iterator[tuple[int, PrintedField]]:
    """The RAG and arrow beside a value that cannot be read off, and that no observation lends."""
    for at, field in illegible:
        if field is PrintedField.VALUE and figures[at].value.number is None:
            yield from ((at, PrintedField.RAG), (at, PrintedField.DIRECTION))
        elif field is PrintedField.OUTTURN and figures[at].outturn.number is None:
            yield at, PrintedField.OUTTURN_RAG


def _values_elsewhere(page: Page) -> frozenset[tuple[str, str, int]]:
    """Code, area and period of the figures that some row prints with a value."""
    return frozenset(
        (figure.code, figure.area, figure.period)
        for figure in page.figures
        if figure.value.number is not None
    )


def _is_rated_only(page: Page, at: int, elsewhere: frozenset[tuple[str, str, int]]) -> bool:
    """Whether a rating is printed where its value has no place: it is printed elsewhere, or nowhere."""
    figure = page.figures[at]
    is_rated = figure.rag is not Rag.NONE or figure.direction is not DirectionOfTravel.NONE
    if figure.value.text or not is_rated:
        return False
    is_overall = page.indicator(at).overall is not None
    return is_overall or (figure.code, figure.area, figure.period) in elsewhere


def _not_printed(figure: PrintedFigure) -> Iterator[PrintedField]:
    """What has no place in a row that only says how a figure is rated."""
    yield from (PrintedField.VALUE, PrintedField.NUMERATOR, PrintedField.DENOMINATOR)
    if not figure.target.text:
        yield PrintedField.TARGET
    if figure.rag is Rag.NONE:
        yield PrintedField.RAG
    if figure.direction is DirectionOfTravel.NONE:
        yield PrintedField.DIRECTION


def _displayed(
    page: Page, rows: Observations, history: Observations, wanted: BoolArray
) -> Iterator[tuple[int, Decimal]]:
    """The figures wanted that there is an observation with a value for, and that value as displayed."""
    chosen = np.flatnonzero(wanted)
    if not len(chosen):
        return
    known = relabelled(history, rows.codes, rows.areas)
    at = rows_at(known, rows.take(chosen))
    there = at != NO_ROW
    displayed, _ = displayed_column(known.take(at[there]), display_table(page.indicators))
    for position, figure in enumerate(chosen[there].tolist()):
        value = displayed.at(position)
        if value is not None:
            yield figure, value


def _lent(printed: PrintedNumber, value: Decimal) -> PrintedNumber:
    return PrintedNumber(printed.text, value, Missing.PRESENT)


def cells_read(page: Page, unread: Unread) -> int:
    """How many cells are held against the rules."""
    count = len(_OF_A_VALUE) * len(page) + len(_OF_AN_OUTTURN) * int((page.outturn_year != NO_OUTTURN).sum())
    optional = ((figure.percent_of_target, figure.percent_change) for figure in page.figures)
    count += sum(bool(number.text) for numbers in optional for number in numbers)
    count += sum(len(figure.history) for figure in page.figures)
    not_read = sum(_is_counted(page, at, field) for at, field in unread.cells)
    return count - not_read


_OF_A_VALUE = frozenset(
    {
        PrintedField.VALUE,
        PrintedField.NUMERATOR,
        PrintedField.DENOMINATOR,
        PrintedField.TARGET,
        PrintedField.RAG,
        PrintedField.DIRECTION,
    }
)
_OF_AN_OUTTURN = frozenset({PrintedField.OUTTURN, PrintedField.OUTTURN_TARGET, PrintedField.OUTTURN_RAG})


def _is_counted(page: Page, at: int, field: PrintedField) -> bool:
    return field in _OF_A_VALUE or (field in _OF_AN_OUTTURN and page.figures[at].outturn_year is not None)
