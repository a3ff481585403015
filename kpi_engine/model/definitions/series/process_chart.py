"""What a definition says of its series, so that charts and trends are of figures that can bear them.

Rules: docs/statistics.md, "What the definitions say".
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location
from kpi_engine.model.statistics.profiles import MDC, Profile

# The fewest points that a definition can ask limits to be made of.
FEWEST_POINTS = 10


class PeriodsShare(Enum):
    """What successive figures have in common."""

    NOTHING = "nothing"
    SAME_CASES = "the_same_cases"


class ChartKind(Enum):
    """Which chart is drawn of a series."""

    AUTO = "auto"
    XMR = "xmr"
    P_PRIME = "p_prime"
    NONE = "none"


class ChartOn(Enum):
    """Whether the values are charted, or their change on the same period of the year before."""

    VALUE = "value"
    CHANGE_ON_YEAR = "change_on_year"


@frozen
class Baseline:
    """A period from which limits are made anew, and why; for some areas only where ``areas`` names them."""

    first: int
    label: str
    reason: str
    areas: tuple[str, ...]
    location: Location


@frozen
class LeftOut:
    """A period that counts for no limit and no run, and why."""

    period: int
    label: str
    reason: str
    location: Location


@frozen
class ProcessChart:
    """How a series is charted.

    ``profile`` is the set of rules, with ``changes`` to it in words (empty: none). ``limits_until``: limits
    are made of the points until then, and extended; None: of all. ``points`` is the fewest of them.
    ``always_assured``: assurance is given also while a process is changing.
    """

    profile: Profile = MDC
    changes: str = ""
    baselines: tuple[Baseline, ...] = ()
    limits_until: int | None = None
    left_out: tuple[LeftOut, ...] = ()
    kind: ChartKind = ChartKind.AUTO
    on: ChartOn = ChartOn.VALUE
    points: int = MDC.points
    always_assured: bool = False

    @property
    def profile_words(self) -> str:
        """``mdc``, or ``mdc, changed: trend 7``."""
        return f"{self.profile.name}, changed: {self.changes}" if self.changes else self.profile.name

    def first_of(self, period: int, area: str) -> Baseline | None:
        """The baseline in force in a period of an area; None for the series' beginning."""
        begun = [each for each in self.baselines if each.first <= period and area in (each.areas or (area,))]
        return max(begun, key=lambda each: each.first) if begun else None


DEFAULT_CHART = ProcessChart()


@frozen
class Ambition:
    """A target some years off: from ``value`` in period ``first``, by period ``last``."""

    first: int
    value: Decimal
    last: int
    from_label: str
    by_label: str
    location: Location
