"""Lines of fields by their numbers, while more and more fields come."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kpi_engine.render.shared.joined_fields import FieldStore, by_pyarrow, by_python


@pytest.mark.parametrize("join", [by_python, by_pyarrow])
def test_lines_are_the_fields_of_their_numbers(join: object) -> None:
    chance = np.random.default_rng(3)
    store, fields = FieldStore(), []
    # From none to more than the store has room for at first.
    for first, last in pairwise((0, 1, 5, 6_000, 20_000)):
        more = [f"{number} é".encode() * (number % 5) for number in range(first, last)]
        numbers = store.add(more, b",\n")
        assert numbers.tolist() == list(range(first, last))
        fields += [field + b",\n" for field in more]
        rows = chance.integers(0, last, (5_000, 3), dtype=np.int32)
        lines = b"".join(join(store, rows))
        assert lines == b"".join(fields[number] for row in rows.tolist() for number in row)


def test_fields_that_come_while_lines_are_made_change_nothing() -> None:
    store = FieldStore()
    rows = store.add([b"a", b"b"], b"").reshape(1, 2)
    lines = by_pyarrow(store, np.repeat(rows, 10_000, axis=0))
    begun = bytes(next(lines))
    store.add([b"c" * 1_000_000], b"")
    store.arrow()
    assert begun + b"".join(lines) == b"ab" * 10_000
