"""Words of a body in place of the usual words, in texts of ours."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords

MINIMUM = HouseWords("minimum standard", "must be explained to the board")


@pytest.mark.parametrize(
    ("noun", "text", "expected"),
    [
        ("minimum standard", "Floor standard", "Minimum standard"),
        ("minimum standard", "a target and a floor standard", "a target and a minimum standard"),
        ("agreed minimum", "a target and a floor standard", "a target and an agreed minimum"),
        ("minimum standard", "Floor standards missed (RED)", "Minimum standards missed (RED)"),
        ("minimum", "the floor standards", "the minimums"),
        ("boundary", "the floor standards", "the boundaries"),
        ("way", "the floor standards", "the ways"),
        ("limit of stress", "the floor standards", "the limit of stresses"),
        ("minimum standard", "Ground floor", "Ground floor"),
    ],
)
def test_the_noun_is_put_in_with_article_plural_and_capital(noun: str, text: str, expected: str) -> None:
    assert HouseWords(noun).said(text) == expected


def test_what_must_follow() -> None:
    text = "floor standard not achieved, which must result in management action"
    assert MINIMUM.said(text) == "minimum standard not achieved, which must be explained to the board"


def test_the_usual_words_change_nothing() -> None:
    text = "a floor standard, which must result in management action"
    assert USUAL_WORDS.said(text) == text


def test_only_the_usual_noun_is_shortened() -> None:
    assert [words.floor_in_short for words in (USUAL_WORDS, MINIMUM)] == ["floor", "minimum standard"]
