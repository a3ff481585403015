"""A scorecard as it was printed: every cell as text and, where it is a number, exactly."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.audit import PrintedField


@frozen
class PrintedNumber:
    """A number cell.

    ``text`` is as printed; ``number`` has its decimals, or is None and ``missing`` says why.

    ``sign`` is the sign of a target that is to be beaten, ``>`` or ``<``; empty: there is none. ``marks`` are
    the bits of the marks behind it, such as [p].
    """

    text: str
    number: Decimal | None
    missing: Missing
    sign: str = ""
    marks: int = 0


NOT_PRINTED = PrintedNumber("", None, Missing.BLANK)


@frozen
class PrintedFigure:
    """One row of a printed scorecard: an indicator in an area and section, with its ratings.

    ``polarity`` and ``data_period`` are the printed letters, None where there are none. ``period`` is an
    ordinal of the indicator's frequency. ``rag`` and ``direction`` are NONE where none is printed. The
    outturn is of the year that starts in ``outturn_year``; None where the row has none. ``percent_change`` is
    the change of the number, with its sign. ``illegible`` are the cells that could not be read off; they hold
    nothing here. ``history`` are the figures of earlier periods printed in the row, by their ordinals.
    """

    code: str
    area: str
    section: str
    polarity: Polarity | None
    data_period: DataPeriod | None
    period: int
    value: PrintedNumber
    numerator: PrintedNumber
    denominator: PrintedNumber
    target: PrintedNumber
    rag: Rag
    direction: DirectionOfTravel
    outturn_year: int | None
    outturn: PrintedNumber
    outturn_target: PrintedNumber
    outturn_rag: Rag
    location: Location
    percent_change: PrintedNumber = NOT_PRINTED
    percent_of_target: PrintedNumber = NOT_PRINTED
    illegible: frozenset[PrintedField] = frozenset()
    history: tuple[tuple[int, PrintedNumber], ...] = ()
