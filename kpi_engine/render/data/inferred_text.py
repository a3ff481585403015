"""Inferred standards in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_engine.model.decimals import with_decimals
from kpi_engine.model.definitions.judgement import BEST_FIRST, Polarity, Rag
from kpi_engine.model.definitions.methods.band import BandsOf
from kpi_engine.model.outputs.inference import End, InferredStandard, InferredThreshold, RatedCell
from kpi_engine.model.words.number_text import count_text, standard_text, value_text
from kpi_engine.model.words.rule_wording import percent_text

_CELLS_NAMED = 3
RATINGS = (Rag.RED, Rag.AMBER, Rag.GREEN)
_WORST_FIRST = tuple(reversed(BEST_FIRST))


def inferred_text(inferred: Sequence[InferredThreshold]) -> str:
    """A block for each threshold: its standards, what pins each end, and what cannot be."""
    return "\n".join("".join(f"{line}\n" for line in _block(one)) for one in inferred)


def _block(one: InferredThreshold) -> Iterator[str]:
    ratings = ", ".join(f"{count} {rag.value}" for rag in _WORST_FIRST if (count := count_of(one, rag)))
    yield " · ".join([*_subject(one), one.polarity.value, ratings])
    for standard in one.standards:
        yield _standard_line(one, standard)
        if standard.contradiction:
            yield f"    {cells_text(standard.contradiction, one)}: {_why(one, standard)}"
        for end, words in ((standard.low, ("from", "above")), (standard.high, ("up to", "below"))):
            if end is not None:
                at = f"{words[0] if end.included else words[1]} {_rated(end.value, one)}"
                yield f"    {at}: {pins_text(end, one)}"
    for cell in one.off_target:
        yield f"  {_no_place(one, cell)}: {_cell(cell, one)}"
    for note in one.notes:
        yield f"  Note: {note}"


def _subject(one: InferredThreshold) -> Iterator[str]:
    """What the standards are of, and since when."""
    if one.bands is None:
        yield from (one.indicator.code, one.scope)
    else:
        yield f"bands {one.bands.name}"
        if one.bands.of is BandsOf.PERCENT_OF_TARGET:
            yield "percent of target"
        yield ", ".join(one.codes)
    if one.bands is None or one.bands.since:
        yield f"since {one.since}"


def _no_place(one: InferredThreshold, cell: RatedCell) -> str:
    if one.bands is not None:
        return f"No band is {cell.rag.value}"
    return f"The target {'' if one.target is None else standard_text(one.target, one.indicator)} cannot be"


def _rated(number: Decimal, one: InferredThreshold) -> str:
    """A value, or a percent of target where bands of these are inferred."""
    if one.bands is not None and one.bands.of is BandsOf.PERCENT_OF_TARGET:
        return f"{number:,f}%"
    return value_text(number, one.indicator)


def _standard_line(one: InferredThreshold, standard: InferredStandard) -> str:
    """``  floor standard  above 72.1%, up to 76.2%    roundest 75%    defined 75.0% (stated)``."""
    roundest = ""
    if standard.roundest is not None:
        roundest = f"roundest {_rated(standard.roundest, one)}"
    place = _place(one, standard)
    line = f"  {standard.kind.value:<15} {place:<29} {roundest:<18} {_defined(one, standard)}"
    return line.rstrip()


def _place(one: InferredThreshold, standard: InferredStandard) -> str:
    """``above 72.1%, up to 76.2%``."""
    if standard.contradiction:
        return "no number fits"
    return standard.place(lambda number: _rated(number, one)) or "anywhere"


def _defined(one: InferredThreshold, standard: InferredStandard) -> str:
    if standard.defined is None:
        return ""
    basis = basis_text(one, standard)
    number = _rated(with_decimals(standard.defined, one.indicator.decimals if one.bands is None else 0), one)
    words = [f"defined {number}", f"({basis})" if basis else ""]
    if not standard.agrees:
        words.append("ruled out by the ratings")
    return " ".join(word for word in words if word)


def basis_text(one: InferredThreshold, standard: InferredStandard) -> str:
    """How the defined floor standard, edge of amber, or set of bands is known."""
    if one.bands is None and not standard.kind.divides_amber_from_red:
        return ""
    return "" if one.basis is None else str(one.basis.value)


def pins_text(end: End, one: InferredThreshold) -> str:
    """The cells that put an end where it is, or that the target does."""
    return cells_text(end.pins, one) if end.pins else "the target"


def cells_text(cells: Sequence[RatedCell], one: InferredThreshold) -> str:
    """The first few cells with their places, and how many more there are."""
    named = "; ".join(_cell(cell, one) for cell in cells[:_CELLS_NAMED])
    unnamed = len(cells) - _CELLS_NAMED
    return f"{named}; and {unnamed} more" if unnamed > 0 else named


def _cell(cell: RatedCell, one: InferredThreshold) -> str:
    """``RED at 72.1% in Kent, 2024-08, ics_monthly (published.csv:22)``; of bands, with its code."""
    period = f"outturn {cell.period}" if cell.is_outturn else cell.period
    code = "" if one.bands is None else cell.code
    place = ", ".join(part for part in (cell.area, code, period, cell.section) if part)
    at = value_text(cell.value, one.indicator)
    if cell.percent is not None:
        at = f"{percent_text(cell.percent)} ({count_text(cell.value)})"
    return f"{cell.rag.value} at {at} in {place} ({cell.location})"


def _why(one: InferredThreshold, standard: InferredStandard) -> str:
    cells = standard.contradiction
    if len(cells) == 1:
        return "it meets the target itself"
    noun = "value" if cells[0].percent is None else "percent"
    if cells[0].rated == cells[1].rated:
        return f"one {noun} cannot have two ratings"
    better = {Polarity.HIGHEST: "highest is best", Polarity.LOWEST: "lowest is best"}
    words = better.get(one.polarity, "closest to the target is best")
    return f"{words}, so the worse {noun} has the better rating"


def count_of(one: InferredThreshold, rag: Rag) -> int:
    """How many cells have a rating."""
    return sum(cell.rag is rag for cell in one.cells)
