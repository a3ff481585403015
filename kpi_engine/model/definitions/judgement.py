"""The outcomes of a rating. "Not rated" and "no arrow" are values with a reason.

Each enum's members are stored in arrays as their position in the enum (``code``); position 0 of the
two reason enums means that there is nothing to explain.
"""

from __future__ import annotations

from enum import Enum


class Coded(Enum):
    """An enum whose members know their position (``code``), the small integer that arrays hold."""

    code: int

    def __init__(self, *_: object) -> None:
        self.code = len(type(self).__members__)

    # A member is equal to itself alone. Enum's own hash is of the name, in Python: pages look many up.
    __hash__ = object.__hash__


class Polarity(Coded):
    """Which way is better. Rules: docs/rating-rules.md, "Polarity"."""

    HIGHEST = "H"
    LOWEST = "L"
    TARGET = "T"
    NONE = "none"

    @property
    def words(self) -> str:
        """What it means, for a reader."""
        return _POLARITY_WORDS[self]


_POLARITY_WORDS = {
    Polarity.HIGHEST: "highest is best",
    Polarity.LOWEST: "lowest is best",
    Polarity.TARGET: "stay close to target",
    Polarity.NONE: "shown for context, not judged",
}


class RateOn(Enum):
    """Whether the rating is made on the value as displayed or on the raw ratio."""

    DISPLAYED = "displayed"
    RAW = "raw"


class Rag(Coded):
    """A rating, from the worst to the best; position 0 is no rating, and NotRated then says why.

    RED, AMBER and GREEN are the default scale. A scale (scale.py) can have BLUE above GREEN and a rating on
    each side of AMBER, and names of its own for all of them.
    """

    NONE = ""
    RED = "RED"
    AMBER_RED = "AMBER-RED"
    AMBER = "AMBER"
    AMBER_GREEN = "AMBER-GREEN"
    GREEN = "GREEN"
    BLUE = "BLUE"

    @property
    def words(self) -> str:
        """What it means, for a reader."""
        return _RAG_WORDS[self]

    @property
    def shape(self) -> str:
        """A shape of its own, so that they differ in grey too."""
        return _SHAPES[self]

    @property
    def key(self) -> str:
        """How definitions and style sheets name it: ``amber_green``."""
        return self.name.lower()

    @property
    def base(self) -> Rag:
        """The rating by target and floor standard alone (RED, AMBER or GREEN); NONE for NONE."""
        return _BASES.get(self, self)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        return self.base is Rag.GREEN

    @property
    def is_missed(self) -> bool:
        """Whether what must not be missed is missed: by default such a rating needs action."""
        return self.base is Rag.RED


_BASES = {Rag.BLUE: Rag.GREEN, Rag.AMBER_GREEN: Rag.AMBER, Rag.AMBER_RED: Rag.RED}
# The ratings that a value can have beside the three, each with the one that it is a part of.
FURTHER_RATINGS = (Rag.BLUE, Rag.AMBER_GREEN, Rag.AMBER_RED)
BEST_FIRST = tuple(reversed([rag for rag in Rag if rag is not Rag.NONE]))
_RAG_WORDS = {
    Rag.NONE: "not rated",
    Rag.RED: "floor standard not achieved",
    Rag.AMBER_RED: "floor standard not achieved, but nearly",
    Rag.AMBER: "meets the floor standard but not the target",
    Rag.AMBER_GREEN: "target nearly achieved",
    Rag.GREEN: "target achieved",
    Rag.BLUE: "target exceeded",
}
_SHAPES = {
    Rag.NONE: "",
    Rag.RED: "■",
    Rag.AMBER_RED: "▼",
    Rag.AMBER: "◆",
    Rag.AMBER_GREEN: "▲",
    Rag.GREEN: "●",
    Rag.BLUE: "★",
}


class NotRated(Coded):
    """Why a row has no RAG: first what its standards lack, since the kernel keeps these in four bits."""

    RATED = ""
    CONTEXT = "shown for context, not judged"
    NO_TARGET = "no target"
    NO_TARGET_IN_FORCE = "no target in force in this period"
    NO_TARGET_FIGURE = "no target: the figure that is the target is missing"
    TARGET_FIGURE_WITHHELD = "no target: the figure that is the target is withheld"
    OWN_TARGET_FIGURE = "no target: the figure would be its own target"
    NO_FLOOR_STANDARD = "no floor standard"
    NO_AMBER_RANGE = "no amber range"
    NO_RANGE = "no range around the target"
    BLANK = "no value: to be supplied"
    NOT_AVAILABLE = "no value: not available"
    CONFIDENTIAL = "no value: confidential"
    SUPPRESSED = "no value: suppressed"
    NOT_APPLICABLE = "no value: not applicable"
    DASH = "no value: shown as - by the supplier"
    ZERO_DENOMINATOR = "no value: denominator is 0"
    PARTS_MISSING = "no value: a figure that it is made from is missing"
    INCOMPLETE_WINDOW = "no value: incomplete window, a month is missing"
    PARTS_NOT_RATED = "no value: a rating that it is made from is missing"
    TOO_LARGE = "no value: too many digits to be rated exactly"
    CLOSED = "no value: closed"
    UNUSABLE = "no value: an error in the data"
    NOT_A_COUNT = "no value: not added up, since it is no count"
    INCOMPLETE_PERIODS = "no value: incomplete window, a period is missing"


