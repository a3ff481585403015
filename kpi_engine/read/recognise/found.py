"""What was found of each measure, place by place, before anything is inferred from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.words.figure_cells import FoundFigure
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.standards_words import FoundTarget, FoundTolerance


@frozen
class OneFigure:
    """A figure of an area and period; ``place`` is its cell."""

    area: str
    period: FoundPeriod
    figure: FoundFigure
    place: str


@frozen
class OneTarget:
    """A target as it was found; without ``year`` and ``period``, nothing says when it holds."""

    area: str
    year: YearName | None
    period: FoundPeriod | None
    target: FoundTarget
    tolerance: FoundTolerance | None
    floor: FoundFigure | None
    place: str


@frozen
class OneRating:
    """A rating or arrow as printed; where ``period`` is None, it belongs to the latest figure."""

    area: str
    period: FoundPeriod | None
    rag: str
    arrow: str
    place: str


@frozen
class OneComparator:
    """A figure of another body, beside the figures of the measure."""

    name: str
    year: YearName | None
    figure: FoundFigure
    place: str


@dataclass(slots=True)
class FoundMeasure:
    """A measure: its words as they are written, and every figure, target and printed rating of it.

    ``words`` are the words that its values are, the worst first, and ``why_words`` what says so.
    """

    reference: str
    name: str
    kind: tuple[Part, str, int]
    sheet: str
    place: str
    group: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    figures: list[OneFigure] = field(default_factory=list)
    outturns: list[OneFigure] = field(default_factory=list)
    targets: list[OneTarget] = field(default_factory=list)
    ratings: list[OneRating] = field(default_factory=list)
    comparators: list[OneComparator] = field(default_factory=list)
    words: tuple[str, ...] = ()
    why_words: str = ""

    @property
    def part(self) -> Part:
        """What part of a year its periods are."""
        return self.kind[0]

    @property
    def covers(self) -> str:
        """The data period that the headings of its periods say: R12M or YTD."""
        return self.kind[1]

    @property
    def pooled(self) -> int:
        """How many years are one figure."""
        return self.kind[2]

    @property
    def latest(self) -> FoundPeriod | None:
        """The latest period that any area has a figure of."""
        return max(
            (each.period for each in self.figures if each.figure.has_value),
            key=lambda it: it.order,
            default=None,
        )


@dataclass(slots=True)
class SheetReport:
    """What was taken of a sheet, what was left out, and what was not understood: each with its cells."""

    name: str
    taken: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    not_understood: list[str] = field(default_factory=list)
