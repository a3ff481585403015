"""Rates performance indicators RED, AMBER or GREEN with a direction of travel, and renders the scorecard.

For people who work in Python: ``kpi_engine.frames.rate`` (a frame in, a frame out; ``kpi_engine.rate`` is the
folder of the kernel), and from here ``load_definitions`` and ``InputError``, imported when asked for.
"""

from __future__ import annotations

# Nothing is imported here: the command runs this file before it can answer signals, and typing alone would
# take most of that time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kpi_engine.model.issue import InputError
    from kpi_engine.rules import load_definitions

__all__ = ["InputError", "load_definitions"]

_HOMES = {"InputError": "kpi_engine.model.issue", "load_definitions": "kpi_engine.loading"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
