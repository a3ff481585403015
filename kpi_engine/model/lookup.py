"""Tables in which rows look something up by code or by place."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Entry = TypeVar("Entry", bound=np.generic)


def collapsed(table: NDArray[Entry]) -> NDArray[Entry]:
    """The table, cut to one entry where all are the same: then a look-up costs nothing."""
    return table[:1] if len(table) and bool((table == table[0]).all()) else table


def by_row(table: NDArray[Entry], place: NDArray[np.integer[Any]]) -> NDArray[Entry]:
    """The entry of each of n places; of a table of one entry, a view of it."""
    if len(table) == 1:
        return np.broadcast_to(table, len(place))
    return table.take(place)
