"""What the commands that look back at editions share: the ledger, an edition by its name, rows as data."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.model.definitions.figure_marks import SEVERAL
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.outputs.edition import EditionSummary, Withdrawal
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.model.outputs.tidy import table_of
from kpi_engine.model.outputs.tidy_columns import Columns, kinds_of
from kpi_engine.model.wording import did_you_mean, same_word, shown
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import Ledger, open_ledger
from kpi_engine.read.places import display_path
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import json_rows

LOOK_BACK_VERSION = 1


def ledger_of(given: Path | None) -> Ledger:
    """The ledger of what a scorecard has published, for reading.

    Raises:
        InputError: the scorecard cannot be read.
        PublishError: nothing has been published yet, or the ledger cannot be read.
    """
    scorecard, issues = read_scorecard(scorecard_path(given))
    if scorecard is None:
        raise InputError(issues)
    return open_ledger(Path(display_path(scorecard.output_folder)) / LEDGER)


def edition_named(ledger: Ledger, name: str) -> EditionSummary:
    """The edition of that name.

    Raises:
        InputError: there is none.
    """
    editions = {str(edition.name): edition for edition in ledger.editions()}
    meant = same_word(name, editions)
    if meant is None:
        remedy = did_you_mean(name, editions) or f"there are {', '.join(editions) or 'none yet'}"
        raise InputError(
            [Issue(Severity.ERROR, Location("EDITION"), f"there is no edition {shown(name)}", remedy)]
        )
    return editions[meant]


def tell_withdrawn(ledger: Ledger, names: Collection[str]) -> None:
    """Say on standard error which of some editions readers shall no longer use, and why."""
    for withdrawal in ledger.withdrawals():
        if str(withdrawal.edition) in names:
            sys.stderr.write(f"{withdrawn_words(withdrawal)}\n")


def withdrawn_words(withdrawal: Withdrawal) -> str:
    """``2024-09-e1 was withdrawn on 2024-10-02 by A. Officer: the wrong file``."""
    when = withdrawal.withdrawn_at[:10]
    return f"{withdrawal.edition} was withdrawn on {when} by {withdrawal.by}: {withdrawal.reason}"


def rating_words(rating: PublishedRating | None) -> str:
    """``RED 72.1 [p] worsened``, ``GREEN On track improved, longer term improved``, or why there is none."""
    if rating is None:
        return "not published"
    signs = [f"[{letter}]" for letter in rating.marks.split(SEVERAL) if letter]
    words = (
        rating.rag or rating.not_rated,
        rating.value_words or rating.value,
        *signs,
        rating.direction_of_travel,
    )
    told = [" ".join(word for word in words if word)]
    if rating.longer_direction:
        told.append(f"longer term {rating.longer_direction}")
    if rating.family_rank:
        told.append(f"place {rating.family_rank} of {rating.family_areas} in {rating.family}")
    if rating.override:
        told.append(f"overridden to {rating.override}")
    return ", ".join(told)


def write_rows(kind: str, columns: Columns, rows: Sequence[Sequence[str]], *, as_json: bool) -> None:
    """Rows of texts on standard output, as CSV or as the list ``kind`` of a JSON object."""
    table = table_of(kinds_of(columns), rows)
    if as_json:
        sys.stdout.write(f'{{"schema_version":{LOOK_BACK_VERSION},\n"{kind}":{json_rows(table)}}}\n')
    else:
        sys.stdout.write(render_csv(table))
