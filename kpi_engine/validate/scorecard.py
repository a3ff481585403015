"""Rules that a scorecard must keep with its definitions and areas. One rule a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.definitions.made_from.measure import AreasRated, ShareOfArea
from kpi_engine.model.definitions.scorecard import Scorecard, Section, SectionEntry
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.validate.asked_statistics import (
    baselines_of_unknown_areas,
    small_figures_without_a_size,
    snapshots_that_do_not_say,
)


@frozen
class Checked:
    """A scorecard with what it names. Empty indicators or areas could not be read, and are reported."""

    scorecard: Scorecard
    indicators: Sequence[Indicator]
    areas: Sequence[Area]

    @property
    def by_code(self) -> dict[str, Indicator]:
        """The indicators by their code."""
        return {indicator.code: indicator for indicator in self.indicators}

    @property
    def levels(self) -> list[str]:
        """The levels of area, once each."""
        return list(dict.fromkeys(area.level for area in self.areas))

    @property
    def entries(self) -> Iterator[tuple[Section, SectionEntry]]:
        """Every place of an indicator in a section."""
        return ((section, entry) for section in self.scorecard.sections for entry in section.entries)


Rule = Callable[[Checked], Iterator[Issue]]


def validate_scorecard(
    scorecard: Scorecard, indicators: Sequence[Indicator], areas: Sequence[Area]
) -> tuple[Issue, ...]:
    """Everything in a scorecard that does not fit its definitions and areas, by file and line."""
    checked = Checked(scorecard, indicators, areas)
    issues = [issue for rule in RULES for issue in rule(checked)]
    return tuple(sorted(issues, key=lambda issue: issue.location.order))


def section_ids_twice(checked: Checked) -> Iterator[Issue]:
    """Links and selections name a section by its id."""
    first: dict[str, Section] = {}
    for section in checked.scorecard.sections:
        earlier = first.setdefault(section.id, section)
        if earlier is not section:
            yield error(
                section.location,
                f"the section id {shown(section.id)} appears a second time; the first is on line "
                f"{earlier.location.line}",
                "give one of the two another id",
            )


def codes_not_defined(checked: Checked) -> Iterator[Issue]:
    """A section shows defined indicators."""
    by_code = checked.by_code
    for _, entry in checked.entries:
        if by_code and entry.code not in by_code:
            yield error(
                entry.location,
                f"there is no sound definition of an indicator {shown(entry.code)}",
                did_you_mean(entry.code, by_code) or "define it, or correct its definition",
            )


def frequencies_that_differ(checked: Checked) -> Iterator[Issue]:
    """The columns of a section are periods of one frequency."""
    by_code = checked.by_code
    for section, entry in checked.entries:
        indicator = by_code.get(entry.code)
        if indicator is not None and section.frequency not in (None, indicator.frequency):
            yield error(
                entry.location,
                f"{entry.code} is {indicator.frequency.words} (defined at {indicator.location}), and this "
                f"section is {section.frequency_words}",
                f"move it to a section with frequency: {indicator.frequency.value}, or write mixed here",
            )


def codes_twice_in_a_section(checked: Checked) -> Iterator[Issue]:
    """A section shows an indicator once for any level of area."""
    for section in checked.scorecard.sections:
        for position, entry in enumerate(section.entries):
            earlier = next((one for one in section.entries[:position] if _show_one_level(one, entry)), None)
            if earlier is not None:
                yield error(
                    entry.location,
                    f"{entry.code} appears a second time in this section; the first is on line "
                    f"{earlier.location.line}",
                    "keep one of the two, or give them different levels",
                )


def levels_not_known(checked: Checked) -> Iterator[Issue]:
    """The levels of a section's indicators are levels of the areas file."""
    for _, entry in checked.entries:
        for level in entry.levels:
            if checked.areas and level not in checked.levels:
                yield error(
                    entry.location,
                    f"{entry.code} is shown for level {shown(level)}, which no area has",
                    _known(level, checked.levels),
                )


