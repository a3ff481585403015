"""What an audit of a printed scorecard finds, and what explains it. How it is found: docs/audit.md."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.accepted import OF_AUDIT, Acceptance, id_of
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location


class Sureness(Enum):
    """How sure it is that something is wrong, or that an explanation is right."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def words(self) -> str:
        """What it means, for a reader."""
        return _SURENESS_WORDS[self]


_SURENESS_WORDS = {
    Sureness.CERTAIN: "what is printed contradicts itself; no other data and no definition is needed to see "
    "this",
    Sureness.LIKELY: "what is printed contradicts the series or the definition, of which one could be wrong "
    "instead; of an explanation: several cells support it and no other explains as much",
    Sureness.POSSIBLE: "it rests on something inferred or assumed, or could be chance; of an explanation: "
    "others explain as much, or one cell alone supports it",
}


class Effect(Enum):
    """What a finding means for readers of the printed scorecard."""

    CHANGES = "changes what a reader concludes"
    HIDES = "leaves out what a reader could be told"
    NONE = "changes nothing that a reader concludes"


class PrintedField(Enum):
    """A column of the printed scorecard, by its name in the file."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    TARGET = "target"
    PERCENT_OF_TARGET = "percent_of_target"
    RAG = "rag"
    DIRECTION = "dot"
    POLARITY = "polarity"
    DATA_PERIOD = "data_period"
    OUTTURN_YEAR = "outturn_year"
    OUTTURN = "outturn"
    OUTTURN_TARGET = "outturn_target"
    OUTTURN_RAG = "outturn_rag"
    COMPARATOR = "comparator"
    PERCENT_CHANGE = "percent_change"
    HISTORY = "history"

    @property
    def words(self) -> str:
        """What a reader calls it."""
        return _FIELD_WORDS.get(self, self.value)


_FIELD_WORDS = {
    PrintedField.PERCENT_OF_TARGET: "percent of target",
    PrintedField.RAG: "RAG",
    PrintedField.DIRECTION: "arrow",
    PrintedField.DATA_PERIOD: "data period",
    PrintedField.OUTTURN_YEAR: "year of the outturn",
    PrintedField.OUTTURN_TARGET: "target of the outturn",
    PrintedField.OUTTURN_RAG: "RAG of the outturn",
    PrintedField.PERCENT_CHANGE: "change in percent",
    PrintedField.HISTORY: "earlier figure",
}


class FindingKind(Enum):
    """Which rule was broken. docs/audit.md has a paragraph on each."""

    RAG = "RAG against value, target and floor standard"
    DIRECTION = "arrow against the series"
    EQUAL_VALUES = "arrow between equal values"
    WITHOUT_DATA = "RAG or arrow on a row without data"
    LEFT_OUT = "RAG or arrow left out"
    VALUE = "value against the observation"
    PARTS = "value against numerator and denominator"
    COPIED_PARTS = "numerator and denominator of another row"
    PRINTED_TWICE = "one figure printed twice"
    SWAPPED = "columns or rows swapped"
    TARGET = "target against the definition"
    LEVEL_TARGET = "target that differs between areas of a level"
    PERCENT = "percent of target against value and target"
    COMPARATOR = "comparator printed twice"
    MADE = "value against the figures that it is made from"
    COUNTER = "count of the year to date that falls, or does not start again"
    ADDING_UP = "area against the sum of the areas below it"
    NEVER_ADDED_UP = "sum that can never be checked"
    CONTRADICTING = "ratings that no floor standard can give"
    LETTER = "printed letter against the definition"
    OUTTURN_YEAR = "year of the outturn"
    CHANGE = "change in percent against the series"
    CARRIED_FORWARD = "carried forward"
    ROUNDING = "rounding decides"
    NOT_COMPARABLE = "not comparable"


@frozen
class Support:
    """How printed cells speak for an explanation.

    ``supported`` cells fit it and not the rules, ``cannot_tell`` fit both, ``failed`` do not fit it.
    """

    supported: int
    failed: int
    cannot_tell: int

    @property
    def words(self) -> str:
        """The counts, for a reader."""
        if self.supported > 1 and not self.cannot_tell and not self.failed:
            return f"all {self.supported:,} cells support this"
        counts = [f"{_cells(self.supported, 'support')} this"]
        if self.cannot_tell:
            counts.append(f"{_cells(self.cannot_tell, 'fit')} both this and the rules")
        counts.append(f"{_cells(self.failed, 'contradict')} it" if self.failed else "no cell contradicts it")
        return ", ".join(counts)


def _cells(number: int, verb: str) -> str:
    return f"{number:,} cell {verb}s" if number == 1 else f"{number:,} cells {verb}"


@frozen
class Alternative:
    """Another explanation that fits as well; ``hypothesis`` is its name for programs."""

    hypothesis: str
    text: str


@frozen
class Diagnosis:
    """What explains a finding.

    ``hypothesis`` is its name for programs. ``alternatives`` fit every cell too, simplest first.
    """

    hypothesis: str
    text: str
    sureness: Sureness
    support: Support | None = None
    alternatives: tuple[Alternative, ...] = ()


@frozen
class FindingCell:
    """A printed cell that is part of a finding.

    ``printed`` is its text, empty where nothing is printed. ``computed`` is what the rules give, or why
    they give nothing. ``section`` is empty where the cell belongs to none.
    """

    code: str
    area: str
    section: str
    period: str
    field: PrintedField
    printed: str
    computed: str
    explanation: str
    location: Location


@frozen
class Finding:
    """One contradiction, or several with one explanation.

    ``headline`` is a sentence without a full stop; ``explanation`` complete sentences. ``cells`` are in the
    order of the printed scorecard. ``rated_by`` names what rates the cells of a RAG, where bands do, such as
    ``the bands "scores"``.
    """

    kind: FindingKind
    headline: str
    explanation: str
    cells: tuple[FindingCell, ...]
    sureness: Sureness
    effect: Effect
    diagnosis: Diagnosis | None = None
    rated_by: str = ""

    @property
    def id(self) -> str:
        """What an acceptance names; it changes with what is printed or given in any of the cells."""
        return id_of(
            OF_AUDIT,
            (
                (
                    *(self.kind.name, each.code, each.area, each.section, each.period, each.field.value),
                    *(each.printed, each.computed),
                )
                for each in self.cells
            ),
        )

    @property
    def rule(self) -> str:
        """The rule that was broken, for a reader."""
        return f"RAG against value and {self.rated_by}" if self.rated_by else self.kind.value


@frozen
class Audit:
    """The outcome: ``findings`` are contradictions, ``notes`` are no errors, but worth knowing.

    What changes a reader's conclusion comes first, then as on the printed scorecard. ``rows`` and ``cells``
    are how many rows were printed and how many cells of them were checked; ``illegible`` cells could not be
    read off. ``accepted`` are findings that somebody has accepted, and not among ``findings``.
    """

    rows: int
    cells: int
    illegible: int
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...] = ()


@frozen
class Reasons:
    """Why a row is rated as it is, in complete sentences."""

    rag: str
    direction: str
