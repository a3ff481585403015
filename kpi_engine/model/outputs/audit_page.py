"""What the report of an audit shows, before any format. Renderers do no arithmetic."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import KeyEntry, Table


@frozen
class FindingBlock:
    """A finding, ready to render.

    ``number`` is ``1`` or, for a note, ``N1``. ``remarks`` are (label, words) pairs: how sure it is, what it
    means for a reader, what explains it. ``table`` has the printed cells; cells that differ only in their
    area share a row.
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
