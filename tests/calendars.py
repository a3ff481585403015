"""Any calendar that a definition can have, for tests of whatever must know all of them."""

from __future__ import annotations

from hypothesis import strategies as st

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import Frequency, Weeks, YearKind


@st.composite
def calendars(draw: st.DrawFn, wanted: Frequency | None = None) -> Calendar:
    """Every frequency (or only the one wanted), by any year that it can go by, with what it leaves open."""
    frequency = draw(st.sampled_from(Frequency)) if wanted is None else wanted
    year = YearKind.ACADEMIC
    if frequency is not Frequency.TERMLY:
        year = draw(st.sampled_from(YearKind))
    details = CalendarDetails()
    if frequency is Frequency.ANNUAL:
        every, pooled = draw(
            st.sampled_from([(1, 1), (2, 1), (3, 1), (5, 1), (1, 2), (1, 3), (3, 3), (2, 5)])
        )
        details = CalendarDetails(every, pooled, draw(st.integers(0, every - 1)))
    elif frequency is Frequency.FOUR_WEEKLY:
        details = CalendarDetails(counted_from=draw(st.integers(0, 27)))
    elif frequency is Frequency.WEEKLY:
        details = CalendarDetails(weeks=draw(st.sampled_from(Weeks)))
    return Calendar(frequency, year, details)
