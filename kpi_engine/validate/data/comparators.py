"""Rules that comparators must keep with the scorecard that shows them. One a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.model.appearance import look_alikes
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.figures.reference_value import average_of_neighbours, in_any_section
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, warning
from kpi_engine.model.wording import did_you_mean, look_alike_words, shown


@frozen
class Checked:
    """What the rules look at."""

    comparators: Sequence[Comparator]
    scorecard: Scorecard
    indicators: Sequence[Indicator]


Rule = Callable[[Checked], Iterator[Issue]]


def validate_comparators(
    comparators: Sequence[Comparator], scorecard: Scorecard, indicators: Sequence[Indicator]
) -> tuple[Issue, ...]:
    """Everything in the comparators that does not fit the scorecard or the definitions, by line."""
    checked = Checked(comparators, scorecard, indicators)
    issues = [issue for rule in RULES for issue in rule(checked)]
    return tuple(sorted(issues, key=lambda issue: issue.location.order))


def sections_not_known(checked: Checked) -> Iterator[Issue]:
    """A comparator for a section that is not there would never be shown."""
    ids = [section.id for section in checked.scorecard.sections]
    rows: dict[str, list[Comparator]] = {}
    for comparator in checked.comparators:
        if comparator.section and comparator.section not in ids:
            rows.setdefault(comparator.section, []).append(comparator)
    for section, found in rows.items():
        others = f" ({len(found)} lines in all)" if len(found) > 1 else ""
        yield warning(
            found[0].location,
            f"there is no section {shown(section)} in the scorecard, so this is shown nowhere{others}",
            did_you_mean(section, ids) or "name a section by its id, or leave it empty for every section",
        )


def names_that_look_alike(checked: Checked) -> Iterator[Issue]:
    """Two names that look the same make two columns, each with gaps."""
    first: dict[str, Comparator] = {}
    for comparator in checked.comparators:
        first.setdefault(comparator.name, comparator)
    for name, earlier in look_alikes(first):
        where = f"line {first[earlier].location.line}"
        yield warning(first[name].location, *look_alike_words("comparator", name, earlier, where))


def neighbours_not_known(checked: Checked) -> Iterator[Issue]:
    """A neighbour that no comparator is of prevents every average; one mistyped looks the same.

    Definitions serve several scorecards: where the comparators have none of the neighbours, none is missed.
    """
    names = list(dict.fromkeys(comparator.name for comparator in checked.comparators))
    for neighbours in dict.fromkeys(indicator.neighbours for indicator in checked.indicators):
        if neighbours is None or not set(names) & set(neighbours.names):
            continue
        for name, location in zip(neighbours.names, neighbours.locations, strict=True):
            if name not in names:
                yield warning(
                    location,
                    f"no comparator is of {shown(name)}, so there is no average of {neighbours.title}",
                    did_you_mean(name, [other for other in names if other not in neighbours.names])
                    or "add its values to the comparators, or remove it here",
                )


def averages_that_differ(checked: Checked) -> Iterator[Issue]:
    """A warning where the supplied average of neighbours is not the average of their values."""
    for indicator in checked.indicators:
        neighbours = indicator.neighbours
        own = [each for each in checked.comparators if each.code == indicator.code]
        for supplied in own:
            if neighbours is None or supplied.name != neighbours.title:
                continue
            same = [
                each
                for each in in_any_section(own, supplied.area)
                if (each.section, each.year) == (supplied.section, supplied.year)
            ]
            average = average_of_neighbours(same, indicator, decimals_of(supplied.value))
            where = f" in {supplied.area}" if supplied.area else ""
            if average is not None and average.value is not None and average.value != supplied.value:
                yield warning(
                    supplied.location,
                    f"{supplied.name} for {supplied.code}{where} is given as {supplied.text}, but the "
                    f"average of its {len(neighbours.names)} areas is {average.value}; it is shown as given",
                )


def targets_of_no_comparator(checked: Checked) -> Iterator[Issue]:
    """A target that is the value of a comparator: there is one of that name and indicator."""
    names: dict[str, list[str]] = {}
    for comparator in checked.comparators:
        names.setdefault(comparator.code, []).append(comparator.name)
    for indicator in checked.indicators:
        for threshold in indicator.thresholds:
            figure = threshold.figure
            if figure is None or not figure.comparator:
                continue
            known = list(dict.fromkeys(names.get(figure.of.code, [])))
            if figure.comparator not in known:
                yield warning(
                    threshold.location,
                    f"the target is the value of {shown(figure.comparator)} for {figure.of.code}, and no "
                    "comparator has one",
                    did_you_mean(figure.comparator, known) or "add it there, or correct the name",
                )


RULES: tuple[Rule, ...] = (
    sections_not_known,
    names_that_look_alike,
    neighbours_not_known,
    averages_that_differ,
    targets_of_no_comparator,
)
