"""What the last edition of an earlier month showed: a figure that it had already is no new data."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.figures.commentary import FigureShown
from kpi_engine.model.outputs.edition import EditionName, EditionSummary, parse_edition_name
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import Ledger, open_ledger


def shown_before(folder: Path, as_at: Month) -> frozenset[FigureShown]:
    """The figures that were shown with a RAG before the scorecard of a month; none without an edition.

    Editions of the month itself go back to the edition that its first one was compared with, so that a run
    that is repeated finds the same.

    Raises:
        PublishError: the ledger is there and cannot be read, or is damaged.
    """
    if not (folder / LEDGER).is_file():
        return frozenset()
    with open_ledger(folder / LEDGER) as ledger:
        last = _last_before(ledger.editions(), as_at)
        return frozenset() if last is None else _shown(ledger, last)


def _last_before(editions: tuple[EditionSummary, ...], as_at: Month) -> EditionName | None:
    by_name = {edition.name: edition for edition in editions}
    own = [name for name in by_name if name.as_at == as_at]
    start = by_name[min(own)].previous if own else (str(editions[-1].name) if editions else "")
    name = parse_edition_name(start)
    while name is not None and name.as_at >= as_at:
        name = parse_edition_name(by_name[name].previous)
    return name


def _shown(ledger: Ledger, edition: EditionName) -> frozenset[FigureShown]:
    return frozenset(
        FigureShown(rating.code, rating.area, rating.period, number, rating.rag)
        for rating in ledger.ratings_of(edition)
        if rating.kind == "observation" and rating.rag and (number := _number(rating.value)) is not None
    )


def _number(text: str) -> Decimal | None:
    """The value as published; None where there is none, or where it is a word."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
