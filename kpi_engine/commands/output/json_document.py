"""JSON as the commands write it: for people to read too, and with the version of its form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping


def json_document(
    version: int, content: Mapping[str, object], default: Callable[[object], str] | None = None
) -> str:
    """The content as text; ``default`` makes text of what JSON does not know."""
    document = {"schema_version": version, **content}
    return json.dumps(document, ensure_ascii=False, indent=2, default=default) + "\n"
