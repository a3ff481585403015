"""Lines of CSV of long tables: the same text as csv.py makes, several times as fast.

Columns side by side that have few different fields are made one column of their pairs first: of 43 columns
ten or so are left. Then pyarrow joins the fields of each row; without it, Python does. What is known of the
fields is kept from table to table, as long as the texts of the columns are the same lists, grown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec

import numpy as np

from kpi_engine.model.arrays.observation import IndexArray, PositionArray
from kpi_engine.model.frozen import frozen
from kpi_engine.render.data.joined_fields import GrowingFields, Parts, by_pyarrow, by_python

# From so many rows on, to pair columns takes less time than it saves.
FEWEST_ROWS = 20_000
# To import pyarrow takes as long as to join so many rows without it.
_FEWEST_FOR_PYARROW = 100_000
_MOST_PAIRS = 1 << 18
# To make the text of a pair takes as long as to join some forty rows without it. Pairs that are few in the
# first rows, and come again, are worth it; pairs that grow with the rows are not.
_ROWS_A_PAIR = 40
_FEW_PAIRS = 1 << 14
_TOO_MANY_PAIRS = 1 << 16


@frozen
class Column:
    """n fields: ``texts[positions[row]]``, as ``write`` writes a text."""

    texts: Sequence[str]
    positions: PositionArray
    write: Callable[[str], str]


class LongLines:
    """Lines of tables that have the same columns and follow one another."""

    def __init__(self) -> None:
        self._plan: _Plan | None = None
        self._rows = 0

    @property
    def has_begun(self) -> bool:
        """Whether some table was joined, so that the fields of the next are known for the most part."""
        return self._plan is not None

    def of(self, columns: Sequence[Column]) -> Iterator[bytes | memoryview]:
        """Lines in UTF-8 of one field a column, some thousands of rows at a time; of at least 1 column."""
        rows = len(columns[0].positions)
        self._rows += rows
        if self._plan is None or not self._plan.fits(columns):
            self._plan = _Plan(columns)
        parts = self._plan.parts(columns)
        is_worth_it = self._rows >= _FEWEST_FOR_PYARROW or "pyarrow" in sys.modules
        join = by_pyarrow if is_worth_it and find_spec("pyarrow") is not None else by_python
        return join(parts, rows)


class _Plan:
    """Which columns are joined before rows are: chains of columns side by side."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._texts = [column.texts for column in columns]
        self._groups = _groups(columns)
        ends = [","] * (len(columns) - 1) + ["\n"]
        self._singles = [_Single([ends[place] for place in group]) for group in self._groups]
        self._chains: list[_Chain] = []
        self._rows = 0

    def fits(self, columns: Sequence[Column]) -> bool:
        """Whether a table has the texts of the tables before, or more."""
        return (
            len(columns) == len(self._texts)
            and all(column.texts is known for column, known in zip(columns, self._texts, strict=True))
            and _groups(columns) == self._groups
        )

    def parts(self, columns: Sequence[Column]) -> Parts:
        """The fields of a table, and which of them each row has, chain by chain."""
        rows = len(columns[0].positions)
        indices = [
            single.index([columns[place] for place in group])
            for single, group in zip(self._singles, self._groups, strict=True)
        ]
        most = _TOO_MANY_PAIRS + (self._rows + rows) // _ROWS_A_PAIR
        if self._chains and all(chain.pairs() <= most for chain in self._chains):
            self._rows += rows
            following = iter(indices)
            of_chains = [chain.index(following) for chain in self._chains]
            found = [
                (chain.fields, index)
                for chain, index in zip(self._chains, of_chains, strict=True)
                if index is not None
            ]
            if len(found) == len(self._chains):
                return found
        self._rows = rows
        return self._planned(indices)

    def _planned(self, indices: Sequence[PositionArray]) -> Parts:
        """The same, once it is settled which columns are chains."""
        self._chains = []
        found: list[tuple[GrowingFields, PositionArray]] = []
        for single, index in zip(self._singles, indices, strict=True):
            longer = self._chains[-1].with_one_more(found[-1][1], single, index) if found else None
            if longer is None:
                self._chains.append(_Chain(single))
                found.append((single.fields, index))
            else:
                found[-1] = longer
        return found


def _groups(columns: Sequence[Column]) -> list[list[int]]:
    """Neighbours that are one column already: of one index, as all that a threshold says, or of one text.

    The index of the first column is the index of the group.
    """
    groups: list[list[int]] = []
    for place, column in enumerate(columns):
        first = columns[groups[-1][0]] if groups else column
        is_of_first = column.positions is first.positions and len(column.texts) == len(first.texts)
        if groups and (is_of_first or len(column.texts) == 1):
            groups[-1].append(place)
        else:
            groups.append([place])
    return groups


