"""What published documents say of figures, and which of it is about withheld figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.withheld import Place, WorkedOut
from kpi_engine.model.outputs.published_text import PublishedDocument
from kpi_engine.withhold.labels import Labels
from kpi_engine.withhold.outsider import Numbers
from kpi_engine.withhold.said import Role, Said
from kpi_engine.withhold.said_in_tables import said_in_table
from kpi_engine.withhold.said_in_words import Context, said_in_words


def said_in(documents: Sequence[PublishedDocument], labels: Labels) -> list[Said]:
    """Everything that documents say of figures that they name."""
    return [said for document in documents for said in _said_in(document, labels)]


def _said_in(document: PublishedDocument, labels: Labels) -> Iterator[Said]:
    for table in document.tables:
        yield from said_in_table(table, document, labels)
    around = Context(area=labels.area_of_file(document.title))
    for words in document.words:
        yield from said_in_words(words, labels, around, document.file)


def told_by(said: Sequence[Said], withheld: frozenset[Place]) -> Iterator[WorkedOut]:
    """What is said of withheld figures, once each."""
    known = set()
    for each in said:
        key = (each.place, each.role, each.text)
        if each.place in withheld and not each.is_withheld and key not in known:
            known.add(key)
            yield WorkedOut(each.place, each.role.value, 0, None, f"{each.where} says {each.text}")


def numbers_of(said: Sequence[Said], defined: Mapping[str, Indicator]) -> Mapping[Place, Numbers]:
    """The numbers of people that documents show: counts, numerators and denominators."""
    found: dict[Place, dict[Role, int]] = {}
    for each in said:
        text = each.text.replace(",", "")
        if each.place.code in defined and text.isdigit():
            found.setdefault(each.place, {}).setdefault(each.role, int(text))
    return {place: _numbers(parts, defined[place.code]) for place, parts in found.items()}


def _numbers(parts: Mapping[Role, int], indicator: Indicator) -> Numbers:
    numerator, denominator = parts.get(Role.NUMERATOR), parts.get(Role.DENOMINATOR)
    if numerator is None and denominator is None and indicator.is_count_of_people:
        return parts.get(Role.VALUE), None, None
    has_complement = numerator is not None and denominator is not None and denominator >= numerator
    return numerator, (denominator or 0) - (numerator or 0) if has_complement else None, denominator
