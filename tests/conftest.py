"""Settings of all tests."""

from __future__ import annotations

import os
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


# Coverage is asked of model, rate and validate (see .ci/run), whose tests are elsewhere. A test that is
# measured takes half as long again.
UNMEASURED = tuple(
    Path(__file__).parent / place
    for place in (
        *(
            "browser",
            "spark",
            "render",
            "publish",
            "withhold",
            "commands/run",
            "commands/outsider",
            "mutation",
        ),
        *("test_one_distinct_entry.py", "cli/test_streams.py", "test_docs.py"),
    )
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of the outer stages run without the measuring of coverage."""
    for item in items:
        if any(item.path.is_relative_to(place) for place in UNMEASURED):
            item.add_marker("no_cover")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Every core for the whole suite; one process for some files, which end before a worker has started."""
    is_whole_suite = config.args_source is pytest.Config.ArgsSource.TESTPATHS
    return os.cpu_count() or 1 if is_whole_suite else 0


@pytest.fixture(autouse=True)
def _as_a_new_process() -> None:
    """What a command line has asked for holds for its process only."""
    say(Verbosity.USUAL)
    will_write(is_so=True)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that an account without rights can reach."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)
