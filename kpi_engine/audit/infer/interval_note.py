"""Where an inferred standard can be, as a note of its threshold: a number alone would hide how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_engine.model.outputs.inference import InferredStandard

_START = "The printed ratings allow "
_EARLIER = re.compile(rf"\s*{_START}[^;]*(?:;[^;]*)?\Z")


def with_interval(note: str, standards: Sequence[InferredStandard]) -> str:
    """The note, and behind it the intervals; intervals of an earlier inference are replaced.

    Nothing is added where no end of any interval is known.
    """
    kept = _EARLIER.sub("", note)
    places = [(standard.kind.value, standard.place("{:,f}".format)) for standard in standards]
    words = "; ".join(f"{kind} {place}" for kind, place in places if place)
    if not words:
        return kept
    start = f"{kept.removesuffix('.')}. " if kept else ""
    return f"{start}{_START}{words}"
