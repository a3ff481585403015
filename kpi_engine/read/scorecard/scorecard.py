"""A scorecard file → a scorecard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.scorecard import (
    AreaFamily,
    CommentarySource,
    LastPeriod,
    Precision,
    RankedLevel,
    Scorecard,
    Section,
    SectionEntry,
    ThemeSource,
)
from kpi_engine.model.definitions.style.theme import BUILT_IN_THEMES
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.places import display_path, is_workbook_name
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard import scorecard_schema as fields
from kpi_engine.read.scorecard.data_sources import named_twice, source_of, sources_of
from kpi_engine.read.scorecard.files_schema import (
    AREAS_FILE,
    AUDIT_ACCEPTED,
    COMMENTARY,
    COMMENTARY_LEVELS,
    COMMENTARY_PATH,
    COMPARATORS,
    DEFINITIONS,
    OBSERVATIONS,
    OUTTURNS,
    OVERRIDES,
    PUBLISHED,
)
from kpi_engine.read.scorecard.house_words_schema import WORDS, house_words_of
from kpi_engine.read.scorecard.project_file import project_words
from kpi_engine.read.scorecard.project_paths import Project, project_of
from kpi_engine.read.scorecard.scale_schema import scale_of
from kpi_engine.read.scorecard.section_schema import (
    ENTRY_CODE,
    GROUP_BY,
    LAST_PERIOD,
    LEVELS,
    OWN_LATEST,
    PERIODS,
    SECTION_FREQUENCY,
    SECTION_ID,
    SECTION_INDICATORS,
    SECTION_TITLE,
    WITH_AREAS_BELOW,
)
from kpi_engine.read.scorecard.small_numbers import SMALL_NUMBERS, small_numbers_of
from kpi_engine.read.scorecard.statistics_schema import statistics_of
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Values
from kpi_engine.read.yaml.yaml_nodes import Node, load_nodes

# How many periods of trend a section shows that does not say it: more of what is short.
_USUAL_PERIODS = {Frequency.DAILY: 14, Frequency.WEEKLY: 8, Frequency.FOUR_WEEKLY: 7, Frequency.MONTHLY: 7}
_USUAL_PERIODS_OF_OTHERS = 4
USUAL_OBSERVATIONS = "observations.csv"


def usual_periods(frequency: Frequency | None) -> int:
    """How many periods of trend a section shows that does not say it."""
    return (
        _USUAL_PERIODS_OF_OTHERS
        if frequency is None
        else _USUAL_PERIODS.get(frequency, _USUAL_PERIODS_OF_OTHERS)
    )


def section_of(values: Values, issues: list[Issue]) -> Section | None:
    """The section, or None where its id or frequency cannot be read; problems go to ``issues``."""
    section_id = values.get(SECTION_ID)
    named = values.get(SECTION_FREQUENCY)
    if section_id is None or named is None:
        return None
    frequency = named if isinstance(named, Frequency) else None
    entries = [_entry(given) for given in values.get(SECTION_INDICATORS) or ()]
    return Section(
        id=section_id.value,
        title=values.get(SECTION_TITLE) or "",
        frequency=frequency,
        entries=tuple(entry for entry in entries if entry is not None),
        periods=values.get(PERIODS) or usual_periods(frequency),
        last_period=_last_period(values.get(LAST_PERIOD)),
        location=section_id.location,
        with_areas_below=values.get(WITH_AREAS_BELOW),
        own_latest=values.get(OWN_LATEST),
        group_by=values.get(GROUP_BY),
    )


def _entry(given: Placed[str] | Values) -> SectionEntry | None:
    if isinstance(given, Placed):
        return SectionEntry(given.value, (), given.location)
    code = given.get(ENTRY_CODE)
    if code is None:
        return None
    return SectionEntry(code.value, given.get(LEVELS), code.location)


def _last_period(label: Placed[str] | None) -> LastPeriod | None:
    """As it is written: which period that is depends on the indicators (read/scorecard/last_periods.py)."""
    return None if label is None else LastPeriod(label.value, label.location)


_USUAL_OUTPUT_FOLDER = "out"


def read_scorecard(path: Path) -> tuple[Scorecard | None, tuple[Issue, ...]]:
    """Read a ``scorecard.yaml``. Its paths are from its own folder and must lie inside the project.

    The project is the nearest folder at or above it that holds an ``indicators`` folder, else its own.

    Returns:
        The scorecard and every problem, by line. Where there are errors it is None if nothing else can be
        checked with it; otherwise it is there to check by, and not to rate by.
    """
    node, issues = _nodes(path)
    if node is None:
        return None, tuple(issues)
    values = fields.SCORECARD.read(node, "this file", issues)
    scorecard = None if values is None else _scorecard(values, path, project_of(path), issues)
    return scorecard, tuple(in_order(issues))


def definitions_of(path: Path) -> tuple[list[Path], Path]:
    """The definitions that a scorecard names, also one that cannot be read, and its project's folder."""
    node, _ = _nodes(path)
    project = project_of(path)
    values = None if node is None else fields.SCORECARD.read(node, "this file", [])
    if values is None:
        return [project.usual_definitions] if project.usual_definitions.is_dir() else [], project.root
    return [Path(place) for place in _definitions(values, project, [])], project.root


