"""How a command ends that could not do its work: words for the user, an exit code for the script."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.problems import tell_problems
from kpi_engine.model.issue import InputError
from kpi_engine.publish.editions.lock import LockedError
from kpi_engine.publish.failure import PublishError, reason_of


def end_with(error: Exception) -> int:
    """Say what happened on standard error, and return the exit code."""
    if isinstance(error, InputError):
        tell_problems(error.issues)
        return exit_codes.WRONG_INPUT
    if isinstance(error, PublishError):
        sys.stderr.write(f"{error}\n")
        return exit_codes.LOCKED if isinstance(error, LockedError) else exit_codes.WRONG_INPUT
    if isinstance(error, OSError):
        place = error.filename or "A file"
        reason, remedy = reason_of(error)
        sys.stderr.write(f"{place}: error: {reason}; {remedy}; nothing more was written.\n")
        return exit_codes.WRONG_INPUT
    _tell_of_bug(error)
    return exit_codes.OUR_BUG


def _tell_of_bug(error: Exception) -> None:
    trail = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in reversed(traceback.extract_tb(error.__traceback__))
    )
    sys.stderr.write(
        f"kpi has failed through a fault of its own, not of your files ({type(error).__name__}: {error}).\n"
        f"Please report it with this line: {trail}\n"
    )
