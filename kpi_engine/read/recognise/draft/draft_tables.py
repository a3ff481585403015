"""Measures as found → the rows of data files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.figure_marks import with_signs
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.draft import DraftTable
from kpi_engine.read.data.printed import COLUMNS
from kpi_engine.read.recognise.draft.over_the_year import has_calendar_years, has_target_of_a_year, holds_in
from kpi_engine.read.recognise.draft.settled import Settled
from kpi_engine.read.recognise.draft.whose import (
    Whose,
)
from kpi_engine.read.recognise.found import FoundMeasure, OneFigure, OneTarget
from kpi_engine.read.recognise.words.figure_cells import NOTHING, FoundFigure
from kpi_engine.read.recognise.words.found_period import FoundPeriod


@frozen
class Coded:
    """A measure with its code, in one unit."""

    measure: FoundMeasure
    code: str
    settled: Settled


def is_as_printed(coded: Sequence[Coded]) -> bool:
    """Whether figures are beside their parts as in print, so that a small difference is one of rounding."""
    has_both = any(
        one.figure.value and one.figure.numerator for each in coded for one in each.settled.figures
    )
    return has_both and all(each.settled.is_as_shown for each in coded)


def data_tables(coded: Sequence[Coded], whose: Whose) -> Iterator[tuple[str, DraftTable]]:
    """Each data file by its name, with the figures, final figures, comparators, ratings and areas found."""
    figures = [(each.code, one) for each in coded for one in each.settled.figures]
    has_parts = any(one.figure.numerator for _, one in figures)
    columns = (
        "code",
        "area",
        "period",
        "value",
        *(("numerator", "denominator") if has_parts else ()),
        "status",
    )
    printed = is_as_printed(coded)
    rows = [_figure_row(code, one, with_parts=has_parts, as_printed=printed) for code, one in figures]
    yield "observations.csv", DraftTable(columns, tuple(rows))
    outturns = [
        (each.code, one.area, one.period.label, one.figure.as_supplied, one.figure.status)
        for each in coded
        for one in each.settled.outturns
        if one.figure.value or one.figure.mark
    ]
    if outturns:
        yield "outturns.csv", DraftTable(("code", "area", "year", "value", "status"), tuple(outturns))
    comparators = list(_comparators(coded))
    if comparators:
        columns = ("code", "section", "comparator", "value", "year")
        yield "comparators.csv", DraftTable(columns, tuple(comparators))
    ratings = list(_printed(coded))
    if ratings:
        yield "published.csv", DraftTable((*COLUMNS.required, "numerator", "denominator"), tuple(ratings))
    if whose.top:
        rows = [
            (whose.top, "", "whole"),
            *((name, whose.top, "area") for name in whose.names if name != whose.top),
        ]
        yield "areas.csv", DraftTable(("area", "parent", "level"), tuple(rows))


def _comparators(coded: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """Each figure of another body once, by its name and year."""
    for each in coded:
        found: dict[tuple[str, str], str] = {}
        by_calendar = has_calendar_years(each.measure)
        for one in each.measure.comparators:
            name, year = one.name, "" if one.year is None else one.year.label
            if one.year is not None and one.year.is_calendar is not by_calendar:
                # Of a measure by financial years, 2023 is no year; of one by calendar years, 2022/23 is none.
                name, year = f"{name} {year}", ""
            found.setdefault((name, year), each.settled.standard(one.figure))
        for (name, year), value in found.items():
            yield (each.code, "", name, value, year)


def _figure_row(code: str, one: OneFigure, *, with_parts: bool, as_printed: bool) -> tuple[str, ...]:
    """A row of observations; a value as printed has the zeros at its end that are shown."""
    figure = one.figure
    if as_printed and figure.value:
        figure = replace(figure, value=f"{Decimal(figure.value):.{figure.decimals}f}")
    parts = (figure.numerator, figure.denominator) if with_parts else ()
    return (code, one.area, one.period.label, figure.as_supplied, *parts, figure.status)


def _printed(coded: Sequence[Coded]) -> Iterator[tuple[str, ...]]:
    """A row for each measure, area and period that a rating or arrow is printed of."""
    for each in coded:
        found: dict[tuple[str, FoundPeriod], dict[str, str]] = {}
        for rating in each.measure.ratings:
            period = rating.period or each.measure.latest
            if period is not None:
                row = found.setdefault((rating.area, period), {})
                row.update(
                    {name: text for name, text in (("rag", rating.rag), ("dot", rating.arrow)) if text}
                )
        for (area, period), row in found.items():
            figure = _figure_of(each.settled, area, period) or NOTHING
            yield (
                each.code,
                area,
                "all",
                "",
                "",
                period.label,
                _as_shown(figure),
                _printed_target(each, area, period),
                row.get("rag", ""),
                row.get("dot", ""),
                figure.numerator,
                figure.denominator,
            )


def _as_shown(figure: FoundFigure) -> str:
    """The figure as the workbook prints it: a number with the decimals that its cell shows."""
    if not figure.value:
        return figure.as_supplied
    return with_signs(f"{rounded_half_up(Fraction(figure.value), figure.decimals):f}", figure.marks)


def _printed_target(each: Coded, area: str, period: FoundPeriod) -> str:
    """The target that is printed beside the ratings of a period: one number, and no other that holds then."""
    found = {
        _with_sign(each, one)
        for one in each.measure.targets
        if one.target.number is not None
        and one.target.range is None
        and one.area in ("", area)
        and holds_in(one, period)
    }
    of_a_year = has_target_of_a_year(each.measure, each.settled)
    return found.pop() if len(found) == 1 and not of_a_year else ""


def _with_sign(each: Coded, one: OneTarget) -> str:
    number = "" if one.target.number is None else each.settled.standard(one.target.number)
    if not one.target.strict:
        return number
    return f"< {number}" if one.target.polarity is Polarity.LOWEST else f"> {number}"


def _figure_of(of: Settled, area: str, period: FoundPeriod) -> FoundFigure | None:
    return next((one.figure for one in of.figures if (one.area, one.period) == (area, period)), None)
