"""Paths as scorecards write them: relative, with ``/``."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.scalars import Text
from kpi_engine.read.yaml.yaml_nodes import ScalarNode


class PathText(ScalarKind[str]):
    """A path from the folder of the file that contains it.

    Code that knows the folder checks where the path leads.
    """

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a path such as data/observations.csv"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        text = Text().read_text(node, label, issues)
        if text is None:
            return None
        if PurePosixPath(text).is_absolute() or PureWindowsPath(text).drive:
            remedy = "write the path from the folder of this file"
            issues.append(
                error(node.location, f"{label} {shown(text)} is a path from the root of a disk", remedy)
            )
            return None
        if "\\" in text:
            remedy = "write / between folders, which works on every system"
            issues.append(error(node.location, f"{label} {shown(text)} has a backslash", remedy))
            return None
        return text

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "minLength": 1}
