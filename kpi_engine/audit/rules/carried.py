"""Figures printed again because no new data came: no error, but worth knowing."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.audit.page.judged import Judged, printed_words
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness
from kpi_engine.model.wording import counted


def carried_forward(judged: Judged) -> list[Finding]:
    """Figures printed again because no new data came: one note an indicator and period.

    A figure made from others is made anew each period, and may well come out the same.
    """
    page = judged.page
    groups: dict[tuple[int, int], list[int]] = {}
    for sheet, ratings in zip(judged.sheets, judged.values.ratings, strict=True):
        for at in sheet.figures[ratings.carried_forward[sheet.rows]].tolist():
            if page.indicator(at).made_from is None and page.indicator(at).overall is None:
                groups.setdefault((int(page.code[at]), page.figures[at].period), []).append(at)
    return [_carried(judged, figures) for figures in sorted(map(sorted, groups.values()))]


def _carried(judged: Judged, figures: Sequence[int]) -> Finding:
    page, first = judged.page, figures[0]
    before = _figure(judged, first).previous_period_words
    areas = dict.fromkeys(page.figures[at].area for at in figures)
    where = f"in {counted(len(areas), 'area')}" if len(areas) > 1 else f"for {page.figures[first].area}"
    what = f"{page.figures[first].code} prints the figure of {before} again as that of "
    what += f"{page.period_words(first)} {where}"
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
