"""When a command rates figures in shares, and the folder that their ratings wait in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.commands.shared.notices import notice
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, errors_in
from kpi_engine.publish.layout import STRAY
from kpi_engine.rules import Rules

if TYPE_CHECKING:
    from kpi_engine.shares.rating import RatedInShares

# Each share has files of its own, which are open at the same time.
_MOST_SHARES = 256


@frozen
class Limits:
    """How many figures and ratings are in memory at once.

    ``rows_at_once``: so many ratings where there are more. Where files have ``fewest_for_shares`` figures or
    more, they are rated in shares of about ``rows_in_a_share``.
    """

    rows_at_once: int = 1 << 16
    fewest_for_shares: int = 16_000_000
    rows_in_a_share: int = 500_000


def is_for_shares(scorecard: Scorecard, limits: Limits) -> bool:
    """Whether the files of a scorecard have so many figures that they are rated in shares."""
    # What only large files need is imported for them.
    from kpi_engine.shares.sizes import rows_about

    return rows_about(scorecard) >= limits.fewest_for_shares


def tell_at_once(why: str) -> None:
    """Say why so many figures are not rated in shares; ``why`` is a clause."""
    notice(f"All figures are rated at once, in memory: {why}.")


@contextmanager
def in_shares(rules: Rules, beside: Path | None, limits: Limits) -> Iterator[RatedInShares | None]:
    """The ratings, for as long as the ``with`` lasts; ``beside`` is the folder that they are written to.

    None where all figures must be rated at once (which is said), or none can be rated.

    Raises:
        InputError: as ``load_scorecard``; where the scorecard, its definitions or areas are wrong, without
            reading so many figures first.
    """
    from tempfile import TemporaryDirectory

    from kpi_engine.shares.dealt_tables import NotInSharesError
    from kpi_engine.shares.rating import Shares, rate_in_shares
    from kpi_engine.shares.sizes import rows_about

    if errors_in(rules.issues):
        raise InputError(rules.issues)
    count = -(-rows_about(rules.scorecard) // limits.rows_in_a_share)
    shares = Shares(min(max(count, 1), _MOST_SHARES), limits.rows_at_once)
    place = beside if beside is not None and beside.is_dir() else None
    with TemporaryDirectory(dir=place, prefix=STRAY) as folder:
        try:
            rated = rate_in_shares(rules, shares, Path(folder))
        except NotInSharesError as needed:
            tell_at_once(needed.why)
            rated = None
        yield rated if rated is not None and rated.rows else None
