"""What a pack holds and where it is shown; the definitions say what is measured."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum

from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.grouping import GroupBy
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.definitions.small_numbers import SmallNumbers
from kpi_engine.model.definitions.table_layout import TableLayout
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


@frozen
class Comparator:
    """A reference value: ``name`` is the group (England, South East).

    ``section`` empty: it counts in every section; ``area`` empty: beside the figures of every area.
    ``marks`` are the bits of FigureMark.
    """

    code: str
    name: str
    section: str
    value: Decimal
    text: str
    year: str
    location: Location
    area: str = ""
    marks: int = 0


@frozen
class SectionEntry:
    """An indicator in a section. ``levels`` is empty where it is shown for every level of area."""

    code: str
    levels: tuple[str, ...]
    location: Location


@frozen
class LastPeriod:
    """The last period that a section shows, as it is written, and which one that is of each indicator."""

    label: str
    location: Location
    by_code: tuple[tuple[str, int], ...] = ()


@frozen
class Section:
    """A table of a pack: indicators of one frequency, or of any where it is None, in the pack's order.

    ``periods`` is how many periods of trend are shown. ``last_period`` is the last period shown; None: the
    latest that the as-at month allows. ``own_latest``: each row shows its indicator's own latest period.
    ``with_areas_below``: the areas below the page's own are in its table, and not in tables of their own.
    ``group_by``: it has a table for each group of its indicators; None: one table.
    """

    id: str
    title: str
    frequency: Frequency | None
    entries: tuple[SectionEntry, ...]
    periods: int
    last_period: LastPeriod | None
    location: Location
    with_areas_below: bool = False
    own_latest: bool = False
    group_by: GroupBy | None = None

    @property
    def shows_own_latest(self) -> bool:
        """Whether each row shows its indicator's own latest period: years and mixed frequencies always do."""
        return self.own_latest or self.frequency in (None, Frequency.ANNUAL)

    @property
    def frequency_words(self) -> str:
        """``half-yearly``, or ``mixed`` where its indicators are of any frequency."""
        return "mixed" if self.frequency is None else self.frequency.words


class Precision(Enum):
    """Whether the number of decimals in a source's text is information."""

    AS_DEFINED = "as_defined"
    AS_PRINTED = "as_printed"


@frozen
class DatabaseQuery:
    """How a source's query is run: ``address`` is the environment variable that holds the database's address.

    ``seconds`` is how long it may take; ``month`` is the as-at month that it can ask for.
    """

    address: str
    seconds: int
    month: Month


class Dates(Enum):
    """What a date in place of a period means, where a source declares that its dates mean periods."""

    AS_WRITTEN = "as_written"
    FIRST_OF_PERIOD = "first_of_period"
    LAST_OF_PERIOD = "last_of_period"
    FIRST_OF_MONTH = "first_of_month"
    LAST_OF_MONTH = "last_of_month"

    @property
    def by_first_day(self) -> bool:
        """Whether a period is named by its first day."""
        return self in (Dates.FIRST_OF_PERIOD, Dates.FIRST_OF_MONTH)


@frozen
class FileSource:
    """A data file (path as resolved) and how to read it: its separators and signs exactly as declared.

    ``layout`` is what is declared of its table; None: our columns, on the only sheet if it is a workbook.
    ``query``: the file holds a query. ``dates`` says what a date means. ``parts_rounded_to``: numerators and
    denominators are rounded to a multiple of this; 0: they are not.
    """

    path: str
    precision: Precision
    thousands_separator: str
    percent_sign: bool
    location: Location
    layout: TableLayout | None = None
    query: DatabaseQuery | None = None
    dates: Dates = Dates.AS_WRITTEN
    parts_rounded_to: int = 0


@frozen
class CommentarySource:
    """A file or folder of commentary (path as resolved).

    ``levels`` are the levels of area whose RED and AMBER rows need a commentary; empty: every level.
    """

    path: str
    levels: tuple[str, ...]
    location: Location


@frozen
class ThemeSource:
    """The theme that a scorecard names: a file (path as resolved), or the built-in one of this ``name``."""

    name: str
    path: str
    location: Location


# Below it a rank says little, and there are no quarters.
FEWEST_RANKED = 4


@frozen
class RankedLevel:
    """A level of area whose areas are ranked, wherever at least so many of them can be."""

    level: str
    at_least: int
    location: Location


@frozen
class AreaFamily:
    """Areas that are alike, named in the scorecard, and ranked among themselves.

    ``areas`` are names with their places; ranks are wherever at least ``at_least`` of them can be ranked.
    """

    name: str
    areas: tuple[tuple[str, Location], ...]
    at_least: int
    location: Location

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its areas."""
        return tuple(name for name, _ in self.areas)


class OutputFormat(Enum):
    """A format that a scorecard can be written in: how the name of a file ends."""

    HTML = "html"
    XLSX = "xlsx"
    ODS = "ods"
    PDF = "pdf"
    DOCX = "docx"
    LARGE_PDF = "large.pdf"
    LARGE_DOCX = "large.docx"
    CSV = "csv"
    JSON = "json"

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF, whatever the size of its text."""
        return self in (OutputFormat.PDF, OutputFormat.LARGE_PDF)

    @property
    def is_word(self) -> bool:
        """Whether it is a Word file, whatever the size of its text."""
        return self in (OutputFormat.DOCX, OutputFormat.LARGE_DOCX)


