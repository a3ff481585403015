"""Small changes of a source file, each of which a test should notice.

Left alone: docstrings, messages, annotations and what only mypy reads; `assert`, `strict=` and `raise`,
which say what never happens; decorators, since a class that is not frozen is no other behaviour.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple, TypeAlias

_COMPARISONS: dict[type[ast.cmpop], Sequence[type[ast.cmpop]]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitAnd,
    ast.Pow: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
_NAMES_AND_NUMBERS = re.compile(r"[A-Za-z_][\w-]*|\d+(\.\d+)?")
_LONGEST = 110


class Mutant(NamedTuple):
    """A change: ``place`` is its number in its file, ``function`` is empty outside functions.

    ``text`` is a digest of the function or class around it: while that is the same, a result holds.
    """

    file: Path
    place: int
    line: int
    last_line: int
    function: str
    name: str
    text: str


class _Change(NamedTuple):
    """A part of a tree, and what comes into its place; ``shown`` is what the name of the mutant prints."""

    holder: ast.AST
    field: str
    at: int | None
    value: Any
    shown: ast.AST
    lines: tuple[int, int]
    function: str
    owner: str


def mutants_of(file: Path, source: str | None = None) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its source.

    A name says the stage, the file, the function, what was and what is there; equal names are numbered. It
    has no line and no folder, which change with every edit.
    """
    tree = ast.parse(file.read_text(encoding="utf-8") if source is None else source)
    digests = [(part.end_lineno or part.lineno, _digest(part)) for part in tree.body]
    seen: Counter[str] = Counter()
    for place, change in enumerate(_changes(tree, "", "")):
        name = f"{_stage(file)} {file.stem} {change.owner or 'module'}: {_told(change)}"
        seen[name] += 1
        numbered = name if seen[name] == 1 else f"{name} #{seen[name]}"
        text = next(digest for end, digest in digests if change.lines[0] <= end)
        yield Mutant(file, place, *change.lines, change.function, numbered, text)


def code_of(mutant: Mutant, source: str | None = None) -> CodeType:
    """The compiled module with the change."""
    tree = ast.parse(mutant.file.read_text(encoding="utf-8") if source is None else source)
    for place, change in enumerate(_changes(tree, "", "")):
        if place == mutant.place:
            _put(change, change.value)
            break
    return compile(ast.fix_missing_locations(tree), str(mutant.file), "exec", dont_inherit=True)


def _digest(node: ast.AST) -> str:
    return sha256(ast.unparse(node).encode()).hexdigest()[:16]


def _told(change: _Change) -> str:
    """What was and what is there."""
    before = _text(change.shown)
    if isinstance(change.value, ast.Pass):
        return f"{before} -> (deleted)"
    was = _put(change, change.value)
    if was is change.shown or isinstance(change.shown, ast.If | ast.While | ast.comprehension):
        _put(change, was)
        return f"{_text(was)} -> {_text(change.value)}"
    after = _text(change.shown)
    _put(change, was)
    return f"{before} -> {after}"


def _stage(file: Path) -> str:
    parts = file.parts
    return parts[parts.index("kpi_engine") + 1] if "kpi_engine" in parts else ""


def _text(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())[:_LONGEST]


def _put(change: _Change, value: Any) -> Any:
    """Put a value into the place of a change, and return what was there."""
    held = getattr(change.holder, change.field)
    if change.at is None:
        setattr(change.holder, change.field, value)
        return held
    was, held[change.at] = held[change.at], value
    return was


def _changes(node: ast.AST, function: str, owner: str) -> Iterator[_Change]:
    """All changes below a node: ``function`` is the outermost one around it, ``owner`` its full name."""
    for field, held in ast.iter_fields(node):
        is_list = isinstance(held, list)
        for index, child in enumerate(list(held) if is_list else [held]):
            if not isinstance(child, ast.AST) or _is_left_alone(node, field, child):
                continue
            at = index if is_list else None
            outer, name = _inside(node, field, child, function, owner)
            lines = _lines(node, child)
            for holder, part, index_of, value in _ways(node, field, at, child):
                shown = node if isinstance(child, ast.Constant) and isinstance(node, ast.expr) else child
                yield _Change(holder, part, index_of, value, shown, lines, outer, name)
            yield from _changes(child, outer, name)


