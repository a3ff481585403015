"""Whether a figure differs from a comparator by more than chance."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.assemble.statistics.beside_reference import differs_from_reference
from kpi_engine.model.definitions.scorecard import Statistic
from kpi_engine.model.statistics.outcomes import Differs, NoStatistic
from tests.statistics.making import indicator, latest, with_statistics
from tests.statistics.vector_files import rows_of


def beside(entry: str, reference: str | None, **fields: Any) -> tuple[Differs, NoStatistic]:
    figure = latest(with_statistics([entry], indicator(**fields)))
    return differs_from_reference(figure, None if reference is None else Decimal(reference))


@pytest.mark.parametrize(
    ("entry", "reference", "fields", "told"),
    [
        ("42%15/36", "28.7", {}, (Differs.NO, NoStatistic.TOLD)),
        ("42%15/36", "20", {}, (Differs.YES, NoStatistic.TOLD)),
        ("42%15/36", "100", {}, (Differs.NONE, NoStatistic.NO_ROOM)),
        ("42%15/36", None, {}, (Differs.NONE, NoStatistic.NO_VALUE)),
        ("42", "20", {}, (Differs.NONE, NoStatistic.NO_DENOMINATOR)),
        ("*", "20", {}, (Differs.NONE, NoStatistic.NO_VALUE)),
        ("40%20/5000", "20", {"unit": "per 10,000", "per": 10000}, (Differs.YES, NoStatistic.TOLD)),
        ("40%20/5000", "30", {"unit": "per 10,000", "per": 10000}, (Differs.NO, NoStatistic.TOLD)),
    ],
)
def test_figures_beside_comparators(
    entry: str, reference: str | None, fields: dict[str, Any], told: tuple[Differs, NoStatistic]
) -> None:
    assert beside(entry, reference, **fields) == told


def test_without_intervals_nothing_is_said() -> None:
    figure = latest(with_statistics(["42%15/36"], indicator(), kinds=frozenset({Statistic.TREND})))
    assert differs_from_reference(figure, Decimal(20)) == (Differs.NONE, NoStatistic.NOT_ASKED)
    assert differs_from_reference(None, Decimal(20)) == (Differs.NONE, NoStatistic.NOT_ASKED)


@pytest.mark.parametrize("row", rows_of("difference_to_target.csv"), ids=str)
def test_the_same_as_beside_a_target(row: dict[str, str]) -> None:
    n, d = int(row["numerator"]), int(row["denominator"])
    figure = latest(with_statistics([f"{round(100 * n / d)}%{n}/{d}"], indicator()))
    told, why = differs_from_reference(figure, Decimal(row["target_percent"]))
    expected = {"True": Differs.YES, "False": Differs.NO}.get(row["differs_95"], Differs.NONE)
    assert told is expected, why
