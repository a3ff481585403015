"""One figure printed in several places, such as a contract's page and a summary, with different ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.ratings_of import fits_figure, given_or_reason
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.wording import PLURALS, listed, with_arrow
from kpi_engine.model.outputs.audit import Effect, Finding, FindingCell, FindingKind, PrintedField, Sureness


class _Contrast(NamedTuple):
    """What is printed in which sections of an indicator, and what the rules give."""

    code: str
    field: PrintedField
    printed: tuple[tuple[str, str], ...]
    given: str


def find_rated_twice(side: Side, claims: Claims) -> None:
    """One finding for each indicator, RAG or arrow, and contrast of places: in all areas that show it."""
    groups: dict[_Contrast, list[list[int]]] = {}
    for group in side.repeats(side.chosen):
        for contrast, figures in _contrasts(side, group, claims):
            groups.setdefault(contrast, []).append(figures)
    for contrast, found in groups.items():
        _add(side, contrast, found, claims)


def _contrasts(side: Side, group: Sequence[int], claims: Claims) -> Iterator[tuple[_Contrast, list[int]]]:
    """The RAG, and the arrow, that a figure is printed with differently; and where."""
    page = side.page
    for field in side.fields:
        open_cells = [at for at in group if not claims.mask(field)[at] and printed_words(page, at, field)]
        printed = {at: printed_words(page, at, field) for at in open_cells}
        given = {given_or_reason(side.figure(at), field) for at in open_cells}
        if len(set(printed.values())) > 1 and len(given) == 1:
            places = tuple((page.figures[at].section, printed[at]) for at in open_cells)
            yield _Contrast(page.figures[group[0]].code, field, places, given.pop()), open_cells


def _add(side: Side, contrast: _Contrast, found: Sequence[Sequence[int]], claims: Claims) -> None:
    page, field = side.page, contrast.field
    cells: list[FindingCell] = []
    for group in found:
        wrong = [
            at for at in group if not fits_figure(printed_words(page, at, field), side.figure(at), field)
        ]
        for at in wrong or group:
            claims.account_for(at, field)
            reasons = side.judged.reasons(at, field)
            why = reasons.direction if field is PrintedField.DIRECTION else reasons.rag
            cells.append(page.cell(at, field, printed_words(page, at, field), contrast.given, why))
    places = [
        f"{with_arrow(printed)} in {page.section_title(section)}" for section, printed in contrast.printed
    ]
    several = len(found) > 1
    areas = listed([page.figures[group[0]].area for group in found])
    claims.add(
        Finding(
            FindingKind.PRINTED_TWICE,
            f"The {PLURALS[field] if several else field.words} of {contrast.code} in {areas} "
            f"{'are' if several else 'is'} printed as {' and as '.join(places)}; the rules give "
            f"{with_arrow(contrast.given)}",
            "The same figure should be rated the same wherever it is printed.",
            tuple(cells),
            Sureness.CERTAIN,
            Effect.CHANGES,
        ),
        found[0][0],
    )
