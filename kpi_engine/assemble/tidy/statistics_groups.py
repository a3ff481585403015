"""Which groups of columns ratings have for the statistics that a scorecard asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi_engine.assemble.tidy.further import Further, RowNumbers, Texts
from kpi_engine.assemble.tidy.statistics_texts import (
    interval_texts,
    process_texts,
    run_rate_texts,
    trend_texts,
    verdict_texts,
)
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.statistics_columns import (
    INTERVAL_COLUMNS,
    PROCESS_COLUMNS,
    RUN_RATE_COLUMNS,
    TREND_COLUMNS,
    VERDICT_COLUMNS,
)
from kpi_engine.model.outputs.tidy_columns import Columns
from kpi_engine.model.statistics.results import Statistics


def statistics_groups(statistics: Statistics) -> Iterator[Further]:
    """The groups of the parts that are there, in the order of the outputs."""
    for part, columns, texts in (
        (statistics.intervals, INTERVAL_COLUMNS, interval_texts),
        (statistics.process, PROCESS_COLUMNS, process_texts),
        (statistics.trends, TREND_COLUMNS, trend_texts),
        (statistics.run_rates, RUN_RATE_COLUMNS, run_rate_texts),
        (statistics.verdict, VERDICT_COLUMNS, verdict_texts),
    ):
        if part is not None:
            yield _group(columns, texts)


def _group(columns: Columns, texts: Callable[[Ratings, RowNumbers], dict[str, Texts]]) -> Further:
    return Further(columns, lambda ratings: True, lambda source, rows: texts(source.ratings, rows))
