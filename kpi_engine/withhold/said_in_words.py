"""What sentences, alternative texts, tooltips, comments and document properties say of figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kpi_engine.model.figures.withheld import Place
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.published_text import PublishedWords
from kpi_engine.withhold.labels import Labels
from kpi_engine.withhold.said import Role, Said, number_in, rating_in

# A comma between digits belongs to a number.
_CLAUSES = re.compile(r"[;\n|·]|,(?![0-9]{3})\s|(?<=\w)\.\s|\s{2,}")
_COMPUTED = re.compile(r"\((?:computed|made)[^)]*\)")
_MOST_CHARACTERS = 100_000


@frozen
class Context:
    """What a text is about, as far as what is around it says; ``latest`` where no period is named."""

    code: str | None = None
    area: str | None = None
    period: int | None = None
    kind: str = "observation"


def said_in_words(words: PublishedWords, labels: Labels, around: Context, where: str) -> Iterator[Said]:
    """What a text says, clause by clause; what one clause names, the next is about as well.

    Args:
        words: the text.
        labels: the labels that it may name.
        around: what it is about where it names nothing.
        where: the file and the place in it, for a reader.
    """
    if words.points is not None:
        yield from _said_in_chart(words, labels, around, where)
        return
    for said, _ in _clauses(words, labels, around):
        yield said._replace(where=f"{where}, {words.kind}")


def _clauses(words: PublishedWords, labels: Labels, around: Context) -> Iterator[tuple[Said, bool]]:
    """What each clause says, and whether a clause has named a period so far."""
    context = _context(words.near, labels, around)
    names_period = False
    for clause in _CLAUSES.split(_COMPUTED.sub(" ", words.text[:_MOST_CHARACTERS])):
        before, context = context, _context(clause, labels, context)
        names_period |= context.period != before.period
        place = _place(context, labels)
        plain = labels.without_labels(clause)
        size = number_in(plain) or rating_in(plain)
        is_withheld = size is None and labels.is_mark(plain.strip(" :,()–-"))
        if place is not None and (size is not None or is_withheld):
            role = Role.VALUE if size is None or number_in(plain) else Role.RAG
            yield Said(place, role, size or "", "", is_withheld), names_period


def _said_in_chart(words: PublishedWords, labels: Labels, around: Context, where: str) -> Iterator[Said]:
    """What a chart shows beyond its words: more points, or numbers that its words do not have."""
    said = [each for each, names_period in _clauses(words, labels, around) if names_period]
    withheld = [each.place for each in said if each.is_withheld]
    if not withheld:
        return
    spoken = Counter(each.text for each in said if not each.is_withheld)
    if (words.points or 0) > max(1, spoken.total()):
        how = f"{where}, {words.points} points drawn for {spoken.total()} figures"
        yield Said(withheld[-1], Role.VALUE, "where one more lies", how)
    shown = [number_in(labels.without_labels(label)) for label in words.labels]
    where = f"{where}, a number in the chart that its words do not have,"
    for text in (Counter(number for number in shown if number is not None) - spoken).elements():
        yield Said(withheld[-1], Role.VALUE, text, where)


def _context(text: str, labels: Labels, context: Context) -> Context:
    """What a clause is about: what it names, else what the clauses before it are about."""
    code = labels.code_in(text) or context.code
    area = labels.area_in(text) or context.area
    period = context.period
    if code is not None and code in labels.defined:
        found = labels.period_in(text, code)
        period = found if found is not None else period
    return Context(code, area, period, context.kind)


def _place(context: Context, labels: Labels) -> Place | None:
    if context.code is None or context.area is None:
        return None
    period = labels.latest_of(context.code) if context.period is None else context.period
    return Place(context.code, context.area, period, context.kind)
