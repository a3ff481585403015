"""A program that publishes editions one after another until it is killed: the tests of killing run it."""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.editions.publication import publishing
from tests.publish.examples import AUGUST, HOLDER, publish, rating


def ratings(turn: int) -> list[PublishedRating]:
    """A different figure in one area each turn; the others stay."""
    return [
        rating(area=f"Area {number}", value=f"{turn if number == turn % 5 else number}.0")
        for number in range(5)
    ]


def main(folder: Path) -> None:
    """Publish for ever, saying so each time."""
    for turn in count(int.from_bytes(os.urandom(3))):
        with publishing(folder, HOLDER) as publication:
            publish(publication, ratings(turn), AUGUST)
        sys.stdout.write("published\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
