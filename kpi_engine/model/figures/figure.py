"""One row of Ratings as scalars and model objects: for whatever reasons about it or shows it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.coarser import agree_at_the_coarser
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.comparison import Comparison
from kpi_engine.model.definitions.figure_marks import FigureMark, marks_of, with_signs
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    Missing,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
    RateOn,
)
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.overall_parts import OverallPart, parts_of
from kpi_engine.model.figures.ranks import Rank
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import location_in
from kpi_engine.model.issue import Location
from kpi_engine.model.words.made import made_words

# Members by their position: what the arrays of Ratings hold.
_POLARITIES = tuple(Polarity)
_RAGS = tuple(Rag)
_NOT_RATED = tuple(NotRated)
_DIRECTIONS = tuple(DirectionOfTravel)
_NO_DIRECTIONS = tuple(NoDirection)
_NUMBER_DIRECTIONS = tuple(NumberDirection)
_MISSING = tuple(Missing)
_ORIGINS = tuple(Origin)


@frozen
class LongerArrow:
    """The second arrow of a figure: what it compares with, what it says, or why there is none."""

    comparison: Comparison
    direction: DirectionOfTravel
    no_direction: NoDirection
    previous: Figure | None
    period_words: str


@frozen
class Figure:
    """One rated observation: row ``row`` (0 to n − 1) of ``ratings``, its parts named as a person would."""

    ratings: Ratings
    row: int

    @property
    def indicator(self) -> Indicator:
        """The indicator it is a figure of."""
        return self.ratings.indicators[int(self.ratings.observations.code[self.row])]

    @property
    def area(self) -> str:
        """The area's name."""
        observations = self.ratings.observations
        return observations.areas[int(observations.area[self.row])]

    @property
    def period(self) -> int:
        """The period's ordinal in the indicator's frequency (of an outturn: the start year)."""
        return int(self.ratings.observations.period[self.row])

    @property
    def period_label(self) -> str:
        """The canonical label of its period."""
        return period_label(self.indicator.calendar, self.period)

    @property
    def source(self) -> Location:
        """The line of the data file that it was read from; a computed figure has no place."""
        observations = self.ratings.observations
        if self.origin is not Origin.SUPPLIED:
            return Location("")
        return location_in(
            observations.files[int(observations.source[self.row])], int(observations.line[self.row])
        )

    @property
    def origin(self) -> Origin:
        """Whether it was supplied or how it was computed."""
        return _ORIGINS[int(self.ratings.observations.origin[self.row])]

    @property
    def made_words(self) -> str:
        """``supplied``, or what it was computed from."""
        return made_words(self.indicator, self.origin)

    @property
    def value(self) -> Decimal | None:
        """The value as displayed; where it is None, ``why_no_value`` says why."""
        return self.ratings.displayed.at(self.row)

    @property
    def number(self) -> Decimal | None:
        """The value as a number to compare and calculate with; None also where it represents a rating."""
        return self.value if self.indicator.meaning.is_number else None

    @property
    def given(self) -> Decimal | None:
        """The value as its source gives it."""
        return self.ratings.observations.value.at(self.row)

    @property
    def numerator(self) -> Decimal | None:
        """The numerator as supplied."""
        return self.ratings.observations.numerator.at(self.row)

    @property
    def denominator(self) -> Decimal | None:
        """The denominator as supplied: the cohort."""
        return self.ratings.observations.denominator.at(self.row)

    def has_small_cohort(self, small_cohort: int | None) -> bool:
        """Whether the cohort is below ``small_cohort``, where the scorecard sets such a number."""
        return small_cohort is not None and self.denominator is not None and self.denominator < small_cohort

    @property
    def ratio(self) -> Fraction | None:
        """per × numerator / denominator, exactly; None without both or with a denominator of 0."""
        if self.numerator is None or not self.denominator:
            return None
        return self.indicator.per * Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def parts_rounded_to(self) -> int:
        """The step that numerator and denominator are rounded to, such as 5; 0 where they are not."""
        return int(self.ratings.observations.parts_rounded_to[self.row])

    @property
    def is_beside_rounded_parts(self) -> bool:
        """Whether the value is given, and its parts are rounded, so that they say less than it does."""
        return self.parts_rounded_to > 0 and self.given is not None

    @property
    def is_as_printed(self) -> bool:
        """Whether the value is as its source prints it, whatever numerator and denominator make."""
        return bool(self.ratings.observations.as_printed[self.row]) and self.given is not None

    @property
    def before_rounding(self) -> Fraction | None:
        """What ``value`` is rounded from."""
        if self.is_as_printed and self.given is not None:
            return Fraction(self.given)
        return self.raw

    @property
    def raw(self) -> Fraction | None:
        """What is rated where the definition says raw: the ratio, without one the value as given.

        A value that is given says more than rounded parts do.
        """
        if self.ratio is not None and not self.is_beside_rounded_parts:
            return self.ratio
        return None if self.given is None else Fraction(self.given)

    @property
    def is_rated_on_raw(self) -> bool:
        """Whether the definition asks to rate the raw value."""
        return self.indicator.rate_on is RateOn.RAW

    @property
    def missing(self) -> Missing:
        """How its source marks it as missing; PRESENT if it does not."""
        return _MISSING[int(self.ratings.observations.missing[self.row])]

    @property
    def why_no_value(self) -> str:
        """``not available``: why there is no value to display."""
        if self.missing is not Missing.PRESENT:
            return "; ".join(self._members_lacking()) or str(self.missing.value)
        if self.denominator == 0 and not self.is_beside_rounded_parts:
            return str(Missing.ZERO_DENOMINATOR.value)
        return str(Missing.BLANK.value) if self.raw is None else "too many digits to be rated exactly"

    @property
    def shown_gap(self) -> str:
        """What a page shows in place of the value: why there is none, or the mark of withheld figures."""
        is_withheld = self.missing is Missing.SUPPRESSED
        return (self.ratings.withheld_mark if is_withheld else "") or self.why_no_value

    @property
    def why_not_rated(self) -> str:
        """Why there is no rating, such as ``no floor standard``.

        An overall figure says what its members lack.
        """
        lacking = self._members_lacking() if self.value is None else ()
        if lacking:
            return f"no value: {'; '.join(lacking)}"
        return self.indicator.scale.words.said(self.not_rated.value)

    @property
    def parts(self) -> tuple[OverallPart, ...]:
        """The members of a figure that is made of ratings; empty for another figure, or a supplied figure."""
        return parts_of(self.ratings, self.row) if self.origin is Origin.OVERALL else ()

    @property
    def not_applying(self) -> tuple[str, ...]:
        """The codes of the members of an overall figure that do not apply in its area, and do not count."""
        return tuple(part.member.code for part in self.parts if not part.applies)

    def _members_lacking(self) -> tuple[str, ...]:
        """``CEH51 has no value``; where all of them have ended, so has the figure, and none is named."""
        if self.missing is Missing.CLOSED:
            return ()
        return tuple(f"{part.member.code} {part.lacks}" for part in self.parts if part.lacks)

    @property
    def monitoring(self) -> str:
        """How often the area is looked at, by an overall rating or its override; empty where not said."""
        overall = self.indicator.overall
        if overall is None or overall.monitoring is None:
            return ""
        return overall.monitoring.of(self.rag if self.override is None else self.override.rag)

    @property
    def override(self) -> Override | None:
        """The rating that somebody has set beside the rule's."""
        return (self.ratings.overrides or {}).get(self.row)

    @property
    def threshold(self) -> Threshold | None:
        """What it was rated by."""
        position = int(self.ratings.threshold[self.row])
        return self.indicator.thresholds[position] if position >= 0 else None

    @property
    def polarity(self) -> Polarity:
        """The polarity in force."""
        return _POLARITIES[int(self.ratings.polarity[self.row])]

    @property
    def rag(self) -> Rag:
        """The rating; where it is NONE, see ``not_rated``."""
        return _RAGS[int(self.ratings.rag[self.row])]

    @property
    def not_rated(self) -> NotRated:
        """Why there is no rating."""
        return _NOT_RATED[int(self.ratings.not_rated[self.row])]

    @property
    def margin_to_target(self) -> Decimal | None:
        """How far the number displayed is on the right (positive) or wrong side of the target."""
        return None if self.number is None else self.ratings.margin_to_target.at(self.row)

    @property
    def margin_to_floor(self) -> Decimal | None:
        """How far the number displayed is on the right (positive) or wrong side of the floor standard."""
        return None if self.number is None else self.ratings.margin_to_floor.at(self.row)

    @property
    def rank(self) -> Rank | None:
        """The rank, or why there is none; None where areas of its level are not ranked."""
        return None if self.ratings.ranks is None else self.ratings.ranks.at(self.row)

    @property
    def family(self) -> str:
        """The family of its area, among which it is ranked; empty where the area is in none."""
        ranks = self.ratings.family_ranks
        return "" if ranks is None else ranks.family_of.get(self.area, "")

    @property
    def family_rank(self) -> Rank | None:
        """The rank in its family, or why there is none; None where its area is in no family."""
        ranks = self.ratings.family_ranks
        return None if ranks is None else ranks.ranks.at(self.row)

    @property
    def percent_of_target(self) -> Decimal | None:
        """The percent that the displayed value is of its target, where percents rate; else None."""
        rule = None if self.threshold is None else self.threshold.rule
        value = self.value
        return None if rule is None or value is None else rule.percent_of_target(value)

    @property
    def direction(self) -> DirectionOfTravel:
        """The direction of travel; where it is NONE, see ``no_direction``."""
        return _DIRECTIONS[int(self.ratings.direction[self.row])]

    @property
    def no_direction(self) -> NoDirection:
        """Why there is no direction of travel."""
        return _NO_DIRECTIONS[int(self.ratings.no_direction[self.row])]

    @property
    def change(self) -> Decimal | None:
        """How much the number of a context indicator has changed; if None, see ``number_direction``."""
        return self.ratings.change.at(self.row)

    @property
    def percent_change(self) -> Decimal | None:
        """The same in percent of the earlier value; None also where that would mean nothing."""
        return self.ratings.percent_change.at(self.row)

    @property
    def number_direction(self) -> NumberDirection:
        """Whether that number rose or fell; NONE if it is judged, or has nothing to be compared with."""
        return _NUMBER_DIRECTIONS[int(self.ratings.number_direction[self.row])]

    @property
    def is_new(self) -> bool:
        """Whether the source says that there is nothing to compare with yet."""
        return bool(self.ratings.observations.is_new[self.row])

    @property
    def marks(self) -> tuple[FigureMark, ...]:
        """The marks of official statistics beside it, such as [p]."""
        return marks_of(int(self.ratings.observations.marks[self.row]))

    def with_signs(self, text: str) -> str:
        """``81.0% [p]``: its value in words, with its marks."""
        return with_signs(text, int(self.ratings.observations.marks[self.row]))

    @property
    def previous(self) -> Figure | None:
        """The figure compared with, also where it has no value."""
        position = int(self.ratings.previous[self.row])
        return Figure(self.ratings, position) if position >= 0 else None

    @property
    def previous_value(self) -> Decimal | None:
        """The displayed value compared with."""
        return None if self.previous is None else self.previous.value

    @property
    def previous_number(self) -> Decimal | None:
        """The same as a number to compare and calculate with; None also where it represents a rating."""
        return None if self.previous is None else self.previous.number

    @property
    def previous_period(self) -> int | None:
        """The ordinal of the period compared with, also where it has no figure."""
        return int(self.ratings.previous_period[self.row]) if self.ratings.has_comparison[self.row] else None

    @property
    def previous_period_words(self) -> str:
        """The period compared with as a reader names it; empty where there is none."""
        period = self.previous_period
        return "" if period is None else period_words(self.indicator.calendar, period)

    @property
    def longer(self) -> LongerArrow | None:
        """The second arrow; None where its indicator has none."""
        longer, also = self.ratings.longer, self.indicator.compare_also
        if longer is None or also is None:
            return None
        previous = int(longer.previous[self.row])
        period = int(longer.period[self.row]) if longer.has_comparison[self.row] else None
        return LongerArrow(
            comparison=also,
            direction=_DIRECTIONS[int(longer.direction[self.row])],
            no_direction=_NO_DIRECTIONS[int(longer.no_direction[self.row])],
            previous=Figure(self.ratings, previous) if previous >= 0 else None,
            period_words="" if period is None else period_words(self.indicator.calendar, period),
        )

    @property
    def is_same_within(self) -> bool:
        """Whether it performs the same as before only by the tolerance of its definition."""
        tolerance, value, before = self.indicator.same_within, self.value, self.previous_value
        if tolerance is None or self.direction is not DirectionOfTravel.SAME:
            return False
        return value is not None and before is not None and not agree_at_the_coarser(value, before)

    @property
    def carried_forward(self) -> bool:
        """Whether no new data came: the source says so, or the figure repeats the previous one entirely."""
        return bool(self.ratings.carried_forward[self.row])

    @property
    def source_says_carried_forward(self) -> bool:
        """Whether the source itself says so."""
        return bool(self.ratings.observations.carried_forward[self.row])
