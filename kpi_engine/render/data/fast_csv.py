"""Lines of CSV of long tables: the same text as csv.py makes, several times as fast.

Columns side by side that have few different fields are made one column of their pairs first: of 43 columns
ten or so are left. Then pyarrow joins the fields of each row; without it, Python does. What is known of the
fields is kept from table to table, as long as the texts of the columns are the same lists, grown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from kpi_engine.model.arrays.lookup import first_seen
from kpi_engine.model.arrays.observation import IndexArray, PositionArray
from kpi_engine.model.frozen import frozen
from kpi_engine.render.shared.joined_fields import FieldNumbers, FieldStore, joined

# From so many rows on, to pair columns takes less time than it saves.
FEWEST_ROWS = 20_000
_MOST_PAIRS = 1 << 18
# A pair is worth its text if some dozens of rows have it: pairs that come again are few in the first rows,
# and their texts stay in the processor's memory; pairs that grow with the rows are too many.
_ROWS_A_PAIR = 24
# Where there are more fields, there are too many pairs of them, and it is not worth finding the same ones.
_FEW_FIELDS = 1 << 12
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
        self._fields = 0

    @property
    def has_begun(self) -> bool:
        """Whether some table was joined, so that the fields of the next are known for the most part."""
        return self._plan is not None

    def of(self, columns: Sequence[Column]) -> Iterator[bytes | memoryview]:
        """Lines in UTF-8 of one field a column, some thousands of rows at a time; of at least 1 column."""
        if self._plan is None or not self._plan.fits(columns):
            self._plan = _Plan(columns)
        store, numbers = self._plan.fields(columns)
        before, self._fields = self._fields, self._fields + numbers.size
        return joined(store, numbers, before)


class _Plan:
    """Which columns are joined before rows are: chains of columns side by side."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._texts = [column.texts for column in columns]
        self._groups = _groups(columns)
        ends = [","] * (len(columns) - 1) + ["\n"]
        self._singles = [_Single([ends[place] for place in group]) for group in self._groups]
        self._chains: list[_Chain] = []
        self._store = FieldStore()
        self._rows = 0

    def fits(self, columns: Sequence[Column]) -> bool:
        """Whether a table has the texts of the tables before, or more."""
        return (
            len(columns) == len(self._texts)
            and all(column.texts is known for column, known in zip(columns, self._texts, strict=True))
            and _groups(columns) == self._groups
        )

    def fields(self, columns: Sequence[Column]) -> tuple[FieldStore, FieldNumbers]:
        """The fields of the tables so far, and which of them each row of this one has, chain by chain."""
        rows = len(columns[0].positions)
        indices = [
            single.index([columns[place] for place in group])
            for single, group in zip(self._singles, self._groups, strict=True)
        ]
        found = self._as_before(indices, rows)
        if found is None:
            self._rows = rows
            found = self._planned(indices)
        numbers = np.empty((rows, len(self._chains)), np.int32)
        for place, (chain, index) in enumerate(zip(self._chains, found, strict=True)):
            numbers[:, place] = chain.numbers(self._store).take(index)
        return self._store, numbers

    def _as_before(self, indices: Sequence[PositionArray], rows: int) -> list[PositionArray] | None:
        """Which field of each chain each row has; None where there are none, or others are better."""
        most = _TOO_MANY_PAIRS + (self._rows + rows) // _ROWS_A_PAIR
        if not self._chains or any(chain.pairs() > most for chain in self._chains):
            return None
        self._rows += rows
        following = iter(indices)
        of_chains = [chain.index(following) for chain in self._chains]
        found = [index for index in of_chains if index is not None]
        return found if len(found) == len(of_chains) else None

    def _planned(self, indices: Sequence[PositionArray]) -> list[PositionArray]:
        """The same, once it is settled which columns are chains."""
        self._chains, self._store = [], FieldStore()
        found: list[PositionArray] = []
        for single, index in zip(self._singles, indices, strict=True):
            longer = self._chains[-1].with_one_more(found[-1], single, index) if found else None
            if longer is None:
                self._chains.append(_Chain(single))
                found.append(index)
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