def _lines(node: ast.AST, child: ast.AST) -> tuple[int, int]:
    """The lines of a child; of a statement with a body, those of its condition."""
    place: Any = child.test if isinstance(child, ast.If | ast.While) else child
    place = place if hasattr(place, "lineno") else node
    return getattr(place, "lineno", 1), getattr(place, "end_lineno", 1)


def _inside(node: ast.AST, field: str, child: ast.AST, function: str, owner: str) -> tuple[str, str]:
    """The outermost function and the owner of a child: defaults belong to whatever is around a function."""
    if isinstance(node, ast.FunctionDef) and field == "args" and function == owner:
        return "", owner
    if isinstance(child, ast.FunctionDef | ast.ClassDef):
        named = child.name if function or not owner else f"{owner}.{child.name}"
        if function:
            return function, owner
        return (named if isinstance(child, ast.FunctionDef) else ""), named
    return function, owner


def _is_left_alone(node: ast.AST, field: str, child: ast.AST) -> bool:
    """Whether nobody but a reader, or mypy, sees a part of a tree."""
    if field in ("annotation", "returns", "decorator_list", "bases", "format_spec", "pattern", "msg"):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast":
        return isinstance(child, ast.Constant)
    match child:
        case ast.JoinedStr() | ast.Assert() | ast.Raise() | ast.Import() | ast.ImportFrom():
            found = True
        case ast.keyword(arg="strict") | ast.Expr(value=ast.Constant()):
            found = True
        case ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            found = True
        case ast.Call(func=ast.Name(id="TypeVar")) | ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            found = True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            found = True
        case _:
            found = False
    return found


_Way: TypeAlias = tuple[ast.AST, str, int | None, object]


def _ways(node: ast.AST, field: str, index: int | None, child: ast.AST) -> Iterator[_Way]:
    """The ways to change a child of a node."""
    match child:
        case ast.Compare(ops=operators):
            for at, operator in enumerate(operators):
                yield from ((child, "ops", at, other()) for other in _COMPARISONS[type(operator)])
        case ast.BinOp(op=arithmetic) if type(arithmetic) in _ARITHMETIC:
            yield child, "op", None, _ARITHMETIC[type(arithmetic)]()
        case ast.BoolOp(op=joined):
            yield child, "op", None, ast.Or() if isinstance(joined, ast.And) else ast.And()
        case ast.IfExp(test=test):
            yield child, "test", None, ast.UnaryOp(ast.Not(), test)
        case ast.UnaryOp(op=ast.Not() | ast.Invert() | ast.USub(), operand=operand):
            yield node, field, index, operand
        case ast.Constant():
            yield from ((child, "value", None, value) for value in _other_values(child.value))
        case ast.Slice():
            yield from _open_slices(child)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield child, "value", None, ast.Constant(None)
        case ast.Break() | ast.Continue():
            yield node, field, index, ast.Continue() if isinstance(child, ast.Break) else ast.Break()
    if isinstance(child, ast.If | ast.While | ast.comprehension):
        yield from _negated(child)
    if _can_be_deleted(child):
        yield node, field, index, ast.Pass()


def _other_values(value: object) -> Sequence[object]:
    match value:
        case bool():
            return (not value,)
        case int() | float():
            return (value + 1, value - 1)
        case str() if _NAMES_AND_NUMBERS.fullmatch(value):
            return (f"{value}1",)
    return ()


def _open_slices(cut: ast.Slice) -> Iterator[_Way]:
    for side in ("lower", "upper", "step"):
        if getattr(cut, side) is not None:
            yield cut, side, None, None


def _negated(node: ast.If | ast.While | ast.comprehension) -> Iterator[_Way]:
    """The opposite of each condition that no other change turns round."""
    if isinstance(node, ast.comprehension):
        field, tests = "ifs", list(enumerate(node.ifs))
    else:
        field, tests = "test", [(-1, node.test)]
    for number, test in tests:
        at = None if number < 0 else number
        is_turned = isinstance(test, ast.Compare) and len(test.ops) == 1
        if not is_turned and not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)):
            yield node, field, at, ast.UnaryOp(ast.Not(), test)


def _can_be_deleted(node: ast.AST) -> bool:
    """Whether the program still knows all its names without a statement."""
    if isinstance(node, ast.Assign):
        return all(isinstance(target, ast.Subscript | ast.Attribute) for target in node.targets)
    return isinstance(node, ast.AugAssign | ast.Expr)
