from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.mutation.mutants import code_of, mutants_of
from tests.mutation.run import EQUIVALENT, all_mutants, listed

MODULE = Path("kpi_engine/rate/module.py")


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("x = a < b", ["a < b -> a <= b", "a < b -> a >= b"]),
        (
            "x = a < b < c",
            [f"a < b < c -> {to}" for to in ("a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c")],
        ),
        ("x = a == b", ["a == b -> a != b"]),
        ("x = a is b", ["a is b -> a is not b"]),
        ("x = a in b", ["a in b -> a not in b"]),
        ("x = a + b", ["a + b -> a - b"]),
        ("x = a & b", ["a & b -> a | b"]),
        ("x = a and b", ["a and b -> a or b"]),
        ("x = not a", ["not a -> a"]),
        ("x = ~a", ["~a -> a"]),
        ("x = -a", ["-a -> a"]),
        ("x = a if b else c", ["a if b else c -> a if not b else c"]),
        ("x = [a for a in b if a]", ["a -> not a"]),
        ("if a:\n    x = b", ["a -> not a"]),
        ("if a == b:\n    x = b", ["a == b -> a != b"]),
        ("f(b)", ["f(b) -> (deleted)"]),
        ("x = f(1)", ["f(1) -> f(2)", "f(1) -> f(0)"]),
        ("x = True", ["True -> False"]),
        ("x = 'word'", ["'word' -> 'word1'"]),
        ("x = 'A message to all.'", []),
        ("x = a[b:]", ["b: -> :"]),
        ("x += a", ["x += a -> (deleted)"]),
        ("x[a] = b", ["x[a] = b -> (deleted)"]),
        ("for a in b:\n    break", ["break -> continue"]),
        ("def f():\n    return a", ["return a -> return None"]),
        ("def f(a=True):\n    pass", ["True -> False"]),
        ("def f(a: int) -> int | None:\n    '''a < b'''\n    raise KeyError(f'{a + 1}')", []),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    a = 1", []),
        ("x = zip(b, c, strict=True)", []),
        ("@frozen(eq=False)\nclass A:\n    a: 'int'", []),
    ],
)
def test_a_source_is_changed_in_one_place_at_a_time(source: str, changes: list[str]) -> None:
    assert [mutant.name.partition(": ")[2] for mutant in mutants_of(MODULE, source)] == changes


def test_a_change_is_named_by_where_it_is() -> None:
    inner = "        def g():\n            return b < 3\n        return b < 3\n"
    source = f"a = 1\nclass A:\n    def f(self, b=2):\n{inner}"
    places = [(mutant.function, mutant.name) for mutant in mutants_of(MODULE, source)]
    assert places[0] == ("", "rate module module: 1 -> 2")
    assert ("", "rate module A.f: 2 -> 3") in places
    assert ("A.f", "rate module A.f: b < 3 -> b <= 3") in places
    assert ("A.f", "rate module A.f: b < 3 -> b <= 3 #2") in places
    assert len(set(places)) == len(places)


def test_a_mutant_is_the_program_with_its_change() -> None:
    source = "def f(a):\n    return a < 1\n"
    found = {}
    for mutant in mutants_of(MODULE, source):
        names: dict[str, object] = {}
        exec(code_of(mutant, source), names)  # noqa: S102 — our own
        found[mutant.name.partition(": ")[2]] = names["f"](1)  # type: ignore[operator]
    assert found == {
        "return a < 1 -> return None": None,
        "a < 1 -> a <= 1": True,
        "a < 1 -> a >= 1": True,
        "a < 1 -> a < 2": True,
        "a < 1 -> a < 0": False,
    }


def test_a_result_holds_while_the_function_is_the_same() -> None:
    before = [mutant.text for mutant in mutants_of(MODULE, "def f():\n    return 1\ndef g():\n    return 2")]
    after = [
        mutant.text for mutant in mutants_of(MODULE, "\n\ndef f():\n    return 1\ndef g():\n    return 3")
    ]
    assert before[0] == after[0]
    assert before[-1] != after[-1]


def test_what_is_listed_as_equivalent_has_a_reason() -> None:
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    assert lines[-1].startswith("    ")
    kinds = [line[0] if line.startswith(("#", " ")) else "name" for line in lines]
    assert all(
        pair in (("#", "#"), ("#", "name"), ("name", "name"), ("name", " "), (" ", " "), (" ", "name"))
        for pair in pairwise(kinds)
    )
    assert len(listed()) == kinds.count("name")


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in all_mutants()]
    assert len(set(names)) == len(names) > 1_000
