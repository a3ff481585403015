"""What is no error but worth knowing: figures carried forward, and ratings that rounding decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.audit.judged import Judged, printed_words
from kpi_engine.audit.parts_check import disagreeing
from kpi_engine.audit.sheets import judge
from kpi_engine.audit.wording import counted
from kpi_engine.model.audit import Effect, Finding, FindingKind, PrintedField, Sureness
from kpi_engine.model.figure import Figure
from kpi_engine.model.indicator import RateOn
from kpi_engine.model.judgement import Rag
from kpi_engine.model.number_text import decimals_of, value_text
from kpi_engine.model.rounding import DIGITS_MORE, cut_after

_RAGS = tuple(Rag)


def carried_forward(judged: Judged) -> list[Finding]:
    """Figures printed again because no new data came: one note an indicator and period."""
    page = judged.page
    groups: dict[tuple[int, int], list[int]] = {}
    for sheet, ratings in zip(judged.sheets, judged.values.ratings, strict=True):
        for at in sheet.figures[ratings.carried_forward[sheet.rows]].tolist():
            groups.setdefault((int(page.code[at]), page.figures[at].period), []).append(at)
    return [_carried(judged, sorted(figures)) for figures in groups.values()]


def _carried(judged: Judged, figures: Sequence[int]) -> Finding:
    page, first = judged.page, figures[0]
    before = _figure(judged, first).previous_period_words
    areas = dict.fromkeys(page.figures[at].area for at in figures)
    where = f"in {counted(len(areas), 'area')}" if len(areas) > 1 else f"for {page.figures[first].area}"
    what = f"{page.figures[first].code} prints the figure of {before} again as that of {page.period_words(first)} {where}"
    return Finding(
        FindingKind.CARRIED_FORWARD,
        what,
        "No new data came. The arrow ↔ beside it does not mean that performance stayed the same.",
        tuple(
            page.cell(
                at,
                PrintedField.VALUE,
                page.figures[at].value.text,
                "carried forward",
                f"the arrow is {printed_words(page, at, PrintedField.DIRECTION) or 'left out'}",
            )
            for at in figures
        ),
        Sureness.LIKELY,
        Effect.HIDES,
    )


def _figure(judged: Judged, at: int) -> Figure:
    judgement = judged.values
    return Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))


def decided_by_rounding(judged: Judged) -> list[Finding]:
    """Figures whose RAG or arrow would be another on the value before rounding: one note a figure."""
    page = judged.page
    contradictory = np.zeros(len(page), np.bool_)
    contradictory[disagreeing(page, np.arange(len(page)))] = True
    indicators = tuple(replace(indicator, rate_on=RateOn.RAW) for indicator in page.indicators)
    displayed = tuple(replace(indicator, rate_on=RateOn.DISPLAYED) for indicator in page.indicators)
    unrounded = judge(judged.sheets, len(page), indicators, judged.tools.rate)
    rounded = judge(judged.sheets, len(page), displayed, judged.tools.rate)
    differs = (unrounded.rag != rounded.rag) & ~contradictory
    return [
        _rounding(judged, at, _RAGS[rounded.rag[at]], _RAGS[unrounded.rag[at]])
        for at in np.flatnonzero(differs).tolist()
    ]


def _rounding(judged: Judged, at: int, on_displayed: Rag, on_raw: Rag) -> Finding:
    page, figure = judged.page, _figure(judged, at)
    indicator, printed = figure.indicator, page.figures[at]
    raw = "" if figure.raw is None or figure.value is None else cut_after(
        figure.raw, decimals_of(figure.value) + DIGITS_MORE
    )
    shown = "" if figure.value is None else value_text(figure.value, indicator)
    sign = "%" if indicator.unit == "percent" else ""
    cell = page.cell(
        at,
        PrintedField.RAG,
        printed.rag.value,
        on_raw.value,
        f"{shown} as displayed is {on_displayed.value}; {raw}{sign} before rounding would be {on_raw.value}",
    )
    return Finding(
        FindingKind.ROUNDING,
        f"{printed.code} of {printed.area} is {on_displayed.value} at {shown} as displayed; "
        f"before rounding, {raw}{sign}, it would be {on_raw.value}",
        "The rating is made on the value as displayed, so that a reader can check it with what is on the page.",
        (cell,),
        Sureness.CERTAIN,
        Effect.NONE,
    )
