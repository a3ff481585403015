"""One row of Ratings as scalars and model objects, for reasoning about it in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.indicator import Indicator, RateOn, Threshold
from kpi_engine.model.issue import Location
from kpi_engine.model.judgement import DirectionOfTravel, Missing, NoDirection, NotRated, Polarity, Rag
from kpi_engine.model.period import period_words
from kpi_engine.model.ratings import Ratings


@dataclass(frozen=True, slots=True)
class RatedRow:
    """Row ``row`` (0 to n − 1) of ``ratings``."""

    ratings: Ratings
    row: int

    @property
    def indicator(self) -> Indicator:
        """The indicator rated."""
        return self.ratings.indicators[int(self.ratings.observations.code[self.row])]

    @property
    def area(self) -> str:
        """The area's name."""
        observations = self.ratings.observations
        return observations.areas[int(observations.area[self.row])]

    @property
    def period(self) -> int:
        """The period's ordinal in the indicator's frequency."""
        return int(self.ratings.observations.period[self.row])

    @property
    def source(self) -> Location:
        """The row of the data file it was read from; an empty file name where it came from no file."""
        observations = self.ratings.observations
        file = observations.files[int(observations.source[self.row])] if observations.files else ""
        return Location(file, int(observations.line[self.row]))

    @property
    def given(self) -> Decimal | None:
        """The value as its source gives it."""
        return self.ratings.observations.value.at(self.row)

    @property
    def numerator(self) -> Decimal | None:
        """The numerator, where there is one."""
        return self.ratings.observations.numerator.at(self.row)

    @property
    def denominator(self) -> Decimal | None:
        """The denominator, where there is one."""
        return self.ratings.observations.denominator.at(self.row)

    @property
    def displayed(self) -> Decimal | None:
        """The value as displayed."""
        return self.ratings.displayed.at(self.row)

    @property
    def ratio(self) -> Fraction | None:
        """per × numerator / denominator, exactly; None without both or with a denominator of 0."""
        if self.numerator is None or not self.denominator:
            return None
        return self.indicator.per * Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def is_as_printed(self) -> bool:
        """Whether the value stands as its source prints it, whatever numerator and denominator make."""
        return bool(self.ratings.observations.as_printed[self.row]) and self.given is not None

    @property
    def before_rounding(self) -> Fraction | None:
        """What ``displayed`` rounds."""
        if self.ratio is not None and not self.is_as_printed:
            return self.ratio
        return None if self.given is None else Fraction(self.given)

    @property
    def raw(self) -> Fraction | None:
        """What is rated where the definition says raw: the ratio, without one the value as given."""
        if self.ratio is not None:
            return self.ratio
        return None if self.given is None else Fraction(self.given)

    @property
    def is_rated_on_raw(self) -> bool:
        """Whether the definition asks to rate the raw value."""
        return self.indicator.rate_on is RateOn.RAW

    @property
    def why_no_value(self) -> NotRated:
        """Why nothing is displayed; a denominator of 0 gives no value, whatever is written beside it."""
        marked = tuple(Missing)[int(self.ratings.observations.missing[self.row])]
        if marked is not Missing.PRESENT:
            return marked.not_rated
        if self.denominator == 0:
            return NotRated.ZERO_DENOMINATOR
        return NotRated.BLANK if self.raw is None else NotRated.TOO_LARGE

    @property
    def threshold(self) -> Threshold | None:
        """The threshold in force."""
        position = int(self.ratings.threshold[self.row])
        return None if position < 0 else self.indicator.thresholds[position]

    @property
    def polarity(self) -> Polarity:
        """The polarity in force."""
        return tuple(Polarity)[int(self.ratings.polarity[self.row])]

    @property
    def margin_to_target(self) -> Decimal | None:
        """How far the displayed value is on the right (positive) or wrong side of the target."""
        return self.ratings.margin_to_target.at(self.row)

    @property
    def margin_to_floor(self) -> Decimal | None:
        """How far the displayed value is on the right (positive) or wrong side of the floor standard."""
        return self.ratings.margin_to_floor.at(self.row)

    @property
    def is_carried_forward(self) -> bool:
        """Whether the figure is not new: the source says so, or it repeats the previous one entirely."""
        return bool(self.ratings.carried_forward[self.row])

    @property
    def source_says_carried_forward(self) -> bool:
        """Whether the source itself says so."""
        return bool(self.ratings.observations.carried_forward[self.row])

    @property
    def rag(self) -> Rag:
        """The rating."""
        return tuple(Rag)[int(self.ratings.rag[self.row])]

    @property
    def not_rated(self) -> NotRated:
        """Why there is no rating."""
        return tuple(NotRated)[int(self.ratings.not_rated[self.row])]

    @property
    def direction(self) -> DirectionOfTravel:
        """The direction of travel."""
        return tuple(DirectionOfTravel)[int(self.ratings.direction[self.row])]

    @property
    def no_direction(self) -> NoDirection:
        """Why there is no direction of travel."""
        return tuple(NoDirection)[int(self.ratings.no_direction[self.row])]

    @property
    def previous_period(self) -> int | None:
        """The ordinal of the period compared with."""
        return int(self.ratings.previous_period[self.row]) if self.ratings.has_comparison[self.row] else None

    @property
    def previous_period_words(self) -> str:
        """The period compared with as a reader sees it; empty where there is none."""
        period = self.previous_period
        return "" if period is None else period_words(self.indicator.frequency, period)

    @property
    def previous(self) -> RatedRow | None:
        """The observation compared with, also where it has no value."""
        position = int(self.ratings.previous[self.row])
        return None if position < 0 else RatedRow(self.ratings, position)
