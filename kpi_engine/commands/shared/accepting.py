"""The findings that a scorecard's people have accepted."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.loading import Loaded
from kpi_engine.model.accepted import Acceptance
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.issue import InputError, Issue, errors_in
from kpi_engine.read.data.accepted import read_accepted


def accepted_problems(
    scorecard: Scorecard, _indicators: Sequence[Indicator], _areas: Sequence[Area]
) -> tuple[Issue, ...]:
    """What is wrong with the accepted findings of a scorecard whose other files are wrong, too."""
    return read_accepted(scorecard.audit_accepted)[1]


def accepted_findings(loaded: Loaded) -> tuple[Acceptance, ...]:
    """What the scorecard's ``audit_accepted`` holds; nothing where it names no such file.

    Raises:
        InputError: something in the file cannot be read.
    """
    acceptances, issues = read_accepted(loaded.scorecard.audit_accepted)
    if errors_in(issues):
        raise InputError(issues)
    return acceptances
