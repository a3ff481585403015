"""The site around the pages of areas: its first page, the summary for a mail, a page an indicator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_engine.assemble.page.indicator_page import indicator_page, lines_by_code
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.commands.output.data_files import names_of_descriptions
from kpi_engine.commands.output.formats import PAGE_FORMATS, RATINGS_FORMATS, FormatFailed, fault_of
from kpi_engine.commands.output.packs import file_names
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.area import areas_on_page, areas_shown
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.site import (
    BRIEF_PAGE,
    BRIEF_TEXT,
    INDEX,
    NO_SITE,
    AreaEntry,
    Site,
)

# How the names of the pages of indicators begin.
INDICATOR = "indicator-"
# A page of an indicator draws every area: of more areas it would be too long to read.
_MOST_AREAS = 200
# Of so many areas the first page lists what is RED and what has changed.
_MOST_LISTED = 50


def names_of_site(loaded: Loaded, names: Mapping[str, str], formats: Collection[OutputFormat]) -> list[str]:
    """Every file that the site may have besides the pages of areas.

    ``names`` are the names of the areas' files, without an ending.
    """
    if OutputFormat.HTML not in formats:
        return []
    codes = _indicator_names([indicator.code for indicator in loaded.indicators], names)
    return [INDEX, BRIEF_PAGE, BRIEF_TEXT, *codes.values()]


def _indicator_names(codes: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """``indicator-scs40.html`` for each code; none is the name of an area's page."""
    found = file_names([f"{INDICATOR}{code}" for code in codes], taken=names.values())
    return {code: f"{name}.html" for code, name in zip(codes, found.values(), strict=True)}


@dataclass(frozen=True, slots=True)
class SitePlan:
    """A site, and the rows of which its pages of indicators are made."""

    site: Site
    lines: Mapping[str, Sequence[Line]]


NO_PLAN = SitePlan(NO_SITE, {})


def plan_site(
    loaded: Loaded,
    pack: Pack,
    areas: Sequence[str],
    names: Mapping[str, str],
    formats: Sequence[OutputFormat],
) -> SitePlan:
    """The site of the pages of some areas; no site without pages.

    Args:
        loaded: the scorecard.
        pack: what all pages are made from.
        areas: the areas that have a page.
        names: the name of each area's files, without an ending.
        formats: the formats that are written.
    """
    if OutputFormat.HTML not in formats or not areas:
        return NO_PLAN
    shown_on: dict[str, str] = {}
    below: dict[str, None] = {}
    own = frozenset(areas)
    places = {place.name: place for place in loaded.areas}
    for area in areas:
        below |= dict.fromkeys(place.name for place in areas_on_page(loaded.areas, area))
        for place in areas_shown(loaded.areas, area):
            shown_on.setdefault(place.name, f"{names[area]}.html")
    lines: Mapping[str, Sequence[Line]] = {}
    if len(below) <= _MOST_AREAS:
        lines = lines_by_code(pack, [places[name] for name in below])
    others = [
        output.value for output in PAGE_FORMATS if output in formats and output is not OutputFormat.HTML
    ]
    common = [name for output, made in RATINGS_FORMATS.items() if output in formats for name in made.files]
    if loaded.scorecard.comparators is None:
        common = [name for name in common if name != "comparisons.csv"]
    site = Site(
        pages={area: f"{names[area]}.html" for area in areas},
        shown_on={area: page for area, page in shown_on.items() if area not in own},
        indicators=_indicator_names(list(lines), names),
        files={area: tuple(f"{names[area]}.{ending}" for ending in others) for area in areas},
        common=tuple(common),
        descriptions=names_of_descriptions(common),
    )
    return SitePlan(site, lines)


def add_entry(entries: list[AreaEntry], entry: AreaEntry) -> None:
    """Keep what the first page says of an area: beyond the first areas only the counts."""
    is_listed = len(entries) < _MOST_LISTED
    entries.append(entry if is_listed else replace(entry, facts=(), red=(), changes=(), movements=()))


def in_edition(plan: SitePlan, edition: str, previous: str, common: Sequence[str]) -> SitePlan:
    """The plan of a site that is an edition, with the files that only editions have.

    ``previous`` is the name of the edition before; empty: there is none.
    """
    if not plan.site.pages:
        return plan
    first = next(iter(plan.site.pages.values()))
    of_all = (*plan.site.common, *common)
    return replace(
        plan,
        site=replace(
            plan.site,
            edition=edition,
            previous=f"../{previous}/{first}" if previous else "",
            previous_name=previous,
            common=of_all,
            descriptions=names_of_descriptions(of_all),
        ),
    )


@dataclass(frozen=True, slots=True)
class IndicatorMaker:
    """Makes the page of an indicator by its code."""

    loaded: Loaded
    pack: Pack
    plan: SitePlan

    def __call__(self, code: str) -> bytes | FormatFailed:
        """The page. Never raises: what goes wrong with one page must not stop the others."""
        from kpi_engine.render.html.indicator_html import render_indicator

        try:
            page = indicator_page(self.pack, self.plan.lines[code], _why(self.loaded))
            return render_indicator(page, self.plan.site, self.loaded.theme).encode()
        except Exception as error:  # whatever it is, it is this page's reason
            return FormatFailed(f"the page of {code}: {fault_of(error)}")


def _why(loaded: Loaded) -> Callable[[Figure], Sequence[str]]:
    from kpi_engine.analyse.explain import explain

    def why(figure: Figure) -> Sequence[str]:
        told = explain(figure.ratings, figure.row, loaded.scorecard.small_cohort)
        standards = (f"{standard.name.capitalize()}: {standard.text}" for standard in told.standards)
        return (
            f"Rating: {told.rating.text}",
            *standards,
            f"Direction of travel: {told.direction.text}",
            *told.notes,
        )

    return why


def first_pages(loaded: Loaded, plan: SitePlan, entries: Sequence[AreaEntry]) -> Iterator[tuple[str, bytes]]:
    """The first page, and the summary for a mail of the first area, as (file name, content)."""
    from kpi_engine.render.html.brief_page import brief_text, render_brief
    from kpi_engine.render.html.index_page import render_index

    services: dict[str, list[tuple[str, str]]] = {}
    for of_code in plan.lines.values():
        indicator = of_code[0].indicator
        services.setdefault(indicator.service, []).append((indicator.code, indicator.name))
    yield INDEX, render_index(entries, plan.site, list(services.items()), loaded.theme).encode()
    yield BRIEF_PAGE, render_brief(entries[0], plan.site, loaded.theme).encode()
    yield BRIEF_TEXT, brief_text(entries[0], plan.site).encode()
