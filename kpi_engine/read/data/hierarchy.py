"""Whether areas and their parents make a hierarchy: no area above itself, and not too many levels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown

MOST_LEVELS = 30  # below the top; no body has more than seven
_MOST_IN_A_RING = 8


def hierarchy_problems(
    parents: Mapping[str, Collection[str]], lines: Mapping[str, int], place: Callable[[int], Location]
) -> Iterator[Issue]:
    """An error for each ring of areas that are above themselves, and for a hierarchy that is too deep.

    ``parents`` are the parents of each area, some without a row of their own; ``lines`` has the line of each
    area, and ``place`` gives the location of a line.
    """
    depths = _depths(parents)
    deepest = next((name for name, depth in depths.items() if depth > MOST_LEVELS), None)
    if deepest is not None:
        what = f"{shown(deepest)} is more than {MOST_LEVELS} levels below the area at the top"
        yield error(place(lines[deepest]), what, "correct one of the parents above it")
    for ring in _rings({name: above for name, above in parents.items() if name not in depths}):
        shortened = ring if len(ring) <= _MOST_IN_A_RING else [*ring[: _MOST_IN_A_RING - 1], "…", ring[-1]]
        what = f"{shown(ring[0])} belongs to itself: {' → '.join(shortened)}"
        yield error(place(lines[ring[0]]), what, "correct one of the parents")


def _depths(parents: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many areas are above each area, the longest way up.

    Areas in a ring, or below a ring, have no number.
    """
    children: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for name, above in parents.items():
        known = [parent for parent in above if parent in parents]
        waiting[name] = len(known)
        for parent in known:
            children.setdefault(parent, []).append(name)
    depths = {name: 0 for name, count in waiting.items() if not count}
    to_do = list(depths)
    for name in to_do:
        for child in children.get(name, ()):
            waiting[child] -= 1
            if not waiting[child]:
                depths[child] = 1 + max(depths[parent] for parent in parents[child] if parent in depths)
                to_do.append(child)
    return depths


def _rings(parents: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """Each ring once, from the first of its areas that is met and back to it, going up."""
    finished: set[str] = set()
    for start in parents:
        place: dict[str, int] = {}
        path: list[str] = []
        pending = [(start, 0)]
        while pending:
            name, depth = pending.pop()
            for left in path[depth:]:
                del place[left]
            del path[depth:]
            if name in place:
                yield [*path[place[name] :], name]
                continue
            if name in finished or name not in parents:
                continue
            place[name] = len(path)
            path.append(name)
            finished.add(name)
            pending.extend((parent, depth + 1) for parent in parents[name])
