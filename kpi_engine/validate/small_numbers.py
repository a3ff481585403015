"""What a rule on small numbers cannot make safe, and what it comes too late for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area, by_name
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.small_numbers import SmallNumbers
from kpi_engine.model.figures.withheld import EarlierEditions, WithheldFigure, WorkedOut
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import counted, joined


def not_certain(
    in_two_areas: Sequence[WithheldFigure],
    observations: Observations,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    rule: SmallNumbers,
) -> Iterator[Issue]:
    """Warnings of what nobody can show to be safe; ``observations`` may be published.

    Args:
        in_two_areas: withheld figures of areas that lie in two others with a figure.
        observations: the figures that are left.
        indicators: all of them.
        areas: all of them.
        rule: where the scorecard asks that small numbers be withheld.
    """
    places = by_name(areas)
    by_area: dict[str, list[WithheldFigure]] = {}
    for figure in in_two_areas:
        by_area.setdefault(figure.area, []).append(figure)
    for name, figures in by_area.items():
        yield warning(
            rule.location,
            f"{counted(len(figures), 'withheld figure')} of {name} cannot be shown to be safe: "
            f"the areas {joined(places[name].parents)} share it",
            "publish the figures of one of these areas only, or check by hand what can be worked out",
        )
    yield from _without_parts(observations, indicators)


def published_before(
    withheld: Sequence[WithheldFigure], earlier: EarlierEditions, rule: SmallNumbers
) -> Iterator[Issue]:
    """Figures that an edition has shown are known: to withhold them now protects nobody."""
    known = [figure for figure in withheld if figure in earlier.shown]
    if known:
        first = known[0]
        more = f", and {counted(len(known) - 1, 'more figure')}" if len(known) > 1 else ""
        yield error(
            rule.location,
            f"{first.code} of {first.area} in {first.period} would be withheld, but {earlier.shown[first]} "
            f"published the figure{more}",
            "withdraw that edition and publish to a new output_folder, or leave small_numbers out",
        )


def _without_parts(observations: Observations, indicators: Sequence[Indicator]) -> Iterator[Issue]:
    """A percentage, rate or average alone does not say how many people there are."""
    defined = {indicator.code: indicator for indicator in indicators}
    alone = (
        observations.value.present
        & ~observations.has_both_parts()
        & (observations.origin == Origin.SUPPLIED.code)
    )
    for position in sorted(set(observations.code[alone].tolist())):
        indicator = defined.get(observations.codes[position])
        if indicator is not None and indicator.people and not indicator.is_count_of_people:
            yield warning(
                indicator.location,
                f"small numbers of {indicator.code} cannot be withheld: some of its figures are supplied "
                "without numerator and denominator",
                "supply both, or say people: false if it does not count people",
            )


def given_away(found: Sequence[WorkedOut], observations: Observations) -> Iterator[Issue]:
    """Figures that their source withholds, and that the other figures give away."""
    rows = {key: row for row, key in enumerate(observations.labels())}
    for out in found:
        exact = f"is {out.low}" if out.low == out.high else f"is at least {out.low}"
        if out.high is not None and out.low != out.high:
            exact = f"is between {out.low} and {out.high}"
        yield warning(
            observations.location(rows[out.place.code, out.place.area, out.place.period]),
            f"{out.place.code} of {out.place.area} is withheld, and anybody can work out that its "
            f"{out.number} {exact}, since {out.how}",
            "withhold one more of the figures that say it, or let small_numbers in the scorecard do it",
        )
