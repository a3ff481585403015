"""Reference values (England, South East …) that are printed differently in two sections."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.audit.claims import Claims
from kpi_engine.audit.page import Page
from kpi_engine.audit.wording import listed
from kpi_engine.model.audit import Effect, Finding, FindingCell, FindingKind, PrintedField, Sureness
from kpi_engine.model.scorecard import Comparator


def find_comparators(page: Page, comparators: Sequence[Comparator], claims: Claims) -> None:
    """One finding for each comparator of an indicator and year that has several values."""
    groups: dict[tuple[str, str, str], list[Comparator]] = {}
    for comparator in comparators:
        if comparator.code in page.codes:
            groups.setdefault((comparator.code, comparator.name, comparator.year), []).append(comparator)
    for (code, name, _), group in groups.items():
        if len({comparator.value for comparator in group}) > 1:
            first = page.codes.index(code)
            claims.add(_finding(code, name, group), int((page.code == first).argmax()))


def _finding(code: str, name: str, group: Sequence[Comparator]) -> Finding:
    values = [f"{each.text} in {each.section or 'every section'}" for each in group]
    cells = tuple(
        FindingCell(
            code=code,
            area=name,
            section=each.section,
            period=each.year,
            field=PrintedField.COMPARATOR,
            printed=each.text,
            computed="",
            explanation=f"elsewhere it is {listed([v for o, v in zip(group, values, strict=True) if o != each])}",
            location=each.location,
        )
        for each in group
    )
    return Finding(
        FindingKind.COMPARATOR,
        f"The comparator {name} of {code} is printed as {' and as '.join(values)}",
        "It is one reference value, so it should be the same wherever it is printed; which is right is not known.",
        cells,
        Sureness.CERTAIN,
        Effect.NONE,
    )
