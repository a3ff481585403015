"""A YAML file as an editor's schema check sees it: plain scalars mean what YAML 1.2's core schema says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi_engine.read.yaml_nodes import ListNode, MappingNode, Node, ScalarNode, load_nodes

_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def yaml_as_json(path: Path) -> Any:
    """The values of a file that has no problem of syntax."""
    node, issues = load_nodes(path, path.name)
    assert node is not None
    assert not issues
    return _value(node)


def _value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.text: _value(value) for key, value in node.entries}
    if isinstance(node, ListNode):
        return [_value(item) for item in node.items]
    assert isinstance(node, ScalarNode)
    if not node.plain:
        return node.text
    if node.text in _WORDS:
        return _WORDS[node.text]
    if re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text) if len(node.text) < 100 else Decimal(node.text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
        return Decimal(node.text)
    return node.text
