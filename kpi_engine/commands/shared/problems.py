"""Problems told on standard error, one a line, in the form editors and people can follow."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from kpi_engine.model.issue import Issue, Severity
from kpi_engine.model.wording import counted


def tell_problems(issues: Sequence[Issue]) -> None:
    """Print every issue and a closing count."""
    lines = [str(issue) for issue in issues]
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    warnings = len(issues) - errors
    if errors:
        lines.append(f"{counted(errors, 'error')} and {counted(warnings, 'warning')}; nothing was written.")
    sys.stderr.write("".join(f"{line}\n" for line in lines))


def tell_warnings(warnings: Sequence[Issue]) -> None:
    """Say that there are warnings, in a run whose result is something else."""
    if warnings:
        sys.stderr.write(f"{counted(len(warnings), 'warning')}; `kpi check` lists them.\n")


def tell_spoiled(
    spoiled: Mapping[str, Sequence[Issue]], outcome: str = "those figures are shown as missing"
) -> None:
    """Print the errors of rows, and of each area what comes of them."""
    for area, issues in spoiled.items():
        for issue in issues:
            sys.stderr.write(f"{issue}\n")
        sys.stderr.write(f"{area}: {counted(len(issues), 'error')} in its figures; {outcome}.\n")
