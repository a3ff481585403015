"""Ids of a page's tables: safe in a link, and each once."""

from __future__ import annotations

import re

from kpi_engine.assemble.sections import SectionLines
from kpi_engine.model.area import Area
from kpi_engine.model.document import CHANGES, FLOOR_STANDARDS_MISSED, MASKING, MOVEMENTS

# Ids that a page has besides those of its sections; heat maps are numbered.
_RESERVED = ("summary", "sources", "definitions", FLOOR_STANDARDS_MISSED, MASKING, MOVEMENTS, CHANGES)
_HEAT_MAP = re.compile(r"heat-map-\d+")


class Identities:
    """Gives the tables of one area's page their ids."""

    def __init__(self, area: Area) -> None:
        self._area = area
        self._taken = set(_RESERVED)

    def of(self, shown: SectionLines) -> str:
        """``ics-monthly`` and, for an area below, ``swale-ehu-ics-monthly``; numbered where it is taken."""
        place = "" if shown.area.name == self._area.name else shown.area.name
        wanted = re.sub(r"[^a-z0-9]+", "-", f"{place} {shown.section.id}".lower()).strip("-")
        identity, number = wanted, 2
        while identity in self._taken or _HEAT_MAP.fullmatch(identity):
            identity, number = f"{wanted}-{number}", number + 1
        self._taken.add(identity)
        return identity
