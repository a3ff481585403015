"""Documents whose every word is somebody's attempt to break the page."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

from kpi_engine.model.outputs.document import Document
from tests.example_document import example_document

# What names a thing inside the program and is never shown as it is.
_NOT_SHOWN = {"id", "key", "group", "section"}

HOSTILE_WORDS = {
    "closing tags": "</script></style></title></textarea></td></table></svg><script>alert(1)</script>",
    "attribute": "\"><img src=x onerror=alert(1)>'><b onmouseover='alert(1)",
    "entities": "&lt;b&gt; &amp; &#60; &nosuch; AT&T <!-- --> ]]> {{ 7*7 }} {% x %}",
    "right to left": "\u202eevil\u202c \u2067עברית\u2069 \u200fمرحبا\u202e",
    "long word": "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4,
}


def harmless(words: str) -> str:
    """Words of the same lengths, so that paper has room for as many columns, without any sign."""
    return re.sub(r"\S", "x", words)


def with_words(change: Callable[[str], str]) -> Document:
    """The example with every shown word changed; an empty one stays empty."""
    changed = _changed(example_document(), change)
    assert isinstance(changed, Document)
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value) if value else value
    if isinstance(value, tuple):
        return tuple(_changed(item, change) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {
            field.name: _changed(getattr(value, field.name), change)
            for field in dataclasses.fields(value)
            if field.name not in _NOT_SHOWN
        }
        return dataclasses.replace(value, **fields)
    return value