def commentary_levels_not_known(checked: Checked) -> Iterator[Issue]:
    """The levels whose rows need a commentary are levels of the areas file."""
    for source in checked.scorecard.commentary:
        for level in source.levels:
            if checked.areas and level not in checked.levels:
                yield error(
                    source.location,
                    f"a commentary is wanted for level {shown(level)}, which no area has",
                    _known(level, checked.levels),
                )


def ranked_levels_wrong(checked: Checked) -> Iterator[Issue]:
    """The levels that are ranked are levels of the areas file, each once and with areas enough."""
    first: dict[str, int] = {}
    for ranked in checked.scorecard.ranks:
        line = first.setdefault(ranked.level, ranked.location.line)
        count = sum(area.level == ranked.level for area in checked.areas)
        if line != ranked.location.line:
            what = f"level {shown(ranked.level)} is ranked a second time; the first is on line {line}"
            yield error(ranked.location, what, "keep one of the two")
        elif checked.areas and not count:
            what = f"areas of level {shown(ranked.level)} are ranked, which no area has"
            yield error(ranked.location, what, _known(ranked.level, checked.levels))
        elif checked.areas and count < ranked.at_least:
            yield warning(
                ranked.location,
                f"nothing will be ranked: at_least is {ranked.at_least}, and {count} "
                f"{'area has' if count == 1 else 'areas have'} level {shown(ranked.level)}",
                "lower at_least, or remove ranks",
            )


def families_wrong(checked: Checked) -> Iterator[Issue]:
    """The areas of families are areas of the areas file, each in one family, and enough in each."""
    names = [area.name for area in checked.areas]
    family_of: dict[str, str] = {}
    seen: set[str] = set()
    for family in checked.scorecard.families:
        if family.name in seen:
            what = f"the family {shown(family.name)} is named a second time"
            yield error(family.location, what, "give the two names of their own, or make them one")
        seen.add(family.name)
        for name, place in family.areas:
            other = family_of.setdefault(name, family.name)
            if names and name not in names:
                what = f"the area {shown(name)} of the family {shown(family.name)} is not in the areas file"
                yield error(place, what, _known(name, names))
            elif other != family.name:
                what = f"the area {shown(name)} is also in the family {shown(other)}"
                yield error(place, what, "keep it in one of the two")
        if len(family.areas) < family.at_least:
            yield warning(
                family.location,
                f"nothing will be ranked: at_least is {family.at_least}, and the family has "
                f"{len(family.areas)} {'area' if len(family.areas) == 1 else 'areas'}",
                "lower at_least, or name more areas",
            )


def areas_not_known(checked: Checked) -> Iterator[Issue]:
    """Scorecards are made for areas of the areas file."""
    names = [area.name for area in checked.areas]
    scorecard = checked.scorecard
    for name, location in zip(scorecard.area_names, scorecard.area_locations, strict=True):
        if names and name not in names:
            yield error(
                location,
                f"there is no area {shown(name)} in the areas file",
                did_you_mean(name, names) or "add it there, or remove it here",
            )


def target_figures_of_nobody(checked: Checked) -> Iterator[Issue]:
    """A target that is the figure of an area: the area is in the areas file."""
    names = [area.name for area in checked.areas]
    for indicator in checked.indicators if checked.areas else ():
        for threshold in indicator.thresholds:
            area = "" if threshold.figure is None else threshold.figure.area
            if area and area not in names:
                yield warning(
                    threshold.location,
                    f"the target is the figure of {shown(area)}, which is not in the areas file",
                    did_you_mean(area, names) or "add it there, or name a comparator",
                )


def thresholds_for_nobody(checked: Checked) -> Iterator[Issue]:
    """A threshold for a level or area that is not in the areas file rates nothing here.

    A warning, since definitions serve several scorecards; but a mistyped name looks the same.
    """
    found: dict[tuple[str, str], list[Threshold]] = {}
    shown_codes = {entry.code for _, entry in checked.entries}
    levels, names = checked.levels, [area.name for area in checked.areas]
    known_levels, known_names = set(levels), set(names)
    for indicator in checked.indicators if checked.areas else ():
        for threshold in indicator.thresholds if indicator.code in shown_codes else ():
            for level in set(threshold.levels) - known_levels:
                found.setdefault(("level", level), []).append(threshold)
            for area in set(threshold.areas) - known_names:
                found.setdefault(("area", area), []).append(threshold)
    for (noun, name), thresholds in found.items():
        others = f" ({len(thresholds)} thresholds in all)" if len(thresholds) > 1 else ""
        yield warning(
            min(threshold.location for threshold in thresholds),
            f"this threshold is for {noun} {shown(name)}, which is not in the areas file{others}",
            did_you_mean(name, levels if noun == "level" else names) or "check the spelling",
        )


