"""How many figures have which of two factors, such as likelihood and impact: a matrix of counts.

What is shown: docs/scorecard.md, "Likelihood and impact".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kpi_engine.assemble.section.figures import Figures
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.plain_cells import text_cell
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import Product
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import FACTORS, Cell, CellKind, Column, Row, Table
from kpi_engine.model.words.number_text import value_text

# Of more values than these a factor is no scale, and a matrix no picture.
_MOST_VALUES = 10
_FACTORS = 2
_SEPARATOR = re.compile(r":|\s[–-]\s")


@frozen
class _Placed:
    """A line with both factors of its latest figure."""

    line: Line
    first: Figure
    second: Figure


def factors_table(lines: Sequence[Line], figures: Figures) -> Table | None:
    """The matrix of the lines that are a product of two factors; None where no such line can be placed.

    Rows are the values of the first factor, the highest on top; columns are the values of the second factor.
    """
    products = [line for line in lines if _is_product(line)]
    placed = list(_placed(products, figures))
    if not placed:
        return None
    down, across = _scale([each.first for each in placed]), _scale([each.second for each in placed])
    if not across or not down:
        return None
    first = _name([each.first.indicator for each in placed]) or "First factor"
    second = _name([each.second.indicator for each in placed]) or "Second factor"
    found = {id(each.line) for each in placed}
    missing = [line.indicator.code for line in products if id(line) not in found]
    note = f"Not placed, since a figure is missing: {', '.join(dict.fromkeys(missing))}"
    return Table(
        id=FACTORS,
        title=f"{first} × {second}",
        caption=f"How many latest figures have which {first} (down) and {second} (across), and their rating",
        columns=(
            Column("factor", first, CellKind.TEXT),
            *(
                Column(f"factor-{at}", f"{second} {words}", CellKind.HEAT)
                for at, words in enumerate(across.values(), 1)
            ),
        ),
        rows=tuple(_rows(placed, first, down, across)),
        notes=(note,) if missing else (),
    )


def _is_product(line: Line) -> bool:
    made = line.indicator.made_from
    return isinstance(made, Product) and len(made.members) == _FACTORS


def _placed(products: Sequence[Line], figures: Figures) -> Iterator[_Placed]:
    for line in products:
        made = line.indicator.made_from
        if line.figure is None or line.figure.value is None or not isinstance(made, Product):
            continue
        of_area = figures.of_area(line.area.name)
        first, second = (of_area.get(member.code, {}).get(line.latest) for member in made.members)
        if first is not None and second is not None and first.value is not None and second.value is not None:
            yield _Placed(line, first, second)


def _scale(figures: Sequence[Figure]) -> dict[Decimal, str]:
    """The values of a factor with their words, from the lowest; empty where it has no short scale."""
    seen = {figure.value for figure in figures if figure.value is not None}
    indicator = figures[0].indicator
    values = indicator.possible_values or tuple(number for number, _word in indicator.words)
    if not seen <= set(values):
        whole = {int(value) for value in seen if value == value.to_integral_value()}
        if len(whole) < len(seen):
            return {}
        values = tuple(map(Decimal, range(min(1, *whole, 1), max(whole) + 1)))
    if len(values) > _MOST_VALUES:
        return {}
    return {value: value_text(value, indicator) for value in sorted(values)}


def _name(indicators: Sequence[Indicator]) -> str:
    """What the names of the factors have in common at their start, up to a colon or a dash; often nothing."""
    heads = [_SEPARATOR.split(indicator.name, maxsplit=1)[0].split() for indicator in indicators]
    shared: list[str] = []
    for words in zip(*heads, strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return " ".join(shared)


def _rows(
    placed: Sequence[_Placed], name: str, down: Mapping[Decimal, str], across: Mapping[Decimal, str]
) -> Iterator[Row]:
    is_of_several = len({each.line.area.name for each in placed}) > 1
    for first, words in reversed(list(down.items())):
        cells = [
            _cell(
                [each for each in placed if (each.first.value, each.second.value) == (first, second)],
                is_of_several=is_of_several,
            )
            for second in across
        ]
        yield Row("", "", (text_cell(f"{name} {words}"), *cells))


def _cell(placed: Sequence[_Placed], *, is_of_several: bool) -> Cell:
    """A count, with the rating that all the figures share, and which they are."""
    count = str(len(placed))
    rags = {each.line.rag for each in placed}
    rag = rags.pop() if len(rags) == 1 else Rag.NONE
    named = ", ".join(
        f"{each.line.indicator.code} ({each.line.area.name})" if is_of_several else each.line.indicator.code
        for each in placed
    )
    name = placed[0].line.indicator.scale.name(rag) if rag is not Rag.NONE else ""
    return Cell(
        count,
        CellKind.HEAT,
        words=": ".join(filter(None, (f"{count} {name}".strip(), named))),
        note=named,
        number=Decimal(len(placed)),
        rag=rag,
    )
