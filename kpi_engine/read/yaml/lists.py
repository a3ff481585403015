"""Lists of a YAML file, and values that may be one thing or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown
from kpi_engine.read.reporting import too_many
from kpi_engine.read.yaml.kinds import JsonObject, Kind, refuse_shape
from kpi_engine.read.yaml.scalars import Text
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")

# More than any scorecard has, and few enough for whatever has to compare items with each other.
MOST_ITEMS = 10_000


@frozen
class ListOf(Kind[tuple[T, ...]]):
    """A list of at least one item, each once where ``distinct``, and at most ``most`` of them."""

    item: Kind[T]
    distinct: bool = False
    most: int = MOST_ITEMS

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"a list, each item {self.item.noun}"

    def read(self, node: Node, label: str, issues: list[Issue]) -> tuple[T, ...] | None:
        """See ``Kind.read``; items that cannot be read are left out."""
        if not isinstance(node, ListNode):
            refuse_shape(node, label, self.noun, issues)
            return None
        if not node.items and node.whole:
            issues.append(
                error(node.location, f"{label} is an empty list", "add an item or delete the field")
            )
        if len(node.items) > self.most:
            what = f"{label} is a list of {len(node.items):,}"
            issues.append(error(node.location, what, f"at most {self.most:,} can be handled"))
            return None
        if self.distinct:
            _refuse_repeats(node.items, label, issues)
        values = [self.item.read(item, label, issues) for item in node.items if not too_many(issues)]
        found = (value for value in values if value is not None)
        return tuple(dict.fromkeys(found)) if self.distinct else tuple(found)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        schema: JsonObject = {"type": "array", "items": self.item.json_schema(), "minItems": 1}
        schema["maxItems"] = self.most
        return {**schema, "uniqueItems": True} if self.distinct else schema


def _refuse_repeats(items: Sequence[Node], label: str, issues: list[Issue]) -> None:
    seen: dict[str, Location] = {}
    for item in items:
        if isinstance(item, ScalarNode) and not too_many(issues):
            first = seen.setdefault(item.text, item.location)
            if first is not item.location:
                what = f"{label} names {shown(item.text)} twice, first on line {first.line}"
                issues.append(error(item.location, what, "keep one of the two"))


@frozen
class Either(Kind[A | B]):
    """One text, or else a list or record."""

    scalar: Kind[A]
    other: Kind[B]

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"{self.scalar.noun}, or {self.other.noun}"

    def read(self, node: Node, label: str, issues: list[Issue]) -> A | B | None:
        """See ``Kind.read``."""
        if isinstance(node, ScalarNode):
            return self.scalar.read(node, label, issues)
        return self.other.read(node, label, issues)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"anyOf": [self.scalar.json_schema(), self.other.json_schema()]}


class ListOrRecord(Either[A, B]):
    """A list, or else a record that says more of it: ``scalar`` reads the list."""

    def read(self, node: Node, label: str, issues: list[Issue]) -> A | B | None:
        """See ``Kind.read``."""
        if isinstance(node, MappingNode):
            return self.other.read(node, label, issues)
        return self.scalar.read(node, label, issues)


@frozen
class OneOrMore(Kind[tuple[T, ...]]):
    """One item, or a list of them."""

    item: Kind[T]
    distinct: bool = False

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"{self.item.noun}, or a list of them"

    def read(self, node: Node, label: str, issues: list[Issue]) -> tuple[T, ...] | None:
        """See ``Kind.read``."""
        if isinstance(node, ListNode):
            return ListOf(self.item, self.distinct).read(node, label, issues)
        value = self.item.read(node, label, issues)
        return None if value is None else (value,)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"anyOf": [self.item.json_schema(), ListOf(self.item, self.distinct).json_schema()]}


@frozen
class Placed(Generic[T]):
    """A value and its location."""

    value: T
    location: Location


@frozen
class WithPlace(Kind[Placed[T]]):
    """A value whose place is kept, for what can be wrong with it later."""

    kind: Kind[T]

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return self.kind.noun

    def read(self, node: Node, label: str, issues: list[Issue]) -> Placed[T] | None:
        """See ``Kind.read``."""
        value = self.kind.read(node, label, issues)
        return None if value is None else Placed(value, node.location)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return self.kind.json_schema()


@frozen
class Pair(Kind[tuple[T, T]]):
    """A list of exactly two items; ``shape`` says what the two are."""

    item: Kind[T]
    shape: str = "[lowest, highest]"

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"a list of two: {self.shape}"

    def read(self, node: Node, label: str, issues: list[Issue]) -> tuple[T, T] | None:
        """See ``Kind.read``."""
        if not isinstance(node, ListNode):
            refuse_shape(node, label, self.noun, issues)
            return None
        if len(node.items) != 2 and node.whole:
            what = f"{label} is a list of {len(node.items)}"
            issues.append(error(node.location, what, f"write {self.noun}"))
        values = [self.item.read(item, label, issues) for item in node.items]
        if len(values) != 2 or values[0] is None or values[1] is None:
            return None
        return values[0], values[1]

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "array", "items": self.item.json_schema(), "minItems": 2, "maxItems": 2}


class Pairs(Kind[tuple[tuple[str, str], ...]]):
    """Texts with a text each, in order: terms and what they mean."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "lines such as R12M: Rolling 12 months"

    def read(self, node: Node, label: str, issues: list[Issue]) -> tuple[tuple[str, str], ...] | None:
        """See ``Kind.read``."""
        if not isinstance(node, MappingNode):
            refuse_shape(node, label, self.noun, issues)
            return None
        pairs = [
            (Text().read(term, label, issues), Text().read(meaning, f"{label}: {shown(term.text)}", issues))
            for term, meaning in node.entries
        ]
        return tuple((term, meaning) for term, meaning in pairs if term is not None and meaning is not None)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "object", "additionalProperties": Text().json_schema()}


class WordPairs(Pairs):
    """Words with a number or a rating each, or numbers with a word each."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "lines such as Completed: 3"

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
