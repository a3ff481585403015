"""Measures as found → the measures of a draft: code, polarity, year and what else is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from json import dumps

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.draft import DraftLine, DraftMeasure
from kpi_engine.read.recognise.draft.draft_standards import (
    polarity_of_print,
    standards_of,
)
from kpi_engine.read.recognise.draft.draft_tables import Coded
from kpi_engine.read.recognise.draft.over_the_year import covered, has_calendar_years
from kpi_engine.read.recognise.draft.settled import settled
from kpi_engine.read.recognise.found import FoundMeasure
from kpi_engine.read.recognise.words.better_words import polarity_of
from kpi_engine.read.recognise.words.found_period import Part, YearName
from kpi_engine.read.recognise.words.measure_words import code_of, periods_in_arrears
from kpi_engine.read.recognise.words.spans import kind_of_year

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/&-]*(?: [A-Za-z0-9._/&-]+)*")


_LONGEST_CODE = 40


_OF_SCHOOLS = re.compile(
    r"academic|\b(ks ?[1245]|gcse|a[- ]level|attainment|progress 8|pupils?|early years)\b", re.I
)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


_OF_YEARS = (Part.QUARTER, Part.HALF, Part.YEAR)


def with_codes(measures: Sequence[FoundMeasure]) -> Iterator[Coded]:
    """Each measure with its reference as code, if it can be a code, else a code made of its name."""
    references = {each.reference for each in measures}
    taken: set[str] = set()
    for measure in measures:
        plain = measure.reference
        code = (
            plain
            if _CODE.fullmatch(plain) and len(plain) <= _LONGEST_CODE
            else code_of(measure.name, {*taken, *references})
        )
        code = code_of(code, taken) if code in taken else code
        taken.add(code)
        yield Coded(measure, code, settled(measure))


def draft_measure(each: Coded) -> tuple[DraftMeasure, list[str]]:
    """The lines of a measure, and what nothing in the workbook answers."""
    measure = each.measure
    covers, covers_why = covered(measure, each.settled)
    polarity, why = _polarity(each)
    standards = standards_of(measure, each.settled, polarity, covers)
    questions = list(standards.questions)
    lines = [
        DraftLine("code", quoted(each.code), _why_this_code(each)),
        DraftLine("name", quoted(measure.name)),
        DraftLine("polarity", "ask" if polarity is None else polarity.value, why),
        DraftLine("frequency", measure.part.value),
        *_year(measure),
    ]
    if each.settled.unit:
        lines.append(DraftLine("unit", quoted(each.settled.unit), each.settled.why))
    if each.settled.per > 1:
        lines.append(DraftLine("per", str(each.settled.per), each.settled.why))
    if measure.words:
        lines.append(DraftLine("values", _numbered(measure.words), measure.why_words))
    lines.append(DraftLine("decimals", str(min(each.settled.decimals, 6)), "as the cells show them"))
    if covers:
        lines.append(DraftLine("data_period", covers, covers_why))
    late = periods_in_arrears(measure.name)
    if late:
        lines.append(DraftLine("lag", str(late), "the name of the measure"))
    lines += standards.in_short
    lines += _other_texts(measure)
    if polarity is None:
        questions.insert(0, "which way is better")
    return DraftMeasure(each.code, measure.name, measure.place, tuple(lines), standards.thresholds), questions


def _why_this_code(each: Coded) -> str:
    if each.code == each.measure.reference:
        return ""
    return f"the reference {each.measure.reference!r}" if each.measure.reference else "made of the name"


def _polarity(each: Coded) -> tuple[Polarity | None, str]:
    said = polarity_of(each.measure.texts.get("POLARITY", ""))
    return (said, "") if said is not None else _inferred_polarity(each)


def _inferred_polarity(each: Coded) -> tuple[Polarity | None, str]:
    """The polarity that follows from something else than a word for it, and from what."""
    measure = each.measure
    signs = {one.target.polarity for one in measure.targets if one.target.polarity is not None}
    if len(signs) == 1:
        return signs.pop(), "the sign before its target"
    if all(one.target.is_none for one in measure.targets) and (measure.targets or not measure.ratings):
        return Polarity.NONE, "it has no target"
    if _is_none_wanted(each):
        return Polarity.LOWEST, "its target is 0, and no figure is below 0"
    printed = polarity_of_print(measure, each.settled)
    if printed is not None:
        return printed, "the printed ratings, which all fit it"
    return None, "nothing says which way is better"


def _is_none_wanted(each: Coded) -> bool:
    """Whether every target is 0 and no figure is negative: fewer is all that can be meant."""
    targets = [one.target.number for one in each.measure.targets if one.target.number is not None]
    values = [Decimal(one.figure.value) for one in each.settled.figures if one.figure.value]
    are_zero = bool(targets) and all(Decimal(target.value) == 0 for target in targets if target.value)
    return are_zero and bool(values) and min(values) >= 0


def _year(measure: FoundMeasure) -> Iterator[DraftLine]:
    """Which year its periods are of, where that is not plain: an annual one's, or a calendar year's parts."""
    day = next((each.period.day for each in measure.figures if each.period.day is not None), None)
    if measure.part is Part.WEEK and day is not None:
        ends = measure.figures[0].period.is_week_end
        why = "the dates of its weeks and their heading"
        yield DraftLine("weeks", f"{'ending' if ends else 'beginning'}_{_DAYS[day.weekday()]}", why)
    if measure.part is Part.FOUR_WEEKS and day is not None:
        yield DraftLine("counted_from", day.isoformat(), "the first of its dates")
    if measure.part not in _OF_YEARS:
        return
    if measure.pooled > 1:
        yield DraftLine("pooled_years", str(measure.pooled), "the headings of its periods")
    begins = next((year.first_month for year in _years_of(measure) if year.first_month), 0)
    if begins:
        yield DraftLine("year", kind_of_year(begins), "what its years begin or end with")
        return
    academic = _OF_SCHOOLS.search(measure.name) is not None
    if has_calendar_years(measure):
        yield DraftLine("year", "calendar", "its years are written as one number")
    elif measure.part is Part.YEAR:
        yield DraftLine(
            "year",
            "academic" if academic else "financial",
            "the name of the measure" if academic else "its years are written as two numbers",
        )


def _years_of(measure: FoundMeasure) -> Iterator[YearName]:
    return (each.period.year for each in measure.figures if each.period.year is not None)


def _numbered(words: Sequence[str]) -> str:
    """Give each word its place, from the worst, as its number."""
    return "{" + ", ".join(f"{quoted(word)}: {place}" for place, word in enumerate(words, 1)) + "}"


def _other_texts(measure: FoundMeasure) -> Iterator[DraftLine]:
    if measure.texts.get("QPR", "").casefold() in {"y", "yes", "✓", "✔", "true", "x"}:
        yield DraftLine("qpr", "true")
    source = measure.texts.get("SOURCE", "")
    if source:
        yield DraftLine("source", f"{{name: {quoted(source)}}}")
    definition = measure.texts.get("DEFINITION", "")
    if definition:
        yield DraftLine("definition", quoted(definition))


def quoted(text: str) -> str:
    """A text in YAML: plain where no reader takes it for anything else."""
    plain = re.fullmatch(r"[A-Za-z][A-Za-z0-9 £&().,'’/–-]*[A-Za-z0-9).]", text) and ": " not in text
    if plain and text.casefold() not in {"yes", "no", "true", "false", "null", "on", "off", "ask"}:
        return text
    return dumps(text, ensure_ascii=False)