# The target is missed, and nothing says whether that is AMBER or RED.
AMBER_OR_RED = frozenset({NotRated.NO_FLOOR_STANDARD, NotRated.NO_AMBER_RANGE})


class DirectionOfTravel(Coded):
    """Whether performance (not the number) got better; position 0 is no arrow, and NoDirection says why."""

    NONE = ""
    IMPROVED = "improved"
    WORSENED = "worsened"
    SAME = "same"

    @property
    def arrow(self) -> str:
        """The symbol shown beside the word."""
        return _ARROWS[self]


_ARROWS = {
    DirectionOfTravel.NONE: "",
    DirectionOfTravel.IMPROVED: "↑",
    DirectionOfTravel.WORSENED: "↓",
    DirectionOfTravel.SAME: "↔",
}


class NumberDirection(Coded):
    """Whether a number rose or fell, which judges nothing; position 0 if nothing is said about it."""

    NONE = ""
    ROSE = "rose"
    FELL = "fell"
    UNCHANGED = "unchanged"

    @property
    def arrow(self) -> str:
        """The symbol shown beside the word, unlike the arrows of performance.

        An unchanged number has no symbol.
        """
        return _NUMBER_ARROWS[self]


_NUMBER_ARROWS = {
    NumberDirection.NONE: "",
    NumberDirection.ROSE: "▲",
    NumberDirection.FELL: "▼",
    NumberDirection.UNCHANGED: "",
}


class NoDirection(Coded):
    """Why a row has no direction of travel."""

    SHOWN = ""
    CONTEXT = "shown for context, not judged"
    NO_VALUE = "no value"
    NO_PREVIOUS_VALUE = "no previous value"
    PREVIOUS_VALUE_MISSING = "previous value is missing"
    NO_TARGET_POINT = "no target to measure the distance from"
    NOT_COMPARED = "an outturn is not compared"
    NEW = "new: nothing to compare with yet"
    NOT_AFTER_BASE = "not after the fixed period that is compared with"
    BREAK = "break in the series: not comparable with earlier figures"


class Missing(Coded):
    """Why an observation has no value: as its source marked it, or why no value could be made.

    Position 0 means that it has a value.
    """

    PRESENT = ""
    BLANK = "to be supplied"
    NOT_AVAILABLE = "not available"
    CONFIDENTIAL = "confidential"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    DASH = "shown as -"
    ZERO_DENOMINATOR = "denominator is 0"
    PARTS_MISSING = "a figure that it is made from is missing"
    INCOMPLETE_WINDOW = "incomplete window, a month is missing"
    TOO_LARGE = "too many digits to be rated exactly"
    CLOSED = "closed"
    PARTS_NOT_RATED = "a rating that it is made from is missing"
    UNUSABLE = "an error in the data"
    NOT_A_COUNT = "not added up, since it is no count"
    INCOMPLETE_PERIODS = "incomplete window, a period is missing"

    @property
    def not_rated(self) -> NotRated:
        """The reason a row without this value is not rated."""
        return _MISSING_REASONS[self]


_MISSING_REASONS = {
    Missing.PRESENT: NotRated.RATED,
    Missing.BLANK: NotRated.BLANK,
    Missing.NOT_AVAILABLE: NotRated.NOT_AVAILABLE,
    Missing.CONFIDENTIAL: NotRated.CONFIDENTIAL,
    Missing.SUPPRESSED: NotRated.SUPPRESSED,
    Missing.NOT_APPLICABLE: NotRated.NOT_APPLICABLE,
    Missing.DASH: NotRated.DASH,
    Missing.ZERO_DENOMINATOR: NotRated.ZERO_DENOMINATOR,
    Missing.PARTS_MISSING: NotRated.PARTS_MISSING,
    Missing.INCOMPLETE_WINDOW: NotRated.INCOMPLETE_WINDOW,
    Missing.TOO_LARGE: NotRated.TOO_LARGE,
    Missing.CLOSED: NotRated.CLOSED,
    Missing.PARTS_NOT_RATED: NotRated.PARTS_NOT_RATED,
    Missing.UNUSABLE: NotRated.UNUSABLE,
    Missing.NOT_A_COUNT: NotRated.NOT_A_COUNT,
    Missing.INCOMPLETE_PERIODS: NotRated.INCOMPLETE_PERIODS,
}
# Marks of a figure that its owner keeps back: all that it is made of is kept back with it.
WITHHELD = frozenset({Missing.CONFIDENTIAL, Missing.SUPPRESSED})
# Marks beside which a numerator and a denominator of 0 still add up: there was nobody to count.
NOTHING_TO_COUNT = frozenset({Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE, Missing.DASH})
