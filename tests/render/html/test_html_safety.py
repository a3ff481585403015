"""No words of a user become markup, and a page fetches and runs nothing."""

from __future__ import annotations

import pytest

from kpi_engine.render.html import render_html
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, with_words
from tests.html_tree import all_named, local, parsed, words_of


def test_nothing_is_loaded_and_nothing_runs() -> None:
    page = render_html(example_document())
    root = parsed(page)
    assert list(all_named(root, "script", "img", "iframe", "object", "embed", "form", "base")) == []
    links = {element.get("href") for element in all_named(root, "link")}
    assert links == {"data:,"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")}
    style = words_of(next(all_named(root, "style")))
    assert "url(" not in style
    assert "@import" not in style
    policy = next(element.get("content") for element in all_named(root, "meta") if element.get("http-equiv"))
    assert (policy or "").startswith("default-src 'none'")
    assert "http://" not in page
    assert "https://" not in page


@pytest.mark.parametrize("hostile", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_hostile_words_change_no_element(hostile: str) -> None:
    def shape(words: str) -> list[tuple[str, tuple[str, ...]]]:
        root = parsed(render_html(with_words(lambda text: words)))
        return [(local(element), tuple(sorted(element.attrib))) for element in root.iter()]

    assert shape(hostile) == shape("plain")


@pytest.mark.parametrize("hostile", HOSTILE_WORDS.values(), ids=HOSTILE_WORDS)
def test_hostile_words_are_shown_as_they_are(hostile: str) -> None:
    root = parsed(render_html(with_words(lambda text: hostile)))
    for name in ("title", "h1", "caption", "th", "dd", "summary", "desc"):
        assert any(hostile in "".join(element.itertext()) for element in all_named(root, name)), name
    labels = {"".join(label.itertext()) for label in all_named(root, "i")}
    assert hostile in labels


def test_characters_that_html_forbids_are_replaced() -> None:
    page = render_html(with_words(lambda text: "a\x00b\x1bc\x85d\ud800e\ufffef\U0001ffffg\tz"))
    page.encode("utf-8")
    heading = next(all_named(parsed(page), "h1"))
    assert "a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\tz" in "".join(heading.itertext())


def test_words_of_another_direction_stay_in_their_place() -> None:
    root = parsed(render_html(example_document()))
    heading = next(all_named(root, "h1"))
    assert [words_of(part) for part in all_named(heading, "bdi")] == [
        "Children, Young People and Education performance scorecard",
        "Kent",
        "Aug 2024",
    ]
