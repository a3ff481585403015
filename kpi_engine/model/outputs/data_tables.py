"""The tables that are written as CSV: what a row is, its columns, and what identifies it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.record_columns import ACTION_COLUMNS
from kpi_engine.model.outputs.statistics_columns import CHANCE_COLUMNS, EVERY_STATISTICS_COLUMN
from kpi_engine.model.outputs.tidy_columns import COMPARISON_COLUMNS, EVERY_COLUMN, Columns

RATINGS_CSV = "ratings.csv"
COMPARISONS_CSV = "comparisons.csv"
ACTIONS_CSV = "actions.csv"


@frozen
class DataTable:
    """A table in a file of its own. ``key`` are the columns that together are different in every row."""

    file: str
    title: str
    description: str
    columns: Columns
    key: tuple[str, ...]

    @property
    def name(self) -> str:
        """``ratings`` of ``ratings.csv``."""
        return self.file.rpartition(".")[0]

    def with_columns(self, names: Collection[str]) -> DataTable:
        """The table with these of its columns, in their order."""
        return replace(self, columns=MappingProxyType({name: self.columns[name] for name in names}))


DATA_TABLES: Mapping[str, DataTable] = MappingProxyType(
    {
        table.file: table
        for table in (
            DataTable(
                RATINGS_CSV,
                "Ratings",
                "One row a figure: its rating, its direction of travel and what they rest on",
                MappingProxyType({**EVERY_COLUMN, **EVERY_STATISTICS_COLUMN}),
                ("code", "area", "period", "kind"),
            ),
            DataTable(
                COMPARISONS_CSV,
                "Comparisons",
                "One row a comparison: the latest figure of a section beside a comparator",
                MappingProxyType({**COMPARISON_COLUMNS, **CHANCE_COLUMNS}),
                ("code", "area", "section", "comparator"),
            ),
            DataTable(
                ACTIONS_CSV,
                "Actions",
                "One row a series that calls for action in this edition, or no longer does",
                ACTION_COLUMNS,
                ("code", "area"),
            ),
        )
    }
)
