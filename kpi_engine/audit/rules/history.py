"""Printed figures of earlier periods against the observations, and against the same printed elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import NO_ROW, relabelled, rows_at
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.figures.displayed import display_table, displayed_column
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.words.number_text import value_text

# Fewer figures that are all those of the next period could be chance.
_FEWEST_SHIFTED = 3


@dataclass(frozen=True, slots=True)
class _Printed:
    """A number printed for a period in the row ``at`` of the page, in one of three columns (``field``)."""

    at: int
    period: int
    number: Decimal
    field: PrintedField

    @property
    def is_history(self) -> bool:
        """Whether it is printed as an earlier figure of its row."""
        return self.field is PrintedField.HISTORY


# Code, area and period.
_Key = tuple[int, int, int]


def find_history(judged: Judged, claims: Claims) -> None:
    """One finding for each figure printed in two ways, and for each section and indicator that is wrong."""
    page = judged.page
    printed = [each for each in _printed(page, claims) if each.is_history]
    if not printed:
        return
    truth = _observed(judged, printed)
    by_figure: dict[_Key, list[_Printed]] = {}
    for each in _printed(page, claims):
        by_figure.setdefault(_key(page, each), []).append(each)
    told: set[_Printed] = set()
    for key, group in by_figure.items():
        if any(each.is_history for each in group) and not _all_agree(group):
            told.update(group)
            _add_printed_twice(page, group, truth.get(key), claims)
    wrong: dict[tuple[int, int], list[_Printed]] = {}
    for each in printed:
        observed = truth.get(_key(page, each))
        if observed is not None and each not in told and not agree_at_the_coarser(each.number, observed):
            wrong.setdefault((int(page.code[each.at]), int(page.section[each.at])), []).append(each)
    for group in wrong.values():
        _add_wrong(judged, group, truth, claims)


def _printed(page: Page, claims: Claims) -> Iterator[_Printed]:
    """The values and outturns that no finding accounts for, and every earlier figure, in printed order.

    An outturn is a figure of the series only where the indicator is annual.
    """
    for at, figure in enumerate(page.figures):
        is_annual = page.indicator(at).frequency is Frequency.ANNUAL
        for field, period, number in (
            (PrintedField.VALUE, figure.period, figure.value.number),
            (PrintedField.OUTTURN, figure.outturn_year if is_annual else None, figure.outturn.number),
        ):
            if period is not None and number is not None and not claims.mask(field)[at]:
                yield _Printed(at, period, number, field)
        for earlier, printed in figure.history:
            if printed.number is not None:
                yield _Printed(at, earlier, printed.number, PrintedField.HISTORY)


def _key(page: Page, each: _Printed) -> _Key:
    return int(page.code[each.at]), int(page.area[each.at]), each.period


def _observed(judged: Judged, printed: Sequence[_Printed], shift: int = 0) -> Mapping[_Key, Decimal]:
    """The observed values, as displayed, of the printed figures, or of figures so many periods later."""
    page = judged.page
    rows = page.values.take(np.array([each.at for each in printed], np.int64))
    rows = replace(rows, period=np.array([each.period + shift for each in printed], np.int64))
    history = relabelled(judged.observations, rows.codes, rows.areas)
    at = rows_at(history, rows)
    there = at != NO_ROW
    displayed, _ = displayed_column(history.take(at[there]), display_table(page.indicators))
    numbers = {place: displayed.at(position) for position, place in enumerate(np.flatnonzero(there).tolist())}
    return {_key(page, printed[place]): number for place, number in numbers.items() if number is not None}


def _all_agree(group: Sequence[_Printed]) -> bool:
    first, *others = group
    return all(agree_at_the_coarser(first.number, other.number) for other in others)


def _add_printed_twice(page: Page, group: Sequence[_Printed], truth: Decimal | None, claims: Claims) -> None:
    first = group[0]
    indicator, figure = page.indicator(first.at), page.figures[first.at]
    places = [
        f"{value_text(each.number, indicator)} in {page.section_title(page.figures[each.at].section)}"
        for each in group
    ]
    wrong = [each for each in group if truth is None or not agree_at_the_coarser(each.number, truth)]
    explanation = "The same figure should read the same wherever it is printed."
    if truth is not None:
        explanation += f" The observation is {value_text(truth, indicator)}."
    computed = "" if truth is None else f"{truth:f}"
    cells = []
    for each, own in zip(group, places, strict=True):
        if each in wrong or not wrong:
            others = listed([place for place in places if place != own])
            cells.append(_cell(page, each, computed, f"the same figure is printed as {others}"))
    claims.add(
        Finding(
            FindingKind.PRINTED_TWICE,
            f"{indicator.code} of {figure.area} for {period_words(indicator.calendar, first.period)} is "
            f"printed as {' and as '.join(dict.fromkeys(places))}",
            explanation,
            tuple(cells),
            Sureness.CERTAIN,
            effect_of_numbers([each.number for each in group]),
        ),
        first.at,
    )


def _add_wrong(
    judged: Judged, group: Sequence[_Printed], truth: Mapping[_Key, Decimal], claims: Claims
) -> None:
    page, first = judged.page, group[0]
    indicator, section = page.indicator(first.at), page.figures[first.at].section
    cells = []
    for each in group:
        observed = truth[_key(page, each)]
        why = f"the observation is {value_text(observed, indicator)}"
        cells.append(_cell(page, each, f"{observed:f}", why))
    several = len(group) > 1
    areas = listed([page.figures[each.at].area for each in group])
    effects = [effect_of_numbers([each.number, truth[_key(page, each)]]) for each in group]
    claims.add(
        Finding(
            FindingKind.VALUE,
            f"{'Earlier figures' if several else 'An earlier figure'} of {indicator.code} for {areas} in "
            f"{page.section_title(section)} {'are' if several else 'is'} not as observed",
            f"A trend that is read from {'them' if several else 'it'} is wrong.",
            tuple(cells),
            Sureness.LIKELY,
            min(effects, key=list(type(effects[0])).index),
            _shifted(judged, group),
        ),
        first.at,
    )


def _shifted(judged: Judged, group: Sequence[_Printed]) -> Diagnosis | None:
    """That all of them are the figures of the period before, or after: a heading or column has moved."""
    for shift, words in ((-1, "before"), (1, "after")):
        moved = _observed(judged, group, shift)
        keys = [(*_key(judged.page, each)[:2], each.period) for each in group]
        equal = [
            key in moved and agree_at_the_coarser(each.number, moved[key])
            for key, each in zip(keys, group, strict=True)
        ]
        if len(group) >= _FEWEST_SHIFTED and all(equal):
            name = judged.page.indicator(group[0].at).frequency.period_name
            text = f"Each of them is the figure of the {name} {words}: a column has moved."
            return Diagnosis("history_shifted", text, Sureness.LIKELY)
    return None


def _cell(page: Page, each: _Printed, computed: str, why: str) -> FindingCell:
    if each.is_history:
        return page.cell_of_period(each.at, each.period, f"{each.number:f}", computed, why)
    return page.cell(each.at, each.field, f"{each.number:f}", computed, why)
