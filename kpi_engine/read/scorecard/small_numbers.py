"""The rule of a scorecard by which small numbers are withheld: its fields, and the rule they make."""

from __future__ import annotations

from kpi_engine.model.definitions.small_numbers import Publicity, Quantity, SmallNumbers, Zeros
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.lists import ListOf, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalars import Choice, Text
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

SMALL_BELOW = Field(
    "below",
    WithPlace(WholeNumber(2, 1_000)),
    "The first number that is published: 6 withholds 1 to 5.",
    6,
    required=True,
)
SMALL_OF = OptionalField(
    "of",
    ListOf(Choice(Quantity), distinct=True),
    "The numbers looked at; the complement is the denominator less the numerator.",
    ["numerator", "complement", "denominator"],
    default=tuple(Quantity),
)
SMALL_ZEROS = OptionalField(
    "zeros", Choice(Zeros), "Whether a zero is shown, or withheld too.", "show", default=Zeros.SHOW
)
SMALL_LEVELS = OptionalField(
    "levels",
    ListOf(WithPlace(Text()), distinct=True),
    "The levels of area looked at. Without it: every level but the areas that lie in no other.",
    ["district", "team"],
    default=(),
)
SMALL_DENOMINATOR = OptionalField(
    "denominator",
    Choice(Publicity),
    "public: denominators are published elsewhere (populations) and stay shown.",
    "public",
    default=Publicity.WITHHELD,
)
_LONGEST_MARK = 20


class _Mark(ScalarKind[str]):
    """What is shown in place of a withheld figure: a few signs, none of them a digit."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"at most {_LONGEST_MARK} characters without a digit"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        mark = Text().read_text(node, label, issues)
        if mark is not None and (len(mark) > _LONGEST_MARK or any(sign.isdigit() for sign in mark)):
            what = f"{label} {shown(mark)} cannot be told from a figure or does not fit into its place"
            issues.append(error(node.location, what, f'write {self.noun}, such as "[c]"'))
            return None
        return mark

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "pattern": f"^[^0-9]{{1,{_LONGEST_MARK}}}$"}


SMALL_MARK = Field(
    "mark",
    _Mark(),
    'What pages show in place of every withheld figure, whatever the reason, such as "[c]" in quotes. '
    "Without it: suppressed.",
    "withheld",
)
SMALL_ROUNDED = Field(
    "round_counts_to",
    WholeNumber(2, 100),
    "Counts that nothing judges (polarity none) are shown to the nearest multiple of this number, half up.",
    5,
)
SMALL_NUMBERS_RECORD = Record(
    "small numbers",
    "Which numbers of people are withheld.",
    (SMALL_BELOW, SMALL_OF, SMALL_ZEROS, SMALL_LEVELS, SMALL_DENOMINATOR, SMALL_MARK, SMALL_ROUNDED),
)
SMALL_NUMBERS = Field(
    "small_numbers",
    SMALL_NUMBERS_RECORD,
    "Small numbers of people are withheld, with every figure from which they could be worked out.",
    None,
)


def small_numbers_of(values: Values | None) -> SmallNumbers | None:
    """The rule of a scorecard; None where it has none, or where it cannot be used."""
    below = None if values is None else values.get(SMALL_BELOW)
    if values is None or below is None:
        return None
    return SmallNumbers(
        below=below.value,
        of=values.get(SMALL_OF),
        zeros=values.get(SMALL_ZEROS),
        levels=tuple(level.value for level in values.get(SMALL_LEVELS)),
        location=below.location,
        public_denominators=values.get(SMALL_DENOMINATOR) is Publicity.PUBLIC,
        mark=values.get(SMALL_MARK) or "",
        rounds_counts_to=values.get(SMALL_ROUNDED) or 0,
    )
