"""Ratings and arrows as they are printed: letters, words and signs."""

from __future__ import annotations

import re
from colorsys import rgb_to_hls

_RAGS = {
    "RED": r"r|red|coch|🔴|below target|off (target|track)|not (on target|met|achieved)|(target )?missed",
    "AMBER": r"a|amber|ambr|oren|melyn|🟠|🟡|yellow|y|near target|within tolerance"
    r"|(just|slightly|marginally) (off|below|under|outside) (target|plan)"
    r"|at risk|partially met",
    "GREEN": r"g|green|gwyrdd|🟢|on (target|track)|(target )?(met|achieved|exceeded)|(on or )?above target",
}
_COLOURED, _PALE = 0.35, 0.92
_ARROWS = {
    "improved": r"[↑▲⬆🠅↗⇧]\ufe0f?|up|improved|improving|better",
    "worsened": r"[↓▼⬇🠇↘⇩]\ufe0f?|down|worsened|worsening|declined|declining|worse",
    "same": r"[↔→⬌►▶⇔⬄]\ufe0f?|◄►|◀▶|same|no change|static|stable|unchanged|maintained",
}


def rag_in(text: str) -> str:
    """``RED``, ``AMBER`` or ``GREEN``; empty where the text is none of them."""
    return _named(text, _RAGS)


def rag_of_fill(fill: str) -> str:
    """The rating that a cell's colour prints, by its hue; empty of greys, blues and colours that are pale."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", fill):
        return ""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = rgb_to_hls(red, green, blue)
    if saturation < _COLOURED or lightness > _PALE:
        return ""
    degrees = hue * 360
    if degrees < 20 or degrees > 340:
        return "RED"
    return "AMBER" if degrees < 65 else "GREEN" if degrees < 165 else ""


def arrow_in(text: str) -> str:
    """``improved``, ``worsened`` or ``same``, as arrows of performance; empty where it is none of them."""
    return _named(text, _ARROWS)


def _named(text: str, words: dict[str, str]) -> str:
    plain = " ".join(text.casefold().split()).strip(" ().●■")
    return next((name for name, pattern in words.items() if re.fullmatch(pattern, plain)), "")
