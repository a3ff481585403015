"""Colours and font families, as themes write them."""

from __future__ import annotations

import re

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

_COLOUR = "#[0-9A-Fa-f]{6}"
# No quotes, commas or brackets: a family is written into style sheets.
_FAMILY = "[A-Za-z][A-Za-z0-9 -]*"
_LONGEST_FAMILY = 31  # of a font in a workbook


class Colour(ScalarKind[str]):
    """A colour as its parts of red, green and blue: ``#rrggbb``, read in small letters."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return 'a colour in quotes, such as "#1d70b8"; without them # begins a comment'

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        if re.fullmatch(_COLOUR, node.text):
            return node.text.lower()
        remedy = 'write # and six figures from 0 to f in quotes, such as "#1d70b8"'
        issues.append(error(node.location, f"{label} {shown(node.text)} is not a colour", remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "pattern": f"^{_COLOUR}$"}


class FontFamily(ScalarKind[str]):
    """The name of a font family; whether a reader's computer has it nobody knows here."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "the name of a font family, such as Georgia"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        if re.fullmatch(_FAMILY, node.text) and len(node.text) <= _LONGEST_FAMILY:
            return node.text
        remedy = (
            f"write letters, digits, spaces and - only, a letter first, at most {_LONGEST_FAMILY} in all; "
            "several names are a list"
        )
        issues.append(error(node.location, f"{label} {shown(node.text)} is not a font family", remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "pattern": f"^{_FAMILY}$", "maxLength": _LONGEST_FAMILY}
