"""The columns of what editions say beside the ratings: actions, what changed, what was published when.

A column is listed here and nowhere else; the rows are made in publish/compare and commands/editions.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.model.definitions.judgement import DirectionOfTravel, NotRated, Polarity, Rag
from kpi_engine.model.outputs.difference import Cause
from kpi_engine.model.outputs.published import BESIDE_FIELDS
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import (
    FAMILY_COLUMNS,
    LONGER_COLUMNS,
    MARK_COLUMNS,
    VALUE_WORD_COLUMNS,
    TidyColumnOf,
    columns_of,
    texts_of,
)

_NUMBER, _TEXT = TidyKind.NUMBER, TidyKind.TEXT
_CODE = TidyColumnOf("code", _TEXT, "Code of the indicator", always=True)
_AREA = TidyColumnOf("area", _TEXT, "Area that the figure is about", always=True)
_KIND = TidyColumnOf(
    "kind",
    _TEXT,
    "An observation, or the outturn (the final figure) of a year",
    choices=("observation", "outturn"),
    always=True,
)
_PERIOD = TidyColumnOf("period", _TEXT, "The period of the figure, as in the ratings", always=True)
_VALUE = TidyColumnOf("value", _NUMBER, "The value as displayed")
_NUMERATOR = TidyColumnOf("numerator", _NUMBER, "As supplied")
_DENOMINATOR = TidyColumnOf("denominator", _NUMBER, "As supplied")
_TARGET = TidyColumnOf("target", _NUMBER, "The value aimed at, in force in the period")
_FLOOR = TidyColumnOf("floor_standard", _NUMBER, "The least acceptable value, in force in the period")
_RAG = TidyColumnOf("rag", _TEXT, "The rating; null: there is none", choices=texts_of(Rag))
_NOT_RATED = TidyColumnOf(
    "not_rated", _TEXT, "Why there is no rating; null: there is one", choices=texts_of(NotRated)
)
_DIRECTION = TidyColumnOf(
    "direction_of_travel",
    _TEXT,
    "Whether performance, not the number, got better or worse; null: there is no direction",
    choices=texts_of(DirectionOfTravel),
)
_POLARITY = TidyColumnOf("polarity", _TEXT, "Which way is better", choices=texts_of(Polarity))
_RULE = TidyColumnOf("rule", _TEXT, "The standard in force in full, as target 85.0, floor 75.0")
_OVERRIDE = TidyColumnOf(
    "override", _TEXT, "The rating that somebody has set beside the rule's, with the reason, who and when"
)

# What the ledger has beside a figure, from version 4 on.
_BESIDE = tuple(
    {**VALUE_WORD_COLUMNS, **MARK_COLUMNS, **LONGER_COLUMNS, **FAMILY_COLUMNS}[name] for name in BESIDE_FIELDS
)

# A series that calls for action in an edition, or no longer does.
ACTION_COLUMNS = columns_of(
    TidyColumnOf(
        "status",
        _TEXT,
        "new, continuing or recovered; or the name of the last rating and what there is no longer, such as "
        "RED when last rated, no new rating",
        always=True,
    ),
    _CODE,
    _AREA,
    _PERIOD,
    _VALUE,
    _FLOOR,
    TidyColumnOf("red_band", _TEXT, "The band that is RED, where bands rate in place of a floor standard"),
    _TARGET,
    _RAG,
    _DIRECTION,
    TidyColumnOf(
        "missed_periods",
        _NUMBER,
        "How many consecutive periods call for action; periods without a rating do not count",
        always=True,
    ),
    TidyColumnOf(
        "missed_since",
        _TEXT,
        "The first of them; with 'or earlier' where the figures go back no further",
        always=True,
    ),
    _OVERRIDE,
)
# What kpi diff compares of a rating.
COMPARED_COLUMNS = columns_of(
    _VALUE, _RAG, _DIRECTION, _TARGET, _FLOOR, _NUMERATOR, _DENOMINATOR, _POLARITY, _RULE, _OVERRIDE, *_BESIDE
)
_SIDES = {"old": "In the older edition", "new": "In the newer edition"}


def _compared() -> Iterator[TidyColumnOf]:
    """Each column that is compared, of the older and the newer edition."""
    for name, column in COMPARED_COLUMNS.items():
        for side, words in _SIDES.items():
            described = f"{words}: {column.description[0].lower()}{column.description[1:]}"
            yield TidyColumnOf(f"{side}_{name}", column.kind, described, column.choices)


# A rating that differs between two editions: kpi diff.
DIFFERENCE_COLUMNS = columns_of(
    _CODE,
    _AREA,
    _KIND,
    _PERIOD,
    TidyColumnOf("cause", _TEXT, "Why it differs, first of all", choices=texts_of(Cause), always=True),
    TidyColumnOf("also", _TEXT, "What has changed besides, as target changed; polarity changed"),
    TidyColumnOf("rag_moved", TidyKind.FLAG, "Whether a reader sees another RAG than before", always=True),
    TidyColumnOf(
        "old_period",
        _TEXT,
        "The period in the older edition: an earlier one where it had no such period yet",
    ),
    *_compared(),
)
# What kpi history says of a rating, and when it was published.
HISTORY_RATING_COLUMNS = columns_of(
    _PERIOD,
    _KIND,
    _VALUE,
    _NUMERATOR,
    _DENOMINATOR,
    _TARGET,
    _FLOOR,
    _RAG,
    _NOT_RATED,
    _DIRECTION,
    _OVERRIDE,
    *_BESIDE,
)
HISTORY_COLUMNS = columns_of(
    *HISTORY_RATING_COLUMNS.values(),
    TidyColumnOf("edition", _TEXT, "The edition that published it first", always=True),
    TidyColumnOf("published_at", _TEXT, "When, as 2024-09-12T08:30:00+00:00", always=True),
    TidyColumnOf("last_edition", _TEXT, "The last edition that showed it", always=True),
    TidyColumnOf("restates", _TEXT, "The edition whose figure it replaced; null: a first figure"),
    TidyColumnOf("cause", _TEXT, "Why it replaced it", choices=texts_of(Cause)),
)
