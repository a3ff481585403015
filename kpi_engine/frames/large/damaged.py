"""What pyarrow raises on a damaged file, as the message that every command has for such a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.read.places import display_path


@contextmanager
def reading(source: str | Path) -> Iterator[None]:
    """Around whatever reads the file, and nothing else.

    Raises:
        InputError: the file is damaged, or no Parquet file.
        OSError: the system cannot read the file.
    """
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowMemoryError, pyarrow.ArrowCancelled):
        raise
    except pyarrow.ArrowException as problem:
        raise _damaged(source) from problem
    except OSError as problem:
        if problem.errno is not None:  # what the system says; pyarrow's own complaints have no number
            raise
        raise _damaged(source) from problem


def _damaged(source: str | Path) -> InputError:
    place = Location(display_path(source))
    return InputError([error(place, "the file is damaged, or not a Parquet file", "write it again")])
