"""What the report of an audit shows, before any format. Renderers do no arithmetic."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import KeyEntry, Table


@frozen
class FindingBlock:
    """One finding, ready to render.

    ``number`` is ``1`` or, of a note, ``N1``. ``remarks`` are (label, words) pairs: how sure it is, what it
    means for a reader, what explains it. ``table`` has the printed cells, those that differ only in their
    area in one row.
    """

    number: str
    headline: str
    explanation: str
    remarks: tuple[tuple[str, str], ...]
    table: Table


@frozen
class AuditPage:
    """The report of an audit. ``overview`` has one row a finding; ``key`` says what its words mean."""

    title: str
    as_at: str
    facts: tuple[tuple[str, str], ...]
    overview: Table
    findings: tuple[FindingBlock, ...]
    notes: tuple[FindingBlock, ...]
    key: tuple[KeyEntry, ...]
