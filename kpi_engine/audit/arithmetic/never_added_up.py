"""Declared sums that nothing can be held against, since areas below never have a figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.sheets import relabelled
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.definitions.made_from.sums import MissingBelow, never_added_up
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness


def sums_never_checked(judged: Judged) -> list[Finding]:
    """One note for each indicator whose declared sum lacks areas that never have a figure."""
    page = judged.page
    rows = relabelled(judged.observations, page.codes, tuple(area.name for area in page.areas))
    notes = []
    for code, indicator in enumerate(page.indicators):
        if indicator.adds_up_from:
            own = np.flatnonzero(page.code == code).tolist()
            known = {page.figures[at].area for at in own}
            known |= {rows.areas[area] for area in np.unique(rows.area[rows.code == code]).tolist()}
            lacking = list(never_added_up(indicator.adds_up_from, page.areas, known))
            figures = [at for at in own if page.figures[at].area in {each.area for each in lacking}]
            if figures:
                notes.append(_never_checked(page, figures, lacking))
    return notes


def _never_checked(page: Page, figures: Sequence[int], lacking: Sequence[MissingBelow]) -> Finding:
    indicator = page.indicator(figures[0])
    areas = listed([each.area for each in lacking])
    names = list(dict.fromkeys(name for each in lacking for name in each.missing))
    missing, several = listed(names), len(names) > 1
    why = f"without a figure of {missing} there is no sum to compare it with"
    return Finding(
        FindingKind.NEVER_ADDED_UP,
        f"The sum of {indicator.code} for {areas} can never be checked: {missing} "
        f"{'have' if several else 'has'} no figure of it in any period",
        f"Its definition says adds_up_from: {indicator.adds_up_from}. Where two kinds of area share that "
        "level, each needs a level of its own.",
        tuple(page.cell(at, PrintedField.VALUE, page.figures[at].value.text, "", why) for at in figures),
        Sureness.LIKELY,
        Effect.NONE,
    )
