"""Tidy ratings: one row a rated observation, one column a fact, every value as text.

A column keeps each distinct text once and where it stands, so that a format quotes or escapes a text once
however many rows hold it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray
from kpi_engine.model.frozen import frozen


class TidyKind(Enum):
    """What the texts of a column are. An empty text is no value in every kind."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"


# In the order of the outputs.
TIDY_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "code": TidyKind.TEXT,
        "area": TidyKind.TEXT,
        "level": TidyKind.TEXT,
        "period": TidyKind.TEXT,
        "kind": TidyKind.TEXT,
        "value": TidyKind.NUMBER,
        "numerator": TidyKind.NUMBER,
        "denominator": TidyKind.NUMBER,
        "target": TidyKind.NUMBER,
        "floor_standard": TidyKind.NUMBER,
        "rag": TidyKind.TEXT,
        "not_rated": TidyKind.TEXT,
        "previous_period": TidyKind.TEXT,
        "previous_value": TidyKind.NUMBER,
        "direction_of_travel": TidyKind.TEXT,
        "no_direction": TidyKind.TEXT,
        "distance_to_target": TidyKind.NUMBER,
        "distance_to_floor": TidyKind.NUMBER,
        "carried_forward": TidyKind.FLAG,
        "cohort": TidyKind.NUMBER,
        "polarity": TidyKind.TEXT,
        "rated_on": TidyKind.TEXT,
        "threshold_from": TidyKind.TEXT,
        "floor_basis": TidyKind.TEXT,
        "made": TidyKind.TEXT,
        "year_target": TidyKind.NUMBER,
        "change": TidyKind.NUMBER,
        "percent_change": TidyKind.NUMBER,
        "number_direction": TidyKind.TEXT,
        "strict": TidyKind.FLAG,
        "bands": TidyKind.TEXT,
        "percent_of_target": TidyKind.NUMBER,
    }
)
# After them, where a scorecard asks for ranks.
RANK_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "rank": TidyKind.NUMBER,
        "ranked_areas": TidyKind.NUMBER,
        "quarter": TidyKind.TEXT,
        "no_rank": TidyKind.TEXT,
    }
)
# After them, where a scorecard names overrides, and where a definition says how often a service is monitored.
OVERRIDE_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "override_rag": TidyKind.TEXT,
        "override_reason": TidyKind.TEXT,
        "override_by": TidyKind.TEXT,
        "override_date": TidyKind.TEXT,
    }
)
MONITORING_COLUMNS: Mapping[str, TidyKind] = MappingProxyType({"monitoring": TidyKind.TEXT})
# After them, where an overall rating is the worst of others: its value is no number.
WORST_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {"worst_rating": TidyKind.TEXT, "worst_members": TidyKind.TEXT}
)

# The latest figures beside comparators, in a table of their own: one row a comparison.
COMPARISON_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "code": TidyKind.TEXT,
        "area": TidyKind.TEXT,
        "level": TidyKind.TEXT,
        "section": TidyKind.TEXT,
        "period": TidyKind.TEXT,
        "value": TidyKind.NUMBER,
        "comparator": TidyKind.TEXT,
        "comparator_year": TidyKind.TEXT,
        "comparator_value": TidyKind.NUMBER,
        "verdict": TidyKind.TEXT,
        "no_verdict": TidyKind.TEXT,
    }
)


@frozen
class TidyColumn:
    """n values: ``texts[positions[row]]``. Numbers are plain decimals, flags ``true`` or ``false``."""

    kind: TidyKind
    texts: tuple[str, ...]
    positions: IndexArray


@frozen
class TidyTable:
    """Columns by name, at least one, each of the same number of rows; of ratings those of TIDY_COLUMNS.

    Where areas are ranked, those of RANK_COLUMNS follow; OVERRIDE_COLUMNS, MONITORING_COLUMNS and
    WORST_COLUMNS likewise.
    """

    columns: Mapping[str, TidyColumn]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())).positions)

    def of_areas(self, names: Collection[str]) -> TidyTable:
        """The rows of some areas, of a table that has a column ``area``; texts may then stand in no row."""
        area = self.columns["area"]
        wanted = np.array([text in names for text in area.texts], dtype=np.bool_)
        rows = np.flatnonzero(wanted[area.positions])
        return TidyTable(
            {
                name: TidyColumn(column.kind, column.texts, column.positions[rows])
                for name, column in self.columns.items()
            }
        )


def table_of(columns: Mapping[str, TidyKind], rows: Sequence[Sequence[str]]) -> TidyTable:
    """A small table from rows of texts, each as long as there are columns."""
    positions = np.arange(len(rows), dtype=np.int32)
    texts = list(zip(*rows, strict=True)) or [()] * len(columns)
    return TidyTable(
        {
            name: TidyColumn(kind, column, positions)
            for (name, kind), column in zip(columns.items(), texts, strict=True)
        }
    )
