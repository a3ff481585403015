"""What values represent where they are words."""

from __future__ import annotations

from decimal import Decimal

from kpi_engine.model.definitions.made_from.meaning import Words
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN

GRADES = ((Decimal(1), "Outstanding"), (Decimal(2), "Good"))


def test_words_are_shown_in_place_of_numbers_and_labels_beside_them() -> None:
    words, labels = Words(GRADES, are_labels=False), Words(GRADES, are_labels=True)
    assert words.value_text(Decimal(2), 0, RED_AMBER_GREEN) == "Good"
    assert labels.value_text(Decimal(2), 0, RED_AMBER_GREEN) == "Good (2)"
    assert labels.standard_text(Decimal(3), 0, RED_AMBER_GREEN) == ""
    assert (words.is_number, labels.is_number) == (False, True)


def test_a_band_is_named_by_the_words_in_it() -> None:
    words = Words(GRADES, are_labels=False)
    assert words.named(RED_AMBER_GREEN) == GRADES
    assert Words(GRADES, are_labels=True).named(RED_AMBER_GREEN) == ()
    assert words.named_text("Outstanding or Good") == "Outstanding or Good"


def test_words_give_no_reason_of_their_own() -> None:
    assert Words(GRADES, are_labels=False).reason_text("Good") == ""