class _Single:
    """A group of columns as one column of their fields, each of which is there once."""

    def __init__(self, ends: Sequence[str]) -> None:
        self.fields = GrowingFields()
        self._ends = ends
        self._place: dict[str, int] = {}
        self._places = np.zeros(0, np.int32)

    def index(self, columns: Sequence[Column]) -> PositionArray:
        """Which field each row has."""
        known, count = len(self._places), len(columns[0].texts)
        texts = [
            [f"{column.write(text)}{end}" for text in column.texts[known:]]
            if len(column.texts) == count
            else [f"{column.write(column.texts[0])}{end}"] * (count - known)
            for column, end in zip(columns, self._ends, strict=True)
        ]
        fields = map("".join, zip(*texts, strict=True))
        places = [self._place.setdefault(field, len(self._place)) for field in fields]
        if places:
            self._places = np.append(self._places, np.array(places, np.int32))
            fresh = list(self._place)[len(self.fields) :]
            self.fields.fields += [field.encode("utf-8", "surrogatepass") for field in fresh]
        positions = columns[0].positions
        return positions if len(self._place) == len(self._places) else self._places[positions]


class _Chain:
    """Columns side by side as a single column: two columns, their pairs with the third, and so on."""

    def __init__(self, first: _Single) -> None:
        self.fields = first.fields
        self._pairs: list[_Pairs] = []

    def with_one_more(
        self, index: PositionArray, single: _Single, of_single: PositionArray
    ) -> tuple[GrowingFields, PositionArray] | None:
        """Take a further column in; None where it is not worth it, and nothing has changed."""
        if len(self.fields) * len(single.fields) > _MOST_PAIRS:
            return None
        pairs = _Pairs(self.fields, single.fields)
        found = pairs.index(index, of_single)
        is_worth_it = len(pairs.fields) <= _FEW_PAIRS + len(index) // _ROWS_A_PAIR
        if found is None or not is_worth_it:
            return None
        self._pairs.append(pairs)
        self.fields = pairs.fields
        return self.fields, found

    def pairs(self) -> int:
        """How many pairs were made."""
        return sum(len(pairs.fields) for pairs in self._pairs if pairs.has_own_fields)

    def index(self, indices: Iterator[PositionArray]) -> PositionArray | None:
        """Which field each row has, of the next of the ``indices``; None where there are too many pairs."""
        index: PositionArray | None = next(indices)
        for pairs in self._pairs:
            of_single = next(indices)
            index = None if index is None else pairs.index(index, of_single)
        return index


class _Pairs:
    """The pairs of the fields of two columns that some row has, in the order in which they are seen."""

    def __init__(self, left: GrowingFields, right: GrowingFields) -> None:
        self._left, self._right = left, right
        # One more than the place of each pair, by the places of the two; 0 of a pair that no row has had.
        self._table: IndexArray = np.zeros(0, np.int32)
        self._shift = 0
        self.has_own_fields = len(right) > 1
        only = b"" if self.has_own_fields else right.fields[0]
        self.fields = GrowingFields() if self.has_own_fields else GrowingFields(left.fields, left.end + only)

    def index(self, left: PositionArray, right: PositionArray) -> PositionArray | None:
        """Which pair each row has; None where there are too many pairs, or none of its own any more."""
        if not self.has_own_fields:
            return left if len(self._right) == 1 else None
        if not self._has_room():
            return None
        keys = left.astype(np.int32)
        keys <<= self._shift
        keys |= right.astype(np.int32, copy=False)
        places = self._table.take(keys)
        if not places.all():
            fresh = np.unique(keys[places == 0])
            self._table[fresh] = np.arange(len(self.fields) + 1, len(self.fields) + len(fresh) + 1)
            first, end, second = self._left.fields, self._left.end, self._right.fields
            shift, low = self._shift, (1 << self._shift) - 1
            self.fields.fields += [first[key >> shift] + end + second[key & low] for key in fresh.tolist()]
            places = self._table.take(keys)
        places -= 1
        return places

    def _has_room(self) -> bool:
        """Make the table wide enough."""
        if len(self._left) << self._shift <= len(self._table) and len(self._right) <= 1 << self._shift:
            return True
        shift = len(self._right).bit_length()
        size = 2 * len(self._left) << shift
        if size > 8 * _MOST_PAIRS:
            return False
        table = np.zeros(size, np.int32)
        if len(self._table):
            known = np.flatnonzero(self._table)
            table[((known >> self._shift) << shift) | (known & ((1 << self._shift) - 1))] = self._table[known]
        self._table, self._shift = table, shift
        return True
