"""How printed cells support an explanation, in words."""

from __future__ import annotations

import pytest

from kpi_engine.model.outputs.audit import Support


@pytest.mark.parametrize(
    ("support", "words"),
    [
        (Support(3, 0, 0), "all 3 cells support this"),
        (Support(1, 0, 0), "1 cell supports this, no cell contradicts it"),
        (Support(3, 1, 0), "3 cells support this, 1 cell contradicts it"),
        (
            Support(3, 0, 2),
            "3 cells support this, 2 cells fit both this and the rules, no cell contradicts it",
        ),
    ],
)
def test_words(support: Support, words: str) -> None:
    assert support.words == words