def _nodes(path: Path) -> tuple[Node | None, list[Issue]]:
    if not is_workbook_name(path):
        return load_nodes(path, display_path(path))
    from kpi_engine.read.book.settings import settings_node

    return settings_node(path)


def _scorecard(values: Values, path: Path, project: Project, issues: list[Issue]) -> Scorecard | None:
    as_at = values.get(fields.AS_AT)
    areas_file = source_of(values.get(AREAS_FILE), project, as_at, issues)
    comparators = source_of(values.get(COMPARATORS), project, as_at, issues)
    overrides = source_of(values.get(OVERRIDES), project, as_at, issues)
    accepted = source_of(values.get(AUDIT_ACCEPTED), project, as_at, issues)
    observations = sources_of(_observations(values, project, issues), project, as_at, issues)
    outturns = sources_of(values.get(OUTTURNS), project, as_at, issues)
    published = values.get(PUBLISHED)
    printed = sources_of(() if published is None else (published,), project, as_at, issues)
    commentary = _commentary(values.get(COMMENTARY), project, issues)
    definitions = _definitions(values, project, issues)
    words = house_words_of(values.get(WORDS), project_words(project.root)[0].words, issues)
    output_folder = _output_folder(values.get(fields.OUTPUT_FOLDER), project, issues)
    sections = [section_of(record, issues) for record in values.get(fields.SECTIONS)]
    ranks = [_ranked_level(record) for record in values.get(fields.RANKS)]
    families = [_family(record) for record in values.get(fields.FAMILIES)]
    areas = values.get(fields.AREAS)
    no_areas = values.unreadable(fields.AREAS) or not (areas or values.names(AREAS_FILE))
    if as_at is None or no_areas or (areas_file is None and values.names(AREAS_FILE)):
        return None
    return Scorecard(
        title=values.get(fields.TITLE),
        as_at=as_at,
        period=values.get(fields.PERIOD_NAME),
        publication_date=values.get(fields.PUBLICATION_DATE),
        producer=values.get(fields.PRODUCER),
        contact=values.get(fields.CONTACT),
        accessibility_statement=values.get(fields.ACCESSIBILITY),
        licence=values.get(fields.LICENCE),
        small_cohort=values.get(fields.SMALL_COHORT),
        area_names=tuple(area.value for area in areas),
        area_locations=tuple(area.location for area in areas),
        sections=tuple(section for section in sections if section is not None),
        observations=observations,
        outturns=outturns,
        areas=areas_file,
        comparators=comparators,
        definitions=definitions,
        outputs=values.get(fields.OUTPUTS),
        scale=replace(scale_of(values, issues), words=words),
        output_folder=output_folder,
        abbreviations=values.get(fields.ABBREVIATIONS),
        notes=values.get(fields.NOTES),
        file=display_path(path),
        root=str(project.root),
        published=replace(printed[0], precision=Precision.AS_PRINTED) if printed else None,
        commentary=commentary,
        theme=_theme(values.get(fields.THEME), project, issues),
        overrides=overrides,
        ranks=tuple(level for level in ranks if level is not None),
        families=tuple(family for family in families if family is not None),
        small_numbers=small_numbers_of(values.get(SMALL_NUMBERS)),
        statistics=statistics_of(values),
        group_by=values.get(fields.PAGE_GROUP_BY),
        audit_accepted=accepted,
    )


