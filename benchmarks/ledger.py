"""How a ledger grows: ``python -m benchmarks.ledger [schools] [editions]``, by default 60 and 24.

Each monthly edition shows 100 indicators over 36 months, of which a month is new and one figure in 200 of the
others is restated. Printed for each edition: seconds of processor to record it, to open the ledger after it,
to verify all of it, and the size of the file. Recording takes the ratings from memory, area after area.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.outputs.edition import EditionName, EditionSummary
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.ledger.ledger import create_ledger, open_ledger

INDICATORS = 100
MONTHS = 36
FIRST = 2022 * 12  # months since year 0
ONE_IN = 200
_PLAIN = PublishedRating(*("" for _ in RATING_FIELDS))._replace(
    kind="observation", rule="target 80 floor standard 70", polarity="H", definition_hash="0" * 16
)


def label(month: int) -> str:
    """``2024-08``."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def ratings(schools: int, edition: int) -> Iterator[PublishedRating]:
    """What an edition shows, school after school."""
    for school in range(schools):
        for code in range(INDICATORS):
            for month in range(FIRST + edition, FIRST + edition + MONTHS):
                seed = school * 7919 + code * 104_729 + month * 31
                # A restated figure keeps its new value.
                seed += sum(
                    (seed + at) % ONE_IN == 0 for at in range(max(0, month - FIRST - MONTHS), edition)
                )
                yield _PLAIN._replace(
                    area=f"School {school:03d}",
                    code=f"IND{code:03d}",
                    period=label(month),
                    value=f"{seed % 1000 / 10:.1f}",
                    target="80.0",
                    floor_standard="70.0",
                    rag="RED" if seed % 1000 < 700 else "AMBER" if seed % 1000 < 800 else "GREEN",
                    previous_period=label(month - 1),
                    previous_value=f"{seed % 997 / 10:.1f}",
                    direction_of_travel="improved",
                )


def summary(edition: int) -> EditionSummary:
    """An edition of its month."""
    month = FIRST + MONTHS + edition - 1
    name = EditionName(Month(month // 12, month % 12 + 1), 1)
    previous = f"{label(month - 1)}-e1" if edition else ""
    return EditionSummary(
        name, f"{label(month)}-05T06:15:00", previous, "", "0" * 64, (("kpi_engine", "1"),), 0
    )


def main() -> None:
    """Print a row an edition."""
    schools = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    editions = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    print("| edition | ratings shown | recorded | to record | of it making | to open | to verify | disk |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ledger.sqlite"
        create_ledger(path)
        for edition in range(editions):
            start = time.process_time()
            shown = sum(1 for _ in ratings(schools, edition))
            making = time.process_time() - start
            with open_ledger(path, writable=True) as ledger:
                start = time.process_time()
                ledger.append(summary(edition), ratings(schools, edition))
                recording = time.process_time() - start
            start = time.process_time()
            with open_ledger(path) as ledger:
                opening = time.process_time() - start
                start = time.process_time()
                ledger.verify()
                verifying = time.process_time() - start
                ((recorded,),) = ledger.rows("SELECT count(*) FROM ratings", ())
            print(
                f"| {edition + 1} | {shown:,} | {recorded:,} | {recording:.1f} s | {making:.1f} s "
                f"| {opening:.2f} s | {verifying:.1f} s | {path.stat().st_size / 1e6:.0f} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
