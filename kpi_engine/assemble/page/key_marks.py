"""The marks of figures and the words for missing figures in the key of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import rated_by, scale_of
from kpi_engine.assemble.section.row.cells import (
    COMPUTED,
    RATED_UNROUNDED,
    SMALL_COHORT,
    is_marked_computed,
    rounded_note,
)
from kpi_engine.assemble.section.row.plain_cells import CARRIED_FORWARD, NO_FIGURE
from kpi_engine.model.definitions.figure_marks import FigureMark, marks_of
from kpi_engine.model.definitions.judgement import Missing, Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.document import KeyEntry

MARKS = "Marks"


INCOMPLETE_DATA = "Incomplete data"


STRICT_TARGET = "> or < before a target"


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
    Missing.INCOMPLETE_PERIODS: "it is made of some periods, and not all of them are there",
    Missing.TOO_LARGE: "the number is too long to be held against a standard exactly",
    Missing.CLOSED: "it has ended, and there will be no more figures",
    Missing.UNUSABLE: "the line of the figure has an error, so that the figure cannot be used",
    Missing.NOT_A_COUNT: "averages, days and scores are added up from numerators and denominators only",
}


_WITHHELD_MEANING = "the figure could tell how few people are meant, itself or together with others"


def mark_entries(
    lines: Sequence[Line], shown: Sequence[Figure | None], small_cohort: int | None
) -> Iterator[KeyEntry]:
    """The marks beside figures and standards that occur, each with what it means."""
    if any(line.indicator.qpr for line in lines):
        words = scale_of(lines).words
        yield KeyEntry(words.quarterly_report, words.quarterly_report_meaning, group=MARKS)
    yield from _official_marks(lines, shown)
    if any(is_marked_computed(figure) for figure in shown if figure is not None):
        meaning = "nobody supplied the figure; it is computed from others, as the definition says"
        yield KeyEntry(COMPUTED, meaning, group=MARKS)
    if any(figure is not None and figure.carried_forward for figure in shown):
        meaning = "no new figure was supplied, so the last figure is repeated: performance may have changed"
        yield KeyEntry(CARRIED_FORWARD, meaning, group=MARKS)
    if any(line.figure is not None and line.figure.has_small_cohort(small_cohort) for line in lines):
        meaning = f"the denominator is below {small_cohort}: one case more or less can change the rating"
        yield KeyEntry(SMALL_COHORT, meaning, group=MARKS)
    for rounded in sorted({rounded_note(line.figure) for line in lines if line.figure} - {""}):
        meaning = "numerator and denominator are rounded by their source: they make the figure only roughly"
        yield KeyEntry(rounded, meaning, group=MARKS)
    if any(_is_rated_unrounded(line) for line in lines):
        meaning = "the rating is of the figure before it is rounded, as its definition asks"
        yield KeyEntry(RATED_UNROUNDED, meaning, group=MARKS)
    if any(line.threshold is not None and line.threshold.rule.is_strict for line in lines):
        yield KeyEntry(STRICT_TARGET, "the target must be beaten, not just met", group=MARKS)
    yield from _basis_entries(lines)


def _official_marks(lines: Sequence[Line], shown: Sequence[Figure | None]) -> Iterator[KeyEntry]:
    """The marks of official statistics that a figure, an outturn or a comparator of the page has."""
    figures = [figure for figure in (*shown, *(line.outturn for line in lines)) if figure is not None]
    found = {mark for figure in figures for mark in figure.marks}
    earlier = [figure.previous for figure in figures if figure.previous is not None]
    found |= {mark for figure in earlier for mark in figure.marks}
    found |= {mark for line in lines for other in line.comparators.values() for mark in marks_of(other.marks)}
    for mark in FigureMark:
        if mark in found:
            yield KeyEntry(mark.sign, mark.meaning, group=MARKS)


def _basis_entries(lines: Sequence[Line]) -> Iterator[KeyEntry]:
    for basis in (FloorBasis.INFERRED, FloorBasis.ASSUMED):
        of_basis = [line for line in lines if line.threshold and line.threshold.floor_basis is basis]
        rated = rated_by(of_basis)
        if rated.is_nothing:
            continue
        one = Family.BANDS not in rated.families
        unstated = scale_of(lines).words.said(" or ".join(_UNSTATED[family] for family in rated.families))
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


def incomplete_data_entries(shown: Sequence[Figure | None]) -> Iterator[KeyEntry]:
    """The words in place of figures that occur, each with what it means."""
    lacking = [figure for figure in shown if figure is not None and figure.value is None]
    terms = {figure.why_no_value: figure.shown_gap for figure in lacking}
    for missing, meaning in _MISSING_MEANINGS.items():
        if missing.value in terms:
            term = terms[missing.value]
            said = meaning if term == missing.value else f"{missing.value}: {_WITHHELD_MEANING}"
            yield KeyEntry(term, said, group=INCOMPLETE_DATA)
    if any(figure is None for figure in shown):
        yield KeyEntry(NO_FIGURE, "the data has no line for the period", group=INCOMPLETE_DATA)
