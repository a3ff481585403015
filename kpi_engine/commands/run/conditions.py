"""What a page shows that a run was asked to fail on: which figures meet each condition of ``--fail-on``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.outputs.document import Cell, CellKind, Document, Row, Table

_Cells = Mapping[str, Cell]
_LATEST = ("latest", "value")


def _rag(cells: _Cells) -> Rag | None:
    """The rating of a row; None if the table rates nothing."""
    return cells["rag"].rag if "rag" in cells else None


CONDITIONS: Mapping[str, Callable[[_Cells, Scale], bool]] = {
    "red": lambda cells, _scale: (_rag(cells) or Rag.NONE).is_missed,
    "amber": lambda cells, _scale: (_rag(cells) or Rag.NONE).base in (Rag.RED, Rag.AMBER),
    "action": lambda cells, scale: _rag(cells) in scale.rags_needing_action,
    "worsening": lambda cells, _scale: any(
        cell.kind is CellKind.DIRECTION and cell.direction is DirectionOfTravel.WORSENED
        for cell in cells.values()
    ),
    "not-rated": lambda cells, _scale: _rag(cells) in (Rag.NONE, None),
    "stale": lambda cells, _scale: any(cell.stale for cell in cells.values()),
}


def figures_found(document: Document, scale: Scale = RED_AMBER_GREEN) -> dict[str, tuple[str, ...]]:
    """By condition, the rows of the page's sections that meet it: ``A North 61.0% RED``, each once."""
    rows = [(table, row) for table in document.sections for row in table.rows]
    return {
        condition: tuple(
            dict.fromkeys(
                _words(table, row, condition) for table, row in rows if meets(_cells(table, row), scale)
            )
        )
        for condition, meets in CONDITIONS.items()
    }


def _cells(table: Table, row: Row) -> dict[str, Cell]:
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}


def _words(table: Table, row: Row, condition: str) -> str:
    cells = _cells(table, row)
    value = next((cells[key].text for key in _LATEST if key in cells), "")
    rating = cells["rag"].shown if "rag" in cells else "not rated"
    what = {"worsening": DirectionOfTravel.WORSENED.value, "stale": "carried forward"}.get(condition, rating)
    return " ".join(part for part in (row.code, row.area, value, what) if part)
