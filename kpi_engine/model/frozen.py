"""How the records that every command passes through are defined."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


ON_RECORD = "on record"


def on_record(name: str, **options: Any) -> Any:
    """A field that counts for the hash of a definition on record in ledgers, under this published name.

    The name stays the same for ever, whatever the field is called. ``options`` are as for ``field``.
    """
    return field(metadata={ON_RECORD: name}, **options)


@dataclass_transform(frozen_default=True, field_specifiers=(field, on_record))
def frozen(cls: type[_Class]) -> type[_Class]:
    """A dataclass with slots, compared and hashed by its values, that nothing assigns to.

    What ``dataclass(frozen=True, slots=True)`` makes, for a quarter of the time that this takes: it writes
    and compiles six methods for each class, whenever Python starts, and ``kpi report`` needs more than
    a hundred classes before its first line (benchmarks/README.md). Here only ``__init__`` is made, the others
    are the same functions for all. An assignment to a field is refused by mypy, not while the program runs.
    """
    made = dataclass(slots=True, eq=False, repr=False)(cls)
    given = fields(made)  # type: ignore[arg-type]  # mypy does not see through the line above
    values = attrgetter("__class__", *(one.name for one in given if one.compare))
    methods: dict[str, Callable[..., Any]] = {
        "__eq__": _equality(values),
        "__hash__": _hash(values),
        "__repr__": _representation(tuple(one.name for one in given if one.repr)),
    }
    for name, method in methods.items():
        if name not in cls.__dict__:
            setattr(made, name, method)
    return made


@dataclass_transform(frozen_default=True, order_default=True, field_specifiers=(field, on_record))
def ordered(cls: type[_Class]) -> type[_Class]:
    """``frozen``, and in order: the first field that differs says which is less."""
    made = frozen(cls)
    values = attrgetter(*(one.name for one in fields(made)))  # type: ignore[arg-type]  # as above
    for name in ("__lt__", "__le__", "__gt__", "__ge__"):
        setattr(made, name, _order(values, getattr(operator, name)))
    return made


def _order(
    values: attrgetter[Any], compares: Callable[[object, object], bool]
) -> Callable[[object, object], bool]:
    def compare(self: object, other: object) -> bool:
        same = other.__class__ is self.__class__
        return compares(values(self), values(other)) if same else NotImplemented

    return compare


def _equality(values: attrgetter[Any]) -> Callable[[object, object], bool]:
    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    return equal


def _hash(values: attrgetter[Any]) -> Callable[[object], int]:
    return lambda self: hash(values(self))


def _representation(names: tuple[str, ...]) -> Callable[[object], str]:
    def representation(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    return representation
