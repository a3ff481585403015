"""What is kept for the next call is bounded: memory must not grow with the number of packs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "kpi_engine"
MOST = 4096
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> Iterator[tuple[str, Function]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield f"{file.relative_to(PACKAGE).as_posix()} {node.name}", node


def named(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return ast.unparse(called).rpartition(".")[2]


def is_bounded(function: Function, decorator: ast.expr) -> bool:
    """``@cache`` keeps one result of a function that takes nothing; ``@lru_cache`` says how many it keeps."""
    if named(decorator) == "cache":
        return not ast.unparse(function.args)
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    sizes = [ast.literal_eval(keyword.value) for keyword in keywords if keyword.arg == "maxsize"]
    return any(size is not None and size <= MOST for size in sizes)


def test_every_cache_is_bounded() -> None:
    cached = {
        place: is_bounded(function, decorator)
        for place, function in functions()
        for decorator in function.decorator_list
        if named(decorator) in ("cache", "lru_cache")
    }
    assert "render/shared/markup.py text" in cached
    assert [place for place, bounded in cached.items() if not bounded] == []
