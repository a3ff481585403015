"""A scorecard as it was recognised in somebody's workbook: what will be written, with what was inferred."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen


@frozen
class DraftLine:
    """A key and its value as YAML; ``inferred`` says what it follows from, where nobody wrote it."""

    key: str
    value: str
    inferred: str = ""


@frozen
class DraftMeasure:
    """A measure: its lines, the lines of each of its thresholds, and the cell that it was found in."""

    code: str
    name: str
    place: str
    lines: tuple[DraftLine, ...]
    thresholds: tuple[tuple[DraftLine, ...], ...] = ()

    @property
    def every_line(self) -> tuple[DraftLine, ...]:
        """The lines of the measure and of its thresholds."""
        return (*self.lines, *(line for threshold in self.thresholds for line in threshold))


@frozen
class DraftService:
    """The measures of one definitions file."""

    name: str
    measures: tuple[DraftMeasure, ...]


@frozen
class DraftTable:
    """Rows of a data file below their header."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@frozen
class DraftScorecard:
    """Everything that is written of a workbook. ``lines`` are the lines of the scorecard file.

    ``tables`` are data files by name. ``questions`` are what nothing answered: each names its measure.
    """

    lines: tuple[DraftLine, ...]
    services: tuple[DraftService, ...]
    tables: tuple[tuple[str, DraftTable], ...]
    questions: tuple[str, ...]
