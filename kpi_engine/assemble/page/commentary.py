"""Commentary beside the figures it is about, grouped as a committee reads it; and figures without commentary.

Which rows need a commentary: docs/commentary.md, "Which rows need a commentary".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kpi_engine.assemble.page.commentary_sentence import sentence_of
from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.rated_by import floor_label
from kpi_engine.assemble.section.row.cells import (
    SMALL_COHORT,
    comparator_cell,
    denominator_cell,
    rag_cell,
    value_in,
)
from kpi_engine.assemble.section.row.direction_cells import direction_cell
from kpi_engine.assemble.section.row.standard_cells import floor_cell, target_cell
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.model.calendars.period import day_words
from kpi_engine.model.definitions.judgement import BEST_FIRST, DirectionOfTravel, Rag
from kpi_engine.model.figures.commentary import Commentary, for_month, needs_commentary
from kpi_engine.model.outputs.document import Comment, CommentaryGroup

_RED_FIRST = (*reversed(BEST_FIRST), Rag.NONE)


# The heading of indicators that belong to no service.
_NO_SERVICE = "All indicators"


def commentary_groups(lines: Sequence[Line], pack: Pack, area: str) -> Iterator[CommentaryGroup]:
    """The commentary written for the scorecard's month on the page's ``lines``: by service, RED first.

    A text on a service as a whole comes before its rows, on the page of the ``area`` that it is for.

    A line that needs a commentary and has none is there too and says so.
    """
    scorecard, commentary = pack.scorecard, tuple(pack.commentary or ())
    written = {(entry.code, entry.area): entry for entry in for_month(commentary, scorecard.as_at)}
    told = [line for line in lines if _is_due(line, pack) or (line.indicator.code, line.area.name) in written]
    introductions = _introductions(commentary, pack, area)
    for service in _services(lines, told, introductions):
        if service in introductions:
            yield introductions[service]
        for rag in _RED_FIRST:
            of_group = [line for line in told if line.indicator.service == service and line.rag is rag]
            if of_group:
                yield _group(service or _NO_SERVICE, rag, of_group, written, scorecard.small_cohort)


def _services(
    lines: Sequence[Line], told: Sequence[Line], introductions: Mapping[str, CommentaryGroup]
) -> list[str]:
    """The services that have commentary, in the order of the page."""
    of_rows = {line.indicator.service for line in told}
    every = dict.fromkeys(line.indicator.service for line in lines)
    return [service for service in every if service in of_rows or service in introductions]


def _introductions(
    commentary: tuple[Commentary, ...], pack: Pack, area: str
) -> Mapping[str, CommentaryGroup]:
    """The texts on whole services that are written for the page's own area, by service."""
    first = pack.scorecard.area_names[0] if pack.scorecard.area_names else ""
    return {
        entry.service: CommentaryGroup(
            entry.service,
            Rag.NONE,
            (),
            entry.author,
            day_words(entry.date),
            entry.markdown.strip(),
            day=_day(entry.date),
        )
        for entry in for_month(commentary, pack.scorecard.as_at)
        if entry.service and entry.is_finished and (entry.area or first) == area
    }


def _is_due(line: Line, pack: Pack) -> bool:
    """Whether a row needs a commentary."""
    levels = pack.scorecard.commentary_levels
    if levels and line.area.level not in levels:
        return False
    return line.figure is not None and needs_commentary(line.figure, pack.shown_before)


def _group(
    service: str,
    rag: Rag,
    lines: Sequence[Line],
    written: Mapping[tuple[str, str], Commentary],
    small_cohort: int | None,
) -> CommentaryGroup:
    entries = [written.get((line.indicator.code, line.area.name)) for line in lines]
    return CommentaryGroup(
        service=service,
        rag=rag,
        comments=tuple(
            _comment(line, entry, small_cohort) for line, entry in zip(lines, entries, strict=True)
        ),
        author=_together(entry.author for entry in entries if entry is not None),
        date=_together(day_words(entry.date) for entry in entries if entry is not None),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _together(texts: Iterable[str]) -> str:
    """The known texts, each once."""
    return ", ".join(dict.fromkeys(text for text in texts if text))


def _comment(line: Line, entry: Commentary | None, small_cohort: int | None) -> Comment:
    markdown = entry.markdown.strip() if entry is not None and entry.is_finished else ""
    missing = ""
    if entry is None:
        missing = "There is no commentary on this row."
    elif not markdown:
        missing = "The commentary on this row is not finished."
    figure, sentence = line.figure, sentence_of(line, small_cohort)
    return Comment(
        code=line.indicator.code,
        indicator=line.indicator.name,
        area=line.area.name,
        rag=line.rag,
        direction=figure.direction if figure is not None else DirectionOfTravel.NONE,
        facts=tuple(_facts(line, small_cohort)),
        # An author who starts from the sentence should not say it twice.
        sentence="" if sentence in " ".join(markdown.split()) else sentence,
        markdown=markdown,
        missing=missing,
        author=entry.author if entry is not None else "",
        day=_day(entry.date) if entry is not None else None,
        small_cohort=figure is not None and figure.has_small_cohort(small_cohort),
    )


def _facts(line: Line, small_cohort: int | None) -> Iterator[tuple[str, str]]:
    """What the row's table says, in the words that need no column."""
    yield "Period", line.period_words(line.latest)
    yield "Value", value_in(line, line.latest).words
    yield "RAG", rag_cell(line.figure).words
    yield "Direction of travel", direction_cell(line).words
    target = target_cell(line.threshold, line.indicator, line.polarity, line.figure)
    if target.text:
        yield "Target", target.shown
    floor = floor_cell(line)
    if floor.text:
        yield floor_label(line.threshold, line.indicator.scale), floor.shown
    for name, reference in line.comparators.items():
        yield name, comparator_cell(reference, line).words
    cohort = denominator_cell(line, small_cohort)
    if cohort.text:
        yield "Cohort", cohort.text + (f" ({SMALL_COHORT})" if cohort.small_cohort else "")
