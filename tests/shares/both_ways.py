"""``kpi rate`` of a scorecard at once, and in shares: what each writes, says and ends with."""

from __future__ import annotations

from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from kpi_engine.cli.ending import end_with
from kpi_engine.commands.rate import Target, run_rate
from kpi_engine.commands.shared.in_shares import Limits

Outcome = tuple[int, bytes, str]


def at_once(scorecard: Path, target: Path) -> Outcome:
    """The exit code, what is in the target, and what is said."""
    return _outcome(scorecard, target, Limits())


def in_shares(scorecard: Path, target: Path, rows: int) -> Outcome:
    """The same in shares of about so many rows, however few the figures are."""
    return _outcome(scorecard, target, Limits(100, fewest_for_shares=0, rows_in_a_share=rows))


def _outcome(scorecard: Path, target: Path, limits: Limits) -> Outcome:
    target.unlink(missing_ok=True)
    before = set(target.parent.iterdir())
    said = StringIO()
    with redirect_stderr(said):
        try:
            code = run_rate(scorecard, False, (), (), Target(target), limits=limits)
        except Exception as error:
            code = end_with(error)
    assert set(target.parent.iterdir()) - before <= {target}  # nothing is left behind
    return code, target.read_bytes() if target.exists() else b"", said.getvalue()