class _Fields:
    """Fields in UTF-8, of which there are more and more, each with the same ``end``."""

    def __init__(self, fields: list[bytes] | None = None, end: bytes = b"") -> None:
        self.fields: list[bytes] = [] if fields is None else fields
        self.end = end

    def __len__(self) -> int:
        return len(self.fields)


class _Single:
    """A group of columns as one column of their fields, each of which is there once while they are few."""

    def __init__(self, ends: Sequence[str]) -> None:
        self.fields = _Fields()
        self._ends = ends
        self._place: dict[str, int] = {}
        self._places = np.zeros(0, np.int32)

    def index(self, columns: Sequence[Column]) -> PositionArray:
        """Which field each row has."""
        known = len(self._places)
        if known < len(columns[0].texts):
            self._take_in(list(self._of_texts(columns, known)))
        positions = columns[0].positions
        return positions if len(self.fields) == len(self._places) else self._places.take(positions)

    def _take_in(self, texts: list[str]) -> None:
        known = len(self.fields)
        places: Sequence[int]
        if known + len(texts) <= _FEW_FIELDS:
            places = [self._place.setdefault(text, len(self._place)) for text in texts]
            fresh: Iterable[str] = islice(self._place, known, None)
        else:
            places, fresh = range(known, known + len(texts)), texts
        self._places = np.append(self._places, np.array(places, np.int32))
        self.fields.fields += [field.encode("utf-8", "surrogatepass") for field in fresh]

    def _of_texts(self, columns: Sequence[Column], known: int) -> Iterable[str]:
        """The fields of the texts from the number of known texts on."""
        count = len(columns[0].texts)
        texts = [
            [text + end for text in map(column.write, column.texts[known:])]
            if len(column.texts) == count
            else [column.write(column.texts[0]) + end] * (count - known)
            for column, end in zip(columns, self._ends, strict=True)
        ]
        return texts[0] if len(texts) == 1 else map("".join, zip(*texts, strict=True))


class _Chain:
    """Columns side by side as a single column: two columns, their pairs with the third, and so on."""

    def __init__(self, first: _Single) -> None:
        self.fields = first.fields
        self._pairs: list[_Pairs] = []
        self._numbers = np.zeros(0, np.int32)

    def numbers(self, store: FieldStore) -> IndexArray:
        """The numbers of the fields of the chain in the store; new fields are added to the store."""
        if len(self._numbers) < len(self.fields):
            added = store.add(self.fields.fields[len(self._numbers) :], self.fields.end)
            self._numbers = np.append(self._numbers, added)
        return self._numbers

    def with_one_more(
        self, index: PositionArray, single: _Single, of_single: PositionArray
    ) -> PositionArray | None:
        """Take a further column in; None where it is not worth it, and nothing has changed."""
        if len(self.fields) * len(single.fields) > _MOST_PAIRS:
            return None
        pairs = _Pairs(self.fields, single.fields)
        found = pairs.index(index, of_single)
        is_worth_it = not pairs.has_own_fields or len(pairs.fields) <= len(index) // _ROWS_A_PAIR
        if found is None or not is_worth_it:
            return None
        self._pairs.append(pairs)
        self.fields = pairs.fields
        return found

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

    def __init__(self, left: _Fields, right: _Fields) -> None:
        self._left, self._right = left, right
        # One more than the place of each pair, by the places of the two; 0 of a pair that no row has had.
        self._table: IndexArray = np.zeros(0, np.int32)
        self._shift = 0
        self.has_own_fields = len(right) > 1
        only = b"" if self.has_own_fields else right.fields[0]
        self.fields = _Fields() if self.has_own_fields else _Fields(left.fields, left.end + only)

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
            fresh = first_seen(self._table, keys[places == 0])
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
