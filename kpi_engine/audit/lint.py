"""What to look at once more before a scorecard is published: figures that are sound and yet not plausible.

One rule a function; RULES lists them in order. What each looks for, and why: docs/strict-check.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.audit.lint_comparison import counts_that_only_grow
from kpi_engine.audit.lint_figures import (
    counts_that_break,
    fractions_among_percentages,
    jumping_numerators,
    repeated_figures,
)
from kpi_engine.audit.lint_standards import (
    floors_all_miss,
    targets_out_of_reach,
    thresholds_missing,
)
from kpi_engine.audit.lint_subject import Subject
from kpi_engine.audit.lint_supply import indicators_without_figures, indicators_without_history
from kpi_engine.model.area import Area
from kpi_engine.model.issue import Issue
from kpi_engine.model.ratings import Ratings
from kpi_engine.model.scorecard import Section

RULES: tuple[Callable[[Subject], Iterator[Issue]], ...] = (
    indicators_without_figures,
    indicators_without_history,
    thresholds_missing,
    targets_out_of_reach,
    floors_all_miss,
    repeated_figures,
    jumping_numerators,
    counts_that_break,
    counts_that_only_grow,
    fractions_among_percentages,
)


def lint(ratings: Ratings, sections: Sequence[Section], areas: Sequence[Area]) -> tuple[Issue, ...]:
    """Warnings about the rated observations of a scorecard, rule by rule.

    ``sections`` are the scorecard's; ``areas`` define every area of the observations. Indicators that no
    section shows are left alone.
    """
    subject = Subject(ratings, tuple(sections), tuple(areas))
    return tuple(issue for rule in RULES for issue in rule(subject))
