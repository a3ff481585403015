"""Indicators that a section shows without figures, or without any history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint_subject import Subject
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.judgement import Missing


def indicators_without_figures(subject: Subject) -> Iterator[Issue]:
    """A section's indicator that no area has a value of, in any period, and that is not said to be closed."""
    rows = subject.ratings.observations
    present = subject.ratings.displayed.present | (rows.missing == Missing.CLOSED.code)
    valued = np.zeros((len(rows.codes), len(rows.areas)), np.bool_)
    valued[rows.code[present], rows.area[present]] = True
    for section, entry in subject.entries:
        if (
            entry.code in rows.codes
            and (valued[rows.codes.index(entry.code)] & subject.areas_of(entry)).any()
        ):
            continue
        levels = f" of level {' or '.join(entry.levels)}" if entry.levels else ""
        yield warning(
            entry.location,
            f"section {section.id} shows {entry.code}, and no area{levels} has a value of it",
            "add its observations, or take it out of the section",
        )


def indicators_without_history(subject: Subject) -> Iterator[Issue]:
    """A new indicator that is not said to be new: all its values are of one period."""
    observations = subject.ratings.observations
    for rows in subject.by_code(subject.shown & subject.ratings.displayed.present):
        if len(np.unique(observations.period[rows])) == 1 and not observations.is_new[rows].all():
            row = int(rows[0])
            of_what = "" if subject.supplied[rows].any() else " and targets of what it is made from"
            yield warning(
                subject.place(row),
                f"{subject.code(row)} has figures of {subject.period(row)} only, so that there is no trend "
                "and no direction of travel",
                f"add earlier figures{of_what}, or tell readers that it is new",
            )
