"""The options that a project file gives to commands which are not told otherwise."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.yaml.kinds import JsonObject, Kind, ScalarKind, refuse_shape
from kpi_engine.read.yaml.lists import OneOrMore
from kpi_engine.read.yaml.yaml_nodes import MappingNode, Node, ScalarNode


@frozen
class UsualOption:
    """An option of a command and its values, as they are in the file; whether both exist is not known here.

    ``command`` is as it is typed after ``kpi`` (``commentary new``), ``option`` without its hyphens.
    """

    command: str
    option: str
    values: tuple[str, ...]
    location: Location


class _AsTyped(ScalarKind[str]):
    """A value as it would be typed after the option: a word, a number, true."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "what would be typed after the option"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        return node.text

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": ["string", "number", "boolean"]}


class UsualOptions(Kind[tuple[UsualOption, ...]]):
    """Commands, each with options and a value, or a list of values, for each option."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "commands with options, such as run: {log: json}"

    def read(self, node: Node, label: str, issues: list[Issue]) -> tuple[UsualOption, ...] | None:
        """See ``Kind.read``."""
        if not isinstance(node, MappingNode):
            refuse_shape(node, label, self.noun, issues)
            return None
        found: list[UsualOption] = []
        for command, options in node.entries:
            if not isinstance(options, MappingNode):
                refuse_shape(options, f"{label}: {command.text}", "options with values", issues)
                continue
            for option, value in options.entries:
                name = f"{label}: {command.text}: {option.text}"
                values = _VALUES.read(value, name, issues)
                if values is not None:
                    found.append(UsualOption(command.text, option.text, values, option.location))
        return tuple(found)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        options = {"type": "object", "additionalProperties": _VALUES.json_schema()}
        return {"type": "object", "additionalProperties": options}


_VALUES = OneOrMore(_AsTyped())
