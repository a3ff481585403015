"""The biggest movements of performance since the periods that the arrows compare with.

A change is measured by the distance between floor standard and target, so that percentages, days and rates
are on one scale: 1.0 is the way from just AMBER to GREEN. Source: docs/scorecard.md, "Biggest movements".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.line_table import cohort_column, direction_column, identity_columns, rows_of
from kpi_engine.assemble.section.rated_by import RatedBy, rated_by, scale_of
from kpi_engine.assemble.section.row.cells import rag_cell, value_in
from kpi_engine.assemble.section.row.direction_cells import earlier_value_cell
from kpi_engine.assemble.section.row.plain_cells import number_cell
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.house_words import USUAL_WORDS
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.change_words import signed_change
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import MOVEMENTS, Cell, CellKind, Column, Table
from kpi_engine.model.wording import counted

# How many are shown each way.
_SHOWN = 5
_DISTANCE = "the distance between floor standard and target"
_WIDTH = "the width of the AMBER band"
# What a change is measured by, and what it must have for that; a target alone has nothing of the kind.
_SCALES = {Family.FLOOR: _DISTANCE, Family.TOLERANCE: "the tolerance", Family.BANDS: _WIDTH}
_SHORT_SCALES = {
    Family.FLOOR: "the floor-to-target gap",
    Family.TOLERANCE: "the tolerance",
    Family.BANDS: "the AMBER band",
}
_NEEDS = {
    Family.FLOOR: "a target and a floor standard that differ",
    Family.TOLERANCE: "a tolerance",
    Family.BANDS: "an AMBER band",
}
_WORSE_FIRST = (DirectionOfTravel.WORSENED, DirectionOfTravel.IMPROVED)


@frozen
class Movement:
    """A line whose performance has changed: ``size`` (> 0) in distances between floor and target."""

    line: Line
    figure: Figure
    size: Fraction


_Column = tuple[Column, Callable[[Movement], Cell]]


def movements_table(lines: Sequence[Line], small_cohort: int | None) -> Table:
    """The biggest worsenings and then the biggest improvements, each from the largest down."""
    moved = [movement for line in lines if (movement := movement_of(line)) is not None]
    largest_first = sorted(moved, key=lambda movement: -movement.size)
    shown = [
        movement
        for direction in _WORSE_FIRST
        for movement in [found for found in largest_first if found.figure.direction is direction][:_SHOWN]
    ]
    unmeasured = sum(_has_moved(line) for line in lines) - len(moved)
    rated = rated_by(lines)
    has_cohort = any(movement.figure.denominator is not None for movement in shown)
    columns = [
        column for column in _columns(lines, rated, small_cohort) if has_cohort or column[0].key != "cohort"
    ]
    scale = scale_of(lines)
    empty = f"{_cannot_be_ranked(unmeasured, rated)}." if unmeasured else "No performance has changed."
    return Table(
        id=MOVEMENTS,
        title="Biggest movements",
        caption=f"The biggest changes of performance, at most {_SHOWN} each way",
        columns=tuple(column for column, _cell_of in columns),
        rows=rows_of(shown, columns),
        notes=tuple(_said(note, scale) for note in _notes(bool(shown), unmeasured if shown else 0, rated)),
        empty=_said(empty, scale),
    )


def _said(text: str, scale: Scale) -> str:
    """One of the texts above, with the name of AMBER and the words of the scorecard."""
    return scale.words.said(text.replace(Rag.AMBER.value, scale.name(Rag.AMBER)))


def _scales(rated: RatedBy) -> str:
    """``the tolerance or, where bands rate, the width of the AMBER band``."""
    found = [family for family in rated.families if family in _SCALES] or [Family.FLOOR]
    text = " or ".join(_SCALES[family] for family in found if family is not Family.BANDS)
    if Family.BANDS not in found:
        return text
    return f"{text} or, where bands rate, {_WIDTH}" if text else _WIDTH


def _needed(rated: RatedBy) -> str:
    """``a target and a floor standard that differ, or an AMBER band``."""
    found = [_NEEDS[family] for family in rated.families if family in _NEEDS] or [_NEEDS[Family.FLOOR]]
    return ", or ".join(found)


def movement_of(line: Line) -> Movement | None:
    """How far performance has moved; None where it has not, or has no scale to be measured on."""
    figure = line.figure
    if figure is None or not _has_moved(line):
        return None
    scale, change = way_to_green(figure.threshold), _change(figure)
    if not scale or not change:
        return None
    return Movement(line, figure, abs(change) / scale)


def way_to_green(threshold: Threshold | None) -> Fraction | None:
    """The way from just not RED to GREEN."""
    return None if threshold is None else threshold.rule.width


def _has_moved(line: Line) -> bool:
    """Whether performance has changed by an amount: from one rating to another is none."""
    if line.figure is None or line.figure.number is None:
        return False
    return line.figure.direction in _WORSE_FIRST


def _change(figure: Figure) -> Fraction | None:
    """How far the figure has moved; where a range is aimed at, how much nearer to the target it is."""
    now, then = figure.value, figure.previous_value
    if now is None or then is None:
        return None
    threshold = figure.threshold
    target = None if threshold is None else threshold.rule.target
    if threshold is not None and target is not None and threshold.rule.is_around_target:
        return _away(then, target) - _away(now, target)
    return Fraction(now) - Fraction(then)


def _away(value: Decimal, target: Decimal) -> Fraction:
    return abs(Fraction(value) - Fraction(target))


def _notes(has_rows: bool, unmeasured: int, rated: RatedBy) -> Iterator[str]:
    if has_rows:
        yield f"The size of a movement is the change divided by {_scales(rated)}; small cohorts swing most"
    if unmeasured:
        yield _cannot_be_ranked(unmeasured, rated, "other ")


def _cannot_be_ranked(changes: int, rated: RatedBy, other: str = "") -> str:
    cannot = f"{counted(changes, f'{other}change')} cannot be ranked"
    if rated.only is Family.TARGET:
        return f"{cannot}: a target that is met or missed does not say how far a change goes"
    return f"{cannot}: that takes {_needed(rated)}"


def _columns(lines: Sequence[Line], rated: RatedBy, small_cohort: int | None) -> list[_Column]:
    scale = scale_of(lines)
    return [
        *identity_columns(lines),
        direction_column(),
        (
            Column(
                "movement",
                "Size",
                CellKind.NUMBER,
                _said(f"How many times {_scales(rated)}", scale),
            ),
            _size_cell,
        ),
        (
            Column("value", "Value", CellKind.NUMBER, "The latest figure"),
            lambda moved: value_in(moved.line, moved.line.latest),
        ),
        (
            Column("previous_value", "Compared with", CellKind.NUMBER),
            lambda moved: earlier_value_cell(moved.figure),
        ),
        (
            Column("change", "Change", CellKind.NUMBER, "Difference from the figure it is compared with"),
            lambda moved: _change_cell(moved.figure),
        ),
        (Column("rag", "RAG", CellKind.RAG), lambda moved: rag_cell(moved.figure, brief=True)),
        cohort_column(small_cohort),
    ]


def _size_cell(movement: Movement) -> Cell:
    """To one decimal, rounded half up; less than 0.1 says so."""
    number = rounded_half_up(movement.size, 1)
    times = f"{number:,f}" if number else "less than 0.1"
    threshold = movement.figure.threshold
    family = Family.FLOOR if threshold is None else threshold.rule.family
    scale = movement.figure.indicator.scale
    short = _SHORT_SCALES if scale.words.floor_standard == USUAL_WORDS.floor_standard else _SCALES
    text = f"{times} times {short.get(family, short[Family.FLOOR])}"
    words = f"{times} times {_SCALES.get(family, _DISTANCE)}"
    return Cell(_said(text, scale), CellKind.NUMBER, _said(words, scale), number=number, decimals=1)


def _change_cell(figure: Figure) -> Cell:
    """The change of a figure since the one that it is compared with, signed; it judges nothing."""
    now, then = figure.value, figure.previous_value
    if now is None or then is None:
        return Cell(kind=CellKind.NUMBER)
    change = rounded_half_up(Fraction(now) - Fraction(then), max(decimals_of(now), decimals_of(then)))
    return number_cell(change, signed_change(change, figure.indicator))
