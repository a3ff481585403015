"""Which printed cells a finding has accounted for, so that each is reported once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from kpi_engine.audit.page.judged import JUDGED_FIELDS
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.outputs.audit import Effect, Finding, FindingCell, PrintedField
from kpi_engine.model.outputs.printed import PrintedFigure


@dataclass(frozen=True, slots=True)
class Claims:
    """Findings so far, and the cells of n figures that they account for, a mask a field."""

    size: int
    findings: list[tuple[int, Finding]] = field(default_factory=list)
    accounted: dict[PrintedField, BoolArray] = field(default_factory=dict)

    def mask(self, name: PrintedField) -> BoolArray:
        """The cells of a field accounted for; a later claim is seen in it."""
        return self.accounted.setdefault(name, np.zeros(self.size, np.bool_))

    def account_for(self, at: int, name: PrintedField) -> None:
        """Take a cell as explained."""
        self.mask(name)[at] = True

    def add(self, finding: Finding, first: int) -> None:
        """Keep a finding; ``first`` is the first figure it concerns, by which findings are ordered."""
        self.findings.append((first, finding))

    def add_consequence(
        self, place: PrintedFigure, field: PrintedField, cells: Sequence[FindingCell], sentence: str
    ) -> bool:
        """Add what follows from a misprinted cell to its finding; False where no finding reports the cell.

        Args:
            place: the printed row of the misprinted cell.
            field: its column.
            cells: cells that are wrong for this reason alone; none where only a check fails for it.
            sentence: what follows, in a complete sentence; said once a finding.
        """
        for at, (first, finding) in enumerate(self.findings):
            if any(_is_at(cell, place, field) for cell in finding.cells):
                said = sentence in finding.explanation
                explanation = finding.explanation if said else f"{finding.explanation} {sentence}".strip()
                amended = replace(finding, explanation=explanation, cells=(*finding.cells, *cells))
                self.findings[at] = (first, amended)
                return True
        return False

    def in_order(self) -> tuple[Finding, ...]:
        """The findings: what changes a conclusion first, then in the order of the printed scorecard."""
        effects = list(Effect)
        in_order = sorted(self.findings, key=lambda entry: (effects.index(entry[1].effect), entry[0]))
        return tuple(finding for _, finding in in_order)

    def unaccounted(self) -> dict[PrintedField, BoolArray]:
        """The RAGs and arrows that no finding has accounted for yet."""
        return {name: ~self.mask(name) for name in JUDGED_FIELDS}


def _is_at(cell: FindingCell, place: PrintedFigure, field: PrintedField) -> bool:
    return cell.field is field and cell.location == place.location
