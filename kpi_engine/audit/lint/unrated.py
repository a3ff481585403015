"""Many figures of a page that lack a rating for one reason: what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint.subject import Subject, named
from kpi_engine.model.definitions.judgement import NotRated, Polarity
from kpi_engine.model.definitions.unrated import is_many, unrated_words
from kpi_engine.model.issue import Issue, warning

_NO_TARGET = (NotRated.NO_TARGET, NotRated.NO_TARGET_IN_FORCE)
# What the definitions can do; figures that have not come are told one by one.
_REMEDIES = {
    NotRated.NO_FLOOR_STANDARD: "add floor standards, without which AMBER and RED cannot be told apart; "
    'where a target is met or missed and nothing between, write "amber: none"',
    NotRated.NO_AMBER_RANGE: 'add amber ranges, or "amber: none" where a target is met or missed',
    NotRated.NO_TARGET: "add targets, or write polarity none for what is shown for context",
    NotRated.NO_TARGET_IN_FORCE: "add the thresholds that hold now, or correct from and until",
}


def many_unrated(subject: Subject) -> Iterator[Issue]:
    """One warning a reason, with the areas whose pages it concerns, at the first indicator of them."""
    ratings, rows = subject.ratings, subject.ratings.observations
    judged = subject.reported & ratings.displayed.present & (ratings.polarity != Polarity.NONE.code)
    for reason, remedy in _REMEDIES.items():
        lacking = judged & (ratings.not_rated == reason.code)
        told = []
        for page in subject.pages:
            own = rows.area == rows.areas.index(page) if page in rows.areas else np.zeros(len(rows), np.bool_)
            count, total = int((own & lacking).sum()), int((own & judged).sum())
            # Where a page rates nothing, it says so itself, and can mean it.
            if is_many(count, total) and not (count == total and reason in _NO_TARGET):
                told.append((page, unrated_words(count, total, str(reason.value))))
        if told:
            first = int(np.flatnonzero(lacking)[0])
            what = f"of the latest figures of {told[0][0]}, {told[0][1]}"
            others = f"; likewise for {named([page for page, _ in told[1:]])}" if told[1:] else ""
            yield warning(ratings.indicators[rows.code[first]].location, what + others, remedy)
