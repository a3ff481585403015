"""The least and the greatest of the numbers of each place, such as a code, of long columns."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", bound=np.number[Any])

# Rows of a code mostly follow each other, and the extreme of a run is found in a fiftieth of the time that
# its rows take one by one; in shorter runs than this it is not.
_ROWS_IN_A_RUN = 4


def keep_least(least: NDArray[Number], place: NDArray[np.integer[Any]], numbers: NDArray[Number]) -> None:
    """Write into ``least``, by place, the least of what is there and of the n ``numbers`` of that place."""
    _keep(np.minimum, least, place, numbers)


def keep_greatest(
    greatest: NDArray[Number], place: NDArray[np.integer[Any]], numbers: NDArray[Number]
) -> None:
    """As ``keep_least``, with the greatest of them."""
    _keep(np.maximum, greatest, place, numbers)


def _keep(
    choose: np.ufunc, kept: NDArray[Number], place: NDArray[np.integer[Any]], numbers: NDArray[Number]
) -> None:
    if not len(place):
        return
    changes = np.flatnonzero(place[1:] != place[:-1])
    if len(changes) * _ROWS_IN_A_RUN > len(place):
        choose.at(kept, place, numbers)
        return
    starts = np.concatenate([[0], changes + 1])
    choose.at(kept, place[starts], choose.reduceat(numbers, starts))
