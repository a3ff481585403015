"""Printed RAGs that contradict each other, whatever the floor standard is.

The proof is the same as in ``kpi infer floors`` (docs/infer-floors.md, "Where nothing fits"): AMBER beside a
worse value than RED. A RAG that a finding reports already proves nothing about the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.audit.infer.fit import fit
from kpi_engine.audit.infer.rated_cells import Group, groups_of
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.page import Page
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.audit import (
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Sureness,
)
from kpi_engine.model.outputs.inference import RatedCell
from kpi_engine.model.words.number_text import value_text

_Place = tuple[Location, PrintedField]


def find_contradicting(page: Page, claims: Claims) -> None:
    """One finding for each smallest set of RAGs that no target and floor standard can have given."""
    reported = {
        (cell.location, cell.field) for _, finding in claims.findings for cell in finding.cells
    } | _accounted(page, claims)
    at = {figure.location: number for number, figure in enumerate(page.figures)}
    for group in groups_of(page.figures, page.indicators, page.areas):
        if group.polarity is Polarity.NONE or group.bands is not None:
            continue
        if group.polarity is Polarity.TARGET and group.target is None:
            continue
        cells = [cell for cell in group.cells if _place(cell) not in reported]
        for proof, suspects in _proofs(group, cells):
            claims.add(_finding(group, proof, suspects), at[proof[0].location])


def _accounted(page: Page, claims: Claims) -> set[_Place]:
    fields = (PrintedField.RAG, PrintedField.OUTTURN_RAG)
    return {
        (figure.location, field)
        for field in fields
        for number, figure in enumerate(page.figures)
        if claims.mask(field)[number]
    }


def _place(cell: RatedCell) -> _Place:
    return cell.location, PrintedField.OUTTURN_RAG if cell.is_outturn else PrintedField.RAG


def _proofs(
    group: Group, cells: Sequence[RatedCell]
) -> Iterator[tuple[tuple[RatedCell, ...], tuple[RatedCell, ...]]]:
    """Each proof, and the cells of it that are wrong: one where all others fit without it, else all."""
    left = list(cells)
    while proof := _proof(group, left):
        sole = [cell for cell in proof if not _proof(group, [other for other in left if other is not cell])]
        suspects = tuple(sole) if len(sole) == 1 else proof
        yield proof, suspects
        left = [cell for cell in left if not any(cell is suspect for suspect in suspects)]


def _proof(group: Group, cells: Sequence[RatedCell]) -> tuple[RatedCell, ...]:
    """A smallest set of cells that no standard can satisfy together; empty where all fit.

    A single cell contradicts the target, which other rules report.
    """
    standards = fit(group, cells, group.polarity).standards
    return next((each.contradiction for each in standards if len(each.contradiction) > 1), ())


def _finding(group: Group, proof: Sequence[RatedCell], suspects: Sequence[RatedCell]) -> Finding:
    texts = [
        f"{cell.rag.value} at {value_text(cell.value, group.indicator)} in {cell.area}" for cell in proof
    ]
    why = f"{' and '.join(texts)} cannot both be right: {_direction(group.polarity)}"
    only = len(suspects) < len(proof)
    explanation = "No floor standard is needed to see this, and none can give both."
    if only:
        explanation += f" All other RAGs fit without that of {suspects[0].area}."
    return Finding(
        FindingKind.CONTRADICTING,
        f"The RAGs of {group.indicator.code} contradict each other: {' and '.join(texts)}",
        f"{_direction(group.polarity).capitalize()}. {explanation}",
        tuple(_cell(cell, why) for cell in suspects),
        Sureness.CERTAIN,
        Effect.CHANGES,
    )


def _direction(polarity: Polarity) -> str:
    if polarity is Polarity.TARGET:
        return "the value that is further from the target has the better rating"
    return f"{polarity.words}, and the worse value has the better rating"


def _cell(cell: RatedCell, why: str) -> FindingCell:
    _, field = _place(cell)
    return FindingCell(
        code=cell.code,
        area=cell.area,
        section=cell.section,
        period=cell.period,
        field=field,
        printed=cell.rag.value,
        computed="",
        explanation=why,
        location=cell.location,
    )
