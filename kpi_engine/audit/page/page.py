"""The printed figures as columns, in the form that the kernel takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray, IntArray, Observations, SmallArray, exact_column
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.audit import FindingCell, PrintedField, Reasons
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedFigure, PrintedNumber

# Rates observations by the indicators that define their codes; the kernel, handed in by the pipeline.
Rater = Callable[[Observations, Sequence[Indicator]], Ratings]
# Why a row of ratings is rated as it is; ``kpi explain``, handed in by the pipeline.
Explainer = Callable[[Ratings, int], Reasons]

NO_OUTTURN = -1


@dataclass(frozen=True)
class Page:
    """n printed figures with the definitions and areas they are about; all arrays have shape (n,).

    ``codes`` and ``areas`` are labels; ``code`` and ``area`` index them. ``indicators`` is parallel to
    ``codes``. ``section`` indexes ``sections``, the labels as printed; ``titles`` are the titles of sections
    that the scorecard knows.
    """

    figures: tuple[PrintedFigure, ...]
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    sections: tuple[str, ...]
    titles: Mapping[str, str]
    code: IndexArray
    area: IndexArray
    section: IndexArray

    def __len__(self) -> int:
        return len(self.figures)

    @property
    def codes(self) -> tuple[str, ...]:
        """The labels of ``code``."""
        return tuple(indicator.code for indicator in self.indicators)

    @cached_property
    def rag(self) -> SmallArray:
        """Rag positions as printed."""
        return _small(figure.rag.code for figure in self.figures)

    @cached_property
    def direction(self) -> SmallArray:
        """DirectionOfTravel positions as printed."""
        return _small(figure.direction.code for figure in self.figures)

    @cached_property
    def outturn_rag(self) -> SmallArray:
        """Rag positions of the outturns as printed."""
        return _small(figure.outturn_rag.code for figure in self.figures)

    @cached_property
    def period(self) -> IntArray:
        """Ordinals in each indicator's frequency."""
        return np.array([figure.period for figure in self.figures], np.int64)

    @cached_property
    def outturn_year(self) -> IntArray:
        """Start years of the outturns' years; NO_OUTTURN where none is printed."""
        years = [figure.outturn_year for figure in self.figures]
        return np.array([NO_OUTTURN if year is None else year for year in years], np.int64)

    @cached_property
    def at_place(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """The figures of each area and section, in printed order."""
        found: dict[tuple[str, str], list[int]] = {}
        for at, figure in enumerate(self.figures):
            found.setdefault((figure.area, figure.section), []).append(at)
        return {place: tuple(figures) for place, figures in found.items()}

    @cached_property
    def values(self) -> Observations:
        """The figures of the period reported, as observations as printed."""
        return self._observations(
            self.period,
            [figure.value for figure in self.figures],
            [figure.numerator for figure in self.figures],
            [figure.denominator for figure in self.figures],
        )

    @cached_property
    def outturns(self) -> Observations:
        """The outturns as observations as printed; a row without a year has NO_OUTTURN for its period."""
        nothing = [NOT_PRINTED] * len(self)
        return self._observations(
            self.outturn_year, [figure.outturn for figure in self.figures], nothing, nothing
        )

    def _observations(
        self,
        period: IntArray,
        value: Sequence[PrintedNumber],
        numerator: Sequence[PrintedNumber],
        denominator: Sequence[PrintedNumber],
    ) -> Observations:
        files = tuple(dict.fromkeys(figure.location.file for figure in self.figures)) or ("",)
        position = {file: number for number, file in enumerate(files)}
        return Observations(
            codes=self.codes,
            areas=tuple(area.name for area in self.areas),
            files=files,
            code=self.code,
            area=self.area,
            period=period,
            value=exact_column([number.number for number in value]),
            numerator=exact_column([number.number for number in numerator]),
            denominator=exact_column([number.number for number in denominator]),
            missing=_small(number.missing.code for number in value),
            carried_forward=np.zeros(len(self), np.bool_),
            is_new=np.zeros(len(self), np.bool_),
            as_printed=np.ones(len(self), np.bool_),
            parts_rounded_to=np.zeros(len(self), np.int32),
            marks=_small(number.marks for number in value),
            line=np.array([figure.location.line for figure in self.figures], np.int32),
            source=np.array([position[figure.location.file] for figure in self.figures], np.int16),
            origin=np.broadcast_to(np.int8(Origin.SUPPLIED.code), len(self)),
        )

    def indicator(self, at: int) -> Indicator:
        """The definition of a figure."""
        return self.indicators[int(self.code[at])]

    def section_title(self, section: str) -> str:
        """The title of a section, in quotes; of an unknown one its label."""
        return f"“{self.titles.get(section, section)}”"

    def level(self, at: int) -> str:
        """The level of a figure's area."""
        return self.areas[int(self.area[at])].level

    def period_words(self, at: int) -> str:
        """The period of a figure as a reader names it."""
        return period_words(self.indicator(at).calendar, self.figures[at].period)

    def cell(
        self, at: int, field: PrintedField, printed: str, computed: str, explanation: str
    ) -> FindingCell:
        """A cell of a figure."""
        figure = self.figures[at]
        of_outturn = field in _OUTTURN_FIELDS and figure.outturn_year is not None
        calendar = self.indicator(at).calendar
        calendar = calendar.yearly if of_outturn else calendar
        period = figure.outturn_year if of_outturn and figure.outturn_year is not None else figure.period
        return FindingCell(
            code=figure.code,
            area=figure.area,
            section=figure.section,
            period=period_label(calendar, period),
            field=field,
            printed=printed,
            computed=computed,
            explanation=explanation,
            location=figure.location,
        )

    def cell_of_period(
        self, at: int, period: int, printed: str, computed: str, explanation: str
    ) -> FindingCell:
        """A cell of a figure's printed history, in the period that it is of."""
        cell = self.cell(at, PrintedField.HISTORY, printed, computed, explanation)
        return replace(cell, period=period_label(self.indicator(at).calendar, period))


_OUTTURN_FIELDS = frozenset(
    {
        PrintedField.OUTTURN,
        PrintedField.OUTTURN_TARGET,
        PrintedField.OUTTURN_RAG,
        PrintedField.OUTTURN_YEAR,
    }
)


def page_of(
    figures: Sequence[PrintedFigure],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    titles: Mapping[str, str],
) -> Page:
    """The figures as a page; ``indicators`` and ``areas`` define every code and area of them."""
    defined = {indicator.code: indicator for indicator in indicators}
    used = tuple(defined[code] for code in dict.fromkeys(figure.code for figure in figures))
    sections = tuple(dict.fromkeys(figure.section for figure in figures))
    return Page(
        figures=tuple(figures),
        indicators=used,
        areas=tuple(areas),
        sections=sections,
        titles=titles,
        code=_positions([indicator.code for indicator in used], (figure.code for figure in figures)),
        area=_positions([area.name for area in areas], (figure.area for figure in figures)),
        section=_positions(sections, (figure.section for figure in figures)),
    )


def _positions(labels: Sequence[str], texts: Iterable[str]) -> IndexArray:
    position: Mapping[str, int] = {label: number for number, label in enumerate(labels)}
    return np.array([position[text] for text in texts], np.int32)


def _small(numbers: Iterable[int]) -> SmallArray:
    return np.array(list(numbers), np.int8)
