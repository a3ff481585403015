"""Where ratings beside RED, AMBER and GREEN begin: four and six ratings as printed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.audit.infer.inferred_definitions import with_inferred_floors
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.outputs.inference import InferredThreshold, StandardKind
from kpi_engine.render.data.inferred_records import as_records
from kpi_engine.render.data.inferred_text import inferred_text
from tests.audit.printed import figure, measured, threshold
from tests.oracle.rag import rate_by_rule
from tests.read.vocabulary import AREAS

BLUE = StandardKind.BLUE
EIGHTY = measured(Polarity.HIGHEST, threshold(FloorAndTarget(Decimal(80), None), None))


def inferred(cells: Sequence[tuple[str, Rag]], one: Indicator, target: str = "80") -> InferredThreshold:
    figures = [figure(value, rag, target, line=line) for line, (value, rag) in enumerate(cells, 2)]
    (found,) = infer_thresholds(figures, [one], AREAS)
    return found


def place(one: InferredThreshold, kind: StandardKind) -> tuple[object, object]:
    found = next(each for each in one.standards if each.kind is kind)
    return tuple(None if end is None else end.value for end in (found.low, found.high))  # type: ignore[return-value]


CELLS = [
    ("97", Rag.BLUE),
    ("94", Rag.GREEN),
    ("81", Rag.GREEN),
    ("78", Rag.AMBER_GREEN),
    ("74", Rag.AMBER),
    ("69", Rag.AMBER_RED),
    ("58", Rag.RED),
]


def test_each_rating_that_is_printed_has_its_edge() -> None:
    found = inferred(CELLS, EIGHTY)
    assert found.fits
    assert place(found, BLUE) == (94, 97)
    assert place(found, StandardKind.AMBER_GREEN) == (74, 78)
    assert place(found, StandardKind.AMBER_RED) == (58, 69)
    assert place(found, StandardKind.TARGET) == (78, 81)
    assert place(found, StandardKind.FLOOR_STANDARD) == (69, 74)


def test_they_are_reported_as_text_and_as_records() -> None:
    found = inferred(CELLS, EIGHTY)
    told = inferred_text([found])
    assert "1 RED, 1 AMBER-RED, 1 AMBER, 1 AMBER-GREEN, 2 GREEN, 1 BLUE" in told
    assert "start of BLUE" in told
    (record,) = as_records([found])
    assert record["ratings"]["BLUE"] == 1


def test_without_further_ratings_there_are_no_further_lines() -> None:
    found = inferred([("81", Rag.GREEN), ("70", Rag.RED)], EIGHTY)
    assert [each.kind for each in found.standards] == [StandardKind.TARGET, StandardKind.FLOOR_STANDARD]


def test_blue_below_the_target_contradicts_it() -> None:
    found = inferred([("79", Rag.BLUE), ("70", Rag.RED)], EIGHTY)
    assert [cell.rag for cell in found.off_target] == [Rag.BLUE]


def test_definitions_get_the_edges_that_cells_pin() -> None:
    rule = FloorAndTarget(Decimal(80), None, further=((Rag.BLUE, Decimal(99)),))
    one = measured(Polarity.HIGHEST, threshold(rule, None))
    found = inferred(CELLS, one)
    (written,) = with_inferred_floors([one], [found]).indicators[0].thresholds
    assert written.rule.further == (  # type: ignore[union-attr]
        (Rag.BLUE, Decimal(95)),
        (Rag.AMBER_GREEN, Decimal(75)),
        (Rag.AMBER_RED, Decimal(60)),
    )


@given(
    st.lists(st.integers(0, 200), min_size=5, max_size=5, unique=True),
    st.lists(st.integers(0, 200), min_size=1, max_size=12),
    st.booleans(),
)
def test_hidden_edges_are_allowed_by_what_they_give(
    edges: list[int], values: list[int], upwards: bool
) -> None:
    polarity = Polarity.HIGHEST if upwards else Polarity.LOWEST
    red, floor, nearly, target, blue = map(Decimal, sorted(edges, reverse=not upwards))
    rule = FloorAndTarget(
        target, floor, further=((Rag.BLUE, blue), (Rag.AMBER_GREEN, nearly), (Rag.AMBER_RED, red))
    )
    cells = [(str(value), rate_by_rule(Fraction(value), rule, polarity, raw=False)[0]) for value in values]
    found = inferred(cells, measured(polarity, threshold(rule, None)), str(target))
    assert found.fits
    hidden = {StandardKind[rag.name]: edge for rag, edge in rule.further}
    for each in found.standards:
        if each.kind in hidden:
            assert each.allows(hidden[each.kind])
    printed = {rag for _, rag in cells} & set(FURTHER_RATINGS)
    assert {each.kind for each in found.standards} & set(hidden) == {
        StandardKind[rag.name] for rag in printed
    }
