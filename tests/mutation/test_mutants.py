from __future__ import annotations

import pytest

from tests.mutation.mutants import mutants_of
from tests.mutation.run import EQUIVALENT, all_mutants, listed, name_of


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("a < b", ["a <= b"]),
        ("a == b", ["a != b"]),
        ("a + b", ["a - b"]),
        ("a & b", ["a | b"]),
        ("a and b", ["a or b"]),
        ("not a", ["not not a"]),
        ("a if b else c", ["c if b else a"]),
        ("f(1)", ["2"]),
        ("True", ["False"]),
        ("def f(a: int) -> int | None:\n    '''a < b'''\n    return f'{a + 1}'", []),
    ],
)
def test_a_source_is_changed_in_one_place_at_a_time(source: str, changes: list[str]) -> None:
    assert [mutant.after for mutant in mutants_of(source)] == changes


def test_every_mutant_is_another_program() -> None:
    for _, mutant in zip(range(200), (mutant for _, mutant in all_mutants()), strict=False):
        compile(mutant.source, "mutant", "exec")
        assert mutant.before != mutant.after


def test_what_is_listed_as_equivalent_is_there_and_has_a_reason() -> None:
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    known = listed()
    assert all(lines[lines.index(name) + 1].startswith(" ") for name in known)
    if known:
        assert known <= {name_of(file, mutant) for file, mutant in all_mutants()}
