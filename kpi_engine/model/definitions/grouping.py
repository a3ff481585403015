"""What the rows of a page can be grouped by: whose indicators they are, or what they serve.

Rules: docs/scorecard.md, "Groups".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Literal, TypeVar

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
                return indicator.owner or self.lacking
            case GroupBy.THEME:
                return indicator.theme or self.lacking
            case GroupBy.PRIORITY:
                return indicator.priority or self.lacking
        service: Literal[GroupBy.SERVICE] = self  # mypy refuses another member here
        return indicator.service or service.lacking

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
