from __future__ import annotations

import pytest

from kpi_engine.model.characters import character_name, forbidden_character


@pytest.mark.parametrize(
    "text",
    [
        "Kent",
        "Tîm Tŷ Gwyn",
        "Ti\u0302m",
        "12\u00a0000",
        "½ £5 – “so”",
        "中文",
        "👩\u200d⚕\ufe0f",
        "⚠\ufe0f late",
        "two\nlines\tand a tab",
    ],
)
def test_what_a_reader_sees_is_accepted(text: str) -> None:
    assert forbidden_character(text) is None


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\x07", "\x08", "\x0b", "\x0c", "\x1b", "\x1f", "\x7f", "\x85", "\x9b", "\u00ad",
        "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f",
        "\u2028", "\u2029", "\u202a", "\u202e", "\u2060", "\u2066", "\u206f", "\u2800", "\u3164",
        "\ud800", "\ue000", "\ufdd0", "\ufe0f", "\ufeff", "\uffa0", "\ufff9", "\ufffe", "\uffff",
        "\U0001fffe", "\U000e0001", "\U000e0041", "\U000e0100", "\U0010ffff",
    ],
)  # fmt: skip
def test_what_a_reader_cannot_see_is_refused(character: str) -> None:
    found = forbidden_character(f"Ke{character}nt")
    assert found is not None
    assert (found.start(), found[0]) == (2, character)


@pytest.mark.parametrize("text", ["\u200d⚕", "⚕\u200d", "⚕\u200dx", "\ufe0f", "a\ufe0f"])
def test_what_joins_symbols_stands_between_symbols_only(text: str) -> None:
    assert forbidden_character(text) is not None


@pytest.mark.parametrize(
    ("character", "name"), [("\t", "a tab"), ("\n", "a line break"), ("\r", "a line break")]
)
def test_a_name_is_one_line(character: str, name: str) -> None:
    found = forbidden_character(f"Ke{character}nt", in_a_line=True)
    assert found is not None
    assert character_name(found[0]) == name


def test_characters_have_names() -> None:
    assert character_name("\x00") == "a NUL character (U+0000)"
    assert character_name("\u200b") == "an invisible or control character (U+200B)"
