"""Formats that need more than kpi itself brings: asked for before the work, not missed amid it."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

from kpi_engine.commands.output.formats import PAGE_FORMATS
from kpi_engine.commands.shared.distribution import DISTRIBUTION
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.issue import InputError, Issue, Location, Severity


def is_installed(output: OutputFormat) -> bool:
    """Whether all that a format of pages needs is installed."""
    extra = PAGE_FORMATS[output].extra
    return extra is None or all(find_spec(module) is not None for module in extra.modules)


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
            f'install it with: pip install "{DISTRIBUTION}[{made.extra.name}]"',
        )
        for output, made in PAGE_FORMATS.items()
        if output in formats and made.extra is not None and not is_installed(output)
    ]
    if issues:
        raise InputError(issues)
