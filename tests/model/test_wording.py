from __future__ import annotations

import pytest

from kpi_engine.model.wording import did_you_mean, joined, listed, shown


@pytest.mark.parametrize(
    ("text", "in_quotes"),
    [
        ("Swale", '"Swale"'),
        ("", '""'),
        ("a\nb\u200b\u00a0c\0", '"a\\u000ab\\u200b\\u00a0c\\u0000"'),
        ("x" * 61, '"' + "x" * 60 + '…"'),
    ],
)
def test_text_is_shown_on_one_line(text: str, in_quotes: str) -> None:
    assert shown(text) == in_quotes


@pytest.mark.parametrize(
    ("words", "one_after_the_other", "at_most_three"),
    [
        ("", "", ""),
        ("A", "A", "A"),
        ("AB", "A and B", "A and B"),
        ("ABC", "A, B and C", "A, B and C"),
        ("ABCD", "A, B, C and D", "A, B and 2 more"),
    ],
)
def test_words_are_joined_and_many_are_counted(
    words: str, one_after_the_other: str, at_most_three: str
) -> None:
    assert joined(list(words)) == one_after_the_other
    assert joined(list(words), "or") == one_after_the_other.replace("and", "or")
    assert listed(list(words), 3) == at_most_three


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("SCS4O", "SCS40"),  # the letter O: SCS43 is as near by its letters alone
        ("scs 40", "SCS40"),
        ("SWALE  central cswt", "Swale Central CSWT"),
        ("Kentt", "Kent"),
    ],
)
def test_the_nearest_word_is_suggested(text: str, meant: str) -> None:
    known = ["SCS43", "SCS40", "SCS34", "Kent", "Swale Central CSWT"]
    assert did_you_mean(text, known) == f'did you mean "{meant}"?'


def test_nothing_is_suggested_for_what_is_far_from_all() -> None:
    assert did_you_mean("Essex", ["Kent", "Swale"]) == ""
    assert did_you_mean("Kent", []) == ""
