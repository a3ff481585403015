"""Settings of all tests."""

from __future__ import annotations

import csv
import functools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kpi_engine.commands.shared.notices import Verbosity, say, will_write

# A busy machine is no failure of the code: property tests are held to what they find, not to a time.
# Each run tries other examples. The nightly run looks longer: pytest --hypothesis-profile=nightly.
settings.register_profile("steady", deadline=None, max_examples=40)
settings.register_profile("nightly", deadline=None, max_examples=2000)
settings.load_profile("steady")


# Coverage is asked of model, rate and validate (see .ci/run), and is measured in the tests near to them: a
# test that is measured takes half as long again, and what only a test of a whole command runs has no test
# of its own.
MEASURED = tuple(
    Path(__file__).parent / folder
    for folder in (
        *("model", "rate", "validate", "errors", "read", "derive", "statistics", "analyse", "audit"),
        *("assemble", "sample", "golden"),
    )
)


# Images of containers often forbid Python to keep compiled code. The tests start hundreds of commands, each
# of which would compile the package anew: half of what such a command costs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


# Functions that keep what they have found (lru_cache), where coverage is asked for.
_KEEPING: set[functools._lru_cache_wrapper[object]] = set()
_ASKED_FOR = ("kpi_engine.model.", "kpi_engine.rate.", "kpi_engine.validate.")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that are further away run without the measuring of coverage."""
    for name, module in sys.modules.items():
        if name.startswith(_ASKED_FOR):
            values = vars(module).values()
            _KEEPING.update(each for each in values if isinstance(each, functools._lru_cache_wrapper))
    far = {path for path in {item.path for item in items} if not any(map(path.is_relative_to, MEASURED))}
    for item in items:
        if item.path in far:
            item.add_marker("no_cover")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Every core for the whole suite; one process for some files, which end before a worker has started."""
    is_whole_suite = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return os.cpu_count() or 1 if is_whole_suite else 0


# As Python sets it; frictionless, which judges our data packages, allows fields of any length.
LONGEST_FIELD = 131_072


@pytest.fixture(autouse=True)
def _as_a_new_process() -> None:
    """What a command line, or a library that a test uses, has asked for holds for its process only.

    What an earlier test has asked for would else not be run by the next, whose coverage is measured.
    """
    for each in _KEEPING:
        each.cache_clear()
    say(Verbosity.USUAL)
    will_write(is_so=True)
    csv.field_size_limit(LONGEST_FIELD)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that an account without rights can reach."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)
