"""How findings read: counts in words, lists of names."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model import wording
from kpi_engine.model.definitions.judgement import DirectionOfTravel
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.audit import PrintedField

PLURALS = {
    PrintedField.RAG: "RAGs",
    PrintedField.DIRECTION: "arrows",
    PrintedField.OUTTURN_RAG: "RAGs of the outturns",
}

_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_LISTED = 6


def number_word(number: int) -> str:
    """``two``; figures above ten."""
    return _NUMBER_WORDS[number] if number < len(_NUMBER_WORDS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``, each once; of many only the first, and how many more."""
    return wording.listed(list(dict.fromkeys(names)), _MOST_LISTED)


def bands_words(thresholds: Sequence[Threshold]) -> str:
    """What rates by these thresholds, ``the bands "scores"``; empty where no threshold is of bands."""
    rules = [threshold.rule for threshold in thresholds]
    names = [f'"{rule.bands_name}"' for rule in rules if rule.is_in_bands]
    if not names:
        return ""
    words = f"the bands {listed(names)}"
    return words if len(names) == len(rules) else f"the target and floor standard, or {words}"


def with_arrow(word: str) -> str:
    """``↓ worsened``; any other word as it is, and none as ``nothing``."""
    arrow = next((each.arrow for each in DirectionOfTravel if each.value == word), "")
    return f"{arrow} {word}".strip() or "nothing"
