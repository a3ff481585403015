"""A line of a section: one indicator in one area, with its figures up to the section's latest period."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import field

from kpi_engine.assemble.section.standards import Standard, Standards
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.reference_value import ReferenceValue
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell


@frozen
class Line:
    """One indicator in one area.

    ``figures`` are its figures by period; ``latest`` is the section's latest period, or the indicator's own
    (docs/scorecard.md, "The latest figure"), which the area may have no figure in;
    ``outturn`` is its final figure of the last year that the section shows one of; ``comparators`` are its
    reference values by name. ``made`` holds the cells that several tables show, each made once.
    """

    indicator: Indicator
    area: Area
    figures: Mapping[int, Figure]
    latest: int
    outturn: Figure | None
    comparators: Mapping[str, ReferenceValue]
    standards: Standards
    made: dict[Hashable, Cell] = field(default_factory=dict, compare=False, repr=False)

    @property
    def figure(self) -> Figure | None:
        """The figure of the latest period."""
        return self.figures.get(self.latest)

    @property
    def rag(self) -> Rag:
        """The latest rating."""
        return self.figure.rag if self.figure is not None else Rag.NONE

    @property
    def polarity(self) -> Polarity:
        """The polarity in force in the latest period."""
        return self.indicator.polarity_in(self.latest).polarity

    @property
    def is_context(self) -> bool:
        """Whether it is shown for context and not judged."""
        return self.polarity is Polarity.NONE

    @property
    def threshold(self) -> Threshold | None:
        """The threshold in force in the latest period."""
        return self.threshold_in(self.latest)

    def threshold_in(self, period: int) -> Threshold | None:
        """The threshold in force in a period, whether or not there is a figure."""
        return self.standard_in(period).threshold

    def standard_in(self, period: int) -> Standard:
        """The same with its words."""
        return self.standards.of(self.indicator, self.area, period)

    def once(self, key: Hashable, make: Callable[[], Cell]) -> Cell:
        """The cell of a key, made when it is first asked for."""
        cell = self.made.get(key)
        if cell is None:
            cell = self.made[key] = make()
        return cell

    def period_words(self, period: int) -> str:
        """A period of the indicator as a reader names it."""
        return period_words(self.indicator.calendar, period)