def _ranked_level(values: Values) -> RankedLevel | None:
    level = values.get(fields.RANKS_LEVEL)
    if level is None or values.unreadable(fields.RANKS_AT_LEAST):
        return None
    return RankedLevel(level.value, values.get(fields.RANKS_AT_LEAST), level.location)


def _family(values: Values) -> AreaFamily | None:
    name, areas = values.get(fields.FAMILY_NAME), values.get(fields.FAMILY_AREAS)
    if name is None or areas is None or values.unreadable(fields.RANKS_AT_LEAST):
        return None
    placed = tuple((area.value, area.location) for area in areas)
    return AreaFamily(name.value, placed, values.get(fields.RANKS_AT_LEAST), name.location)


def _observations(values: Values, project: Project, issues: list[Issue]) -> tuple[Placed[str] | Values, ...]:
    """The files that are named, else the usual one beside the scorecard."""
    if values.names(OBSERVATIONS):
        return values.get(OBSERVATIONS) or ()
    if (project.folder / USUAL_OBSERVATIONS).is_file():
        return (Placed(USUAL_OBSERVATIONS, values.location),)
    if values.whole:
        what = f"no observations are named, and there is no {USUAL_OBSERVATIONS} beside this file"
        issues.append(
            error(values.location, what, f'add a line such as "observations: {USUAL_OBSERVATIONS}"')
        )
    return ()


def _commentary(
    named: tuple[Placed[str] | Values, ...], project: Project, issues: list[Issue]
) -> tuple[CommentarySource, ...]:
    """The files and folders of commentary that are there, each once."""
    sources: dict[str, CommentarySource] = {}
    for each in named:
        path = each if isinstance(each, Placed) else each.get(COMMENTARY_PATH)
        resolved = None if path is None else project.file_or_folder(path, issues)
        if path is None or resolved is None:
            continue
        levels = () if isinstance(each, Placed) else each.get(COMMENTARY_LEVELS)
        source = CommentarySource(str(resolved), tuple(levels), path.location)
        first = sources.setdefault(source.path, source)
        if first is not source:
            issues.append(named_twice(path, first.location))
    return tuple(sources.values())


def _theme(named: Placed[str] | None, project: Project, issues: list[Issue]) -> ThemeSource | None:
    """The theme's file, or the built-in theme of the name; None where it is neither."""
    if named is None:
        return None
    if named.value in BUILT_IN_THEMES:
        return ThemeSource(named.value, "", named.location)
    meant = did_you_mean(named.value, BUILT_IN_THEMES)
    if meant and "." not in named.value:
        what = f"there is no built-in theme {shown(named.value)}"
        issues.append(error(named.location, what, meant))
        return None
    found = project.file(named, issues, f"a YAML file, or one of {joined(tuple(BUILT_IN_THEMES), 'or')}")
    return ThemeSource("", str(found), named.location) if found is not None else None


def _definitions(values: Values, project: Project, issues: list[Issue]) -> tuple[str, ...]:
    named = values.get(DEFINITIONS)
    if named is not None:
        found = [project.file_or_folder(path, issues) for path in named]
        return tuple(str(path) for path in found if path is not None)
    if not project.usual_definitions.is_dir() and not values.names(DEFINITIONS):
        place = Location(values.location.file)
        what = "no definitions are named, and there is no indicators folder in this file's folder or above it"
        issues.append(error(place, what, 'add a line such as "definitions: ../../indicators"'))
        return ()
    return (str(project.usual_definitions),)


def _output_folder(path: Placed[str] | None, project: Project, issues: list[Issue]) -> str:
    usual = Placed(_USUAL_OUTPUT_FOLDER, Location(project.display))
    return str(project.folder_to_write(path or usual, issues) or project.folder / _USUAL_OUTPUT_FOLDER)
