"""Records of a ledger that is checked only where it is read: what no kpi has written is damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.ledger.verify import damaged


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what cannot be made of a record into a refusal of its ledger.

    Raises:
        RefusedError: a record has values that no record can have.
    """
    try:
        yield
    except (sqlite3.DatabaseError, TypeError, ValueError, AttributeError) as error:
        raise damaged(path, "it has a record that cannot be read") from error


def published_rating(texts: Iterable[str]) -> PublishedRating:
    """A rating as it was recorded: RATING_FIELDS.

    Raises:
        sqlite3.DatabaseError: it has something else than texts.
    """
    rating = PublishedRating._make(texts)
    try:
        "".join(rating)
    except TypeError as error:
        raise sqlite3.DatabaseError("a rating is no text") from error
    return rating
