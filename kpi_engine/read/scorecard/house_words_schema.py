"""The fields of a scorecard's own words (see scorecard_schema.py), and the words made of them."""

from __future__ import annotations

from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalars import Text

FLOOR_STANDARD = OptionalField(
    "floor_standard",
    Text(),
    "What the least acceptable value is called, in the singular and in small letters.",
    "minimum standard",
    default=USUAL_WORDS.floor_standard,
)
ACTION = OptionalField(
    "action",
    Text(),
    'What must follow from a rating that needs action, as it follows "which".',
    "must be explained to the board",
    default=USUAL_WORDS.action,
)
QUARTERLY_REPORT = OptionalField(
    "quarterly_report",
    Text(),
    "The heading of the ticks of qpr.",
    "Board",
    default=USUAL_WORDS.quarterly_report,
)
QUARTERLY_REPORT_MEANING = OptionalField(
    "quarterly_report_meaning",
    Text(),
    "What such a tick means, for the key.",
    "also in the report to the board",
    default=USUAL_WORDS.quarterly_report_meaning,
)
HOUSE_WORDS = Record(
    "words",
    "The words of the body in place of the usual words.",
    (FLOOR_STANDARD, ACTION, QUARTERLY_REPORT, QUARTERLY_REPORT_MEANING),
)
WORDS: Field[Values] = Field(
    "words",
    HOUSE_WORDS,
    "What the body calls the floor standard, what follows from missing it, and its further report. Without "
    "it: floor standard, must result in management action, QPR.",
    None,
)


def house_words_of(values: Values | None, usual: HouseWords, issues: list[Issue]) -> HouseWords:
    """The words that a file gives, where it gives none the ``usual`` words.

    The meaning of another report must be said with its name.
    """
    if values is None:
        return usual
    if values.names(QUARTERLY_REPORT) and not values.names(QUARTERLY_REPORT_MEANING):
        what = "quarterly_report has no quarterly_report_meaning, so that readers would not know what it is"
        issues.append(error(values.at(QUARTERLY_REPORT), what, "add quarterly_report_meaning"))

    def given(field: OptionalField[str], else_usual: str) -> str:
        return values.get(field) if values.names(field) else else_usual

    return HouseWords(
        given(FLOOR_STANDARD, usual.floor_standard),
        given(ACTION, usual.action),
        given(QUARTERLY_REPORT, usual.quarterly_report),
        given(QUARTERLY_REPORT_MEANING, usual.quarterly_report_meaning),
    )
