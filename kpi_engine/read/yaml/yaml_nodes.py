"""YAML as located nodes, built from pyyaml's parser events.

Every scalar stays the text it is: the field it belongs to says what it must be (records.py), so that
``NO`` is never a truth value nor ``010`` the number eight. Only what a definition needs is allowed: a
document of mappings, lists and scalars, without anchors, aliases, tags or merge keys, which hide where a
value comes from (and of which a small file can make a huge file).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from yaml import events

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown
from kpi_engine.read.reporting import in_order, too_many
from kpi_engine.read.yaml.yaml_syntax import syntax_issue
from kpi_engine.read.yaml.yaml_text import read_yaml_text

_Parser: Any
try:
    from yaml.cyaml import CLoader as _Parser
except ImportError:  # pyyaml built without libyaml: slower, and otherwise the same
    from yaml import Loader as _Parser

# The deepest that a sound file of ours goes is 7.
DEEPEST_NESTING = 20


@frozen
class ScalarNode:
    """A text.

    ``plain`` says that it is without quotes, so that another YAML reader may take it for a number.
    """

    text: str
    plain: bool
    location: Location


@frozen
class ListNode:
    """Items in order. ``whole``: False where a syntax error cut the list short."""

    items: tuple[Node, ...]
    whole: bool
    location: Location


@frozen
class MappingNode:
    """Keys, each once, with their values, in order. ``whole``: False where a syntax error cut it short."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    whole: bool
    location: Location


@frozen
class UnreadableNode:
    """A value that cannot be used, about which an issue has been raised already."""

    location: Location


Node: TypeAlias = ScalarNode | ListNode | MappingNode | UnreadableNode


def load_nodes(path: Path, display: str) -> tuple[Node | None, list[Issue]]:
    """Read one YAML file; ``display`` is its name in messages.

    Returns:
        The document, as far as it could be read (None: not at all), and every problem found, by line.
        Never raises for what a file holds or for a file that cannot be read.
    """
    text, issues = read_yaml_text(path, display)
    if text is None:
        return None, issues
    node, more = parse_nodes(text, display)
    tabs = {issue.location.line for issue in issues}
    issues += [issue for issue in more if issue.location.line not in tabs]
    return node, in_order(issues)


def parse_nodes(text: str, display: str) -> tuple[Node | None, list[Issue]]:
    """The document in a text that yaml_text.py has found sound, and its problems in no order."""
    builder = _Builder(display)
    parser = _Parser(text)
    try:
        while builder.take(parser.get_event()) and not too_many(builder.issues):
            pass
    except yaml.YAMLError as problem:
        builder.issues.append(syntax_issue(problem, text, display))
        builder.cut_short()
    finally:
        parser.dispose()
    node = builder.finish()
    empty = node is None or (isinstance(node, ScalarNode) and node.plain and not node.text)
    if not empty:
        return node, builder.issues
    if not builder.issues:
        remedy = "write definitions or a scorecard in it, or delete it"
        builder.issues.append(error(Location(display, 1, 1), "this file is empty", remedy))
    return None, builder.issues


@dataclass(slots=True)
class _Open:
    """A list or mapping under construction; a mapping's children are key, value, key, value …"""

    is_mapping: bool
    location: Location
    children: list[Node]


