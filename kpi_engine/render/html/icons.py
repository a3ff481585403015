"""Signs beside the words of a variation and an assurance, our own drawings, and the style they need.

A circle with H or L (is the number high or low), or a wave where it is usual; for a target a tick, a cross,
or both ways. The colours are never the colours of ratings, and there are always words beside a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from kpi_engine.model.outputs.document import Document, Icon, Table

_WAVE = '<path d="M4 10q2 -5 4 0t4 0 4 0"/>'
_INSIDE = {
    Icon.USUAL: _WAVE,
    Icon.GOOD_HIGH: '<path d="M7 6v8M13 6v8M7 10h6"/>',
    Icon.GOOD_LOW: '<path d="M8 6v8h5"/>',
    Icon.BAD_HIGH: '<path d="M7 6v8M13 6v8M7 10h6"/>',
    Icon.BAD_LOW: '<path d="M8 6v8h5"/>',
    Icon.HIGH: '<path d="M7 6v8M13 6v8M7 10h6"/>',
    Icon.LOW: '<path d="M8 6v8h5"/>',
    Icon.WILL_MEET: '<path d="M5.5 10.5l3 3 6 -7"/>',
    Icon.HIT_OR_MISS: '<path d="M5 8h9l-2.5 -2.5M15 12h-9l2.5 2.5"/>',
    Icon.WILL_MISS: '<path d="M6.5 6.5l7 7M13.5 6.5l-7 7"/>',
}


def icon_svg(icon: Icon) -> str:
    """The drawing, for the eye only: words beside it say the same."""
    kind = {Icon.WILL_MISS: "miss", Icon.HIT_OR_MISS: "either"}.get(icon, icon.value.split()[0])
    return (
        f'<svg class="icon {kind}" viewBox="0 0 20 20" aria-hidden="true">'
        f'<circle cx="10" cy="10" r="8.5"/>{_INSIDE[icon]}</svg> '
    )


def statistics_style(document: Document) -> str:
    """The style of what few pages have; empty for a page without statistics."""
    tables: Sequence[Table] = (*document.sections, *document.volumes)
    has_any = any(column.sentence for table in tables for column in table.columns)
    if not has_any:
        return ""
    return files("kpi_engine.render").joinpath("templates/statistics.css").read_text(encoding="utf-8")
