"""What one figure covers: a built-in letter, or a word that the definitions declare."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import DataPeriod, OwnDataPeriod
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.definitions.schema.period_schema import DATA_PERIOD, DATA_PERIODS
from kpi_engine.read.scorecard.data_period_words import BUILT_IN, declared_words
from kpi_engine.read.yaml.records import Values

# The data periods that are whole periods of a frequency.
_WHOLE_PERIODS_OF = {
    DataPeriod.Q: Frequency.QUARTERLY,
    DataPeriod.T: Frequency.TERMLY,
    DataPeriod.A: Frequency.ANNUAL,
}


def declared_data_periods(values: Values, issues: list[Issue]) -> Mapping[str, str]:
    """The words of a file with their meanings; a built-in letter keeps its own."""
    return declared_words(values, DATA_PERIODS, issues)


def data_period_of(
    values: Values, frequency: Frequency | None, declared: Mapping[str, str], issues: list[Issue]
) -> tuple[DataPeriod, OwnDataPeriod | None]:
    """What a figure covers; the usual one of the frequency where nothing is said, or nothing that is known.

    A whole quarter, term or year is not new more often than one ends.
    """
    given = values.get(DATA_PERIOD)
    if given is None:
        return _usual(frequency), None
    if given.value in declared:
        return DataPeriod.P, OwnDataPeriod(given.value, declared[given.value])
    known = BUILT_IN.get(given.value)
    if known is None:
        names = [*BUILT_IN, *declared]
        remedy = did_you_mean(given.value, names) or (
            f"write {joined(names, 'or')}, or say in data_periods of the file, or of kpi.yaml, what it means"
        )
        issues.append(error(given.location, f"data_period {shown(given.value)} is not known", remedy))
        return _usual(frequency), None
    if frequency is not None and not _can_be_new(known, frequency):
        issues.append(_too_often(values, known, frequency))
    return known, None


def _usual(frequency: Frequency | None) -> DataPeriod:
    whole_period = (each for each, whole in _WHOLE_PERIODS_OF.items() if whole is frequency)
    own = DataPeriod.MS if frequency in (None, Frequency.MONTHLY) else DataPeriod.P
    return next(whole_period, own)


def _too_often(values: Values, given: DataPeriod, frequency: Frequency) -> Issue:
    whole = _WHOLE_PERIODS_OF[given]
    what = (
        f"data_period {given.value} is a figure of a whole {whole.period_name}, and a {frequency.words} "
        f"indicator has a new one each {frequency.period_name}"
    )
    fit = joined([each.value for each in DataPeriod if _can_be_new(each, frequency)], "or")
    remedy = f'write "frequency: {whole.value}", or what one figure covers: {fit}'
    return warning(values.at(DATA_PERIOD), what, remedy)


def _can_be_new(data_period: DataPeriod, frequency: Frequency) -> bool:
    whole = _WHOLE_PERIODS_OF.get(data_period, frequency)
    return (frequency.months, frequency.days) >= (whole.months, whole.days)
