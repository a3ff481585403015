"""The RAG or arrow of a rated figure beside the printed RAG or arrow."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.sides import Side
from kpi_engine.model.definitions.judgement import AMBER_OR_RED, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import FindingCell, PrintedField

OBSERVATION_FOLLOWED = "the rules give this for the value of the observation"
_NO_FLOOR = frozenset({"", Rag.RED.value, Rag.AMBER.value})


def given_word(figure: Figure, field: PrintedField) -> str:
    """The RAG or the arrow of a figure as a word; empty where there is none."""
    given = figure.direction if field is PrintedField.DIRECTION else figure.rag
    return str(given.value)


def given_or_reason(figure: Figure, field: PrintedField) -> str:
    """The RAG or the arrow of a figure as a word, or why there is none."""
    reason = figure.no_direction if field is PrintedField.DIRECTION else figure.not_rated
    return given_word(figure, field) or str(reason.value)


def fits_figure(printed: str, figure: Figure, field: PrintedField) -> bool:
    """Whether a printed word is what a figure is given; see ``judged.fits`` for a missing floor standard."""
    if field is not PrintedField.DIRECTION and figure.not_rated in AMBER_OR_RED:
        return printed in _NO_FLOOR
    return printed == given_word(figure, field)


def ratings_following(
    side: Side, at: int, truth: Figure, misprint: Figure, why: str
) -> Iterator[FindingCell]:
    """The RAG and arrow of a figure that follow what is misprinted, not what should be printed."""
    for field in side.fields:
        printed = printed_words(side.page, at, field)
        if printed and not fits_figure(printed, truth, field) and fits_figure(printed, misprint, field):
            yield side.page.cell(at, field, printed, given_or_reason(truth, field), why)


def account_for_ratings(side: Side, at: int, truth: Figure | None, claims: Claims) -> list[FindingCell]:
    """The RAG and arrow that follow a misprinted value; none of the two is looked at again.

    One that fits neither the printed value nor the observation stays open.
    """
    if truth is None:
        return []
    misprint = side.figure(at)
    cells = list(ratings_following(side, at, truth, misprint, OBSERVATION_FOLLOWED))
    for cell in cells:
        claims.account_for(at, cell.field)
    for field in side.fields:
        if _fits(side, at, truth, field):
            claims.account_for(at, field)
    return cells


def _fits(side: Side, at: int, truth: Figure, field: PrintedField) -> bool:
    return fits_figure(printed_words(side.page, at, field), truth, field)
