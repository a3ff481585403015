"""What the rows of a page can be grouped by: whose indicators they are, or what they serve.

Rules: docs/scorecard.md, "Groups".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TypeVar, assert_never

from kpi_engine.model.definitions.indicator import Indicator


class GroupBy(Enum):
    """What an indicator says of itself that makes rows belong together."""

    OWNER = "owner"
    THEME = "theme"
    PRIORITY = "priority"
    SERVICE = "service"

    def of(self, indicator: Indicator) -> str:
        """The group that an indicator belongs to, which is ``No owner`` where the indicator names none."""
        match self:
            case GroupBy.OWNER:
                said = indicator.owner
            case GroupBy.THEME:
                said = indicator.theme
            case GroupBy.PRIORITY:
                said = indicator.priority
            case GroupBy.SERVICE:
                said = indicator.service
            case _:
                assert_never(self)
        return said or self.lacking

    @property
    def lacking(self) -> str:
        """The group of indicators that say nothing."""
        return f"No {self.value}"


_Row = TypeVar("_Row")


def grouped_by(
    group_by: GroupBy, rows: Iterable[_Row], indicator_of: Callable[[_Row], Indicator]
) -> list[tuple[str, list[_Row]]]:
    """Rows by group, in the order in which groups first appear; rows of no group come last."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        groups.setdefault(group_by.of(indicator_of(row)), []).append(row)
    return sorted(groups.items(), key=lambda group: group[0] == group_by.lacking)
