"""What ``kpi diff`` does."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_engine.commands.output.text_table import print_table
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.published import (
    edition_named,
    ledger_of,
    rating_words,
    tell_withdrawn,
    write_rows,
)
from kpi_engine.model.outputs.difference import Cause, Difference, Differences
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.model.outputs.record_columns import COMPARED_COLUMNS, DIFFERENCE_COLUMNS
from kpi_engine.model.wording import counted
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.ledger.ledger import version_changed

_STANDARDS = {
    Cause.TARGET_CHANGED: "target",
    Cause.FLOOR_CHANGED: "floor_standard",
    Cause.POLARITY_CHANGED: "polarity",
    Cause.BANDS_CHANGED: "rule",
    Cause.RULE_OR_VERSION_CHANGED: "rule",
}


def run_diff(before: str, after: str, scorecard: Path | None, as_json: bool, as_csv: bool) -> int:
    """Write what changed between two editions on standard output, and return the exit code."""
    with ledger_of(scorecard) as ledger:
        old, new = edition_named(ledger, before), edition_named(ledger, after)
        differences = find_differences(
            ledger.ratings_of(old.name),
            ledger.ratings_of(new.name),
            version_changed=version_changed(old.versions, new.versions),
        )
        tell_withdrawn(ledger, (str(old.name), str(new.name)))
    if as_json or as_csv:
        rows = [_row(difference) for difference in differences.changes]
        write_rows("differences", DIFFERENCE_COLUMNS, rows, as_json=as_json)
    else:
        print_differences(before, after, differences)
    return exit_codes.DONE


def _row(difference: Difference) -> tuple[str, ...]:
    before, after = difference.before, difference.after
    subject = difference.subject
    return (
        subject.code,
        subject.area,
        subject.kind,
        subject.period,
        difference.cause.value,
        "; ".join(cause.value for cause in difference.also),
        "true" if difference.rag_moved else "false",
        before.period if before is not None else "",
        *(_text(side, name) for name in COMPARED_COLUMNS for side in (before, after)),
    )


def _text(rating: PublishedRating | None, name: str) -> str:
    return "" if rating is None else str(getattr(rating, name))


def print_differences(before: str, after: str, differences: Differences) -> None:
    """Print for a reader what changed between the editions ``before`` and ``after``: RAG moves first."""
    moves = [difference for difference in differences.changes if difference.rag_moved]
    others = [
        difference
        for difference in differences.changes
        if not difference.rag_moved and difference.cause is not Cause.NEW_DATA
    ]
    causes = Counter(difference.cause for difference in differences.changes)
    changes = counted(len(differences.changes), "change")
    sys.stdout.write(f"{before} → {after}: {changes}, {counted(len(moves), 'RAG move')}\n")
    for line in _notes(differences, causes):
        sys.stdout.write(f"{line}\n")
    _print_changes("RAG moves", moves)
    _print_changes("Other changes to what had been published", others)


def _notes(differences: Differences, causes: Counter[Cause]) -> Iterator[str]:
    for cause, number in sorted(causes.items(), key=lambda pair: (-pair[1], pair[0].value)):
        yield f"  {number} {cause.value}"
    for words, names in (
        ("Definition changed", differences.redefined),
        ("Only in the older edition", differences.only_before),
        ("Only in the newer edition", differences.only_after),
    ):
        if names:
            yield f"{words}: {', '.join(names)}"


def _cause(difference: Difference, cause: Cause) -> str:
    """The cause, and for a standard its old and new text: ``target changed (85.0 → 76.0)``.

    An override is in the row itself; what became of it is said: ``override recorded``.
    """
    before, after = difference.before, difference.after
    if cause is Cause.OVERRIDE_CHANGED:
        had, has = bool(_text(before, "override")), bool(_text(after, "override"))
        return f"override {'changed' if had and has else 'recorded' if has else 'taken back'}"
    standard = _STANDARDS.get(cause)
    old, new = (_text(side, standard) or "none" if standard else "" for side in (before, after))
    return cause.value if old == new else f"{cause.value} ({old} → {new})"


def _causes(difference: Difference) -> str:
    """Every cause, and what a new figure would be by the standards before."""
    causes = ", also ".join(_cause(difference, cause) for cause in (difference.cause, *difference.also))
    return f"{causes}; {difference.otherwise} by the standards before" if difference.otherwise else causes


def _print_changes(title: str, changes: Sequence[Difference]) -> None:
    if not changes:
        return
    sys.stdout.write(f"\n{title}\n")
    print_table(
        ("code", "area", "period", "was", "is", "cause"),
        [
            (
                difference.subject.code,
                difference.subject.area,
                difference.subject.period,
                rating_words(difference.before),
                rating_words(difference.after),
                _causes(difference),
            )
            for difference in changes
        ],
    )
