"""What published rows say of withheld figures beside the sums that they are part of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.commands.outsider.data_rows import DataRow, number_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.withheld import Place, WorkedOut
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.withhold.few_fractions import fractions_of
from kpi_engine.withhold.said import is_mark

# Columns of a withheld figure's row that say how large it is, were they filled.
_TELLING = (
    *("numerator", "denominator", "cohort", "rag", "direction_of_travel", "distance_to_target"),
    *("distance_to_floor", "change", "percent_change", "number_direction", "percent_of_target", "rank"),
    *("lower", "upper", "lower_99_8", "upper_99_8", "differs_from_target", "differs_from_floor"),
    *("differs_from_previous", "one_case_changes", "beside_areas", "spc_rules", "variation", "trend"),
    *("needed_per_period", "at_this_rate", "likely_low", "likely_high", "pace"),
)


def told_in_rows(
    rows: Sequence[DataRow], withheld: frozenset[Place], defined: Mapping[str, Indicator], below: int
) -> Iterator[WorkedOut]:
    """What the row of a withheld figure, the row after it, or its rank, says of it."""
    previous = _previous_values(rows, defined)
    for row in rows:
        place = row.place(defined)
        if place is None or place not in withheld:
            continue
        shows_value = not row.is_marked and not withholds_its_parts(row)
        columns = ("value", *_TELLING) if shows_value else _TELLING
        for column in columns:
            if row.get(column) and not is_mark(row.get(column)):
                yield WorkedOut(place, column, 0, None, f"the column {column} says {row.get(column)}")
        if place in previous:
            how = f"the column previous_value of a later period says {previous[place]}"
            yield WorkedOut(place, "value", 0, None, how)
    yield from _few_fractions(rows, defined, below)
    yield from _ranked(rows, withheld, defined)


def withholds_its_parts(row: DataRow) -> bool:
    """Whether a row shows its value, and marks its numerator or denominator as withheld."""
    parts = (row.get("numerator"), row.get("denominator"))
    return (
        not row.is_marked
        and number_of(row.get("value")) is not None
        and any(part and is_mark(part) for part in parts)
    )


def _previous_values(rows: Sequence[DataRow], defined: Mapping[str, Indicator]) -> dict[Place, str]:
    return {
        place._replace(period=before): row.get("previous_value")
        for row in rows
        if row.get("previous_value")
        and (place := row.place(defined)) is not None
        and (before := parse_period(row.get("previous_period"), defined[place.code].calendar)) is not None
    }


def _few_fractions(
    rows: Sequence[DataRow], defined: Mapping[str, Indicator], below: int
) -> Iterator[WorkedOut]:
    """A percentage in print gives a small numerator away: few fractions of small numbers make it."""
    for row in rows:
        place, percent = row.place(defined), number_of(row.get("value"))
        if place is None or percent is None or not withholds_its_parts(row):
            continue
        if defined[place.code].per != 100:
            continue
        shown = number_of(row.get("denominator"))
        known = [(n, d) for n, d in fractions_of(percent, below) if shown is None or shown == d]
        numerators = sorted({n for n, _ in known})
        if numerators:
            fractions = [f"{n} of {d}" for n, d in known[:5]]
            more = f" or {len(known) - 5} more" if len(known) > 5 else ""
            how = f"{row.get('value')} is in print, which with a small number is {', '.join(fractions)}{more}"
            yield WorkedOut(place, "numerator", numerators[0], numerators[-1], how)


def _ranked(
    rows: Sequence[DataRow], withheld: frozenset[Place], defined: Mapping[str, Indicator]
) -> Iterator[WorkedOut]:
    """A rank that no figure in print has belongs to the withheld figure, which lies between two in print."""
    groups: dict[tuple[str, int, str, str], list[tuple[Place, str, int]]] = defaultdict(list)
    for row in rows:
        place = row.place(defined)
        if place is not None:
            rank = row.get("rank")
            key = (place.code, place.period, row.get("level"), row.get("ranked_areas") if rank else "")
            groups[key].append((place, row.get("value"), int(rank) if rank.isdigit() else 0))
    for (code, period, level, among), ranked in groups.items():
        given = [rank for place, _, rank in ranked if rank and place not in withheld]
        unranked = groups.get((code, period, level, ""), ())
        hidden = [place for place, _, rank in unranked if place in withheld and not rank]
        counted = int(among) if among.isdigit() else max(given, default=0)
        if given and hidden and len(given) < counted:
            how = f"{counted} areas are ranked, and {len(given)} of these figures are in print"
            for place in hidden:
                yield WorkedOut(place, "rank", 0, None, how)
