"""What another YAML reader may take an unquoted text for.

Sources: the types of YAML 1.1, https://yaml.org/type/, and the core schema of YAML 1.2.
"""

from __future__ import annotations

import re

_WORDS = {
    **dict.fromkeys(("y", "yes", "n", "no", "true", "false", "on", "off"), "true or false"),
    **dict.fromkeys(("null", "~"), "no value"),
    **dict.fromkeys(("=", "<<"), "a sign of its own"),
}
_FIRST_OF_NUMBERS = "0123456789+-."
# Compiled only when a text begins like a number, which few do.
_NUMBERS = (
    (r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?", "a date"),
    (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", "a time"),
    (r"[-+]?0[box][0-9a-fA-F_]+", "a number"),
    (r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?", "a number"),
    (r"[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?", "a number"),
    (r"[-+]?\.(?i:inf)|\.(?i:nan)", "a number"),
)


def taken_for(text: str) -> str:
    """What it may be taken for, in words; empty where it stays a text."""
    if text[:1] in _FIRST_OF_NUMBERS:
        return next((meaning for pattern, meaning in _NUMBERS if re.fullmatch(pattern, text)), "")
    return _WORDS.get(text.casefold(), "")
