"""Names of things outside the project: environment variables."""

from __future__ import annotations

import re

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

_PATTERN = "[A-Za-z_][A-Za-z0-9_]{0,99}"


@frozen
class VariableName(ScalarKind[str]):
    """The name of an environment variable. What is written in its place may be a secret, and is not shown."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "the name of an environment variable"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        if re.fullmatch(_PATTERN, node.text):
            return node.text
        what = f"{label} is not the name of an environment variable"
        remedy = "put the address into an environment variable, and write the name of the variable here"
        issues.append(error(node.location, what, remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "pattern": f"^{_PATTERN}$"}
