"""Nodes → the plain values that read/yaml/writing.py writes as YAML."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi_engine.read.yaml.writing import Plain
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def plain_record(node: MappingNode) -> dict[str, Plain]:
    """The keys of a mapping with their values."""
    return {key.text: plain_of(value) for key, value in node.entries}


def plain_of(node: Node) -> Plain:
    """The value of a node: a number or truth value where it is plain and looks so, else a text."""
    match node:
        case MappingNode():
            return plain_record(node)
        case ListNode(items=items):
            return [plain_of(item) for item in items]
        case ScalarNode(text=text, plain=True) if _NUMBER.fullmatch(text):
            return Decimal(text)
        case ScalarNode(text=text, plain=True) if text in {"true", "false"}:
            return text == "true"
        case ScalarNode(text=text):
            return text
        case _:
            return None
