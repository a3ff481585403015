"""Settings of all tests."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no failure of the code: property tests are held to what they find, not to a time.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that an account without rights can reach."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)
