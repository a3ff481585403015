"""Problems reported on standard error, one a line, in the form editors and people can follow."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.commands.shared.notices import nothing_written, notice
from kpi_engine.model.issue import Issue, Severity
from kpi_engine.model.wording import counted
from kpi_engine.read.places import display_path

if TYPE_CHECKING:
    from kpi_engine.loading import Loaded


def tell_problems(issues: Sequence[Issue]) -> None:
    """Print every issue and a closing count."""
    lines = [str(issue) for issue in issues]
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    warnings = len(issues) - errors
    if errors:
        lines.append(f"{counted(errors, 'error')} and {counted(warnings, 'warning')}{nothing_written()}.")
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def tell_warnings(loaded: Loaded) -> None:
    """Say that there are warnings, in a run whose result is something else."""
    for line in warning_lines(loaded):
        notice(line)


def warning_lines(loaded: Loaded) -> Iterator[str]:
    """The warnings that ratings may be wrong because of, and how many others there are."""
    yield from map(str, loaded.doubts)
    others = len(loaded.warnings) - len(loaded.doubts)
    if others:
        place = display_path(Path(loaded.scorecard.file))
        more = "more " if loaded.doubts else ""
        yield f"{counted(others, f'{more}warning')}; `kpi check {shlex.quote(place)}` lists them."


def tell_spoiled(
    spoiled: Mapping[str, Sequence[Issue]], outcome: str = "those figures are shown as missing"
) -> None:
    """Print the errors of rows, and of each area what comes of them."""
    for area, issues in spoiled.items():
        for issue in issues:
            sys.stderr.write(f"{issue}\n")
        sys.stderr.write(f"{area}: {counted(len(issues), 'error')} in its figures; {outcome}.\n")
