"""The style that choices switch on: rows that they leave out are hidden, and headings that have no row left.

Which choices leave a table without rows is known here, since a style sheet cannot count what is left: no two
of them may leave a heading with nothing below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from kpi_engine.model.definitions.judgement import BEST_FIRST
from kpi_engine.model.outputs.document import Document, Table
from kpi_engine.render.html.cells import css_class
from kpi_engine.render.html.charts import has_trend
from kpi_engine.render.html.filters.filters import MISSED, has_missed, is_missed, lists_of, parts_with_rows
from kpi_engine.render.shared.markup import text

_HIDE = "{ display: none !important; }\n"
_MISSED = f":is({', '.join(f'.{css_class(rag)}' for rag in BEST_FIRST if rag.is_missed)}):not(.was)"
_RED = ":has(#filter-red:checked)"
_CHARTS = ".charts > details"


class _Kind(NamedTuple):
    """What a choice can be about in a row: whether it is RED, and the number of its service and of its owner.

    A page without a list of services has 0 in every row.
    """

    is_red: bool
    service: int
    owner: int


def filters_style(document: Document) -> str:
    """The style of all choices of a page."""
    if not any(True for _ in lists_of(document)) and not has_missed(document):
        return _orders_style(document)
    return "".join((*_rows_style(document), *_headings_style(document), _orders_style(document)))


def _orders_style(document: Document) -> str:
    shown = [
        f'body:has(#filter-order option[value="{number}"]:checked) #order-{number}'
        for number in range(1, len(document.orders) + 1)
    ]
    return f"{', '.join(shown)} {{ display: block; }}\n" if shown else ""


def _rows_style(document: Document) -> Iterator[str]:
    """Rows that a choice leaves out, with the commentary below them."""
    if has_missed(document):
        rows = "table.scorecard > tbody > tr"
        other = f":not(:has(> .rag {_MISSED}))"
        yield (
            f"body{_RED} {rows}:not(.said){other}, body{_RED} {rows}{other} + .said, "
            f"body{_RED} .order li:not(:has({_MISSED})), body{_RED} {_CHARTS}:not(.{MISSED}) {_HIDE}"
        )
    for each in lists_of(document):
        for number in range(1, len(each.entries) + 1):
            on = f"body{_chosen(each.name, [number])}"
            other = f":not(.{each.sign}{number})"
            hidden = ("table.scorecard > tbody > tr", ".order li", _CHARTS)
            yield f"{', '.join(f'{on} {each}{other}' for each in hidden)} {_HIDE}"


def _headings_style(document: Document) -> Iterator[str]:
    """Tables and parts of which no row is left; in the part of the filters, words that say so."""
    kinds = _Kinds(document)
    parts = list(parts_with_rows(document))
    hidden: dict[str, list[str]] = {}
    for identity, tables in parts:
        for table in tables:
            for choice in _leaving_nothing([table], kinds):
                hidden.setdefault(choice, []).append(f"#section-{text(table.id)}")
            for choice in _leaving_no_chart(table, kinds):
                hidden.setdefault(choice, []).append(f"#section-{text(table.id)} .charts")
        if identity == "area-1":
            nothing = [f"body{choice} .nothing" for choice in _leaving_nothing(tables, kinds)]
            yield f"{', '.join(nothing)} {{ display: block; }}\n" if nothing else ""
        else:
            for choice in _leaving_nothing(tables, kinds):
                hidden.setdefault(choice, []).append(f"#{identity}")
    for choice, places in hidden.items():
        yield f"body{choice} :is({', '.join(places)}) {_HIDE}"


class _Kinds:
    """The kinds of the rows of a page, and the numbers of all services and owners that can be chosen."""

    def __init__(self, document: Document) -> None:
        lists = {each.name: each for each in lists_of(document)}
        self._numbers = {
            name: {code: number for number, (_words, codes) in enumerate(each.entries, 1) for code in codes}
            for name, each in lists.items()
        }
        self.services, self.owners = (
            range(1, len(lists[name].entries) + 1) if name in lists else range(0)
            for name in ("Service", "Owner")
        )
        self.has_red = has_missed(document)

    def of(self, tables: Iterable[Table]) -> frozenset[_Kind]:
        """The kinds of the rows of some tables."""
        services, owners = self._numbers.get("Service", {}), self._numbers.get("Owner", {})
        return frozenset(
            _Kind(is_missed(table, row), services.get(row.code, 0), owners.get(row.code, 0))
            for table in tables
            for row in table.rows
        )


def _leaving_no_chart(table: Table, kinds: _Kinds) -> Iterator[str]:
    """The choices of which rows are left, but no chart, below the heading of the charts."""
    drawn = replace(table, rows=tuple(row for row in table.rows if any(map(has_trend, row.cells))))
    if 0 < len(drawn.rows) < len(table.rows):
        known = set(_leaving_nothing([table], kinds))
        yield from (choice for choice in _leaving_nothing([drawn], kinds) if choice not in known)


def _leaving_nothing(tables: Sequence[Table], kinds: _Kinds) -> Iterator[str]:
    """The choices, as selectors behind ``body``, of which no row of the tables is left.

    A choice of which a part alone leaves nothing is not among them: the part is.
    """
    there = kinds.of(tables)
    pairs = {(kind.service, kind.owner) for kind in there}
    red_pairs = {(kind.service, kind.owner) for kind in there if kind.is_red}
    services, owners = ({pair[at] for pair in pairs} for at in (0, 1))
    red_services, red_owners = ({pair[at] for pair in red_pairs} for at in (0, 1))
    yield from _chosen_if_any("Service", [one for one in kinds.services if one not in services])
    yield from _chosen_if_any("Owner", [one for one in kinds.owners if one not in owners])
    apart = [
        (service, owner)
        for service in kinds.services
        for owner in kinds.owners
        if service in services and owner in owners and (service, owner) not in pairs
    ]
    yield from _chosen_pairs("", apart)
    if not kinds.has_red:
        return
    if not red_pairs:
        yield _RED
        return
    for name, all_of_list, found, red in (
        ("Service", kinds.services, services, red_services),
        ("Owner", kinds.owners, owners, red_owners),
    ):
        without = [one for one in all_of_list if one in found and one not in red]
        yield from (f"{_RED}{choice}" for choice in _chosen_if_any(name, without))
    never_red = sorted(
        (service, owner)
        for service, owner in pairs - red_pairs
        if service in red_services and owner in red_owners and service and owner
    )
    yield from _chosen_pairs(_RED, never_red)


def _chosen_pairs(before: str, pairs: Sequence[tuple[int, int]]) -> Iterator[str]:
    for service, found in groupby(pairs, key=lambda pair: pair[0]):
        owners = [owner for _service, owner in found]
        yield f"{before}{_chosen('Service', [service])}{_chosen('Owner', owners)}"


def _chosen_if_any(name: str, numbers: Sequence[int]) -> Iterator[str]:
    if numbers:
        yield _chosen(name, numbers)


def _chosen(name: str, numbers: Sequence[int]) -> str:
    """That one of some entries of a list is chosen."""
    values = [f'[value="{number}"]' for number in numbers]
    entry = values[0] if len(values) == 1 else f":is({', '.join(values)})"
    return f":has(#filter-{name.lower()} option{entry}:checked)"