class Statistic(Enum):
    """What a scorecard can say of its figures beyond their ratings."""

    INTERVALS = "intervals"
    PROCESS_LIMITS = "process_limits"
    TREND = "trend"
    RUN_RATE = "run_rate"
    VERDICT = "verdict"


class IntervalsShown(Enum):
    """Beside which figures a page shows intervals; data hold all of them."""

    ALWAYS = "always"
    SMALL = "small"
    NEVER = "never"


class IntervalConfidence(Enum):
    """The confidence of the intervals that pages show, and of the differences told."""

    USUAL = "95"
    HIGH = "99.8"

    @property
    def words(self) -> str:
        """``95%``."""
        return f"{self.value}%"

    @property
    def one_in(self) -> int:
        """How many comparisons differ once by chance alone."""
        return 20 if self is IntervalConfidence.USUAL else 500


class Overdispersion(Enum):
    """What is done where areas differ more than chance alone explains."""

    TELL = "tell"
    ADJUST = "adjust"


@frozen
class StatisticsAsked:
    """The statistics that a scorecard asks for, and where.

    A scorecard that asks for none has outputs as without this part.
    """

    kinds: frozenset[Statistic]
    intervals: IntervalsShown
    location: Location
    confidence: IntervalConfidence = IntervalConfidence.USUAL
    overdispersion: Overdispersion = Overdispersion.TELL

    def has(self, *kinds: Statistic) -> bool:
        """Whether any of some kinds is asked for."""
        return not self.kinds.isdisjoint(kinds)


NO_STATISTICS = StatisticsAsked(frozenset(), IntervalsShown.ALWAYS, Location(""))


@frozen
class Scorecard:
    """A scorecard as laid out in its ``scorecard.yaml``. Paths are absolute and inside the project.

    ``area_locations`` is parallel to ``area_names``: where each is named. ``areas`` of None: no area lies in
    another. ``published`` is a printed scorecard to be audited, and
    ``audit_accepted`` what people have accepted of its findings. ``area_names`` and ``sections`` that are not
    written are empty until read/scorecard/usual_parts.py fills them. ``group_by`` holds for the sections that
    name no groups of their own.
    """

    title: str
    as_at: Month
    publication_date: str
    producer: str
    contact: str
    small_cohort: int | None
    area_names: tuple[str, ...]
    area_locations: tuple[Location, ...]
    sections: tuple[Section, ...]
    observations: tuple[FileSource, ...]
    outturns: tuple[FileSource, ...]
    areas: FileSource | None
    comparators: FileSource | None
    definitions: tuple[str, ...]
    outputs: tuple[OutputFormat, ...]
    output_folder: str
    abbreviations: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    file: str
    root: str
    published: FileSource | None = None
    scale: Scale = RED_AMBER_GREEN
    commentary: tuple[CommentarySource, ...] = ()
    theme: ThemeSource | None = None
    ranks: tuple[RankedLevel, ...] = ()
    families: tuple[AreaFamily, ...] = ()
    overrides: FileSource | None = None
    period: str = ""
    small_numbers: SmallNumbers | None = None
    statistics: StatisticsAsked = NO_STATISTICS
    audit_accepted: FileSource | None = None
    accessibility_statement: str = ""
    licence: str = ""
    group_by: GroupBy | None = None

    def as_of(self, month: Month) -> Scorecard:
        """The same for another month, which its queries ask for, too."""

        def asking(source: FileSource) -> FileSource:
            return (
                source if source.query is None else replace(source, query=replace(source.query, month=month))
            )

        def asking_if_any(source: FileSource | None) -> FileSource | None:
            return None if source is None else asking(source)

        return replace(
            self,
            as_at=month,
            observations=tuple(map(asking, self.observations)),
            outturns=tuple(map(asking, self.outturns)),
            areas=asking_if_any(self.areas),
            comparators=asking_if_any(self.comparators),
            overrides=asking_if_any(self.overrides),
            published=asking_if_any(self.published),
        )

    @property
    def period_words(self) -> str:
        """What its pages call the time that they are of: as the body does, or by the as-at month."""
        return self.period or self.as_at.words

    @property
    def commentary_levels(self) -> tuple[str, ...]:
        """The levels of area whose rows need a commentary; empty for every level."""
        levels = [source.levels for source in self.commentary]
        return tuple(level for some in levels for level in some) if all(levels) else ()
