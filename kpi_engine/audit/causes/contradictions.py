"""RAGs and arrows that the rules do not give: on rows without data, left out, or others than printed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kpi_engine.audit.causes.diagnosis import diagnose
from kpi_engine.audit.causes.explained_words import diagnosis_of, explanation_of
from kpi_engine.audit.causes.merging import Explained
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import JUDGED_FIELDS, Judged, printed_words
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.wording import PLURALS, bands_words, listed, with_arrow
from kpi_engine.audit.rules.uncheckable import cannot_be_checked
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.judgement import NoDirection, NotRated, Rag
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)

_NO_VALUE_REASONS = tuple(
    reason.code
    for reason in NotRated
    if reason.value.startswith("no value") and reason is not NotRated.TOO_LARGE
)


def find_contradictions(judged: Judged, claims: Claims) -> None:
    """Report every contradiction that no finding accounts for yet, grouped by what explains it."""
    open_cells = claims.unaccounted()
    wrong = {field: judged.contradicts(field) & open_cells[field] for field in JUDGED_FIELDS}
    checkable = ~cannot_be_checked(judged)
    wrong[PrintedField.DIRECTION] &= checkable
    printed = {field: judged.printed(field) != 0 for field in JUDGED_FIELDS}
    given = {field: judged.given(field) != 0 for field in JUDGED_FIELDS}
    without_data = {
        field: wrong[field] & printed[field] & _has_no_value(judged, field) for field in JUDGED_FIELDS
    }
    # A page without any RAG or arrow does not print them: it leaves none out.
    left_out = {
        field: wrong[field] & ~printed[field] & given[field] & printed[field].any() for field in JUDGED_FIELDS
    }
    _add_without_data(judged, without_data, claims)
    _add_left_out(judged, left_out, claims)
    contradictions = {field: wrong[field] & ~without_data[field] & printed[field] for field in JUDGED_FIELDS}
    comparable = {field: printed[field] & open_cells[field] & ~without_data[field] for field in JUDGED_FIELDS}
    comparable[PrintedField.DIRECTION] &= checkable
    for explained in diagnose(judged, contradictions, comparable):
        _add_explained(judged, explained, claims)
        for at, field in explained.cells:
            contradictions[field][at] = False
    _add_single(judged, contradictions, claims)


def _has_no_value(judged: Judged, field: PrintedField) -> BoolArray:
    not_rated = judged.not_rated(field)
    if not_rated is None:
        return np.equal(judged.values.no_direction, NoDirection.NO_VALUE.code)
    return np.isin(not_rated, _NO_VALUE_REASONS)


def _cells_in_order(masks: dict[PrintedField, BoolArray]) -> list[tuple[int, PrintedField]]:
    cells = [(int(at), field) for field in JUDGED_FIELDS for at in np.flatnonzero(masks[field])]
    return sorted(cells, key=lambda cell: (cell[0], JUDGED_FIELDS.index(cell[1])))


def _cell(judged: Judged, at: int, field: PrintedField) -> FindingCell:
    reasons = judged.reasons(at, field)
    why = reasons.direction if field is PrintedField.DIRECTION else reasons.rag
    return judged.page.cell(
        at, field, printed_words(judged.page, at, field), judged.given_words(at, field), why
    )


def _add_without_data(judged: Judged, masks: dict[PrintedField, BoolArray], claims: Claims) -> None:
    """One finding a row."""
    by_row: dict[int, list[PrintedField]] = {}
    for at, field in _cells_in_order(masks):
        by_row.setdefault(at, []).append(field)
    for at, fields in by_row.items():
        figure = judged.page.figures[at]
        of_outturn = fields == [PrintedField.OUTTURN_RAG]
        number = figure.outturn if of_outturn else figure.value
        words = " and ".join(with_arrow(printed_words(judged.page, at, field)) for field in fields)
        shown = number.text or "blank"
        claims.add(
            Finding(
                FindingKind.WITHOUT_DATA,
                f"{figure.code} of {figure.area} is printed {words}, though its "
                f"{'outturn' if of_outturn else 'value'} is {shown}",
                "There is nothing to rate and nothing to compare.",
                tuple(_cell(judged, at, field) for field in fields),
                Sureness.CERTAIN,
                Effect.CHANGES,
            ),
            at,
        )


def _add_left_out(judged: Judged, masks: dict[PrintedField, BoolArray], claims: Claims) -> None:
    """One finding for each section and field: what was left out is often left out throughout."""
    page = judged.page
    groups: dict[tuple[int, PrintedField], list[int]] = {}
    for at, field in _cells_in_order(masks):
        groups.setdefault((int(page.section[at]), field), []).append(at)
    for (_, field), figures in groups.items():
        several = len(figures) > 1
        things = PLURALS[field] if several else field.words
        without_target = all(page.figures[at].target.number is None for at in figures)
        needs = without_target and field is PrintedField.DIRECTION
        claims.add(
            Finding(
                FindingKind.LEFT_OUT,
                f"The {things} of {_rows(page, figures)} {'are' if several else 'is'} left out, though "
                f"{'they' if several else 'it'} can be given",
                ("An arrow needs a value and an earlier one, but no target. " if needs else "")
                + "A reader may take it for missing data.",
                tuple(_cell(judged, at, field) for at in figures),
                Sureness.LIKELY,
                Effect.HIDES,
            ),
            figures[0],
        )


def _rows(page: Page, figures: Sequence[int]) -> str:
    """``CYPE2 and CYPE3 for Kent``."""
    areas = list(dict.fromkeys(page.figures[at].area for at in figures))
    codes = list(dict.fromkeys(page.figures[at].code for at in figures))
    return f"{listed(codes)} for {listed(areas)}"


def _add_explained(judged: Judged, explained: Explained, claims: Claims) -> None:
    cells = tuple(_cell(judged, at, field) for at, field in explained.cells)
    diagnosis = diagnosis_of(judged, explained)
    if len(cells) == 1:
        at, field = explained.cells[0]
        claims.add(_single(judged, at, field, cells[0], diagnosis), at)
        return
    claims.add(
        Finding(
            _kind_of_all(judged, explained.cells),
            diagnosis.text.removesuffix("."),
            explanation_of(judged, explained),
            cells,
            _surest(judged, explained.cells),
            Effect.CHANGES,
            diagnosis,
            _rated_by(judged, explained.cells),
        ),
        explained.cells[0][0],
    )


def _add_single(judged: Judged, masks: dict[PrintedField, BoolArray], claims: Claims) -> None:
    for at, field in _cells_in_order(masks):
        claims.add(_single(judged, at, field, _cell(judged, at, field), None), at)


def _single(
    judged: Judged, at: int, field: PrintedField, cell: FindingCell, diagnosis: Diagnosis | None
) -> Finding:
    figure = judged.page.figures[at]
    return Finding(
        _kind(judged, at, field),
        f"The {field.words} of {figure.code} in {figure.area} is printed as {with_arrow(cell.printed)}; "
        f"the rules give {with_arrow(cell.computed)}",
        cell.explanation,
        (cell,),
        _sureness(judged, at, field),
        Effect.CHANGES,
        diagnosis,
        _rated_by(judged, [(at, field)]),
    )


def _rated_by(judged: Judged, cells: Sequence[tuple[int, PrintedField]]) -> str:
    """What rates the RAGs among some cells, where bands do; empty where a target and floor standard do."""
    figures = [_figure(judged, at, field) for at, field in cells if field is not PrintedField.DIRECTION]
    return bands_words([figure.threshold for figure in figures if figure.threshold is not None])


def _kind(judged: Judged, at: int, field: PrintedField) -> FindingKind:
    if field is not PrintedField.DIRECTION:
        return FindingKind.RAG
    return FindingKind.EQUAL_VALUES if _equal_values(judged, at) else FindingKind.DIRECTION


def _kind_of_all(judged: Judged, cells: Sequence[tuple[int, PrintedField]]) -> FindingKind:
    kinds = {_kind(judged, at, field) for at, field in cells}
    if len(kinds) == 1:
        return kinds.pop()
    return FindingKind.RAG if FindingKind.RAG in kinds else FindingKind.DIRECTION


def _equal_values(judged: Judged, at: int) -> bool:
    return judged.given_words(at, PrintedField.DIRECTION) == "same"


def _figure(judged: Judged, at: int, field: PrintedField) -> Figure:
    judgement = judged.outturns if field is PrintedField.OUTTURN_RAG else judged.values
    return Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))


def _surest(judged: Judged, cells: Sequence[tuple[int, PrintedField]]) -> Sureness:
    found = {_sureness(judged, at, field) for at, field in cells}
    return next(sureness for sureness in Sureness if sureness in found)


def _sureness(judged: Judged, at: int, field: PrintedField) -> Sureness:
    """How sure a single contradiction is: see the words of each Sureness."""
    if field is PrintedField.DIRECTION:
        return Sureness.CERTAIN if _equal_values(judged, at) else Sureness.LIKELY
    figure = _figure(judged, at, field)
    printed = printed_words(judged.page, at, field)
    threshold = figure.threshold
    by_bands = threshold is not None and threshold.rule.is_in_bands
    if Rag.GREEN.value in (printed, figure.rag.value) and threshold is not None and not by_bands:
        # Whether a target is met can be seen from the page; which colour a miss has depends on the floor.
        return Sureness.CERTAIN
    basis = None if threshold is None else threshold.floor_basis
    return Sureness.LIKELY if basis is FloorBasis.STATED else Sureness.POSSIBLE
