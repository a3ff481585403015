"""Which way is better, in the words and arrows that officers write in a column for it."""

from __future__ import annotations

import re

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.read.definitions.schema.polarity_words import polarity_in

# Arrows in a column that says which way is better.
_ARROWS = {**dict.fromkeys("↑▲⬆+", "up is better"), **dict.fromkeys("↓▼⬇-−", "down is better")}


def polarity_of(text: str) -> Polarity | None:
    """The polarity that a cell says, such as ``Higher``, ``Aim to minimise`` or an arrow."""
    said = _ARROWS.get(text.strip(), text)
    plain = re.sub(r"^aim to |^good( performance)? is:? ?", "", said.casefold())
    return polarity_in(plain) or polarity_in(f"{plain} is better") if text else None
