"""The key: what colours, arrows, letters and marks mean. It explains only signs that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import is_unrated, rated_by
from kpi_engine.assemble.section.row.cells import (
    CARRIED_FORWARD,
    COMPUTED,
    NO_ARROW,
    NO_FIGURE,
    NOT_RATED,
    RATED_UNROUNDED,
    SMALL_COHORT,
)
from kpi_engine.assemble.section.sections import SectionLines
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, Weeks, YearKind
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import DataPeriod, FloorBasis
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, NumberDirection, Polarity, Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.methods.method import Family
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.verdict import Verdict, verdict_beside
from kpi_engine.model.outputs.document import KeyEntry, Table
from kpi_engine.model.wording import joined
from kpi_engine.model.words.rule_wording import wording_of

YEARS = "Years"
_PARTS_OF_YEARS = {
    Frequency.QUARTERLY: ("Q1 to Q4", "quarters of the {year}, which begin in {months}"),
    Frequency.HALF_YEARLY: ("H1 and H2", "halves of the {year}, which begin in {months}"),
    Frequency.TERMLY: ("Autumn, Spring, Summer", "terms of the {year}, which begin in {months}"),
}
_WEEKS = (
    "weeks from Monday to Sunday; week 1 of a year is the first that has most of its days in it (ISO 8601)"
)


def year_entries(sections: Sequence[SectionLines]) -> Iterator[KeyEntry]:
    """The kinds of year, and of part of a year, that occur, each with the latest label as its example."""
    lines = [line for section in sections for line in section.lines]
    annual = [line for line in lines if line.indicator.calendar.is_annual]
    for kind in YearKind:
        latest = [
            calendar.year_of(line.latest)
            for line in annual
            if (calendar := line.indicator.calendar).year is kind and calendar.pooled == 1
        ]
        if latest:
            months = f"{_month(kind.first_month)} to {_month(kind.first_month - 1)}"
            yield KeyEntry(_sentence(kind.words), f"{months}; {kind.label(max(latest))} is one", group=YEARS)
    pooled = {line.indicator.calendar: line.latest for line in annual if line.indicator.calendar.pooled > 1}
    for calendar, period in pooled.items():
        years = f"{calendar.pooled} {calendar.year.words}s together in one figure"
        yield KeyEntry(period_words(calendar, period), years, group=YEARS)
    parts = {(line.indicator.frequency, line.indicator.year) for line in lines}
    for frequency, (term, meaning) in _PARTS_OF_YEARS.items():
        for kind in YearKind:
            if (frequency, kind) in parts:
                starts = range(kind.first_month, kind.first_month + 12, frequency.months)
                months = joined([_month(month) for month in starts])
                yield KeyEntry(term, meaning.format(year=kind.words, months=months), group=YEARS)
    if any(
        line.indicator.frequency is Frequency.WEEKLY and line.indicator.calendar.weeks is Weeks.ISO
        for line in lines
    ):
        yield KeyEntry("Week", _WEEKS, group=YEARS)


def _month(number: int) -> str:
    return list(CalendarMonth)[(number - 1) % 12].words


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


RATING = "Rating"
BANDS = "Bands"
DIRECTION_OF_TRAVEL = "Direction of travel"
CHANGE_OF_A_NUMBER = "Change of a number"
POLARITY = "Polarity"
DATA_PERIOD = "Data period"
COMPARATORS = "Comparators"
MARKS = "Marks"
INCOMPLETE_DATA = "Incomplete data"
STRICT_TARGET = "> or < before a target"

_DIRECTION_MEANINGS = {
    DirectionOfTravel.IMPROVED: "performance has improved since the period it is compared with",
    DirectionOfTravel.WORSENED: "performance has worsened",
    DirectionOfTravel.SAME: "the same figure as displayed",
}
_SAME_DISTANCE = ", or where a target is to be kept close to (T), one at an equal distance from it"
_CHANGE_MEANINGS = {
    NumberDirection.ROSE: "the number is higher than the one it is compared with, which is not judged",
    NumberDirection.FELL: "the number is lower, which is not judged",
    NumberDirection.UNCHANGED: "the same number as displayed",
}
_VERDICT_MEANINGS = {
    Verdict.BETTER: "the latest figure is better than the comparator, by its polarity",
    Verdict.SIMILAR: "the latest figure is as good, or as near as its definition calls similar",
    Verdict.WORSE: "the latest figure is worse than the comparator",
}
_UNSTATED = {
    Family.FLOOR: "no floor standard",
    Family.TOLERANCE: "no tolerance",
    Family.TARGET: "no target",
    Family.BANDS: "no bands",
}
_MISSING_MEANINGS = {
    Missing.BLANK: "the figure has not come yet, or the indicator is new and has no history",
    Missing.NOT_AVAILABLE: "there is no such figure",
    Missing.CONFIDENTIAL: "the figure is not shown because it could tell who is meant",
    Missing.SUPPRESSED: "the figure is left out by its supplier, mostly because it is small",
    Missing.NOT_APPLICABLE: "the indicator does not apply here",
    Missing.DASH: "the supplier gives a dash and does not say why",
    Missing.ZERO_DENOMINATOR: "no cases in the period",
    Missing.PARTS_MISSING: "it is computed from other figures, and one of those is not there",
    Missing.PARTS_NOT_RATED: "it follows from how other indicators are rated, and one of those is not",
    Missing.INCOMPLETE_WINDOW: "it is the sum of some months, and not all of them are there",
    Missing.TOO_LARGE: "the number is too long to be held against a standard exactly",
    Missing.CLOSED: "it has ended, and there will be no more figures",
    Missing.UNUSABLE: "the line of the figure has an error, so that the figure cannot be used",
    Missing.NOT_A_COUNT: "averages, days and scores are added up from numerators and denominators only",
}


def key_entries(
    sections: Sequence[SectionLines], small_cohort: int | None, scale: Scale
) -> tuple[KeyEntry, ...]:
    """The key in the order of the page: ratings, arrows, changes, polarities, periods, marks, gaps."""
    lines = [line for section in sections for line in section.lines]
    judged = [line for line in lines if not line.is_context]
    shown = [
        line.figures.get(period)
        for section in sections
        for line in section.lines
        for period in section.layout.periods_of(line)
    ]
    return (
        *_rating_entries(judged, scale, any(_is_unrated_table(section) for section in sections)),
        *(_direction_entries(judged) if judged else ()),
        *(_change_entries() if len(judged) < len(lines) else ()),
        *_polarity_entries(lines),
        *_verdict_entries(lines),
        *_data_period_entries(lines),
        *year_entries(sections),
        *_mark_entries(lines, shown, small_cohort),
        *_incomplete_data_entries(shown),
    )


def _is_unrated_table(section: SectionLines) -> bool:
    judged = [line for line in section.lines if not line.is_context]
    return bool(judged) and is_unrated(judged)


def _rating_entries(judged: Sequence[Line], scale: Scale, some_table: bool) -> Iterator[KeyEntry]:
    rated = rated_by(judged)
    if is_unrated(judged):
        return
    for rating in scale.ratings:
        rag = rating.rag
        if rag is Rag.AMBER and rated.only is Family.TARGET:
            continue
        action = ", which must result in management action" if rating.needs_action else ""
        meanings = [each.meaning_of(rag) for each in rated.families if each is not Family.BANDS]
        meaning = f"{', or '.join(dict.fromkeys(meanings))}{action}"
        if Family.BANDS in rated.families:
            in_band = Family.BANDS.meaning_of(rag, rating.name)
            meaning = f"{meaning}; where bands rate, {in_band}" if meanings else in_band
        own = f"{rating.meaning}{action}" if rating.meaning else meaning
        yield KeyEntry(rating.name, own, rag=rag, group=RATING)
    where = "the row, or a note to its table," if some_table else "the row"
    yield KeyEntry(NOT_RATED, f"{where} says why", group=RATING)
    yield from _band_entries(judged)


def _band_entries(judged: Sequence[Line]) -> Iterator[KeyEntry]:
    """The bands that rate some line, each spelled out once."""
    spelled = {
        (line.threshold.rule.bands_name, text): None
        for line in judged
        if line.threshold is not None and line.threshold.rule.is_in_bands
        for text in line.threshold.rule.short_words(wording_of(line.indicator))
    }
    for name, text in spelled:
        yield KeyEntry(name, text, group=BANDS)


def _direction_entries(judged: Sequence[Line]) -> Iterator[KeyEntry]:
    by_distance = any(line.polarity is Polarity.TARGET for line in judged)
    for direction, meaning in _DIRECTION_MEANINGS.items():
        further = _SAME_DISTANCE if direction is DirectionOfTravel.SAME and by_distance else ""
        term = f"{direction.arrow} {direction.value}"
        yield KeyEntry(term, meaning + further, direction=direction, group=DIRECTION_OF_TRAVEL)
    yield KeyEntry(NO_ARROW, "the row says why", group=DIRECTION_OF_TRAVEL)


def _change_entries() -> Iterator[KeyEntry]:
    for direction, meaning in _CHANGE_MEANINGS.items():
        yield KeyEntry(f"{direction.arrow} {direction.value}".strip(), meaning, group=CHANGE_OF_A_NUMBER)


def _polarity_entries(lines: Sequence[Line]) -> Iterator[KeyEntry]:
    shown = {line.polarity for line in lines}
    for polarity in Polarity:
        if polarity in shown:
            yield KeyEntry(polarity.value, polarity.words, group=POLARITY)


def _verdict_entries(lines: Sequence[Line]) -> Iterator[KeyEntry]:
    shown = {
        verdict_beside(line.figure, reference.value)
        for line in lines
        for reference in line.comparators.values()
    }
    for verdict, meaning in _VERDICT_MEANINGS.items():
        if verdict in shown:
            yield KeyEntry(f"{verdict.symbol} {verdict.value}", meaning, group=COMPARATORS)


def _data_period_entries(lines: Sequence[Line]) -> Iterator[KeyEntry]:
    shown = {line.indicator.data_period for line in lines}
    for data_period in DataPeriod:
        if data_period in shown:
            yield KeyEntry(data_period.value, data_period.words, group=DATA_PERIOD)


def _mark_entries(
    lines: Sequence[Line], shown: Sequence[Figure | None], small_cohort: int | None
) -> Iterator[KeyEntry]:
    if any(line.indicator.qpr for line in lines):
        yield KeyEntry("QPR", "also in the council's quarterly performance report", group=MARKS)
    if any(_is_told_as_computed(figure) for figure in shown if figure is not None):
        meaning = "nobody supplied the figure; it is computed from others, as the definition says"
        yield KeyEntry(COMPUTED, meaning, group=MARKS)
    if any(figure is not None and figure.carried_forward for figure in shown):
        meaning = "no new figure was supplied, so the last figure is repeated: performance may have changed"
        yield KeyEntry(CARRIED_FORWARD, meaning, group=MARKS)
    if any(line.figure is not None and line.figure.has_small_cohort(small_cohort) for line in lines):
        meaning = f"the denominator is below {small_cohort}: one case more or less can change the rating"
        yield KeyEntry(SMALL_COHORT, meaning, group=MARKS)
    if any(_is_rated_unrounded(line) for line in lines):
        meaning = "the rating is of the figure before it is rounded, as its definition asks"
        yield KeyEntry(RATED_UNROUNDED, meaning, group=MARKS)
    if any(line.threshold is not None and line.threshold.rule.is_strict for line in lines):
        yield KeyEntry(STRICT_TARGET, "the target must be beaten, not just met", group=MARKS)
    yield from _basis_entries(lines)


def _is_told_as_computed(figure: Figure) -> bool:
    return figure.origin is not Origin.SUPPLIED and not figure.indicator.is_worst


def _basis_entries(lines: Sequence[Line]) -> Iterator[KeyEntry]:
    for basis in (FloorBasis.INFERRED, FloorBasis.ASSUMED):
        of_basis = [line for line in lines if line.threshold and line.threshold.floor_basis is basis]
        rated = rated_by(of_basis)
        if rated.is_nothing:
            continue
        one = Family.BANDS not in rated.families
        unstated = " or ".join(_UNSTATED[family] for family in rated.families)
        been = "has been published" if one else "have been published"
        fits = f"; {'this one was' if one else 'these were'} worked out from the published ratings"
        assumed = f"; {'this one is' if one else 'these are'} our assumption"
        meaning = f"{unstated} {been}{fits if basis is FloorBasis.INFERRED else assumed}"
        yield KeyEntry(basis.value, meaning, group=MARKS)


def _is_rated_unrounded(line: Line) -> bool:
    return any(
        figure is not None and figure.is_rated_on_raw and figure.rag is not Rag.NONE
        for figure in (line.figure, line.outturn)
    )


def _incomplete_data_entries(shown: Sequence[Figure | None]) -> Iterator[KeyEntry]:
    reasons = {figure.why_no_value for figure in shown if figure is not None and figure.value is None}
    for missing, meaning in _MISSING_MEANINGS.items():
        if missing.value in reasons:
            yield KeyEntry(missing.value, meaning, group=INCOMPLETE_DATA)
    if any(figure is None for figure in shown):
        yield KeyEntry(NO_FIGURE, "the data has no line for the period", group=INCOMPLETE_DATA)


def abbreviations_in(abbreviations: Sequence[tuple[str, str]], texts: Iterable[str]) -> tuple[KeyEntry, ...]:
    """The abbreviations in the texts, as words of their own or with a plural s, in the scorecard's order."""
    everything = "\n".join(dict.fromkeys(texts))
    return tuple(
        KeyEntry(term, meaning)
        for term, meaning in abbreviations
        if term in everything and re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", everything)
    )


def texts_of(table: Table) -> Iterator[str]:
    """Every text that a reader of a table meets, but not the plain numbers."""
    yield table.title
    yield from table.notes
    for column in table.columns:
        yield column.title
    for row in table.rows:
        for cell in row.cells:
            yield cell.note
            if cell.number is None:
                yield cell.text
