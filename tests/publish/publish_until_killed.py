"""Publishes editions one after another until the process is killed: what the tests of killing fork."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NoReturn

from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.editions.publication import publishing
from tests.publish.examples import AUGUST, HOLDER, publish, rating


def ratings(turn: int) -> list[PublishedRating]:
    """A different figure in one area each turn; the others stay."""
    return [
        rating(area=f"Area {number}", value=f"{turn if number == turn % 5 else number}.0")
        for number in range(5)
    ]


def publish_until_killed(folder: Path, tell: Callable[[], object]) -> NoReturn:
    """Publish for ever, telling it each time; never come back to the tests."""
    try:
        for turn in count(int.from_bytes(os.urandom(3))):
            with publishing(folder, HOLDER) as publication:
                publish(publication, ratings(turn), AUGUST)
            tell()
    finally:
        os._exit(1)