def ratings_outside_the_scale(checked: Checked) -> Iterator[Issue]:
    """Thresholds give only ratings that the scorecard's scale has."""
    in_scale = set(checked.scorecard.scale.rags)
    for indicator in checked.indicators:
        for threshold in indicator.thresholds:
            beyond = threshold.rule.ratings - in_scale
            if beyond:
                unknown = [rag for rag in BEST_FIRST if rag in beyond]
                names = joined([rag.key for rag in unknown])
                remedy = "write amber: none" if unknown == [Rag.AMBER] else "add the rating to the scale"
                yield error(
                    threshold.location,
                    f"this threshold can give {names}, which the scale of the scorecard does not have",
                    f"{remedy}, or change the threshold",
                )


def sums_of_unknown_levels(checked: Checked) -> Iterator[Issue]:
    """The level that an indicator adds up from, or is made from, is one of the areas file."""
    shown_codes = {entry.code for _, entry in checked.entries}
    for indicator in checked.indicators if checked.areas else ():
        if indicator.code not in shown_codes:
            continue
        made_from = indicator.made_from
        divides = made_from.level if isinstance(made_from, ShareOfArea | AreasRated) else ""
        if divides and divides not in checked.levels:
            yield warning(
                indicator.location,
                f"{indicator.code} is made from level {shown(divides)}, which is not in the areas file",
                did_you_mean(divides, checked.levels) or "check the spelling",
            )
        level = indicator.adds_up_from
        if level and level not in checked.levels:
            yield warning(
                indicator.location,
                f"{indicator.code} adds up from level {shown(level)}, which is not in the areas file",
                did_you_mean(level, checked.levels) or "check the spelling",
            )


def last_periods_in_the_future(checked: Checked) -> Iterator[Issue]:
    """The last period that a section shows has begun by the as-at month."""
    as_at, by_code = checked.scorecard.as_at, checked.by_code
    for section in checked.scorecard.sections:
        last = section.last_period
        ends = () if last is None else last.by_code
        # Of periods with one label, such as a financial and an academic year, some may have begun.
        if ends and all(period > by_code[code].calendar.latest(as_at) for code, period in ends):
            code, period = ends[0]
            label = period_label(by_code[code].calendar, period)
            yield error(
                section.location,
                f"this section ends with {label}, which begins after the as-at month {as_at.label}",
                "correct last_period or as_at",
            )


def statistics_that_cannot_be_made(checked: Checked) -> Iterator[Issue]:
    """What a scorecard asks for beyond ratings can be made of its definitions."""
    shown_codes = {entry.code for _, entry in checked.entries}
    yield from snapshots_that_do_not_say(checked.scorecard, checked.by_code)
    yield from small_figures_without_a_size(checked.scorecard)
    yield from baselines_of_unknown_areas(checked.indicators, checked.areas, shown_codes)


RULES: tuple[Rule, ...] = (
    section_ids_twice,
    codes_not_defined,
    frequencies_that_differ,
    codes_twice_in_a_section,
    levels_not_known,
    commentary_levels_not_known,
    ranked_levels_wrong,
    families_wrong,
    areas_not_known,
    thresholds_for_nobody,
    target_figures_of_nobody,
    ratings_outside_the_scale,
    sums_of_unknown_levels,
    last_periods_in_the_future,
    statistics_that_cannot_be_made,
)


def _known(level: str, levels: Sequence[str]) -> str:
    return did_you_mean(level, levels) or f"the levels are {', '.join(levels)}"


def _show_one_level(one: SectionEntry, other: SectionEntry) -> bool:
    if one.code != other.code:
        return False
    return not one.levels or not other.levels or bool(set(one.levels) & set(other.levels))
