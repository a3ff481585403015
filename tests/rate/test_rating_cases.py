"""The rating rules as an analyst reads them, put to the kernel and to plain decimal arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.derive.measures.derive import derive
from kpi_engine.derive.targets.figure_targets import with_figure_targets
from kpi_engine.derive.targets.target_lookup import FiguresKnown
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.verdict import verdict_beside
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import columns_of
from tests.oracle.columns import plain_observations, plain_ratings
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.making import make_plainly
from tests.oracle.records import PlainObservation, PlainRating
from tests.oracle.verdict import verdict_plainly
from tests.rate.columns import observations_of
from tests.rate.rating_cases import AREAS, Case, indicator_of, rating_cases, said_of

ALL_CASES = list(rating_cases())
NUMBERS = {"previous_value", "distance_to_target", "distance_to_floor"}


def test_every_case_has_a_name_of_its_own() -> None:
    names = [case.name for case in ALL_CASES]
    assert len(set(names)) == len(names) > 100


@pytest.mark.parametrize("engine", ["kernel", "plain"])
@pytest.mark.parametrize("case", ALL_CASES, ids=lambda case: case.name)
def test_a_case(case: Case, engine: str, tmp_path: Path) -> None:
    indicator = indicator_of(case, tmp_path)
    ratings = _kernel(case, indicator) if engine == "kernel" else _plain(case, indicator)
    last = ratings[-1]
    previous = None if last.previous is None else ratings[last.previous]
    said = said_of(last, previous, case.periods)
    if case.comparator is not None:
        beside = _beside if engine == "kernel" else _beside_plainly
        said["beside_comparator"] = beside(case.comparator, case, indicator, last)
    assert {key: _comparable(key, said[key]) for key in case.expect} == {
        key: _comparable(key, text) for key, text in case.expect.items()
    }


def _comparable(key: str, text: str) -> str | Decimal:
    """Distances and earlier values as numbers; the value itself with its decimals."""
    return Decimal(text) if key in NUMBERS and text else text


def _kernel(case: Case, indicator: Indicator) -> list[PlainRating]:
    rows = case.rows
    if case.place is not None:
        supplied = columns_of(rows, [indicator], AREAS)
        rows = _in_order(case, plain_observations(derive(supplied, [indicator], AREAS).observations))
    figures = observations_of(rows)
    indicators = with_figure_targets([indicator], FiguresKnown(figures), AREAS)
    return plain_ratings(rate_observations(figures, indicators, AREAS, case.outturns))


def _plain(case: Case, indicator: Indicator) -> list[PlainRating]:
    rows = case.rows
    if case.place is not None:
        rows = _in_order(case, make_plainly(rows, [indicator], AREAS))
    return rate_plainly(rows, [indicator], AREAS, case.outturns)


def _in_order(case: Case, rows: Sequence[PlainObservation]) -> tuple[PlainObservation, ...]:
    """The rows with the one that something is expected of as the last."""
    return tuple(sorted(rows, key=lambda row: (row.area, row.period) == case.place))


def _beside(comparator: Decimal, case: Case, indicator: Indicator, _last: PlainRating) -> str:
    ratings = rate_observations(observations_of(case.rows), [indicator], AREAS)
    return verdict_beside(Figure(ratings, len(ratings) - 1), comparator).value


def _beside_plainly(comparator: Decimal, _case: Case, indicator: Indicator, last: PlainRating) -> str:
    if last.displayed is None:
        return ""
    target = None if last.threshold is None else last.threshold.rule.target
    return verdict_plainly(last.displayed, comparator, last.polarity, target, indicator.similar_within)
