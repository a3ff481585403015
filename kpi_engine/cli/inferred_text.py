"""Inferred standards in words, as rows of CSV and as records of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.inference import End, InferredStandard, InferredThreshold, RatedCell
from kpi_engine.model.judgement import Polarity, Rag
from kpi_engine.model.number_text import standard_text, value_text
from kpi_engine.model.tidy import TidyKind

_CELLS_NAMED = 3
_RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN)

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
}


def inferred_text(inferred: Sequence[InferredThreshold]) -> str:
    """A block for each threshold: its standards, what pins each end, and what cannot be."""
    return "\n".join("".join(f"{line}\n" for line in _block(one)) for one in inferred)


def _block(one: InferredThreshold) -> Iterator[str]:
    ratings = ", ".join(f"{count} {rag.value}" for rag in _RATINGS if (count := _count(one, rag)))
    yield f"{one.indicator.code} · {one.scope} · since {one.since} · {one.polarity.value} · {ratings}"
    for standard in one.standards:
        yield _standard_line(one, standard)
        if standard.contradiction:
            yield f"    {_cells(standard.contradiction, one.indicator)}: {_why(one, standard)}"
        for end, words in ((standard.low, ("from", "above")), (standard.high, ("up to", "below"))):
            if end is not None:
                at = f"{words[0] if end.included else words[1]} {value_text(end.value, one.indicator)}"
                yield f"    {at}: {_pins(end, one.indicator)}"
    for cell in one.off_target:
        target = "" if one.target is None else standard_text(one.target, one.indicator)
        yield f"  The target {target} cannot be: {_cell(cell, one.indicator)}"
    for note in one.notes:
        yield f"  Note: {note}"


def _standard_line(one: InferredThreshold, standard: InferredStandard) -> str:
    """``  floor standard  above 72.1%, up to 76.2%    roundest 75%    defined 75.0% (stated)``."""
    roundest = ""
    if standard.roundest is not None:
        roundest = f"roundest {value_text(standard.roundest, one.indicator)}"
    place = _place(standard, one.indicator)
    line = f"  {standard.kind.value:<15} {place:<29} {roundest:<18} {_defined(one, standard)}"
    return line.rstrip()


def _place(standard: InferredStandard, indicator: Indicator) -> str:
    """``above 72.1%, up to 76.2%``."""
    if standard.contradiction:
        return "no number fits"
    low, high = standard.low, standard.high
    words = []
    if low is not None:
        words.append(f"{'from' if low.included else 'above'} {value_text(low.value, indicator)}")
    if high is not None:
        words.append(f"{'up to' if high.included else 'below'} {value_text(high.value, indicator)}")
    return ", ".join(words) or "anywhere"


def _defined(one: InferredThreshold, standard: InferredStandard) -> str:
    if standard.defined is None:
        return ""
    basis = _basis(one, standard)
    words = [f"defined {standard_text(standard.defined, one.indicator)}", f"({basis})" if basis else ""]
    if not standard.agrees:
        words.append("ruled out by the ratings")
    return " ".join(word for word in words if word)


def _basis(one: InferredThreshold, standard: InferredStandard) -> str:
    """How the defined floor standard, or edge of amber, is known."""
    if one.defined_at is None or not standard.kind.divides_amber_from_red:
        return ""
    basis = one.indicator.thresholds[one.defined_at].floor_basis
    return "" if basis is None else str(basis.value)


def _pins(end: End, indicator: Indicator) -> str:
    return _cells(end.pins, indicator) if end.pins else "the target"


def _cells(cells: Sequence[RatedCell], indicator: Indicator) -> str:
    named = "; ".join(_cell(cell, indicator) for cell in cells[:_CELLS_NAMED])
    unnamed = len(cells) - _CELLS_NAMED
    return f"{named}; and {unnamed} more" if unnamed > 0 else named


def _cell(cell: RatedCell, indicator: Indicator) -> str:
    """``RED at 72.1% in Kent, 2024-08, ics_monthly (published.csv:22)``."""
    period = f"outturn {cell.period}" if cell.is_outturn else cell.period
    place = ", ".join(part for part in (cell.area, period, cell.section) if part)
    return f"{cell.rag.value} at {value_text(cell.value, indicator)} in {place} ({cell.location})"


def _why(one: InferredThreshold, standard: InferredStandard) -> str:
    cells = standard.contradiction
    if len(cells) == 1:
        return "it meets the target itself"
    if cells[0].value == cells[1].value:
        return "one value cannot have two ratings"
    better = {Polarity.HIGHEST: "highest is best", Polarity.LOWEST: "lowest is best"}
    words = better.get(one.polarity, "closest to the target is best")
    return f"{words}, so the worse value has the better rating"


def as_csv_rows(inferred: Sequence[InferredThreshold]) -> list[tuple[str, ...]]:
    """One row a standard, in the order of CSV_COLUMNS."""
    return [tuple(_csv_row(one, standard)) for one in inferred for standard in one.standards]


def _csv_row(one: InferredThreshold, standard: InferredStandard) -> Iterator[str]:
    yield from (one.indicator.code, one.scope, one.since, one.polarity.value, _number(one.target))
    yield from (str(_count(one, rag)) for rag in _RATINGS)
    yield standard.kind.value
    for end in (standard.low, standard.high):
        if end is None:
            yield from ("", "", "")
        else:
            yield from (_number(end.value), _flag(end.included), _pins(end, one.indicator))
    yield from (_number(standard.roundest), _number(standard.defined), _basis(one, standard))
    yield _flag(standard.agrees)
    yield _cells(standard.contradiction, one.indicator)
    yield "; ".join(one.notes)


def _count(one: InferredThreshold, rag: Rag) -> int:
    return sum(cell.rag is rag for cell in one.cells)


def _number(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _flag(is_so: bool) -> str:
    return "true" if is_so else "false"


def as_records(inferred: Sequence[InferredThreshold]) -> list[dict[str, Any]]:
    """What JSON holds: numbers as texts, so that no digit is lost."""
    return [
        {
            "code": one.indicator.code,
            "scope": one.scope,
            "since": one.since,
            "polarity": one.polarity.value,
            "printed_target": _number_or_none(one.target),
            "ratings": {rag.value: _count(one, rag) for rag in _RATINGS},
            "fits": one.fits,
            "standards": [_standard_record(one, standard) for standard in one.standards],
            "contradict_target": [_cell_record(cell) for cell in one.off_target],
            "notes": list(one.notes),
        }
        for one in inferred
    ]


def _standard_record(one: InferredThreshold, standard: InferredStandard) -> dict[str, Any]:
    return {
        "standard": standard.kind.value,
        "low": _end_record(standard.low),
        "high": _end_record(standard.high),
        "roundest": _number_or_none(standard.roundest),
        "defined": _number_or_none(standard.defined),
        "floor_basis": _basis(one, standard) or None,
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
        "area": cell.area,
        "section": cell.section,
        "period": cell.period,
        "kind": "outturn" if cell.is_outturn else "observation",
        "value": _number(cell.value),
        "rag": cell.rag.value,
        "file": cell.location.file,
        "line": cell.location.line,
    }


def _number_or_none(number: Decimal | None) -> str | None:
    return None if number is None else _number(number)
