"""Tidy columns as Arrow's arrays: texts as dictionaries, numbers as exact decimals, flags as booleans.

Arrays are made of their buffers: ``pyarrow.array`` would import pandas to look whether it is given anything
of it, and each distinct value would be looked for among the values of all rows again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind

if TYPE_CHECKING:
    import pyarrow

# The most digits that Arrow's smaller decimals hold, and that 64 bits hold whatever the digits are.
_DIGITS, _DIGITS_OF_A_NUMBER = 38, 18


class ArrowColumn:
    """A column of tables that follow one another, which often have the texts of the table before.

    ``numbers`` are the texts of the column's numbers in all tables: the type of its decimals holds them all.
    """

    def __init__(self, kind: TidyKind, numbers: Iterable[str] = ()) -> None:
        self._kind = kind
        self._places, self._digits = _size(numbers)
        self._known: tuple[Sequence[str], NDArray[Any], BoolArray] | None = None

    def array(self, column: TidyColumn) -> pyarrow.Array:
        """The column of a table; an empty text is null."""
        match self._kind:
            case TidyKind.TEXT:
                return _dictionary(column)
            case TidyKind.NUMBER if self._digits > _DIGITS_OF_A_NUMBER:
                return self._long_decimals(column)
            case TidyKind.NUMBER:
                mantissas, there = self._distinct(column)
                found = mantissas.take(column.positions)
                # 128 bits, of which the upper ones say the sign only.
                halves = np.stack([found, found >> np.int64(63)], axis=1)
                return _from_buffers(self._decimals(), there.take(column.positions), halves)
            case TidyKind.FLAG:
                import pyarrow

                flags, there = self._distinct(column)
                bits = np.packbits(flags.take(column.positions) != 0, bitorder="little")
                return _from_buffers(pyarrow.bool_(), there.take(column.positions), bits)
            case _:
                assert_never(self._kind)

    def _distinct(self, column: TidyColumn) -> tuple[NDArray[Any], BoolArray]:
        """What each text means as an integer, and whether it is not empty."""
        texts = column.texts
        if self._known is None or self._known[0] is not texts or len(self._known[1]) != len(texts):
            of_text = self._mantissa if self._kind is TidyKind.NUMBER else lambda text: int(text == "true")
            meaning = np.array([of_text(text) if text else 0 for text in texts], np.int64)
            self._known = texts, meaning, np.array([bool(text) for text in texts], np.bool_)
        return self._known[1], self._known[2]

    def _mantissa(self, text: str) -> int:
        whole, _, places = text.partition(".")
        return int(f"{whole}{places}{'0' * (self._places - len(places))}")

    def _decimals(self) -> pyarrow.DataType:
        """A type that holds every number exactly: of 38 digits, or of 76 where these are too few."""
        import pyarrow

        if self._digits <= _DIGITS:
            return pyarrow.decimal128(_DIGITS, self._places)
        return pyarrow.decimal256(2 * _DIGITS, self._places)

    def _long_decimals(self, column: TidyColumn) -> pyarrow.Array:
        import pyarrow

        numbers = [Decimal(text) if text else None for text in column.texts]
        return pyarrow.array(numbers, self._decimals()).take(pyarrow.array(column.positions))


def _size(numbers: Iterable[str]) -> tuple[int, int]:
    """The most decimal places of plain decimals, and the digits that all of them have room in."""
    places = digits = 0
    for text in numbers:
        whole, _, decimals = text.lstrip("-").partition(".")
        places, digits = max(places, len(decimals)), max(digits, len(whole.lstrip("0")))
    return places, places + max(digits, 1)


def _dictionary(column: TidyColumn) -> pyarrow.Array:
    """The texts that rows have, each once, and which of them each row has: no other text may be in a file."""
    import pyarrow

    there, place = np.zeros(len(column.texts), np.bool_), np.zeros(len(column.texts), np.int32)
    number: dict[str, int] = {}
    for at in distinct_places(column.positions).tolist():
        text = column.texts[at]
        if text:  # the same text can be in several places
            there[at], place[at] = True, number.setdefault(text, len(number))
    texts = [text.encode("utf-8", "surrogatepass") for text in number]
    ends = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    buffers = [None, pyarrow.py_buffer(ends), pyarrow.py_buffer(b"".join(texts))]
    distinct = pyarrow.Array.from_buffers(pyarrow.string(), len(texts), buffers)
    numbers = _from_buffers(pyarrow.int32(), there.take(column.positions), place.take(column.positions))
    return pyarrow.DictionaryArray.from_arrays(numbers, distinct)


def _from_buffers(kind: pyarrow.DataType, there: BoolArray, values: NDArray[Any]) -> pyarrow.Array:
    """An array of values, null where a value is not there."""
    import pyarrow

    valid = None if there.all() else pyarrow.py_buffer(np.packbits(there, bitorder="little"))
    return pyarrow.Array.from_buffers(
        kind, len(there), [valid, pyarrow.py_buffer(np.ascontiguousarray(values))]
    )
