"""Indicators that a section shows without figures, or without any history."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from kpi_engine.audit.lint_subject import Subject, warning
from kpi_engine.model.issue import Issue


def indicators_without_figures(subject: Subject) -> Iterator[Issue]:
    """A section's indicator that no area has a value of, in any period."""
    rows = subject.ratings.observations
    present = subject.ratings.displayed.present
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
    """A new indicator: all its values are of one period."""
    observations = subject.ratings.observations
    for rows in subject.by_code(subject.shown & subject.ratings.displayed.present):
        if len(np.unique(observations.period[rows])) == 1:
            row = int(rows[0])
            yield warning(
                subject.place(row),
                f"{subject.code(row)} has figures of {subject.period(row)} only, so that there is no trend "
                "and no direction of travel",
                "add earlier figures, or tell readers that it is new",
            )
