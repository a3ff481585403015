"""What to look at once more before a scorecard is published: figures that are sound and yet not plausible.

One rule a function; RULES lists them in order. What each looks for, and why: docs/strict-check.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from kpi_engine.audit.lint.awaited import figures_that_have_not_come, periods_that_have_not_come
from kpi_engine.audit.lint.figures import (
    counts_that_break,
    counts_that_only_grow,
    fractions_among_percentages,
    periods_apart,
    repeated_figures,
)
from kpi_engine.audit.lint.jumps import (
    jumping_numerators,
    jumping_values,
    lost_signs,
    negative_percentages,
    values_apart,
    zeros_among_figures,
)
from kpi_engine.audit.lint.parts import negative_numerators, numerators_above_the_whole
from kpi_engine.audit.lint.standards import (
    floors_all_miss,
    floors_that_are_targets,
    percentages_no_figure_can_be,
    targets_out_of_reach,
    thresholds_missing,
)
from kpi_engine.audit.lint.subject import Subject
from kpi_engine.audit.lint.sums import sums_never_made
from kpi_engine.audit.lint.unrated import many_unrated
from kpi_engine.audit.lint.unsaid import bases_unsaid, definitions_unsaid, services_unsaid
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Issue, warning


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
            "add its observations, or remove it from the section",
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


RULES: tuple[Callable[[Subject], Iterator[Issue]], ...] = (
    indicators_without_figures,
    figures_that_have_not_come,
    periods_that_have_not_come,
    indicators_without_history,
    thresholds_missing,
    targets_out_of_reach,
    floors_all_miss,
    floors_that_are_targets,
    percentages_no_figure_can_be,
    repeated_figures,
    jumping_numerators,
    jumping_values,
    values_apart,
    zeros_among_figures,
    lost_signs,
    negative_percentages,
    numerators_above_the_whole,
    negative_numerators,
    periods_apart,
    counts_that_break,
    counts_that_only_grow,
    sums_never_made,
    fractions_among_percentages,
    definitions_unsaid,
    services_unsaid,
    bases_unsaid,
)


def lint(
    ratings: Ratings,
    sections: Sequence[Section],
    areas: Sequence[Area],
    pages: Sequence[str] = (),
    as_at: Month | None = None,
) -> tuple[Issue, ...]:
    """Warnings about the rated observations of a scorecard, rule by rule.

    ``sections`` and ``as_at`` are the scorecard's; ``areas`` define every area of the observations; ``pages``
    are the areas that have a page. Indicators that no section shows are left alone.
    """
    subject = Subject(ratings, tuple(sections), tuple(areas), tuple(pages), as_at)
    return tuple(issue for rule in RULES for issue in rule(subject))


def unrated_pages(
    ratings: Ratings, sections: Sequence[Section], areas: Sequence[Area], pages: Sequence[str]
) -> tuple[Issue, ...]:
    """What a check says that is not strict: pages of which many figures lack a rating for one reason."""
    return tuple(many_unrated(Subject(ratings, tuple(sections), tuple(areas), tuple(pages))))
