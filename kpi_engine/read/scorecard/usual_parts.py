"""What a scorecard leaves out because it can be known: its areas, and its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.grouping import GroupBy, grouped_by
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard, Section, SectionEntry
from kpi_engine.model.issue import Location
from kpi_engine.read.scorecard.scorecard import usual_periods

# The level of areas that no file of areas speaks of.
_ONE_BODY, _SEVERAL = "body", "area"


def areas_of_names(scorecard: Scorecard) -> tuple[Area, ...]:
    """The areas that a scorecard without a file of areas names, none of which lies in another."""
    level = _ONE_BODY if len(scorecard.area_names) == 1 else _SEVERAL
    return tuple(Area(name, level, ()) for name in scorecard.area_names)


def with_usual_parts(
    scorecard: Scorecard, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> Scorecard:
    """The scorecard with every area, and with a table for each group, or service and frequency, where it
    names none.
    """
    if not scorecard.area_names:
        names = tuple(area.name for area in areas)
        places = (Location(scorecard.file),) * len(names)
        scorecard = replace(scorecard, area_names=names, area_locations=places)
    place = Location(scorecard.file)
    if scorecard.sections:
        grouped = (replace(each, group_by=each.group_by or scorecard.group_by) for each in scorecard.sections)
        return replace(scorecard, sections=tuple(grouped))
    if scorecard.group_by is not None:
        return replace(scorecard, sections=_sections_by(scorecard.group_by, indicators, place))
    return replace(scorecard, sections=_usual_sections(indicators, place))


def _sections_by(group_by: GroupBy, indicators: Sequence[Indicator], place: Location) -> tuple[Section, ...]:
    """A section for each group, in the order of the definitions; indicators of no group come last."""
    sections: list[Section] = []
    for title, members in grouped_by(group_by, indicators, lambda indicator: indicator):
        frequencies = {member.frequency for member in members}
        frequency = frequencies.pop() if len(frequencies) == 1 else None
        taken = [section.id for section in sections]
        sections.append(_section(_free_id(title, taken), title, frequency, members, place))
    return tuple(sections)


def _section(
    identity: str, title: str, frequency: Frequency | None, members: Sequence[Indicator], place: Location
) -> Section:
    return Section(
        id=identity,
        title=title,
        frequency=frequency,
        entries=tuple(SectionEntry(member.code, (), member.location) for member in members),
        periods=usual_periods(frequency),
        last_period=None,
        location=place,
    )


def _usual_sections(indicators: Sequence[Indicator], place: Location) -> tuple[Section, ...]:
    groups: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in indicators:
        groups.setdefault((indicator.service, indicator.frequency.words), []).append(indicator)
    sections: list[Section] = []
    for (service, frequency), members in groups.items():
        alone = [each for each, _ in groups].count(service) == 1
        title = (
            service
            if alone and service
            else f"{service} – {frequency}"
            if service
            else frequency.capitalize()
        )
        identity = _free_id(title, [section.id for section in sections])
        shown = title if service else f"{title} indicators"
        sections.append(_section(identity, shown, members[0].frequency, members, place))
    return tuple(sections)


def _free_id(title: str, taken: Sequence[str]) -> str:
    """The title as a short name such as ``social_work_monthly``; numbered where it is taken."""
    wanted = re.sub("[^a-z0-9]+", "_", title.casefold()).strip("_") or "section"
    number, identity = 2, wanted
    while identity in taken:
        identity, number = f"{wanted}_{number}", number + 1
    return identity
