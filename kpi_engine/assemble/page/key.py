"""The key: what colours, arrows, letters and marks mean. It explains only signs that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kpi_engine.assemble.page.key_marks import incomplete_data_entries, mark_entries
from kpi_engine.assemble.page.key_years import year_entries
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import is_unrated, rated_by
from kpi_engine.assemble.section.row.cells import NOT_RATED
from kpi_engine.assemble.section.row.direction_cells import NO_ARROW
from kpi_engine.assemble.section.sections import SectionLines
from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Polarity, Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.figures.verdict import Verdict, verdict_beside
from kpi_engine.model.outputs.document import KeyEntry, Table
from kpi_engine.model.words.rule_wording import wording_of

RATING = "Rating"
BANDS = "Bands"
DIRECTION_OF_TRAVEL = "Direction of travel"
CHANGE_OF_A_NUMBER = "Change of a number"
POLARITY = "Polarity"
DATA_PERIOD = "Data period"
COMPARATORS = "Comparators"

_DIRECTION_MEANINGS = {
    DirectionOfTravel.IMPROVED: "performance has improved since the period it is compared with",
    DirectionOfTravel.WORSENED: "performance has worsened",
    DirectionOfTravel.SAME: "the same figure as displayed",
}
_SAME_DISTANCE = ", or where a target is to be kept close to (T), one at an equal distance from it"
_SAME_WITHIN = ", or one no further away than its definition calls the same"
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
        *_change_entries([line for line in lines if line.is_context]),
        *_polarity_entries(lines),
        *_verdict_entries(lines),
        *_data_period_entries(lines),
        *year_entries(sections),
        *mark_entries(lines, shown, small_cohort),
        *incomplete_data_entries(shown),
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
        action = f", which {scale.words.action}" if rating.needs_action else ""
        meanings = [each.meaning_of(rag, scale.words) for each in rated.families if each is not Family.BANDS]
        meaning = f"{', or '.join(dict.fromkeys(meanings))}{action}"
        if Family.BANDS in rated.families:
            in_band = Family.BANDS.meaning_of(rag, scale.words, rating.name)
            meaning = f"{meaning}; where bands rate, {in_band}" if meanings else in_band
        own = f"{rating.meaning}{action}" if rating.meaning else meaning
        yield KeyEntry(rating.name, own, rag=rag, group=RATING)
    where = "the row, or a note to its table," if some_table else "the row"
    if any(line.rag is Rag.NONE for line in judged):
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
    tolerant = any(line.indicator.same_within is not None for line in judged)
    found = {DirectionOfTravel.NONE if line.figure is None else line.figure.direction for line in judged}
    seconds = (line.figure.longer for line in judged if line.figure is not None)
    found |= {second.direction for second in seconds if second is not None}
    for direction, meaning in _DIRECTION_MEANINGS.items():
        if direction not in found:
            continue
        is_same = direction is DirectionOfTravel.SAME
        further = _SAME_DISTANCE if is_same and by_distance else ""
        further += _SAME_WITHIN if is_same and tolerant else ""
        term = f"{direction.arrow} {direction.value}"
        yield KeyEntry(term, meaning + further, direction=direction, group=DIRECTION_OF_TRAVEL)
    if DirectionOfTravel.NONE in found:
        yield KeyEntry(NO_ARROW, "the row says why", group=DIRECTION_OF_TRAVEL)


def _change_entries(context: Sequence[Line]) -> Iterator[KeyEntry]:
    found = {line.figure.number_direction for line in context if line.figure is not None}
    for direction, meaning in _CHANGE_MEANINGS.items():
        if direction not in found:
            continue
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
    shown = {line.indicator.data_period_code: line.indicator.data_period_words for line in lines}
    built_in = [each.value for each in DataPeriod]
    for code in (*built_in, *(code for code in shown if code not in built_in)):
        if code in shown:
            yield KeyEntry(code, shown[code], group=DATA_PERIOD)


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
