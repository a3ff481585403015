"""The sets of rules by which tools read a process chart. Source: docs/statistics.md, "Profiles"."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen


@frozen
class Profile:
    """How limits are made and which patterns are signals.

    Limits lie ``factor[0] / factor[1]`` mean moving ranges from the mean. ``screened``: moving ranges of
    3.267 times their mean or more are dropped once. ``shift`` and ``trend`` are the points that make a run;
    ``outside_counts``: a point outside the limits counts for two of three; ``third_on_side``: so must the
    third point be on their side of the mean. ``points``: the fewest that limits are made of.
    """

    name: str
    factor: tuple[int, int]
    screened: bool
    shift: int
    trend: int
    outside_counts: bool
    third_on_side: bool
    points: int


MDC = Profile("mdc", (266, 100), False, 7, 6, True, True, 13)
NHS_R = Profile("nhs_r", (266, 100), True, 7, 7, False, True, 13)
# The profiles that a definition can name; the first is used where it names none.
PROFILES = (MDC, NHS_R)


def profile_named(name: str) -> Profile:
    """The profile of a name.

    Raises:
        KeyError: there is no such profile.
    """
    return {profile.name: profile for profile in PROFILES}[name]
