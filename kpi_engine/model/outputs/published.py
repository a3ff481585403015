"""A rating as it was published: text, exactly, and empty where there is none.

As text, a record made today reads the same under any later version of the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias


class PublishedRating(NamedTuple):
    """One rating as published. Fields that the tidy outputs have too read as they do there.

    A tuple: an edition has many, and the ledger takes and gives them as rows.

    ``kind`` is observation or outturn. ``rule`` is the standard in force in full (for a range: its green and
    amber limits). ``definition_hash`` is the SHA-256 of what the indicator's definition says apart from its
    thresholds and polarity, which are here themselves. ``override`` is the rating that somebody has set
    beside the rule's, with the reason: ``AMBER: lost to a fire (J. Smith, 2018-03-01)``. What follows is as
    in the tidy outputs; the ledger has it from version 4 on.
    """

    code: str
    area: str
    kind: str
    period: str
    value: str
    numerator: str
    denominator: str
    target: str
    floor_standard: str
    rag: str
    not_rated: str
    direction_of_travel: str
    no_direction: str
    previous_period: str
    previous_value: str
    polarity: str
    rule: str
    definition_hash: str
    override: str = ""
    marks: str = ""
    value_words: str = ""
    longer_period: str = ""
    longer_direction: str = ""
    family: str = ""
    family_rank: str = ""
    family_areas: str = ""

    @property
    def series(self) -> tuple[str, str, str]:
        """Code, area and kind: the ratings of one series differ only in their period."""
        return (self.code, self.area, self.kind)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Code, area, kind and period: an edition has one rating a key."""
        return (self.code, self.area, self.kind, self.period)

    @property
    def has_figure(self) -> bool:
        """Whether there is a figure; one that is the worst of other ratings has no value."""
        return bool(self.value or self.rag)


RATING_FIELDS = PublishedRating._fields
# What stands beside a figure, and is recorded without being a difference by itself.
BESIDE_FIELDS = RATING_FIELDS[RATING_FIELDS.index("marks") :]
RatingsByArea: TypeAlias = Mapping[str, Sequence[PublishedRating]]
