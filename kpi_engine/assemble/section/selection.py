"""Which rows are shown: ``--select`` and ``--exclude`` by code, area, section, RAG and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from enum import Enum

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.definitions.scorecard import Section
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, same_word, shown

NOT_RATED = "not rated"


class Kind(Enum):
    """What a term selects by."""

    CODE = "code"
    SECTION = "section"
    AREA = "area"
    TAG = "tag"
    SERVICE = "service"
    OWNER = "owner"
    THEME = "theme"
    PRIORITY = "priority"
    RAG = "rag"


Words = Mapping[Kind, tuple[str, ...]]


def words_of(indicator: Indicator) -> Words:
    """The words by which an indicator can be selected, other than its code."""
    return {
        Kind.TAG: indicator.tags,
        Kind.SERVICE: (indicator.service,),
        Kind.OWNER: (indicator.owner,),
        Kind.THEME: (indicator.theme,),
        Kind.PRIORITY: (indicator.priority,),
    }


@frozen
class Subject:
    """What a selection judges: one rating with where it is shown.

    ``sections`` are the sections that list it; ``words`` is what ``words_of`` gives of its indicator.
    """

    code: str
    area: str
    sections: tuple[str, ...]
    words: Words
    rag: Rag
    rating: str = ""

    def values(self, kind: Kind) -> tuple[str, ...]:
        """What it has of a kind."""
        return {
            Kind.CODE: (self.code,),
            Kind.AREA: (self.area,),
            Kind.SECTION: self.sections,
            Kind.RAG: (self.rag.value or NOT_RATED, self.rating),
            **self.words,
        }.get(kind, ())


Terms = Mapping[Kind, frozenset[str]]


@frozen
class Selection:
    """Selected terms (any of one kind, and all kinds) less whatever an excluded term names.

    ``words`` says it for the reader of a page that does not show everything.
    """

    selected: Terms = field(default_factory=dict)
    excluded: Terms = field(default_factory=dict)
    words: str = ""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.selected and not self.excluded

    def keeps(self, subject: Subject) -> bool:
        """Whether a rating is shown."""
        return all(
            not allowed.isdisjoint(subject.values(kind)) for kind, allowed in self.selected.items()
        ) and all(refused.isdisjoint(subject.values(kind)) for kind, refused in self.excluded.items())


EVERYTHING = Selection()


def _ratings(indicators: Sequence[Indicator]) -> set[str]:
    """The ratings of the scale, by the scale's names and by the usual names."""
    ratings = {rating for each in indicators for rating in each.scale.ratings} or set(RED_AMBER_GREEN.ratings)
    return {text for rating in ratings for text in (rating.name, rating.rag.value)}


def _known_words(indicators: Sequence[Indicator]) -> dict[Kind, set[str]]:
    known: dict[Kind, set[str]] = {}
    for indicator in indicators:
        for kind, words in words_of(indicator).items():
            known.setdefault(kind, set()).update(filter(None, words))
    return known


def parse_selection(
    select: Sequence[str],
    exclude: Sequence[str],
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    sections: Sequence[Section],
) -> tuple[Selection, tuple[Issue, ...]]:
    """The selection that terms describe, and every term that names nothing.

    A term is ``code:SCS40``, ``section:ics_monthly``, ``area:Kent``, ``tag:workforce``, ``service:…``,
    ``owner:…``, ``theme:…``, ``priority:…`` or ``rag:RED`` (or ``rag:not rated``); a bare word is a code.
    """
    known = {
        Kind.CODE: {indicator.code for indicator in indicators},
        Kind.SECTION: {section.id for section in sections},
        Kind.AREA: {area.name for area in areas},
        **_known_words(indicators),
        Kind.RAG: {NOT_RATED, *_ratings(indicators)},
    }
    issues: list[Issue] = []
    selected = _terms("--select", select, known, issues)
    excluded = _terms("--exclude", exclude, known, issues)
    return Selection(selected, excluded, _in_words(select, exclude)), tuple(issues)


def _terms(
    option: str, terms: Iterable[str], known: Mapping[Kind, set[str]], issues: list[Issue]
) -> dict[Kind, frozenset[str]]:
    found: dict[Kind, set[str]] = {}
    for term in terms:
        for kind, value in _parsed(option, term, known, issues):
            found.setdefault(kind, set()).add(value)
    return {kind: frozenset(values) for kind, values in found.items()}


def _parsed(
    option: str, term: str, known: Mapping[Kind, set[str]], issues: list[Issue]
) -> Iterator[tuple[Kind, str]]:
    """The one kind and value of a term; nothing, and an issue, where it names nothing."""
    name, colon, value = term.partition(":")
    if not colon:
        name, value = Kind.CODE.value, term
    kinds = {kind.value: kind for kind in Kind}
    if name.strip() not in kinds:
        what = f"{shown(name)} is not a kind of term"
        remedy = did_you_mean(name, kinds) or f"use one of {', '.join(kinds)}"
        issues.append(error(Location(option), what, remedy))
        return
    kind, value = kinds[name.strip()], value.strip()
    words = known.get(kind, set())
    meant = same_word(value, sorted(words))
    if meant is None:
        what = f"there is no {kind.value} {shown(value)}"
        remedy = did_you_mean(value, sorted(words)) or _where_to_look(kind, words)
        issues.append(error(Location(option), what, remedy))
        return
    yield kind, meant


def _where_to_look(kind: Kind, known: set[str]) -> str:
    if kind is Kind.CODE:
        return "`kpi list indicators` shows the codes"
    if kind is Kind.AREA:
        return "`kpi list areas` shows the areas"
    if not known:
        return f"no indicator has a {kind.value}"
    return f"use one of {', '.join(sorted(known))}"


def _in_words(select: Sequence[str], exclude: Sequence[str]) -> str:
    parts = [f"only {', '.join(select)}"] if select else []
    if exclude:
        parts.append(f"without {', '.join(exclude)}")
    return "; ".join(parts)


_RAGS = tuple(Rag)


def selected_rows(
    ratings: Ratings, selection: Selection, sections: Sequence[Section], areas: Sequence[Area]
) -> BoolArray:
    """Shape (n,): each combination of code, area and RAG that occurs is judged once."""
    if selection.is_everything:
        return np.ones(len(ratings), dtype=np.bool_)
    observations = ratings.observations
    area_count, rag_count = max(len(observations.areas), 1), len(_RAGS)
    combined = (observations.code.astype(np.int64) * area_count + observations.area) * rag_count + ratings.rag
    distinct, positions = np.unique(combined, return_inverse=True)
    levels = {area.name: area.level for area in areas}
    kept = []
    for key in distinct.tolist():
        indicator = ratings.indicators[key // rag_count // area_count]
        area = observations.areas[key // rag_count % area_count]
        listing = sections_listing(sections, indicator.code, levels.get(area, ""))
        rag = _RAGS[key % rag_count]
        name = indicator.scale.name(rag)
        kept.append(selection.keeps(Subject(indicator.code, area, listing, words_of(indicator), rag, name)))
    return np.array(kept, dtype=np.bool_)[positions]


def sections_listing(sections: Sequence[Section], code: str, level: str) -> tuple[str, ...]:
    """The sections that show an indicator for areas of a level."""
    return tuple(
        section.id
        for section in sections
        if any(
            entry.code == code and (not entry.levels or level in entry.levels) for entry in section.entries
        )
    )
