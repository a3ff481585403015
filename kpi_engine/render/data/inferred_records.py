"""Inferred standards as rows of CSV and as records of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from kpi_engine.model.definitions.judgement import FURTHER_RATINGS
from kpi_engine.model.outputs.inference import End, InferredStandard, InferredThreshold, RatedCell
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.render.data.inferred_text import RATINGS, basis_text, cells_text, count_of, pins_text

CSV_COLUMNS = {
    "code": TidyKind.TEXT,
    "scope": TidyKind.TEXT,
    "since": TidyKind.TEXT,
    "polarity": TidyKind.TEXT,
    "printed_target": TidyKind.NUMBER,
    "red": TidyKind.NUMBER,
    "amber": TidyKind.NUMBER,
    "green": TidyKind.NUMBER,
    "standard": TidyKind.TEXT,
    "low": TidyKind.NUMBER,
    "low_included": TidyKind.FLAG,
    "low_pinned_by": TidyKind.TEXT,
    "high": TidyKind.NUMBER,
    "high_included": TidyKind.FLAG,
    "high_pinned_by": TidyKind.TEXT,
    "roundest": TidyKind.NUMBER,
    "defined": TidyKind.NUMBER,
    "floor_basis": TidyKind.TEXT,
    "agrees": TidyKind.FLAG,
    "contradiction": TidyKind.TEXT,
    "notes": TidyKind.TEXT,
    "bands": TidyKind.TEXT,
    **{rag.key: TidyKind.NUMBER for rag in FURTHER_RATINGS},
}


def as_csv_rows(inferred: Sequence[InferredThreshold]) -> list[tuple[str, ...]]:
    """One row a standard, in the order of CSV_COLUMNS."""
    return [tuple(_csv_row(one, standard)) for one in inferred for standard in one.standards]


def _csv_row(one: InferredThreshold, standard: InferredStandard) -> Iterator[str]:
    code = one.indicator.code if one.bands is None else "; ".join(one.codes)
    yield from (code, one.scope, one.since, one.polarity.value, _number(one.target))
    yield from (str(count_of(one, rag)) for rag in RATINGS)
    yield standard.kind.value
    for end in (standard.low, standard.high):
        if end is None:
            yield from ("", "", "")
        else:
            yield from (_number(end.value), _flag(end.included), pins_text(end, one))
    yield from (_number(standard.roundest), _number(standard.defined), basis_text(one, standard))
    yield _flag(standard.agrees)
    yield cells_text(standard.contradiction, one)
    yield "; ".join(one.notes)
    yield "" if one.bands is None else one.bands.name
    yield from (str(count_of(one, rag)) for rag in FURTHER_RATINGS)


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _flag(is_so: bool) -> str:
    return "true" if is_so else "false"


def as_records(inferred: Sequence[InferredThreshold]) -> list[dict[str, Any]]:
    """What JSON holds of targets and floor standards: numbers as texts, so that no digit is lost."""
    return [
        {
            "code": one.indicator.code,
            "scope": one.scope,
            "since": one.since,
            "polarity": one.polarity.value,
            "printed_target": _number_or_none(one.target),
            **_found_record(one),
            "contradict_target": [_cell_record(cell) for cell in one.off_target],
            "notes": list(one.notes),
        }
        for one in inferred
        if one.bands is None
    ]


def as_records_of_bands(inferred: Sequence[InferredThreshold]) -> list[dict[str, Any]]:
    """The same of bands, one record a version."""
    return [
        {
            "name": one.bands.name,
            "since": one.bands.since or None,
            "of": one.bands.of.value,
            "codes": list(one.codes),
            "polarity": one.polarity.value,
            **_found_record(one),
            "without_a_band": [_cell_record(cell) for cell in one.off_target],
            "notes": list(one.notes),
        }
        for one in inferred
        if one.bands is not None
    ]


def _found_record(one: InferredThreshold) -> dict[str, Any]:
    return {
        "ratings": {rag.value: count_of(one, rag) for rag in RATINGS}
        | {rag.value: count for rag in FURTHER_RATINGS if (count := count_of(one, rag))},
        "fits": one.fits,
        "standards": [_standard_record(one, standard) for standard in one.standards],
    }


def _standard_record(one: InferredThreshold, standard: InferredStandard) -> dict[str, Any]:
    return {
        "standard": standard.kind.value,
        "low": _end_record(standard.low),
        "high": _end_record(standard.high),
        "roundest": _number_or_none(standard.roundest),
        "defined": _number_or_none(standard.defined),
        "floor_basis": basis_text(one, standard) or None,
        "agrees": standard.agrees,
        "contradiction": [_cell_record(cell) for cell in standard.contradiction],
    }


def _end_record(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    pins = [_cell_record(cell) for cell in end.pins]
    return {"value": _number(end.value), "included": end.included, "pinned_by": pins or "target"}


def _cell_record(cell: RatedCell) -> dict[str, Any]:
    return {
        "code": cell.code,
        "area": cell.area,
        "section": cell.section,
        "period": cell.period,
        "kind": "outturn" if cell.is_outturn else "observation",
        "value": _number(cell.value),
        "percent_of_target": _number_or_none(cell.percent),
        "rag": cell.rag.value,
        "file": cell.location.input,
        "line": cell.location.line,
    }


def _number_or_none(number: Decimal | None) -> str | None:
    return None if number is None else _number(number)
