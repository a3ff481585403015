"""Printed arrows and changes of which nothing can be said: what they compare with was not supplied."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.audit.page.judged import Judged, printed_words
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.judgement import NoDirection
from kpi_engine.model.outputs.audit import Effect, Finding, FindingKind, PrintedField, Sureness

_FIELDS = (PrintedField.DIRECTION, PrintedField.PERCENT_CHANGE)


def cannot_be_checked(judged: Judged) -> BoolArray:
    """The printed arrows whose earlier figure has no row: neither right nor wrong can be seen."""
    printed: BoolArray = judged.printed(PrintedField.DIRECTION) != 0
    printed &= judged.values.no_direction == NoDirection.NO_PREVIOUS_VALUE.code
    return printed


def uncheckable(judged: Judged) -> list[Finding]:
    """One note a section and kind of cell."""
    page = judged.page
    changes = np.array([_is_uncheckable_change(judged, at) for at in range(len(page))], np.bool_)
    groups: dict[tuple[int, PrintedField], list[int]] = {}
    for field, mask in zip(_FIELDS, (cannot_be_checked(judged), changes), strict=True):
        for at in np.flatnonzero(mask).tolist():
            groups.setdefault((int(page.section[at]), field), []).append(at)
    return [_note(judged, field, figures) for (_, field), figures in groups.items()]


def _is_uncheckable_change(judged: Judged, at: int) -> bool:
    return judged.page.figures[at].percent_change.number is not None and judged.figure(at).previous is None


def _note(judged: Judged, field: PrintedField, figures: Sequence[int]) -> Finding:
    page, several = judged.page, len(figures) > 1
    section = page.section_title(page.figures[figures[0]].section)
    return Finding(
        FindingKind.NOT_COMPARABLE,
        f"{len(figures):,} {_plural(field) if several else field.words} of {section} cannot be checked",
        f"The figure{'s' if several else ''} that {'they compare' if several else 'it compares'} with "
        f"{'are' if several else 'is'} not among the observations.",
        tuple(
            page.cell(
                at, field, _printed(judged, at, field), "", f"there is no row for {_earlier(judged, at)}"
            )
            for at in figures
        ),
        Sureness.LIKELY,
        Effect.NONE,
    )


def _plural(field: PrintedField) -> str:
    return "changes in percent" if field is PrintedField.PERCENT_CHANGE else f"{field.words}s"


def _printed(judged: Judged, at: int, field: PrintedField) -> str:
    if field is PrintedField.DIRECTION:
        return printed_words(judged.page, at, field)
    return judged.page.figures[at].percent_change.text


def _earlier(judged: Judged, at: int) -> str:
    return judged.figure(at).previous_period_words or "any earlier period"
