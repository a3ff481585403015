from __future__ import annotations

import pytest

from kpi_engine.model.appearance import appearance, differing_characters
from kpi_engine.model.wording import did_you_mean


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Kent", "KENT"),
        ("Kent East", "Kent\u00a0 East"),
        ("Kent", "K\u0435nt"),  # a Cyrillic letter
        ("Tîm", "Ti\u0302m"),
        ("Knowsley's", "Knowsley’s"),
        ("North - South", "North – South"),
        ("Kent", "Ｋｅｎｔ"),
        ("Table", "\u03a4able"),  # a Greek letter
        ("Nort\u04bb", "North"),
        ("K\u0435nt \u0131sland", "Kent island"),
        ("\u0585\u0578\u057d", "onu"),
    ],
)
def test_texts_that_look_the_same(text: str, other: str) -> None:
    assert appearance(text) == appearance(other)


@pytest.mark.parametrize(("text", "other"), [("Kent", "Kant"), ("Tîm", "Tim"), ("A1", "AI"), ("Ab", "A b")])
def test_texts_that_look_different(text: str, other: str) -> None:
    assert appearance(text) != appearance(other)


def test_where_texts_differ() -> None:
    assert differing_characters("K\u0435nt", "Kent") == "character 2 is U+0435 here and U+0065 there"
    assert differing_characters("Kent", "Kents") == "character 5 is missing here and U+0073 there"
    assert differing_characters("Kent", "Kent") == "they are the same"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ti\u0302m", "character 2 is U+0069 here and U+00EE there"),
        ("Tîm\u00a0", "character 4 is U+00A0 here and missing there"),
        ("TÎM", ""),
    ],
)
def test_a_suggestion_says_why_a_name_that_looks_the_same_is_another(text: str, said: str) -> None:
    more = f" The two look the same, but {said}" if said else ""
    assert did_you_mean(text, ["Tîm", "Kent"]) == f'did you mean "Tîm"?{more}'


def test_a_text_without_end_is_compared_with_nothing() -> None:
    assert did_you_mean("Kent" * 10_000, ["Kent"] * 10_000) == ""