class _Builder:
    """Makes nodes of events. Kept flat, with a stack of its own: it handles every scalar of every file."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.issues: list[Issue] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0

    def take(self, event: Any) -> bool:
        """Use one event; False when there is nothing more to take."""
        kind = type(event)
        if kind is events.ScalarEvent:
            place = self._place(event)
            if event.anchor is not None or event.tag is not None:
                self._refuse_properties(event, place)
            self._add(ScalarNode(event.value, not event.style, place))
        elif kind is events.MappingStartEvent or kind is events.SequenceStartEvent:
            return self._open(event, kind is events.MappingStartEvent)
        elif kind is events.MappingEndEvent or kind is events.SequenceEndEvent:
            self._add(self._closed(self.stack.pop(), whole=True))
        elif kind is events.AliasEvent:
            self._refuse_alias(event)
        elif kind is events.DocumentStartEvent:
            return self._start_document(event)
        return kind is not events.StreamEndEvent

    def cut_short(self) -> None:
        """Mark what was closed last as not whole: a line indented wrongly closes what it belongs to."""
        if self.stack and self.stack[-1].children:
            self.stack[-1].children[-1] = _cut_short(self.stack[-1].children[-1])

    def finish(self) -> Node | None:
        """The document; whatever is still open, because reading stopped early, is marked as not whole."""
        while self.stack:
            self._add(self._closed(self.stack.pop(), whole=False))
        return self.root

    def _place(self, event: Any) -> Location:
        mark = event.start_mark
        return Location(self.display, mark.line + 1, mark.column + 1)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node

    def _open(self, event: Any, is_mapping: bool) -> bool:
        place = self._place(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event, place)
        if len(self.stack) == DEEPEST_NESTING:
            self.issues.append(
                error(
                    place,
                    f"lists and records are nested more than {DEEPEST_NESTING} deep here",
                    "check the brackets and the indentation",
                )
            )
            return False
        self.stack.append(_Open(is_mapping, place, []))
        return True

    def _closed(self, part: _Open, whole: bool) -> ListNode | MappingNode:
        if not part.is_mapping:
            return ListNode(tuple(part.children), whole, part.location)
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        children = iter(part.children)
        for key, value in zip(children, children, strict=False):
            name = self._sound_key(key, entries)
            if name is not None:
                entries[name.text] = (name, value)
        return MappingNode(tuple(entries.values()), whole, part.location)

    def _sound_key(self, key: Node, entries: dict[str, tuple[ScalarNode, Node]]) -> ScalarNode | None:
        """The key where it names a field not named before; what is wrong with it is raised here."""
        if isinstance(key, UnreadableNode):
            return None
        if not isinstance(key, ScalarNode):
            self._refuse(
                key.location, "there is a list or record where a field name is wanted", "write a name"
            )
        elif key.plain and key.text == "<<":
            self._refuse(key.location, "there is a merge key (<<) here", "write the fields out in full")
        elif not key.text:
            self._refuse(
                key.location, "there is a field without a name here", 'write its name before the ":"'
            )
        elif key.text in entries:
            first = entries[key.text][0].location
            self._refuse(
                key.location,
                f"{shown(key.text)} appears a second time; the first is on line {first.line}",
                "keep one of the two",
            )
        else:
            return key
        return None

    def _refuse(self, place: Location, what: str, remedy: str) -> None:
        if not too_many(self.issues):
            self.issues.append(error(place, what, remedy))

    def _refuse_properties(self, event: Any, place: Location) -> None:
        if event.anchor is not None:
            self._refuse(
                place,
                f"an anchor, {shown('&' + event.anchor)}, is not allowed here",
                "delete it, and write the value where it is wanted; a text with & in front goes in quotes",
            )
        if event.tag is not None:
            self._refuse(
                place,
                f"a tag, {shown(event.tag)}, is not allowed here",
                "delete it; a text that begins with ! goes in quotes",
            )

    def _refuse_alias(self, event: Any) -> None:
        place = self._place(event)
        self._refuse(
            place,
            f"an alias, {shown('*' + event.anchor)}, stands here",
            "write the value out; a text that begins with * goes in quotes",
        )
        self._add(UnreadableNode(place))

    def _start_document(self, event: Any) -> bool:
        self.documents += 1
        if self.documents == 1:
            return True
        self._refuse(
            self._place(event),
            "a second document begins here (---)",
            "keep one document a file: delete this line, or move what follows to a file of its own",
        )
        return False


def _cut_short(node: Node) -> Node:
    """The node as not whole, and so on through the last thing that it holds."""
    if isinstance(node, ListNode):
        items = (*node.items[:-1], *(_cut_short(item) for item in node.items[-1:]))
        return ListNode(items, whole=False, location=node.location)
    if isinstance(node, MappingNode):
        last = [(key, _cut_short(value)) for key, value in node.entries[-1:]]
        return MappingNode((*node.entries[:-1], *last), whole=False, location=node.location)
    return node
