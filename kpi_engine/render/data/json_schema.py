"""The JSON Schema of the ratings that render/json.py writes; docs/ratings.schema.json is its copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from kpi_engine.model.definitions.indicator import FloorBasis
from kpi_engine.model.definitions.judgement import (
    DirectionOfTravel,
    NoDirection,
    NotRated,
    NumberDirection,
    Polarity,
    Rag,
    RateOn,
)
from kpi_engine.model.figures.verdict import NoVerdict, Verdict
from kpi_engine.model.outputs.tidy import (
    COMPARISON_COLUMNS,
    MONITORING_COLUMNS,
    OVERRIDE_COLUMNS,
    RANK_COLUMNS,
    TIDY_COLUMNS,
    WORST_COLUMNS,
    TidyKind,
)
from kpi_engine.render.data.json import RATINGS_SCHEMA_VERSION

_DESCRIPTIONS = {
    "code": "Code of the indicator",
    "area": "Area that the figure is about",
    "level": "Level of the area: county, district, team, or whatever the body has",
    "period": "2024-08, 2024-25 Q1, 2023-24 Summer or 2023-24; an outturn's is its year",
    "kind": "An observation, or the outturn (the final figure) of a year",
    "value": "The value as displayed: what is rated, unless rated_on says raw; null also where it is not a "
    "number but the worst of other ratings, worst_rating",
    "numerator": "As supplied",
    "denominator": "As supplied",
    "target": "The value aimed at, in force in the period; of a range, its target point",
    "floor_standard": "The least acceptable value, in force in the period; a range has none",
    "rag": "The rating; null: not_rated says why",
    "not_rated": "Why there is no rating; null: there is one",
    "previous_period": "The period that the direction of travel compares with",
    "previous_value": "The value displayed there",
    "direction_of_travel": "Of performance, not of the number; null: no_direction says why",
    "no_direction": "Why there is no direction of travel; null: there is one",
    "change": "Of a context indicator: the value displayed, less the previous one; it judges nothing",
    "percent_change": "The same in percent of the previous value, to the whole percent; null also where that "
    "is 0 or below, and of percentages, which change by percentage points",
    "number_direction": "Of a context indicator: of the number, not of performance",
    "distance_to_target": "In the value's unit; negative: on the wrong side. Of a range: to its nearer edge",
    "distance_to_floor": "In the value's unit; negative: on the wrong side. Of a range: to its nearer edge",
    "carried_forward": "No new data came: the figure before is repeated",
    "cohort": "The denominator",
    "polarity": "Which way is better: highest, lowest, close to target, or shown for context",
    "rated_on": "Whether the value as displayed is rated, or the one before rounding",
    "threshold_from": "From when the target and floor standard are in force, as the definition says",
    "override_rag": "The rating that somebody has set beside the one in rag",
    "override_reason": "Why",
    "override_by": "Who set it",
    "override_date": "On which day, as 2018-03-01",
    "monitoring": "How often the service is looked at, by its overall rating or the override",
    "worst_rating": "Of an overall rating that is the worst of others: that, in place of a value",
    "worst_members": "The codes of the indicators that have it",
    "floor_basis": "How the floor standard is known",
    "made": "Whether the figure was supplied, or what it was computed from",
    "year_target": "The target for the whole year, where that of the period is a part of it",
    "strict": "Whether the target is reached only where it is beaten",
    "bands": "The bands that rate, in place of a floor standard",
    "percent_of_target": "The percent that the value as displayed is of the target, where bands of percent "
    "of target rate; where rated_on says raw, the percent before rounding is rated",
    "rank": "Place among the areas of its level, 1 for the best; where the scorecard asks for ranks",
    "ranked_areas": "How many areas share the ranking",
    "quarter": "The quarter of the ranking that the place lies in; of a tie, those that it spans",
    "no_rank": "Why there is no rank; null: there is one, or areas of this level are not ranked",
}
_OF_COMPARISONS = {
    "code": "Code of the indicator",
    "area": "Area that the figure is about",
    "level": "Level of the area",
    "section": "Id of the section that shows it",
    "period": "The period of the latest figure, as in the ratings",
    "value": "The value as displayed",
    "comparator": "Name of what it is compared with",
    "comparator_year": "The year or period of the comparator; null: not known",
    "comparator_value": "As supplied; the average of neighbours as displayed",
    "verdict": "Whether the value is better or worse than the comparator; null: no_verdict says why",
    "no_verdict": "Why there is no verdict; null: there is one",
}
_EVERY_COLUMN = {**TIDY_COLUMNS, **RANK_COLUMNS, **OVERRIDE_COLUMNS, **MONITORING_COLUMNS, **WORST_COLUMNS}
_NEVER_NULL = (
    *("code", "area", "level", "period", "kind", "carried_forward", "polarity", "rated_on", "made"),
    "strict",
)
_TYPES = {TidyKind.TEXT: "string", TidyKind.NUMBER: "number", TidyKind.FLAG: "boolean"}


def ratings_json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a ratings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ratings of a performance scorecard",
        "type": "object",
        "required": ["schema_version", "scorecard", "ratings", "comparisons"],
        "additionalProperties": False,
        "properties": {
            "schema_version": {"const": RATINGS_SCHEMA_VERSION},
            "scorecard": _scorecard_schema(),
            "ratings": {"type": "array", "items": _rating_schema()},
            "comparisons": {
                "type": "array",
                "description": "The latest figure of each section beside each comparator, as pages show it",
                "items": _comparison_schema(),
            },
        },
    }


def _scorecard_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["title", "as_at", "publication_date", "producer"],
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string"},
            "as_at": {"type": "string", "pattern": r"^\d{4}-\d{2}$", "description": "The month reported"},
            "publication_date": {"type": ["string", "null"]},
            "producer": {"type": ["string", "null"]},
        },
    }


def _rating_schema() -> dict[str, Any]:
    choices = {
        "kind": ["observation", "outturn"],
        "rag": _texts(Rag),
        "not_rated": _texts(NotRated),
        "direction_of_travel": _texts(DirectionOfTravel),
        "no_direction": _texts(NoDirection),
        "number_direction": _texts(NumberDirection),
        "polarity": _texts(Polarity),
        "rated_on": _texts(RateOn),
        "floor_basis": _texts(FloorBasis),
    }
    return _row_schema(_EVERY_COLUMN, _DESCRIPTIONS, choices, _NEVER_NULL) | {"required": list(TIDY_COLUMNS)}


def _comparison_schema() -> dict[str, Any]:
    choices = {"verdict": _texts(Verdict), "no_verdict": _texts(NoVerdict)}
    never_null = ("code", "area", "level", "section", "period", "comparator")
    return _row_schema(COMPARISON_COLUMNS, _OF_COMPARISONS, choices, never_null)


def _row_schema(
    columns: Mapping[str, TidyKind],
    descriptions: Mapping[str, str],
    choices: Mapping[str, Sequence[str]],
    never_null: Collection[str],
) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, kind in columns.items():
        nullable = name not in never_null
        described: dict[str, Any] = {"description": descriptions[name]}
        if name in choices:
            described["enum"] = [*choices[name], None] if nullable else choices[name]
        else:
            described["type"] = [_TYPES[kind], "null"] if nullable else _TYPES[kind]
        properties[name] = described
    return {
        "type": "object",
        "required": list(columns),
        "additionalProperties": False,
        "properties": properties,
    }


def _texts(members: Iterable[Enum]) -> list[str]:
    """The values of an enum but the empty one, which is written as null."""
    return [member.value for member in members if member.value]
