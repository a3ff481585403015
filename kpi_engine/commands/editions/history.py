"""What ``kpi history`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kpi_engine.commands.output.text_table import print_table
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.published import ledger_of, rating_words, tell_withdrawn, write_rows
from kpi_engine.model.outputs.edition import HistoryEntry
from kpi_engine.model.outputs.record_columns import HISTORY_COLUMNS, HISTORY_RATING_COLUMNS
from kpi_engine.model.wording import did_you_mean, same_word, shown
from kpi_engine.publish.ledger.history import areas_on_record, codes_on_record, history_of

_FROM_RATING = tuple(HISTORY_RATING_COLUMNS)


def run_history(code: str, area: str, scorecard: Path | None, as_json: bool, as_csv: bool) -> int:
    """Write what was published for a code in an area on standard output, and return the exit code."""
    with ledger_of(scorecard) as ledger:
        entries = _shown_once(history_of(ledger, code, area))
        if not entries:  # only then is it worth looking through the ledger for other capitals
            areas = areas_on_record(ledger)
            area = same_word(area, areas) or area
            codes = codes_on_record(ledger, area)
            code = same_word(code, codes) or code
            entries = _shown_once(history_of(ledger, code, area))
            meant = did_you_mean(code, codes) if area in areas else did_you_mean(area, areas)
        tell_withdrawn(ledger, {name for entry in entries for name in (entry.edition, entry.last_edition)})
    if not entries:
        further = f"; {meant}" if meant else "."
        sys.stderr.write(f"Nothing has been published for {shown(code)} in {shown(area)}{further}\n")
        return exit_codes.EMPTY_SELECTION
    if as_json or as_csv:
        write_rows("history", HISTORY_COLUMNS, [_row(entry) for entry in entries], as_json=as_json)
    else:
        print_table(
            ("period", "published", "first in", "on", "last in", "restates"),
            [_line(entry) for entry in entries],
        )
    return exit_codes.DONE


def _shown_once(entries: Sequence[HistoryEntry]) -> list[HistoryEntry]:
    """The entries, with entries that a reader cannot tell apart joined.

    A figure is on record once more where only the earlier figure that it is compared with was restated.
    """
    shown_once: list[HistoryEntry] = []
    for entry in entries:
        before = shown_once[-1] if shown_once else None
        if before is not None and entry.cause is None and _shown_of(before) == _shown_of(entry):
            shown_once[-1] = replace(before, last_edition=entry.last_edition)
        else:
            shown_once.append(entry)
    return shown_once


def _shown_of(entry: HistoryEntry) -> tuple[str, ...]:
    return tuple(str(getattr(entry.rating, name)) for name in _FROM_RATING)


def _line(entry: HistoryEntry) -> tuple[str, ...]:
    """The most important of an entry, for a terminal."""
    rating = entry.rating
    return (
        f"{rating.period} {rating.kind}" if rating.kind == "outturn" else rating.period,
        rating_words(rating),
        entry.edition,
        entry.published_at[:10],
        entry.last_edition,
        f"{entry.restates}: {entry.cause.value}" if entry.cause is not None else "",
    )


def _row(entry: HistoryEntry) -> tuple[str, ...]:
    return (
        *(str(getattr(entry.rating, name)) for name in _FROM_RATING),
        entry.edition,
        entry.published_at,
        entry.last_edition,
        entry.restates,
        entry.cause.value if entry.cause is not None else "",
    )
