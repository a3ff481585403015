"""How far from a target is tolerable: ``5%`` of it, or ``2 points`` in the unit of the value."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS, MOST_WHOLE_DIGITS
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

_SIZE = re.compile(
    rf"(?P<number>(?:0|[1-9][0-9]{{0,{MOST_WHOLE_DIGITS - 1}}})(?:\.[0-9]{{1,{MOST_DECIMALS}}})?)"
    r"(?: ?(?P<percent>%|percent)| (?:percentage )?points?)"
)
_REMEDY = "write a percentage of the target such as 5%, or points in the unit of the value such as 2 points"


class Size(NamedTuple):
    """So many percent of the target, or so much in the unit of the value."""

    size: Decimal
    is_percent: bool


class ToleranceSize(ScalarKind[Size]):
    """``5%`` or ``2 points``: a number alone would leave open which of the two is meant."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a tolerance such as 5% or 2 points"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Size | None:
        """See ``ScalarKind.read_text``."""
        found = _SIZE.fullmatch(node.text)
        if found is None:
            issues.append(error(node.location, f"{label} {shown(node.text)} is not a tolerance", _REMEDY))
            return None
        return Size(Decimal(found["number"]), found["percent"] is not None)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {
            "type": "string",
            "pattern": f"^{_SIZE.pattern}$".replace("?P<number>", "?:").replace("?P<percent>", "?:"),
        }
