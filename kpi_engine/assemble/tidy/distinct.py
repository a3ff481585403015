"""Columns as distinct texts, and which of them each row holds.

A long table is made a block of rows at a time. ``Texts`` makes the text of each key once for all blocks, and
the position of a text stays what it was: the list of texts of a later block is the same list, grown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.lookup import first_seen, is_any
from kpi_engine.model.arrays.observation import ExactColumn, IndexArray, decimal_text

# Mantissas below it have room for their decimals beside them in 64 bits.
_LARGE = 1 << 55
# Keys in a wider range than this for each row of a block are sorted; in a narrower one a table has them.
_RANGE_PER_KEY = 16
_RANGE_ALWAYS = 1 << 10
Positions = NDArray[np.integer[Any]]
# Distinct texts, and which of them each row holds.
Words = tuple[Sequence[str], Positions]
_NOTHING = ("",)


class Texts:
    """The texts of columns, by the name of the column."""

    def __init__(self) -> None:
        self._keys: dict[str, _Keys] = {}
        self._texts: dict[str, list[str]] = {}
        self._places: dict[str, int] = {}
        # Columns of numbers have many numbers in common: the texts by key, by the step between mantissas.
        self._of_numbers: dict[int, _NumberTexts] = {}

    def of(self, name: str, keys: Positions, text_of: Callable[[int], str]) -> Words:
        """A column of the texts of keys; the same name always means the same texts for the same keys."""
        return self.several(name, keys, {name: text_of})[name]

    def several(
        self, name: str, keys: Positions, texts_of: Mapping[str, Callable[[int], str]]
    ) -> dict[str, Words]:
        """Columns that the same keys look up, by name; ``name`` is the keys'."""
        known = self._keys.setdefault(name, _Keys())
        positions = known.positions(keys)
        columns: dict[str, Words] = {}
        for column, text_of in texts_of.items():
            texts = self._texts.setdefault(column, [])
            texts.extend(map(text_of, known.keys[len(texts) :]))
            columns[column] = texts, positions
        return columns

    def listed(self, name: str, positions: Positions, texts: Callable[[], Iterable[str]]) -> Words:
        """A column of texts that are the same in every block."""
        if name not in self._texts:
            self._texts[name] = list(texts())
        return self._texts[name], positions

    def numbers(self, name: str, column: ExactColumn) -> Words:
        """Numbers with their exact decimals; empty where there is none."""
        if not len(column) or (name not in self._texts and not is_any(column.present)):
            return _NOTHING, np.broadcast_to(np.int32(0), len(column))
        if max(int(column.mantissa.max()), -int(column.mantissa.min())) >= _LARGE:
            return _large_numbers(column)
        # Places beyond any real number of them mean that there is no number.
        absent = self._absent(name, int(column.decimals.max()))
        step = absent + 1
        keys = column.mantissa * step
        keys += column.decimals
        np.copyto(keys, absent, where=~column.present)
        known = self._of_numbers.setdefault(step, _NumberTexts(step))
        return self.of(name, keys, known.__getitem__)

    def _absent(self, name: str, decimals: int) -> int:
        """More than the most decimals of a column; where a later block has more, its texts begin anew."""
        if decimals >= self._places.get(name, 0):
            self._places[name] = (1 << (decimals + 1).bit_length()) - 1
            self._keys.pop(name, None)
            self._texts.pop(name, None)
        return self._places[name]


class _Keys:
    """Integers in the order in which they are first seen, the new keys of a block ascending."""

    def __init__(self) -> None:
        self.keys: list[int] = []
        self._first = 0
        # One more than the position of each key from the first on; 0 of a key that was not seen.
        self._table: IndexArray | None = np.zeros(0, np.int32)
        self._known: dict[int, int] = {}

    def positions(self, keys: Positions) -> IndexArray:
        """The position of each key, also of keys that are new."""
        if not len(keys):
            return np.zeros(0, np.int32)
        table = self._table_for(int(keys.min()), int(keys.max()), len(keys))
        if table is None:
            return self._sorted(keys)
        offsets = keys.astype(np.int64, copy=False) - self._first
        places = table.take(offsets)
        if not places.all():
            fresh = first_seen(table, offsets[places == 0])
            table[fresh] = np.arange(len(self.keys) + 1, len(self.keys) + len(fresh) + 1)
            self.keys += (fresh + self._first).tolist()
            places = table.take(offsets)
        places -= 1
        return places

    def _table_for(self, lowest: int, highest: int, rows: int) -> IndexArray | None:
        """The table with room for keys in a range; None where that is so wide that keys are sorted."""
        table = self._table
        if table is None or (self._first <= lowest and highest < self._first + len(table)):
            return table
        if len(table):
            lowest, highest = min(lowest, self._first), max(highest, self._first + len(table) - 1)
        if highest - lowest > _RANGE_PER_KEY * rows + _RANGE_ALWAYS:
            self._known = {key: position for position, key in enumerate(self.keys)}
            self._table = None
            return None
        wider = np.zeros(highest - lowest + 1, np.int32)
        wider[self._first - lowest : self._first - lowest + len(table)] = table
        self._first, self._table = lowest, wider
        return wider

    def _sorted(self, keys: Positions) -> IndexArray:
        distinct, which = np.unique(keys, return_inverse=True)
        places = []
        for key in distinct.tolist():
            place = self._known.setdefault(key, len(self.keys))
            if place == len(self.keys):
                self.keys.append(key)
            places.append(place)
        return np.array(places, np.int32)[which]


class _NumberTexts(dict[int, str]):
    """The text of mantissa * step + decimals; the most decimals below the step mean that there is none."""

    def __init__(self, step: int) -> None:
        super().__init__({step - 1: ""})
        self._step = step

    def __missing__(self, key: int) -> str:
        text = self[key] = decimal_text(*divmod(key, self._step))
        return text


def texts_of_numbers(column: ExactColumn) -> Words:
    """``Texts.numbers`` of a table that is made at once."""
    return Texts().numbers("", column)


def _large_numbers(column: ExactColumn) -> Words:
    """Numbers that have no room for their decimals beside them."""
    absent = int(column.decimals.max()) + 1
    mantissas, which = distinct_keys(column.mantissa)
    decimals = np.where(column.present, column.decimals, np.int8(absent))
    keys, positions = distinct_keys(which.astype(np.int64) * (absent + 1) + decimals)
    numbers = [(mantissas[key // (absent + 1)], key % (absent + 1)) for key in keys]
    return [
        "" if places == absent else decimal_text(mantissa, places) for mantissa, places in numbers
    ], positions


def distinct_keys(keys: Positions) -> tuple[list[int], Positions]:
    """The distinct integers, and for each key its position among them. Positions are of 32 bits."""
    known = _Keys()
    positions = known.positions(keys)
    return known.keys, positions
