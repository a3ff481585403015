"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no failure of the code: property tests are held to what they find, not to a time.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
