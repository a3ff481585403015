"""Words that a file declares for what a figure covers, each with its meaning."""

from __future__ import annotations

from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.issue import Issue, error
from kpi_engine.read.yaml.records import OptionalField, Values

BUILT_IN = {each.value: each for each in DataPeriod}


def declared_words(
    values: Values, field: OptionalField[tuple[tuple[str, str], ...]], issues: list[Issue]
) -> dict[str, str]:
    """The words with their meanings; a built-in letter keeps its own meaning."""
    given = values.get(field)
    declared = dict(given)
    for code in declared:
        if code in BUILT_IN:
            what = f"data_periods gives {code} a meaning, and it is built in as {BUILT_IN[code].words}"
            issues.append(error(values.at(field), what, "choose another word"))
    return {code: words for code, words in declared.items() if code not in BUILT_IN}
