"""Past periods rated twice: as they were, and as they would have been. Rules: docs/statistics.md, "What
if".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.words.rule_wording import wording_of

_RAGS = tuple(Rag)


@dataclass(frozen=True, slots=True)
class RagCounts:
    """How many figures are RED, AMBER, GREEN and not rated, and the longest run of RED on end in one area."""

    red: int
    amber: int
    green: int
    not_rated: int
    longest_red: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that would have been rated otherwise, with what decided each rating."""

    area: str
    period: str
    value: str
    before: str
    after: str
    why_before: str
    why_after: str


@dataclass(frozen=True, slots=True)
class Replay:
    """An indicator at one level of area, before and after; ``figures`` were replayed."""

    code: str
    level: str
    figures: int
    before: RagCounts
    after: RagCounts
    changed: tuple[Changed, ...]

    @property
    def line(self) -> str:
        """``SCS40, district: of 84 figures 31 would have been RED instead of 12``."""
        figures = "1 figure" if self.figures == 1 else f"{self.figures} figures"
        told = [
            f"{after} would have been {rag} instead of {before}"
            for rag, before, after in (
                ("RED", self.before.red, self.after.red),
                ("AMBER", self.before.amber, self.after.amber),
                ("GREEN", self.before.green, self.after.green),
                ("not rated", self.before.not_rated, self.after.not_rated),
            )
            if before != after
        ]
        words = ", ".join(told) or "none would have been rated otherwise"
        return f"{self.code}, {self.level}: of {figures} {words}"


def replays(before: Ratings, after: Ratings) -> Iterator[Replay]:
    """Each indicator at each level of area; the ratings are of the same observations, in the same order."""
    observations = before.observations
    level_of = {area.name: area.level for area in before.areas}
    levels = [level_of.get(name, "") for name in observations.areas]
    for code, name in enumerate(observations.codes):
        of_code = observations.code == code
        for level in dict.fromkeys(levels):
            here = np.array([each == level for each in levels], np.bool_)[observations.area]
            rows = np.flatnonzero(of_code & here).tolist()
            if rows:
                yield Replay(
                    code=name,
                    level=level,
                    figures=len(rows),
                    before=counts_of(before, rows),
                    after=counts_of(after, rows),
                    changed=tuple(_changed(before, after, rows)),
                )


def counts_of(ratings: Ratings, rows: Sequence[int]) -> RagCounts:
    """The counts of some rows."""
    found = [_RAGS[int(ratings.rag[row])] for row in rows]
    return RagCounts(
        red=found.count(Rag.RED),
        amber=found.count(Rag.AMBER),
        green=found.count(Rag.GREEN),
        not_rated=found.count(Rag.NONE),
        longest_red=_longest_red(ratings, rows),
    )


def _longest_red(ratings: Ratings, rows: Sequence[int]) -> int:
    """How many successive periods one area has been RED for, at most."""
    observations = ratings.observations
    order = sorted(rows, key=lambda row: (int(observations.area[row]), int(observations.period[row])))
    longest = run = 0
    last = (-1, -1)
    for row in order:
        place = int(observations.area[row]), int(observations.period[row])
        follows = place == (last[0], last[1] + 1)
        is_red = ratings.rag[row] == Rag.RED.code
        run = (run + 1 if follows else 1) if is_red else 0
        longest, last = max(longest, run), place
    return longest


def _changed(before: Ratings, after: Ratings, rows: Sequence[int]) -> Iterator[Changed]:
    for row in rows:
        if before.rag[row] != after.rag[row]:
            old, new = Figure(before, row), Figure(after, row)
            value = "" if old.value is None else wording_of(old.indicator).value(old.value)
            yield Changed(
                area=old.area,
                period=old.period_label,
                value=value,
                before=old.rag.value or "not rated",
                after=new.rag.value or "not rated",
                why_before=_why(old),
                why_after=_why(new),
            )


def _why(figure: Figure) -> str:
    """The standards that decided, or why there is no rating."""
    threshold = figure.threshold
    if figure.rag is Rag.NONE or threshold is None:
        return figure.why_not_rated
    return threshold.rule.in_force_words(wording_of(figure.indicator), figure.polarity, "")
