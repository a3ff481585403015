"""Numerators that hardly any share has: more than the whole, or less than nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint.subject import Subject, numbers
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.words.number_text import PERCENT, count_text


def numerators_above_the_whole(subject: Subject) -> Iterator[Issue]:
    """A percentage of more than 100 made of its parts, where hardly any other of its indicator is."""
    rows = subject.ratings.observations
    is_percent = np.array([one.unit == PERCENT for one in subject.ratings.indicators], np.bool_)
    parts = _with_parts(subject)
    above = parts & is_percent[rows.code] & (numbers(rows.numerator) > numbers(rows.denominator))
    for row in np.flatnonzero(above & subject.rare(above, parts)).tolist():
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {_of(subject, row)}, more than the whole, and hardly any other "
            f"figure of {subject.code(row)} is above 100%",
            "check whether numerator and denominator have changed places",
            subject.area(row),
        )


def negative_numerators(subject: Subject) -> Iterator[Issue]:
    """A numerator below 0 where hardly any other of its indicator is."""
    rows = subject.ratings.observations
    parts = _with_parts(subject)
    below = parts & (numbers(rows.numerator) < 0)
    for row in np.flatnonzero(below & subject.rare(below, parts)).tolist():
        yield warning(
            subject.place(row),
            f"{subject.figure(row)} is {_of(subject, row)}, and hardly any other numerator of "
            f"{subject.code(row)} is below 0",
            "check whether a minus is one too many",
            subject.area(row),
        )


def _with_parts(subject: Subject) -> BoolArray:
    parts: BoolArray = subject.supplied & subject.ratings.observations.has_both_parts()
    return parts


def _of(subject: Subject, row: int) -> str:
    """``100 of 82``."""
    rows = subject.ratings.observations
    numerator, denominator = rows.numerator.at(row), rows.denominator.at(row)
    return " of ".join(count_text(part) for part in (numerator, denominator) if part is not None)
