"""Records the other way: from values to YAML, by the same fields that read them.

A ``Writer`` has a function for every field of its record, so that a new field cannot be read and then lost
when it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from kpi_engine.read.yaml.records import Field, OptionalField, Record

S = TypeVar("S")
# What a field holds: a scalar, a list of such, or a record.
Plain = str | bool | int | Decimal | Enum | Sequence[Any] | Mapping[str, Any] | None


def resolved(_: object) -> None:
    """For a field that is short for another field: the writer writes the other field instead."""


class Writer(Generic[S]):
    """Writes the records of one kind.

    Args:
        record: the record as it is read.
        of: for each of its fields the value to write; None: the field is left out. A value that is the
            field's default is left out too.

    Raises:
        ValueError: a field of the record has no function, or a function no field.
    """

    def __init__(self, record: Record, of: Sequence[tuple[Field[Any], Callable[[S], Plain]]]) -> None:
        wanted, given = {field.name for field in record.fields}, {field.name for field, _ in of}
        if wanted != given:
            raise ValueError(f"{record.title} is read with other fields than it is written: {wanted ^ given}")
        self._record = record
        self._of = {field.name: function for field, function in of}

    def __call__(self, subject: S) -> dict[str, Plain]:
        """The fields that are set, in the order of the record."""
        found: dict[str, Plain] = {}
        for field in self._record.fields:
            value = self._of[field.name](subject)
            if not is_left_out(field, value):
                found[field.name] = value
        return found


def is_left_out(field: Field[Any], value: Plain) -> bool:
    """Whether a value need not be written: there is none, it is empty, or it is the field's default."""
    is_empty = value is None or (isinstance(value, str | Sequence | Mapping) and not value)
    return is_empty or (isinstance(field, OptionalField) and bool(value == field.default))


def yaml_lines(record: Mapping[str, Plain], in_blocks: Sequence[str]) -> Iterator[str]:
    """A record as lines: a line a field, and for a list of records a line each.

    The records in the fields named ``in_blocks`` have a line a field in their turn. A text is written in
    double quotes as JSON has them, so that no YAML reader takes it for anything else.
    """
    for name, value in record.items():
        if isinstance(value, Sequence) and any(isinstance(entry, Mapping) for entry in value):
            yield f"{name}:"
            for entry in cast("Sequence[Mapping[str, Plain]]", value):
                yield from _entry(entry, in_blocks if name in in_blocks else None)
        else:
            yield f"{name}: {_flow(value)}"


def _entry(entry: Mapping[str, Plain], in_blocks: Sequence[str] | None) -> Iterator[str]:
    lines = iter((_flow(entry),)) if in_blocks is None else yaml_lines(entry, in_blocks)
    yield f"  - {next(lines)}"
    yield from (f"    {line}" for line in lines)


def _flow(value: object) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_flow(each)}' for name, each in value.items())}}}"
    if isinstance(value, str) or not isinstance(value, Sequence):
        return _scalar(value)
    return f"[{', '.join(map(_flow, value))}]"


def _scalar(value: object) -> str:
    match value:
        case Enum():
            return str(value.value)
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            raise TypeError(f"{type(value).__name__} is no value of a field")
