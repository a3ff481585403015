"""The key: what colours, arrows, letters and marks mean. Only those that the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.assemble.cells import CARRIED_FORWARD, NO_ARROW, NOT_RATED, SMALL_COHORT
from kpi_engine.assemble.sections import SectionLines
from kpi_engine.model.document import KeyEntry
from kpi_engine.model.indicator import DataPeriod
from kpi_engine.model.judgement import DirectionOfTravel, Polarity, Rag

RATING = "Rating"
DIRECTION_OF_TRAVEL = "Direction of travel"
POLARITY = "Polarity"
DATA_PERIOD = "Data period"
MARKS = "Marks"

_DIRECTION_MEANINGS = {
    DirectionOfTravel.IMPROVED: "performance has improved since the period it is compared with",
    DirectionOfTravel.WORSENED: "performance has worsened",
    DirectionOfTravel.SAME: "the same figure as displayed",
}


def key_entries(sections: Sequence[SectionLines], small_cohort: int | None) -> tuple[KeyEntry, ...]:
    """The key in the order of the page: ratings, arrows, polarities, data periods, marks."""
    return (
        *_rating_entries(),
        *_direction_entries(),
        *_polarity_entries(sections),
        *_data_period_entries(sections),
        *_mark_entries(sections, small_cohort),
    )


def _rating_entries() -> Iterator[KeyEntry]:
    for rag in (Rag.GREEN, Rag.AMBER, Rag.RED):
        yield KeyEntry(rag.value, rag.words, rag=rag, group=RATING)
    yield KeyEntry(NOT_RATED, "the row says why", group=RATING)


def _direction_entries() -> Iterator[KeyEntry]:
    for direction, meaning in _DIRECTION_MEANINGS.items():
        term = f"{direction.arrow} {direction.value}"
        yield KeyEntry(term, meaning, direction=direction, group=DIRECTION_OF_TRAVEL)
    yield KeyEntry(NO_ARROW, "the row says why", group=DIRECTION_OF_TRAVEL)


def _polarity_entries(sections: Sequence[SectionLines]) -> Iterator[KeyEntry]:
    shown = {line.polarity for section in sections for line in section.lines}
    for polarity in Polarity:
        if polarity in shown:
            yield KeyEntry(polarity.value, polarity.words, group=POLARITY)


def _data_period_entries(sections: Sequence[SectionLines]) -> Iterator[KeyEntry]:
    shown = {line.indicator.data_period for section in sections for line in section.lines}
    for data_period in DataPeriod:
        if data_period in shown:
            yield KeyEntry(data_period.value, data_period.words, group=DATA_PERIOD)


def _mark_entries(sections: Sequence[SectionLines], small_cohort: int | None) -> Iterator[KeyEntry]:
    lines = [line for section in sections for line in section.lines]
    if any(line.indicator.qpr for line in lines):
        yield KeyEntry("QPR", "also in the council's quarterly performance report", group=MARKS)
    shown = (
        line.figures.get(period)
        for section in sections
        for line in section.lines
        for period in section.layout.periods
    )
    if any(figure is not None and figure.carried_forward for figure in shown):
        meaning = "no new data came: the figure before is repeated, which is not the same performance"
        yield KeyEntry(CARRIED_FORWARD, meaning, group=MARKS)
    if small_cohort is not None and any(
        line.figure is not None
        and line.figure.denominator is not None
        and line.figure.denominator < small_cohort
        for line in lines
    ):
        meaning = f"the denominator is below {small_cohort}: one case more or less can change the rating"
        yield KeyEntry(SMALL_COHORT, meaning, group=MARKS)
