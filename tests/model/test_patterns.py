from __future__ import annotations

import re

import pytest

from kpi_engine.model.patterns import lazy_pattern


def test_it_does_what_a_compiled_pattern_does() -> None:
    pattern = lazy_pattern("(a+)b", re.IGNORECASE)
    for _ in range(2):
        match = pattern.fullmatch("AAB")
        assert match is not None
        assert match[1] == "AA"
    assert pattern.fullmatch("aa") is None
    assert (pattern.sub("-", "ab ab"), pattern.pattern) == ("- -", "(a+)b")


def test_it_is_compiled_once_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_now = re.compile

    def noted(text: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(text)
        return compile_now(text, flags)

    monkeypatch.setattr(re, "compile", noted)
    pattern = lazy_pattern("x")
    assert compiled == []
    assert [pattern.fullmatch("x") is None, pattern.fullmatch("y") is None] == [False, True]
    assert compiled == ["x"]
