"""An audit as data: CSV with one row for each finding and cell, or JSON with everything.

The schema of the JSON is docs/audit.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.outputs.audit import Audit, Diagnosis, Finding, FindingCell
from kpi_engine.model.outputs.tidy import TidyKind, table_of
from kpi_engine.render.data.csv import render_csv

AUDIT_SCHEMA_VERSION = 1
AUDIT_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "finding": TidyKind.NUMBER,
        "kind": TidyKind.TEXT,
        "code": TidyKind.TEXT,
        "area": TidyKind.TEXT,
        "section": TidyKind.TEXT,
        "period": TidyKind.TEXT,
        "field": TidyKind.TEXT,
        "printed": TidyKind.NUMBER,
        "computed": TidyKind.NUMBER,
        "explanation": TidyKind.TEXT,
        "headline": TidyKind.TEXT,
        "sureness": TidyKind.TEXT,
        "effect": TidyKind.TEXT,
        "hypothesis": TidyKind.TEXT,
        "supported": TidyKind.NUMBER,
        "failed": TidyKind.NUMBER,
        "cannot_tell": TidyKind.NUMBER,
        "file": TidyKind.TEXT,
        "line": TidyKind.NUMBER,
        "id": TidyKind.TEXT,
    }
)


def render_audit_csv(audit: Audit) -> str:
    """A header row, and one row for each cell of each finding; notes are no findings and not in it."""
    rows = [row for number, finding in enumerate(audit.findings, 1) for row in _rows(str(number), finding)]
    return render_csv(table_of(AUDIT_COLUMNS, rows))


def _rows(number: str, finding: Finding) -> Iterator[tuple[str, ...]]:
    diagnosis = finding.diagnosis
    support = diagnosis.support if diagnosis is not None else None
    counts = (support.supported, support.failed, support.cannot_tell) if support else ("", "", "")
    for cell in finding.cells:
        yield (
            number,
            finding.kind.name.lower(),
            cell.code,
            cell.area,
            cell.section,
            cell.period,
            cell.field.value,
            cell.printed,
            cell.computed,
            cell.explanation,
            finding.headline,
            finding.sureness.value,
            finding.effect.value,
            diagnosis.hypothesis if diagnosis is not None else "",
            *map(str, counts),
            cell.location.input,
            str(cell.location.line),
            finding.id,
        )


def render_audit_json(scorecard: Scorecard, audit: Audit) -> str:
    """Findings and notes with all their cells, explanations and counts."""
    document = {
        "schema_version": AUDIT_SCHEMA_VERSION,
        "scorecard": {"title": scorecard.title, "as_at": scorecard.as_at.label},
        "rows": audit.rows,
        "cells_checked": audit.cells,
        "cells_not_legible": audit.illegible,
        "findings": _findings(audit.findings),
        "notes": _findings(audit.notes),
        "accepted": [
            {"id": each.id, "headline": finding.headline, "reason": each.reason}
            | {"by": each.by, "date": each.date}
            for finding, each in audit.accepted
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _findings(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "id": finding.id,
            "kind": finding.kind.name.lower(),
            "headline": finding.headline,
            "explanation": finding.explanation,
            "sureness": finding.sureness.value,
            "effect": finding.effect.name.lower(),
            "diagnosis": _diagnosis(finding.diagnosis),
            "cells": [_cell(cell) for cell in finding.cells],
        }
        for number, finding in enumerate(findings, 1)
    ]


def _diagnosis(diagnosis: Diagnosis | None) -> dict[str, object] | None:
    if diagnosis is None:
        return None
    support = diagnosis.support
    return {
        "hypothesis": diagnosis.hypothesis,
        "text": diagnosis.text,
        "sureness": diagnosis.sureness.value,
        "supported": None if support is None else support.supported,
        "failed": None if support is None else support.failed,
        "cannot_tell": None if support is None else support.cannot_tell,
        "alternatives": [
            {"hypothesis": other.hypothesis, "text": other.text} for other in diagnosis.alternatives
        ],
    }


def _cell(cell: FindingCell) -> dict[str, object]:
    return {
        "code": cell.code,
        "area": cell.area,
        "section": cell.section,
        "period": cell.period,
        "field": cell.field.value,
        "printed": cell.printed,
        "computed": cell.computed,
        "explanation": cell.explanation,
        "file": cell.location.input,
        "line": cell.location.line,
    }
