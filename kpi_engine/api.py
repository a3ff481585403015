"""The Python API: what the commands do, as functions that return values, print nothing and never exit.

What is wrong with the input raises ``InputError`` with every problem and its place; what cannot be written
raises ``PublishError``. Examples: docs/python.md.
"""

from __future__ import annotations

from pathlib import Path

from kpi_engine.commands.audit import Audited, audit
from kpi_engine.commands.infer import Inferred, infer
from kpi_engine.commands.rate import RatedScorecard, rate
from kpi_engine.commands.report import Report, report
from kpi_engine.commands.run.run import Request, publish
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.issue import InputError
from kpi_engine.publish.editions.publication import Result
from kpi_engine.publish.failure import PublishError

__all__ = [
    "Audited",
    "Inferred",
    "InputError",
    "Loaded",
    "Month",
    "PublishError",
    "RatedScorecard",
    "Report",
    "Request",
    "Result",
    "audit",
    "infer",
    "load",
    "publish",
    "rate",
    "report",
]


def load(scorecard: Path | None = None, *, as_at: Month | None = None) -> Loaded:
    """Read and check a scorecard and everything it names.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        as_at: the month, in place of the scorecard's own.

    Returns:
        definitions, areas and figures, sound enough to rate; ``warnings`` and ``spoiled`` say what is wrong.

    Raises:
        InputError: the scorecard, its definitions or its files cannot be used.
    """
    return load_scorecard(scorecard_path(scorecard), as_at)
