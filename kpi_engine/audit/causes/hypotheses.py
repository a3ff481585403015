"""What could explain contradictions: each hypothesis a small value that predicts printed RAGs and arrows.

Most predict by rating again with changed definitions or changed figures; "filled down" by looking at the
printed row of the parent area. Listed with the simplest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kpi_engine.audit.causes.filled_down import NO_FIGURE, filled_down, parent_figures
from kpi_engine.audit.causes.hypothesis import (
    ARROWS,
    DIRECTION,
    EVERYTHING,
    OUTTURN_RAG,
    RAG,
    RATINGS,
    Hypothesis,
)
from kpi_engine.audit.causes.method_hypotheses import method_hypotheses
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.wording import bands_words, number_word
from kpi_engine.model.arrays.coarser import rounded_to
from kpi_engine.model.arrays.observation import ExactColumn, Observations
from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, RateOn
from kpi_engine.model.definitions.threshold import Threshold


def hypotheses(judged: Judged, indicators: Sequence[Indicator]) -> tuple[Hypothesis, ...]:
    """All hypotheses for a page; ``indicators`` are the suspects."""
    return (
        _flipped_polarity(),
        *(_other_comparison(lag) for lag in _lags(indicators)),
        _size_without_sign(),
        _arrow_of_the_number(),
        _filled_down(judged.page),
        _rated_on_the_other(),
        _of_another_year(-1),
        _of_another_year(1),
        *method_hypotheses(judged, indicators),
        _finer_precision(),
        _coarser_precision(),
    )


def _flipped_polarity() -> Hypothesis:
    return Hypothesis(
        name="polarity_flipped",
        weight=1,
        scopes=EVERYTHING,
        predict=lambda case: case.rated(_with_flipped_polarity, outturns=True),
        fit=lambda indicator: f"follow {flipped(_polarity(indicator)).words}",
        rather_than=lambda indicator: f"not {_polarity(indicator).words} as defined",
        is_of_one_indicator=True,
    )


def _polarity(indicator: Indicator) -> Polarity:
    return indicator.polarities[-1].polarity


def flipped(polarity: Polarity) -> Polarity:
    """H for L and L for H; the others have no opposite."""
    opposites = {Polarity.HIGHEST: Polarity.LOWEST, Polarity.LOWEST: Polarity.HIGHEST}
    return opposites.get(polarity, polarity)


def _with_flipped_polarity(indicator: Indicator) -> Indicator:
    """The indicator with every polarity turned round."""
    polarities = tuple(replace(entry, polarity=flipped(entry.polarity)) for entry in indicator.polarities)
    return replace(indicator, polarities=polarities)


def _arrow_of_the_number() -> Hypothesis:
    return Hypothesis(
        name="arrow_polarity_flipped",
        weight=2,
        scopes=ARROWS,
        predict=lambda case: case.rated(_with_flipped_polarity),
        fit=lambda indicator: f"follow {flipped(_polarity(indicator)).words}",
        rather_than=lambda indicator: f"not {_polarity(indicator).words} as the RAGs do",
        is_of_one_indicator=True,
    )


def _lags(indicators: Sequence[Indicator]) -> list[int]:
    """Periods back worth trying: one to four, and a year."""
    years = {indicator.calendar.periods_per_year for indicator in indicators}
    return sorted({1, 2, 3, 4} | years)


def _other_comparison(lag: int) -> Hypothesis:
    comparison = Comparison(ComparisonKind.PERIODS_BACK, lag)
    return Hypothesis(
        name=f"compared_{lag}_back",
        weight=1,
        scopes=ARROWS,
        predict=lambda case: case.rated(lambda indicator: replace(indicator, comparison=comparison)),
        fit=lambda indicator: f"fit a comparison {_back(lag, indicator.calendar)}",
        rather_than=lambda indicator: f"not {indicator.comparison.words(indicator.calendar)}",
    )


def _back(lag: int, calendar: Calendar) -> str:
    if lag == 1:
        return f"with the previous {calendar.period_name}"
    if lag == calendar.periods_per_year:
        return f"with the same {calendar.period_name} of the previous year"
    return f"{number_word(lag)} {calendar.period_name}s back"


def _size_without_sign() -> Hypothesis:
    return Hypothesis(
        name="arrow_by_absolute_value",
        weight=1,
        scopes=ARROWS,
        predict=lambda case: case.rated(change_figures=_without_sign),
        fit=lambda _: "go by the size of the number without its sign",
        rather_than=lambda _: "so that a rise of a negative number counts as a fall",
    )


def _without_sign(rows: Observations) -> Observations:
    value = rows.value
    return replace(rows, value=ExactColumn(np.abs(value.mantissa), value.decimals, value.present))


def _filled_down(page: Page) -> Hypothesis:
    parents = parent_figures(page)
    above = {page.figures[at].area for at in parents[parents != NO_FIGURE].tolist()}
    source = f"the row of {above.pop()}" if len(above) == 1 else "the area above"
    return Hypothesis(
        name="filled_down",
        weight=1,
        scopes=(frozenset({DIRECTION}), frozenset({RAG}), frozenset({OUTTURN_RAG})),
        predict=lambda case: filled_down(case.judged, parents),
        fit=lambda _: f"repeat what {source} prints",
        rather_than=lambda _: "as if filled down from it",
        speaks_of=parents != NO_FIGURE,
    )


def _rated_on_the_other() -> Hypothesis:
    """Rated before rounding where the definition says displayed, and the other way round."""
    other = {RateOn.DISPLAYED: RateOn.RAW, RateOn.RAW: RateOn.DISPLAYED}
    words = {RateOn.DISPLAYED: "the value as displayed", RateOn.RAW: "the value before rounding"}
    return Hypothesis(
        name="rated_on_the_other_value",
        weight=1,
        scopes=(frozenset({RAG}),),
        predict=lambda case: case.rated(
            lambda indicator: replace(indicator, rate_on=other[indicator.rate_on])
        ),
        fit=lambda indicator: f"fit {words[other[indicator.rate_on]]}",
        rather_than=lambda indicator: f"not {words[indicator.rate_on]}",
    )


def _of_another_year(years: int) -> Hypothesis:
    """Standards of another year; ``years`` is 1 for the year after and −1 for the year before."""
    return Hypothesis(
        name="standards_of_year_after" if years > 0 else "standards_of_year_before",
        weight=1,
        scopes=RATINGS,
        predict=lambda case: case.rated(lambda indicator: _shifted(indicator, years), outturns=True),
        fit=lambda indicator: (
            f"fit {bands_words(indicator.thresholds) or 'the target and floor standard'} of the year "
            f"{'after' if years > 0 else 'before'}"
        ),
        rather_than=lambda _: "not those in force",
    )


def _shifted(indicator: Indicator, years: int) -> Indicator:
    back = years * indicator.calendar.periods_per_year

    def moved(threshold: Threshold) -> Threshold:
        last = None if threshold.last is None else threshold.last - back
        return replace(threshold, first=threshold.first - back, last=last)

    polarities = tuple(
        replace(entry, first=None if entry.first is None else entry.first - back)
        for entry in indicator.polarities
    )
    thresholds = tuple(moved(threshold) for threshold in indicator.thresholds)
    return replace(indicator, thresholds=thresholds, polarities=polarities)


def _finer_precision() -> Hypothesis:
    return Hypothesis(
        name="compared_at_all_decimals",
        weight=2,
        scopes=ARROWS,
        predict=lambda case: case.rated(change_figures=_at_all_decimals),
        fit=lambda _: "compare values with all the decimals they are printed with",
        rather_than=lambda _: "not at the coarser of the two precisions",
    )


def _at_all_decimals(rows: Observations) -> Observations:
    """Every value with as many decimals as the longest has, so that none is rounded to compare."""
    value = rows.value
    most = int(value.decimals.max(initial=0))
    scale = 10 ** (most - value.decimals.astype(np.int64))
    safe = np.abs(value.mantissa) < (1 << 60) // scale
    mantissa = np.where(safe, value.mantissa * np.where(safe, scale, 1), value.mantissa)
    decimals = np.where(safe, most, value.decimals).astype(np.int8)
    return _as_printed(rows, ExactColumn(mantissa, decimals, value.present))


def _coarser_precision() -> Hypothesis:
    return Hypothesis(
        name="compared_at_whole_numbers",
        weight=2,
        scopes=ARROWS,
        predict=lambda case: case.rated(change_figures=_at_whole_numbers),
        fit=lambda _: "compare values rounded to whole numbers",
        rather_than=lambda _: "not as displayed",
    )


def _at_whole_numbers(rows: Observations) -> Observations:
    """Every value rounded half up to no decimals."""
    value, none = rows.value, np.zeros_like(rows.value.decimals)
    return _as_printed(rows, ExactColumn(rounded_to(value, none), none, value.present))


def _as_printed(rows: Observations, value: ExactColumn) -> Observations:
    """The rows with other values, which are compared as they are."""
    return replace(rows, value=value, as_printed=np.ones(len(rows), np.bool_))
