"""Parts of a page that a phone opens one at a time; wider screens and paper show them without a control.

Where a browser cannot show what is folded away by the style sheet alone, they are opened by hand there too.
"""

from __future__ import annotations

from kpi_engine.render.shared.markup import text


def folded(summary: str, inside: str) -> str:
    """The inside, which a phone shows when a reader opens its summary."""
    return f'<details class="fold"><summary>{text(summary)}</summary>\n{inside}</details>\n'
