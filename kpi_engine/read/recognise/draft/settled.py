"""The figures of a measure in one unit, with what had to be inferred for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.found import FoundMeasure, OneFigure
from kpi_engine.read.recognise.words.figure_cells import (
    CLOCK_UNIT,
    PERCENT_UNIT,
    RATIO_UNIT,
    SECONDS,
    FoundFigure,
    plain_number,
)
from kpi_engine.read.recognise.words.measure_words import is_percentage, unit_in

_PERCENT_WORDS = {"%", "percent", "per cent", "percentage", "pct"}
_NUMBER_WORDS = {"number", "count", "no", "no.", "#", "numeric"}


@frozen
class Settled:
    """A measure in one unit. ``why``: what the unit follows from; ``notes``: cells read otherwise."""

    unit: str
    why: str
    decimals: int
    figures: tuple[OneFigure, ...]
    outturns: tuple[OneFigure, ...]
    notes: tuple[str, ...]

    @property
    def per(self) -> int:
        """The scale of a rate that is no percentage; 1 of everything else."""
        scale = scale_of_parts([each.figure for each in self.figures])
        return scale if self.unit != PERCENT_UNIT and scale > 1 else 1

    @property
    def is_as_shown(self) -> bool:
        """Whether no figure has more digits than are shown."""
        return all(
            len(each.figure.value.partition(".")[2]) <= each.figure.decimals
            for each in (*self.figures, *self.outturns)
        )

    def standard(self, figure: FoundFigure) -> str:
        """A target or other standard of the measure, in its unit."""
        return self._scaled(figure).value

    def shown(self, figure: FoundFigure) -> Decimal | None:
        """The value as a page shows it, half up, which is what ratings go by; None where there is none."""
        if figure.value:
            value = Fraction(figure.value)
        elif figure.numerator and Decimal(figure.denominator):
            per = 100 if self.unit == PERCENT_UNIT else self.per
            value = per * Fraction(figure.numerator) / Fraction(figure.denominator)
        else:
            return None
        return rounded_half_up(value, self.decimals)

    def _scaled(self, figure: FoundFigure) -> FoundFigure:
        if self.unit == PERCENT_UNIT and not figure.unit and not figure.is_text and _is_fraction(figure):
            return _in_percent(figure)
        return figure


def settled(measure: FoundMeasure) -> Settled:
    """One unit for every figure; a fraction among percentages is a percentage that lacks its format."""
    everything = [each.figure for each in (*measure.figures, *measure.outturns) if each.figure.is_figure]
    standards = [each.target.number for each in measure.targets if each.target.number is not None]
    unit, why = _unit(measure, everything, standards)
    notes: list[str] = []
    figures, outturns = (
        tuple(_in_unit(each, unit, everything, notes) for each in of)
        for of in (measure.figures, measure.outturns)
    )
    own = [each.figure for each in (*figures, *outturns)]
    profile = [figure for each in measure.targets for _, figure in each.target.profile]
    decimals = max((figure.decimals for figure in (*own, *standards, *profile)), default=0)
    if (
        unit == PERCENT_UNIT
        and not any(figure.value for figure in own)
        and any(figure.numerator for figure in own)
    ):
        decimals = max(decimals, 0 if standards and decimals == 0 else 1)
    return Settled(unit, why, decimals, figures, outturns, tuple(notes))


def _unit(
    measure: FoundMeasure, figures: Sequence[FoundFigure], standards: Sequence[FoundFigure]
) -> tuple[str, str]:
    written = measure.texts.get("UNIT", "")
    if written.casefold() in _PERCENT_WORDS:
        return PERCENT_UNIT, ""
    if written and written.casefold() not in _NUMBER_WORDS:
        return written, ""
    shown = Counter(figure.unit for figure in (*figures, *standards) if figure.unit)
    scale = scale_of_parts(figures)
    if not shown and scale == 100:
        return PERCENT_UNIT, "100 × numerator ÷ denominator makes its figures"
    if not shown and scale > 1:
        return f"per {scale:,}", f"{scale:,} × numerator ÷ denominator makes its figures"
    return (
        _unit_shown(measure.name, shown.most_common(1)[0][0]) if shown else _unit_named(measure.name, figures)
    )


_SCALES = (100, 1, 1_000, 10_000, 100_000)
_NEAR = Decimal("0.02")


def scale_of_parts(figures: Sequence[FoundFigure]) -> int:
    """What numerator ÷ denominator is multiplied by to make the figures; 0 where nothing fits most."""
    rows = [
        (abs(Decimal(each.value)), abs(Decimal(each.numerator) / Decimal(each.denominator)))
        for each in figures
        if each.value and each.numerator and Decimal(each.denominator)
    ]
    for scale in _SCALES:
        near = sum(abs(value - scale * ratio) <= max(_NEAR * value, _NEAR) for value, ratio in rows)
        if near * 2 > len(rows):
            return scale
    return 0


def _unit_shown(name: str, unit: str) -> tuple[str, str]:
    """The unit that the cells show; where the name says more of money, that."""
    if unit == "£" and unit_in(name):
        return unit_in(name), "the name of the measure"
    shown = {
        PERCENT_UNIT: "the cells show percentages",
        SECONDS: "the cells show times",
        CLOCK_UNIT: "the cells show minutes and seconds",
    }
    return unit.replace("£k", "£000"), shown.get(unit, "the format of the cells")


def _unit_named(name: str, figures: Sequence[FoundFigure]) -> tuple[str, str]:
    if any(figure.scale == "ratio" for figure in figures):
        return RATIO_UNIT, "the cells show 1 to so many"
    named = PERCENT_UNIT if is_percentage(name) else unit_in(name)
    return (named, "the name of the measure") if named else ("", "")


def _in_unit(one: OneFigure, unit: str, among: Sequence[FoundFigure], notes: list[str]) -> OneFigure:
    figure = one.figure
    if unit != PERCENT_UNIT or figure.unit or not figure.value or not _is_fraction(figure):
        return one
    others = [each for each in among if each.unit == PERCENT_UNIT]
    fractions = all(_is_fraction(each) for each in among if not each.unit and each.value)
    if not others and not fractions:
        return one
    scaled = _in_percent(figure)
    notes.append(
        f"{one.place}: {figure.value} among percentages, without a % format, is taken for {scaled.value}%"
    )
    return replace(one, figure=scaled)


def _is_fraction(figure: FoundFigure) -> bool:
    return bool(figure.value) and abs(Decimal(figure.value)) <= 1


def _in_percent(figure: FoundFigure) -> FoundFigure:
    number = plain_number(Decimal(figure.value) * 100)
    return replace(figure, value=number, unit=PERCENT_UNIT, decimals=max(figure.decimals - 2, 0))
