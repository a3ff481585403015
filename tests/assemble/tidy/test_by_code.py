"""What tidy rows need of indicators, looked at once."""

from __future__ import annotations

import pytest

from kpi_engine.assemble.tidy.by_code import numbered


@pytest.mark.parametrize(
    ("entries", "items", "of_entry", "count"),
    [
        ([], (), [], 1),
        (["a"], ("a",), [0], 1),
        (["b", "b", "b"], ("b",), [0, 0, 0], 1),
        (["b", "a", "b", "c", "a"], ("b", "a", "c"), [0, 1, 0, 2, 1], 3),
    ],
)
def test_entries_are_numbered_as_they_are_seen(
    entries: list[str], items: tuple[str, ...], of_entry: list[int], count: int
) -> None:
    found = numbered(entries)
    assert (found.items, found.of_entry.tolist(), found.count) == (items, of_entry, count)
