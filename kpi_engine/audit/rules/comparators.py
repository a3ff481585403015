"""Reference values (England, South East …) that are printed differently in two sections."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.page import Page
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.outputs.audit import Finding, FindingCell, FindingKind, PrintedField, Sureness


def find_comparators(page: Page, comparators: Sequence[Comparator], claims: Claims) -> None:
    """One finding for each comparator of an indicator, area and year that has several values."""
    groups: dict[tuple[str, str, str, str], list[Comparator]] = {}
    for comparator in comparators:
        if comparator.code in page.codes:
            key = (comparator.code, comparator.name, comparator.area, comparator.year)
            groups.setdefault(key, []).append(comparator)
    for (code, name, area, _), group in groups.items():
        if len({comparator.value for comparator in group}) > 1:
            first = page.codes.index(code)
            claims.add(
                _finding(page, code, f"{name} in {area}" if area else name, group),
                int((page.code == first).argmax()),
            )


def _finding(page: Page, code: str, name: str, group: Sequence[Comparator]) -> Finding:
    values = [f"{each.text} {_place(page, each)}" for each in group]
    cells = tuple(
        FindingCell(
            code=code,
            area=name,
            section=each.section,
            period=each.year,
            field=PrintedField.COMPARATOR,
            printed=each.text,
            computed="",
            explanation=f"elsewhere it is {listed([v for v in values if v != own])}",
            location=each.location,
        )
        for each, own in zip(group, values, strict=True)
    )
    return Finding(
        FindingKind.COMPARATOR,
        f"{code} is compared with {name}, printed as {' and as '.join(values)}",
        "One reference value should read the same wherever it is printed; which is right cannot be said.",
        cells,
        Sureness.CERTAIN,
        effect_of_numbers([each.value for each in group]),
    )


def _place(page: Page, comparator: Comparator) -> str:
    return f"in {page.section_title(comparator.section)}" if comparator.section else "in every section"
