"""The fields of a section in a scorecard file."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.grouping import GroupBy
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.lists import Either, ListOf, OneOrMore, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalars import (
    CODE_SIGNS,
    Choice,
    Code,
    PeriodText,
    Text,
    YesNo,
)
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

ENTRY_CODE = Field(
    "code", WithPlace(Code(CODE_SIGNS, spaces=True)), "The indicator's code.", "APP17", required=True
)


LEVELS = OptionalField(
    "levels",
    OneOrMore(Text(), distinct=True),
    "The levels of area that the section shows it for. Without it: every level.",
    ["district"],
    default=(),
)


ENTRY = Record("an indicator of a section", "An indicator shown for some levels only.", (ENTRY_CODE, LEVELS))


SECTION_ID = Field(
    "id", WithPlace(Code("_-")), "A short name for links and commands.", "ics_monthly", required=True
)


SECTION_TITLE = Field("title", Text(), "The title as shown.", "Children's services, monthly", required=True)


class MixedFrequency(Enum):
    """In place of a frequency: the indicators have several."""

    MIXED = "mixed"


class _FrequencyOrMixed(ScalarKind[Frequency | MixedFrequency]):
    """A frequency, or the word for several."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return joined(self._names(), "or")

    def read_text(
        self, node: ScalarNode, label: str, issues: list[Issue]
    ) -> Frequency | MixedFrequency | None:
        """See ``ScalarKind.read_text``."""
        known: dict[str, Frequency | MixedFrequency] = {
            choice.value: choice for choice in (*Frequency, *MixedFrequency)
        }
        if node.text in known:
            return known[node.text]
        remedy = did_you_mean(node.text, known) or f"write {self.noun}"
        issues.append(error(node.location, f"{label} {shown(node.text)} is not known", remedy))
        return None

    def _names(self) -> tuple[str, ...]:
        return tuple(choice.value for choice in (*Frequency, *MixedFrequency))

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"enum": list(self._names())}


SECTION_FREQUENCY = Field(
    "frequency",
    _FrequencyOrMixed(),
    "The frequency of all its indicators; or mixed: each row shows its own latest period.",
    "monthly",
    required=True,
)


_ENTRY: Either[Placed[str], Values] = Either(WithPlace(Code(CODE_SIGNS, spaces=True)), ENTRY)


SECTION_INDICATORS = Field(
    "indicators",
    ListOf(_ENTRY),
    "The codes of its indicators, in the order shown.",
    ["SCS03", "SCS08"],
    required=True,
)


PERIODS = Field(
    "periods",
    WholeNumber(1, 60),
    "How many periods of trend are shown. Without it: 14 of a daily section, 8 of a weekly one, 7 of a "
    "monthly or four_weekly one, 4 of another.",
    7,
)


LAST_PERIOD = Field(
    "last_period",
    WithPlace(PeriodText()),
    "The last period shown, of the section's frequency. Without it: the latest by the as-at month.",
    "2022-23",
)


OWN_LATEST = OptionalField(
    "own_latest",
    YesNo(),
    "Whether each row shows its indicator's own latest period, as annual and mixed sections always do. "
    "Otherwise an indicator without a figure in the section's latest period has none.",
    True,
    default=False,
)


WITH_AREAS_BELOW = OptionalField(
    "with_areas_below",
    YesNo(),
    "Whether one table shows the page's area and all areas below it, a row for each.",
    True,
    default=False,
)


GROUP_BY = Field(
    "group_by",
    Choice(GroupBy),
    "What the rows are grouped by: owner, theme, priority or service. Each group has a table and its own "
    "counts.",
    "theme",
)


SECTION = Record(
    "a section",
    "A table of indicators of one frequency.",
    (
        *(SECTION_ID, SECTION_TITLE, SECTION_FREQUENCY, SECTION_INDICATORS, PERIODS, LAST_PERIOD),
        *(OWN_LATEST, WITH_AREAS_BELOW, GROUP_BY),
    ),
)
