"""No text of the package breaks a rule of wording that can be found by counting."""

from __future__ import annotations

import pytest

from tests.architecture.wording import broken_by_docstring, places, verb_in_message


def test_every_text_names_its_nouns_and_has_plain_verbs() -> None:
    found = [f"{place.file}:{place.line}: {place.rule}: {place.text}" for place in places()]
    assert not found, "\n".join([*found, "see docs/contributing.md, How things are written"])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Of several with one name, the newest wins.", "docstring that opens with Of"),
        ("Of a figure.", "docstring that opens with Of"),
        ("The rows that are those of the period.", "docstring with a pronoun for a noun"),
        ("The lowest and the highest one.", "docstring with a pronoun for a noun"),
        ("Whoever reads it.", "docstring with a pronoun for a noun"),
        ("The rows; empty: none; None: not read.", "docstring like a telegram"),
        ("Where a figure stands.", "verb in a docstring"),
        ("Take its until out.", "verb in a docstring"),
    ],
)
def test_what_breaks_a_rule(text: str, rule: str) -> None:
    assert rule in set(broken_by_docstring(text))


@pytest.mark.parametrize(
    "text",
    [
        "Comparators with the same name: the newest year wins.",
        "One row for each period. One of several.",
        "Offices are areas.",
        "The figures. Args: rows: the rows; period: the period; area: the area.",
        "An outstanding judgement.",
    ],
)
def test_what_breaks_none(text: str) -> None:
    assert not set(broken_by_docstring(text))


def test_verbs_of_messages() -> None:
    assert verb_in_message("a tab stands here")
    assert verb_in_message("mend the others first")
    assert verb_in_message("or take the line out")
    assert not verb_in_message("there is a tab here")
    assert not verb_in_message("stands")  # a word alone is no message
