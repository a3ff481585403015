"""The columns of the tidy ratings: name, kind and meaning, for CSV, JSON, its schema, frames and docs.

A column is listed here and nowhere else; what fills it is in assemble/tidy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
    RateOn,
)
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.figures.verdict import NoVerdict, Verdict
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.tidy import TidyKind


@frozen
class TidyColumnOf:
    """A column. ``choices`` are the only texts that it can have, where they are limited, and empty for any.

    ``always``: no row is without it. ``is_date``: its texts are days, as 2024-08-31.
    """

    name: str
    kind: TidyKind
    description: str
    choices: tuple[str, ...] = ()
    always: bool = False
    is_date: bool = False


Columns: TypeAlias = Mapping[str, TidyColumnOf]


def columns_of(*listed: TidyColumnOf) -> Columns:
    """Columns by name, in this order."""
    return MappingProxyType({column.name: column for column in listed})


def kinds_of(columns: Columns) -> dict[str, TidyKind]:
    """The kind of each column, in their order."""
    return {name: column.kind for name, column in columns.items()}


def texts_of(members: Iterable[Enum]) -> tuple[str, ...]:
    """The values of an enum without the empty value."""
    return tuple(str(member.value) for member in members if member.value)


# What every rating has, in the order of the outputs. What makes them: assemble/tidy/table.py and, typed,
# frames/rated.py.
TIDY_COLUMNS = columns_of(
    TidyColumnOf("code", TidyKind.TEXT, "Code of the indicator", always=True),
    TidyColumnOf("area", TidyKind.TEXT, "Area that the figure is about", always=True),
    TidyColumnOf(
        "level",
        TidyKind.TEXT,
        "Level of the area: county, district, team, or whatever the body has",
        always=True,
    ),
    TidyColumnOf(
        "period",
        TidyKind.TEXT,
        "2024-08, 2024-25 Q1, 2023-24 Summer or 2023-24; an outturn's is its year",
        always=True,
    ),
    TidyColumnOf(
        "kind",
        TidyKind.TEXT,
        "An observation, or the outturn (the final figure) of a year",
        choices=("observation", "outturn"),
        always=True,
    ),
    TidyColumnOf(
        "value",
        TidyKind.NUMBER,
        "The value as displayed: what is rated, unless rated_on says raw; null also where it is not "
        "a number but the worst of other ratings, worst_rating",
    ),
    TidyColumnOf("numerator", TidyKind.NUMBER, "As supplied"),
    TidyColumnOf("denominator", TidyKind.NUMBER, "As supplied"),
    TidyColumnOf(
        "target", TidyKind.NUMBER, "The value aimed at, in force in the period; of a range, its target point"
    ),
    TidyColumnOf(
        "floor_standard",
        TidyKind.NUMBER,
        "The least acceptable value, in force in the period; a range has none",
    ),
    TidyColumnOf("rag", TidyKind.TEXT, "The rating; null: not_rated says why", choices=texts_of(Rag)),
    TidyColumnOf(
        "not_rated", TidyKind.TEXT, "Why there is no rating; null: there is one", choices=texts_of(NotRated)
    ),
    TidyColumnOf("previous_period", TidyKind.TEXT, "The period that the direction of travel compares with"),
    TidyColumnOf("previous_value", TidyKind.NUMBER, "The value displayed there"),
    TidyColumnOf(
        "direction_of_travel",
        TidyKind.TEXT,
        "Whether performance, not the number, got better or worse; null: no_direction says why",
        choices=texts_of(DirectionOfTravel),
    ),
    TidyColumnOf(
        "no_direction",
        TidyKind.TEXT,
        "Why there is no direction of travel; null: there is one",
        choices=texts_of(NoDirection),
    ),
    TidyColumnOf(
        "distance_to_target",
        TidyKind.NUMBER,
        "In the value's unit; negative: on the wrong side. Of a range: to its nearer edge",
    ),
    TidyColumnOf(
        "distance_to_floor",
        TidyKind.NUMBER,
        "In the value's unit; negative: on the wrong side. Of a range: to its nearer edge",
    ),
    TidyColumnOf(
        "carried_forward", TidyKind.FLAG, "No new data came: the figure before is repeated", always=True
    ),
    TidyColumnOf("cohort", TidyKind.NUMBER, "The denominator"),
    TidyColumnOf(
        "polarity",
        TidyKind.TEXT,
        "Which way is better: highest, lowest, close to target, or shown for context",
        choices=texts_of(Polarity),
        always=True,
    ),
    TidyColumnOf(
        "rated_on",
        TidyKind.TEXT,
        "Whether the value as displayed is rated, or the one before rounding",
        choices=texts_of(RateOn),
        always=True,
    ),
    TidyColumnOf(
        "threshold_from",
        TidyKind.TEXT,
        "From when the target and floor standard are in force, as the definition says",
    ),
    TidyColumnOf(
        "floor_basis", TidyKind.TEXT, "How the floor standard is known", choices=texts_of(FloorBasis)
    ),
    TidyColumnOf(
        "made", TidyKind.TEXT, "Whether the figure was supplied, or what it was computed from", always=True
    ),
    TidyColumnOf(
        "year_target",
        TidyKind.NUMBER,
        "The target for the whole year, where that of the period is a part of it",
    ),
    TidyColumnOf(
        "change",
        TidyKind.NUMBER,
        "Of a context indicator: the value displayed, less the previous one; it judges nothing",
    ),
    TidyColumnOf(
        "percent_change",
        TidyKind.NUMBER,
        "The same in percent of the previous value, to the whole percent; null also where that is 0 "
        "or below, and of percentages, which change by percentage points",
    ),
    TidyColumnOf(
        "number_direction",
        TidyKind.TEXT,
        "Of a context indicator: of the number, not of performance",
        choices=texts_of(NumberDirection),
    ),
    TidyColumnOf("strict", TidyKind.FLAG, "Whether the target must be beaten, not just met", always=True),
    TidyColumnOf("bands", TidyKind.TEXT, "The bands that rate, in place of a floor standard"),
    TidyColumnOf(
        "percent_of_target",
        TidyKind.NUMBER,
        "The percent that the value as displayed is of the target, where bands of percent of target "
        "rate; where rated_on says raw, the percent before rounding is rated",
    ),
)
# After them, where a scorecard asks for ranks. What makes these and the following: assemble/tidy/further.py.
RANK_COLUMNS = columns_of(
    TidyColumnOf(
        "rank",
        TidyKind.NUMBER,
        "Place among the areas of its level, 1 for the best; where the scorecard asks for ranks",
    ),
    TidyColumnOf("ranked_areas", TidyKind.NUMBER, "How many areas share the ranking"),
    TidyColumnOf(
        "quarter",
        TidyKind.TEXT,
        "The quarter of the ranking that the place lies in; of a tie, those that it spans",
    ),
    TidyColumnOf(
        "no_rank",
        TidyKind.TEXT,
        "Why there is no rank; null: there is one, or areas of this level are not ranked",
    ),
)
# Where a scorecard names overrides.
OVERRIDE_COLUMNS = columns_of(
    TidyColumnOf("override_rag", TidyKind.TEXT, "The rating that somebody has set beside the one in rag"),
    TidyColumnOf("override_reason", TidyKind.TEXT, "Why"),
    TidyColumnOf("override_by", TidyKind.TEXT, "Who set it"),
    TidyColumnOf("override_date", TidyKind.TEXT, "On which day, as 2018-03-01", is_date=True),
)
# Where a definition says how often a service is monitored.
MONITORING_COLUMNS = columns_of(
    TidyColumnOf(
        "monitoring",
        TidyKind.TEXT,
        "How often the service is looked at, by its overall rating or the override",
    ),
)
# Where an overall rating is the worst of others: its value is no number.
WORST_COLUMNS = columns_of(
    TidyColumnOf(
        "worst_rating",
        TidyKind.TEXT,
        "Of an overall rating that is the worst of others: that, in place of a value",
    ),
    TidyColumnOf("worst_members", TidyKind.TEXT, "The codes of the indicators that have it"),
)
# Where a scorecard has a scale of its own.
RATING_COLUMNS = columns_of(
    TidyColumnOf("rating", TidyKind.TEXT, "The rating by the name that the scale gives it"),
    TidyColumnOf("needs_action", TidyKind.FLAG, "Whether the rating must result in management action"),
)
# Where a figure has a mark of official statistics beside it.
MARK_COLUMNS = columns_of(
    TidyColumnOf(
        "marks",
        TidyKind.TEXT,
        "Marks beside the figure, as p;b: " + ", ".join(f"{mark.value} {mark.words}" for mark in FigureMark),
    ),
)
# Where the values of an indicator stand for words.
VALUE_WORD_COLUMNS = columns_of(
    TidyColumnOf(
        "value_words",
        TidyKind.TEXT,
        "The value in words, as Completed or Good (2), where its definition gives words to values",
    ),
)
# Where a scorecard names families of similar areas.
FAMILY_COLUMNS = columns_of(
    TidyColumnOf("family", TidyKind.TEXT, "The family of similar areas that the area is in"),
    TidyColumnOf("family_rank", TidyKind.NUMBER, "Place among the areas of the family, 1 for the best"),
    TidyColumnOf("family_areas", TidyKind.NUMBER, "How many areas share that ranking"),
    TidyColumnOf(
        "no_family_rank", TidyKind.TEXT, "Why there is no such rank; null: there is one, or no family"
    ),
)
# Where an indicator has a second arrow.
LONGER_COLUMNS = columns_of(
    TidyColumnOf("longer_period", TidyKind.TEXT, "The period that the second, longer arrow compares with"),
    TidyColumnOf("longer_value", TidyKind.NUMBER, "The value displayed there"),
    TidyColumnOf(
        "longer_direction",
        TidyKind.TEXT,
        "Whether performance got better or worse since then; null: no_longer_direction says why, or the "
        "indicator has no second arrow",
        choices=texts_of(DirectionOfTravel),
    ),
    TidyColumnOf(
        "no_longer_direction", TidyKind.TEXT, "Why there is no second arrow", choices=texts_of(NoDirection)
    ),
)
# What describes the indicator and the period, so that a row says everything by itself. In files, behind all
# other columns; frames are made from definitions that their caller has.
DESCRIBING_COLUMNS = columns_of(
    TidyColumnOf("name", TidyKind.TEXT, "The indicator's name", always=True),
    TidyColumnOf("unit", TidyKind.TEXT, "The unit of value, target and floor_standard", always=True),
    TidyColumnOf("decimals", TidyKind.NUMBER, "How many decimals of the value are displayed", always=True),
    TidyColumnOf(
        "frequency", TidyKind.TEXT, "How often there is a figure", choices=texts_of(Frequency), always=True
    ),
    TidyColumnOf(
        "period_start", TidyKind.TEXT, "The first day of the period, as 2024-08-01", always=True, is_date=True
    ),
    TidyColumnOf(
        "period_end", TidyKind.TEXT, "The last day of the period, as 2024-08-31", always=True, is_date=True
    ),
    TidyColumnOf("service", TidyKind.TEXT, "The service that the indicator belongs to"),
    TidyColumnOf("section", TidyKind.TEXT, "Ids of the sections that list it for areas of its level, as a;b"),
    TidyColumnOf("owner", TidyKind.TEXT, "Who answers for the indicator"),
    TidyColumnOf("theme", TidyKind.TEXT, "What the body reports it under"),
    TidyColumnOf("priority", TidyKind.TEXT, "The aim that it serves"),
)
# Where a target is a place on a path to a later one.
PATH_COLUMNS = columns_of(
    TidyColumnOf("baseline", TidyKind.NUMBER, "Where the path to a later target begins"),
    TidyColumnOf("baseline_period", TidyKind.TEXT, "The period of the baseline"),
    TidyColumnOf("later_target", TidyKind.NUMBER, "The target that the path leads to"),
    TidyColumnOf("later_target_period", TidyKind.TEXT, "The period in which it is to be reached"),
    TidyColumnOf(
        "progress",
        TidyKind.NUMBER,
        "The share of the way to the later target that is done, in whole percent; negative: further away",
    ),
)
# Every column that a rating can have.
EVERY_COLUMN: Columns = MappingProxyType(
    {
        **TIDY_COLUMNS,
        **RANK_COLUMNS,
        **OVERRIDE_COLUMNS,
        **MONITORING_COLUMNS,
        **WORST_COLUMNS,
        **RATING_COLUMNS,
        **MARK_COLUMNS,
        **VALUE_WORD_COLUMNS,
        **LONGER_COLUMNS,
        **FAMILY_COLUMNS,
        **PATH_COLUMNS,
        **DESCRIBING_COLUMNS,
    }
)
# The latest figures beside comparators, in a table of their own: one row a comparison.
COMPARISON_COLUMNS = columns_of(
    TidyColumnOf("code", TidyKind.TEXT, "Code of the indicator", always=True),
    TidyColumnOf("area", TidyKind.TEXT, "Area that the figure is about", always=True),
    TidyColumnOf("level", TidyKind.TEXT, "Level of the area", always=True),
    TidyColumnOf("section", TidyKind.TEXT, "Id of the section that shows it", always=True),
    TidyColumnOf("period", TidyKind.TEXT, "The period of the latest figure, as in the ratings", always=True),
    TidyColumnOf("value", TidyKind.NUMBER, "The value as displayed"),
    TidyColumnOf("comparator", TidyKind.TEXT, "Name of what it is compared with", always=True),
    TidyColumnOf("comparator_year", TidyKind.TEXT, "The year or period of the comparator; null: not known"),
    TidyColumnOf("comparator_value", TidyKind.NUMBER, "As supplied; the average of neighbours as displayed"),
    TidyColumnOf(
        "verdict",
        TidyKind.TEXT,
        "Whether the value is better or worse than the comparator; null: no_verdict says why",
        choices=texts_of(Verdict),
    ),
    TidyColumnOf(
        "no_verdict",
        TidyKind.TEXT,
        "Why there is no verdict; null: there is one",
        choices=texts_of(NoVerdict),
    ),
)
