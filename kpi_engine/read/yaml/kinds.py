"""What a value of a YAML file may be: the interface that records, lists and scalars share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Generic, TypeAlias, TypeVar

from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode, UnreadableNode

JsonObject: TypeAlias = dict[str, Any]
T = TypeVar("T")


class Kind(ABC, Generic[T]):
    """What a value may be."""

    @property
    @abstractmethod
    def noun(self) -> str:
        """What is wanted, for a message: ``a number``."""

    @abstractmethod
    def read(self, node: Node, label: str, issues: list[Issue]) -> T | None:
        """The value of a node; None where there is nothing to use, and ``issues`` then says why.

        ``label`` is the name of the field, for messages.
        """

    @abstractmethod
    def json_schema(self) -> JsonObject:
        """The same for an editor, as JSON Schema."""


class ScalarKind(Kind[T]):
    """A value that is one text in the file."""

    def read(self, node: Node, label: str, issues: list[Issue]) -> T | None:
        """See ``Kind.read``."""
        if isinstance(node, ScalarNode) and not is_absent(node):
            return self.read_text(node, label, issues)
        refuse_shape(node, label, self.noun, issues)
        return None

    @abstractmethod
    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> T | None:
        """The value of a scalar that is not empty."""


def refuse_shape(node: Node, label: str, noun: str, issues: list[Issue]) -> None:
    """Raise that a node is not of the shape that is wanted; what is unreadable has been raised before."""
    if isinstance(node, UnreadableNode):
        return
    if is_absent(node):
        issues.append(error(node.location, f"{label} has no value", f"write {noun}"))
        return
    shapes: dict[type, str] = {ScalarNode: "a text", ListNode: "a list", MappingNode: "a record of fields"}
    issues.append(error(node.location, f"{label} is {shapes[type(node)]}", f"write {noun}"))


def is_absent(node: Node) -> bool:
    """Whether nothing at all is written where a value is wanted."""
    return isinstance(node, ScalarNode) and node.plain and not node.text
