"""What a body calls what must not be missed, what follows from that, and the mark of its further report.

Rules: docs/scorecard.md, "Words".
"""

from __future__ import annotations

import re

from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import capitalised

_USUAL_FLOOR, _USUAL_ACTION = "floor standard", "must result in management action"
# The usual words, as texts have them: with their article, in the plural, or at the beginning of a sentence.
_FLOOR = re.compile(r"(?P<article>\ba )?(?P<noun>[Ff]loor standard)(?P<plural>s?)\b")
_VOWELS = "aeiou"


@frozen
class HouseWords:
    """The words of a scorecard in place of the usual words.

    ``action`` follows "which", as in "which must result in management action". ``quarterly_report`` is the
    mark of indicators that go into a further report, and ``quarterly_report_meaning`` what the mark means.
    """

    floor_standard: str = _USUAL_FLOOR
    action: str = _USUAL_ACTION
    quarterly_report: str = "QPR"
    quarterly_report_meaning: str = "also in the quarterly performance report"

    @property
    def floor_in_short(self) -> str:
        """``floor``; in a scorecard of other words the whole name, which nobody can shorten for it."""
        return "floor" if self.floor_standard == _USUAL_FLOOR else self.floor_standard

    def said(self, text: str) -> str:
        """One of our own texts with these words in place of the usual words; never a text of a user."""
        if self.floor_standard != _USUAL_FLOOR:
            text = _FLOOR.sub(self._floor, text)
        return text.replace(_USUAL_ACTION, self.action)

    def _floor(self, found: re.Match[str]) -> str:
        noun = _plural(self.floor_standard) if found["plural"] else self.floor_standard
        if found["noun"][0].isupper():
            noun = capitalised(noun)
        article = "an " if found["article"] and noun[0].lower() in _VOWELS else found["article"]
        return f"{article or ''}{noun}"


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "ch", "sh")) else f"{noun}s"


USUAL_WORDS = HouseWords()
