"""An audit → its report: findings and notes as blocks with tables of printed cells."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.outputs.audit import (
    Audit,
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    PrintedField,
    Sureness,
)
from kpi_engine.model.outputs.audit_page import AuditPage, FindingBlock
from kpi_engine.model.outputs.document import Cell, CellKind, Column, KeyEntry, Row, Table

_MOST_AREAS_NAMED = 3
# Positions of section and period in _CELL_COLUMNS.
_PLACE = (2, 3)
_OVERVIEW_COLUMNS = (
    Column("code", "Finding", CellKind.TEXT),
    Column("headline", "What is wrong", CellKind.TEXT),
    Column("sureness", "How sure", CellKind.TEXT),
    Column("effect", "For a reader", CellKind.TEXT),
    Column("cells", "Cells", CellKind.NUMBER),
)
_CELL_COLUMNS = (
    Column("code", "Code", CellKind.TEXT),
    Column("area", "Area", CellKind.TEXT),
    Column("section", "Section", CellKind.TEXT),
    Column("period", "Period", CellKind.TEXT),
    Column("field", "Cell", CellKind.TEXT),
    Column("printed", "Printed", CellKind.TEXT),
    Column("computed", "The rules give", CellKind.TEXT),
    Column("explanation", "Why", CellKind.TEXT),
)

_EMPTY = "No errors found: every printed cell is what the rules give."
_EMPTY_WITH_ACCEPTED = "No errors found but those accepted: every other printed cell is what the rules give."


def assemble_audit_page(scorecard: Scorecard, audit: Audit, published: str) -> AuditPage:
    """The report; ``published`` names the file of printed figures."""
    titles = {section.id: section.title for section in scorecard.sections}
    return AuditPage(
        title=scorecard.title,
        as_at=scorecard.as_at.words,
        facts=(
            ("Audited", published),
            ("Printed rows", f"{audit.rows:,}"),
            ("Cells checked", f"{audit.cells:,}"),
            *_illegible(audit),
            ("Findings", f"{len(audit.findings):,}"),
            *_accepted(audit),
            ("Notes (not errors)", f"{len(audit.notes):,}"),
        ),
        overview=_overview(audit),
        findings=tuple(_block(str(at), finding, titles) for at, finding in enumerate(audit.findings, 1)),
        notes=tuple(_block(f"N{at}", finding, titles) for at, finding in enumerate(audit.notes, 1)),
        key=(
            *(KeyEntry(each.value, each.words, group="How sure") for each in Sureness),
            *(KeyEntry(each.value, _EFFECTS[each], group="For a reader") for each in Effect),
        ),
    )


def _accepted(audit: Audit) -> tuple[tuple[str, str], ...]:
    """How many findings people have accepted; nothing where there are none."""
    return (("Accepted findings, not listed", f"{len(audit.accepted):,}"),) if audit.accepted else ()


def _illegible(audit: Audit) -> tuple[tuple[str, str], ...]:
    """That some cells could not be read off; nothing without such cells."""
    return (("Not legible, and not checked", f"{audit.illegible:,}"),) if audit.illegible else ()


_EFFECTS = {
    Effect.CHANGES: "another colour, arrow, number or year than the one printed is right",
    Effect.HIDES: "what is printed is not wrong, but says less than is known",
    Effect.NONE: "it should be corrected, but value, colour and arrow can be relied on",
}


def _overview(audit: Audit) -> Table:
    rows = tuple(
        Row(
            code=str(number),
            area="",
            cells=(
                Cell(str(number)),
                Cell(finding.headline),
                Cell(finding.sureness.value),
                Cell(finding.effect.value),
                Cell(f"{len(finding.cells):,}", CellKind.NUMBER),
            ),
        )
        for number, finding in enumerate(audit.findings, 1)
    )
    return Table(
        id="overview",
        title="Overview",
        caption="What changes a reader’s conclusion comes first, then as on the printed scorecard",
        columns=_OVERVIEW_COLUMNS,
        rows=rows,
        empty=_EMPTY_WITH_ACCEPTED if audit.accepted else _EMPTY,
    )


def _block(number: str, finding: Finding, titles: dict[str, str]) -> FindingBlock:
    rows = [_row(group, titles) for group in _together(finding.cells)]
    return FindingBlock(
        number=number,
        headline=finding.headline,
        explanation=finding.explanation,
        remarks=(
            ("Where", _where(rows)),
            ("Rule", finding.rule),
            ("How sure", finding.sureness.value),
            ("For a reader", finding.effect.value),
            ("Id", finding.id),
            *(_explained(finding.headline, finding.diagnosis) if finding.diagnosis else ()),
        ),
        table=_table(number, finding, rows),
    )


def _explained(headline: str, diagnosis: Diagnosis) -> tuple[tuple[str, str], ...]:
    if diagnosis.text == f"{headline}.":
        remarks = [("This explanation is", diagnosis.sureness.value)]
    else:
        remarks = [("What explains it", f"{diagnosis.text} ({diagnosis.sureness.value})")]
    if diagnosis.support is not None:
        remarks.append(("Evidence", f"{diagnosis.support.words}."))
    if diagnosis.alternatives:
        remarks.append(
            ("Another explanation that fits", " ".join(other.text for other in diagnosis.alternatives))
        )
    return tuple(remarks)


def _where(rows: Sequence[Row]) -> str:
    """Section and period, where all cells share them."""
    shared = [{row.cells[at].text for row in rows} for at in _PLACE]
    return ", ".join(texts.pop() for texts in shared if len(texts) == 1 and texts != {""})


def _table(number: str, finding: Finding, rows: Sequence[Row]) -> Table:
    """The cells; a section or period that all share, and a column that says nothing, are left out."""
    shown = [at for at in range(len(_CELL_COLUMNS)) if _is_shown(at, {row.cells[at].text for row in rows})]
    return Table(
        id=f"finding-{number}",
        title=finding.headline,
        caption=f"Printed cells of {'note' if number.startswith('N') else 'finding'} {number}",
        columns=tuple(_CELL_COLUMNS[at] for at in shown),
        rows=tuple(Row(row.code, row.area, tuple(row.cells[at] for at in shown)) for row in rows),
    )


def _is_shown(at: int, texts: set[str]) -> bool:
    return len(texts) > 1 if at in _PLACE else texts != {""}


def _together(cells: Sequence[FindingCell]) -> list[list[FindingCell]]:
    """Cells that differ in their area only, in one group."""
    groups: dict[tuple[object, ...], list[FindingCell]] = {}
    for cell in cells:
        key = (
            cell.code,
            cell.section,
            cell.period,
            cell.field,
            cell.printed,
            cell.computed,
            cell.explanation,
        )
        groups.setdefault(key, []).append(cell)
    return list(groups.values())


def _row(group: Sequence[FindingCell], titles: dict[str, str]) -> Row:
    cell = group[0]
    areas = [each.area for each in group]
    named = ", ".join(areas) if len(areas) <= _MOST_AREAS_NAMED else f"{len(areas):,} areas"
    return Row(
        code=cell.code,
        area=cell.area,
        cells=(
            Cell(cell.code),
            Cell(named),
            Cell(titles.get(cell.section, cell.section)),
            Cell(cell.period),
            Cell(cell.field.words),
            _judged(cell.printed or "nothing", cell.field),
            _judged(cell.computed, cell.field),
            Cell(cell.explanation),
        ),
    )


def _judged(word: str, field: PrintedField) -> Cell:
    """A RAG or an arrow as what it is, whatever else as text."""
    if field in (PrintedField.RAG, PrintedField.OUTTURN_RAG):
        rag = next((each for each in Rag if each.value and each.value == word), Rag.NONE)
        return Cell(word, CellKind.RAG, word, rag=rag)
    if field is PrintedField.DIRECTION:
        direction = next((each for each in DirectionOfTravel if each.value == word), DirectionOfTravel.NONE)
        text = f"{direction.arrow} {word}" if direction.arrow else word
        return Cell(text, CellKind.DIRECTION, word, direction=direction)
    return Cell(word)
