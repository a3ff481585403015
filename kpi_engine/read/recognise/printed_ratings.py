"""Ratings and arrows as they are printed: letters, words and signs."""

from __future__ import annotations

import re

_RAGS = {
    "RED": r"r|red|🔴|below target|off target|not on target",
    "AMBER": r"a|amber|🟠|🟡|yellow|y|near target|just off target|within tolerance",
    "GREEN": r"g|green|🟢|on target|target met|above target|on or above target",
}
_ARROWS = {
    "improved": r"[↑▲⬆🠅↗⇧]\ufe0f?|up|improved|improving|better",
    "worsened": r"[↓▼⬇🠇↘⇩]\ufe0f?|down|worsened|worsening|declined|declining|worse",
    "same": r"[↔→⬌►▶⇔⬄]\ufe0f?|◄►|◀▶|same|no change|static|stable|unchanged|maintained",
}


def rag_in(text: str) -> str:
    """``RED``, ``AMBER`` or ``GREEN``; empty where the text is none of them."""
    return _named(text, _RAGS)


def arrow_in(text: str) -> str:
    """``improved``, ``worsened`` or ``same``, as arrows of performance; empty where it is none of them."""
    return _named(text, _ARROWS)


def _named(text: str, words: dict[str, str]) -> str:
    plain = " ".join(text.casefold().split()).strip(" ().●■")
    return next((name for name, pattern in words.items() if re.fullmatch(pattern, plain)), "")
