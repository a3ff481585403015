"""Which figures must be rated together: the figures of a bucket need no figure of another bucket.

A rating needs the earlier figures of its series, the figures that it is made from, and, where areas are added
up, the figures of every area in the same top area. Figures that need each other have one key; buckets are
made of keys, so that a bucket is rated by one call of the engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.connected import (
    connected_areas,
    connected_codes,
    needs_other_areas,
)
from kpi_engine.model.frozen import frozen


@frozen
class Keys:
    """Groups of indicators made from each other whose areas are added up, and the top area of each area.

    The key of a figure is its area alone where its code has no group: nothing is added up there. Else it is
    the group with the top area.
    """

    group_of_code: Mapping[str, str]
    top_of_area: Mapping[str, str]


def keys_of(indicators: Sequence[Indicator], areas: Sequence[Area]) -> Keys:
    """The keys that the definitions and the areas make."""
    codes = connected_codes(indicators)
    adding = {codes[indicator.code] for indicator in indicators if needs_other_areas(indicator)}
    return Keys(
        {code: group for code, group in codes.items() if group in adding},
        connected_areas(indicators, areas),
    )
