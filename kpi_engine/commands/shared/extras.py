"""Formats that need more than kpi itself brings: asked for before the work, not missed amid it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.issue import InputError, Issue, Location, Severity

# The extra of the distribution that brings what a format needs, and the modules that must be there.
_EXTRAS = {
    OutputFormat.PDF: ("pdf", ("typst", "pikepdf")),
    OutputFormat.DOCX: ("docx", ("docx",)),
}


def refuse_missing_extras(formats: Iterable[OutputFormat], place: str) -> None:
    """Stop where a format cannot be made; ``place`` is the file or option that asks for the formats.

    Raises:
        InputError: naming each such format and what to install.
    """
    issues = [
        Issue(
            Severity.ERROR,
            Location(place),
            f"{output.value} files need a part of kpi that is not installed",
            f'install it with: pip install "kpi-engine-scorecards[{extra}]"',
        )
        for output, (extra, modules) in _EXTRAS.items()
        if output in formats and any(find_spec(module) is None for module in modules)
    ]
    if issues:
        raise InputError(issues)
