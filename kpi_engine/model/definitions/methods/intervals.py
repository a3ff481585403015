"""Exact numbers, intervals of them, and the standards that a value is compared with."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag


class Exact(NamedTuple):
    """``digits / 10 ** decimals``, with no more decimals than it needs."""

    digits: int
    decimals: int


class Interval(NamedTuple):
    """The numbers from ``low`` to ``high``, either of which is None where there is no end on that side.

    ``open``: the ends themselves are outside. ``by_displayed``: where displayed values are compared with it,
    its ends are the outermost displayed values inside, so that it puts no further decimals on their grid.
    """

    low: Exact | None
    high: Exact | None
    open: bool = False
    by_displayed: bool = False

    @property
    def decimals(self) -> int:
        """As many as hold both ends exactly."""
        return max((end.decimals for end in (self.low, self.high) if end is not None), default=0)


# Beyond any number of a definition or a file.
BEYOND_ALL = 10**400
UPWARDS, DOWNWARDS = Exact(BEYOND_ALL, 0), Exact(-BEYOND_ALL, 0)


# Where a value has, of the ratings beside RED, AMBER and GREEN, this one or a better one.
Further: TypeAlias = "tuple[tuple[Rag, Interval], ...]"


class Standards(NamedTuple):
    """What a value is compared with.

    ``green`` or ``amber`` is None where there is no such interval. ``target`` is what the distance to the
    target is measured to; None: nothing. ``lacking`` is why a value that is not GREEN has no rating (RATED:
    it has a rating). ``aim``: the nearer a value is to it, the better the performance: UPWARDS, DOWNWARDS or
    a point; None: there is nothing to tell better from worse. ``further`` are the ratings beside the three,
    each a part of one of the three.
    """

    green: Interval | None
    amber: Interval | None
    target: Interval | None
    aim: Exact | None
    lacking: NotRated
    further: Further = ()

    @property
    def intervals(self) -> tuple[Interval | None, ...]:
        """The intervals of green, amber, target and further ratings."""
        return self.green, self.amber, self.target, *(interval for _rag, interval in self.further)

    def of_further(self, rag: Rag) -> Interval | None:
        """The interval of a further rating."""
        return next((interval for other, interval in self.further if other is rag), None)


def side_of(standard: Decimal | None, polarity: Polarity) -> Interval | None:
    """The values on the better side of a standard, which is one of them; None without a standard."""
    if standard is None:
        return None
    end = exact(standard)
    return Interval(None, end) if polarity is Polarity.LOWEST else Interval(end, None)


def aim_of(polarity: Polarity, target: Decimal | None) -> Exact | None:
    """Up, down, or the target itself."""
    if polarity is Polarity.TARGET:
        return None if target is None else exact(target)
    return DOWNWARDS if polarity is Polarity.LOWEST else UPWARDS


@lru_cache(maxsize=4096)
def exact(number: Decimal) -> Exact:
    """A finite number as integers. Definitions repeat their numbers, and this is slow: it remembers them."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not a finite number")
    text = "".join(map(str, digits))
    needed = text.rstrip("0")
    if not needed:
        return Exact(0, 0)
    exponent += len(text) - len(needed)
    size = int(needed) * 10 ** max(0, exponent)
    return Exact(-size if sign else size, max(0, -exponent))


def quotient(digits: int, decimals: int) -> Exact:
    """``digits / 10 ** decimals`` with no more decimals than it needs."""
    while decimals and digits % 10 == 0:
        digits, decimals = digits // 10, decimals - 1
    return Exact(digits, decimals)
