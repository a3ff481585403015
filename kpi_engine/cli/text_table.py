"""A table on the terminal, plain enough to be piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of texts under the names of their columns; a column that holds nothing is left out."""
    from rich.console import Console
    from rich.table import Table

    shown = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    table = Table(box=None, pad_edge=False)
    for place in shown:
        table.add_column(columns[place].replace("_", " "), overflow="fold", no_wrap=place == shown[0])
    for row in rows:
        table.add_row(*(row[place] for place in shown))
    Console(file=sys.stdout, soft_wrap=False, markup=False, highlight=False).print(table)
