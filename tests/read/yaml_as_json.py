"""A YAML file as an editor's schema check sees it: plain scalars mean what YAML 1.2's core schema says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode, load_nodes

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
    return _plain_value(node.text) if node.plain else node.text


def _plain_value(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if re.fullmatch(r"[-+]?[0-9]{1,99}", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return Decimal(text)
    return text
