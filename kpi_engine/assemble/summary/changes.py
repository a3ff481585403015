"""What has changed on a page since the last edition: rating by rating, each with its cause.

Which changes there are, and why, publish/differences.py decides; here they are put beside the page's rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from kpi_engine.assemble.section.line import Line
from kpi_engine.assemble.section.row.plain_cells import number_cell, text_cell
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.difference import Cause, Difference, SinceLast
from kpi_engine.model.outputs.document import CHANGES, Cell, CellKind, Column, Lack, Row, Table
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.model.words.number_text import standard_text, value_text

_OBSERVATION = "observation"
_COLUMNS = (
    Column("code", "Code", CellKind.TEXT),
    Column("indicator", "Indicator", CellKind.TEXT),
    Column("area", "Area", CellKind.TEXT),
    Column("period", "Period", CellKind.TEXT),
    Column("rag_before", "RAG before", CellKind.RAG, "In the last edition"),
    Column("rag", "RAG", CellKind.RAG, "In this edition"),
    Column("value_before", "Value before", CellKind.NUMBER, "In the last edition"),
    Column("value", "Value", CellKind.NUMBER, "In this edition"),
    Column("cause", "Cause", CellKind.TEXT, "Why it differs"),
)


@frozen
class _Shown:
    """A change on the page; ``period`` in words, and how many ``more`` periods changed for the same cause."""

    line: Line
    difference: Difference
    period: str
    more: int = 0


def changes_table(lines: Sequence[Line], since: SinceLast) -> Table:
    """RAG moves, restated figures and changed standards of the page's indicators; new figures are counted.

    The figures of the latest period have a row each; earlier periods of an indicator share one for each
    cause. Where there is nothing to compare with, the page says so.
    """
    by_row = {(line.indicator.code, line.area.name): line for line in lines}
    scale = next((line.indicator.scale for line in lines), RED_AMBER_GREEN)
    concerned = [
        (by_row[subject.code, subject.area], difference)
        for difference in since.changes
        if (subject := difference.subject).kind == _OBSERVATION and (subject.code, subject.area) in by_row
    ]
    latest = [(line, difference) for line, difference in concerned if _is_latest(line, difference)]
    shown = [
        _Shown(line, difference, line.period_words(line.latest))
        for line, difference in latest
        if _is_told(difference)
    ]
    shown += _earlier(concerned)
    untold = sum(not _is_told(difference) for _line, difference in latest)
    not_shown = [area for area in since.not_shown if any(line.area.name == area for line in lines)]
    compared = bool(since.edition) and any(line.area.name not in since.not_shown for line in lines)
    rating, a_rating = ("RAG", "RAG") if scale.is_usual else ("Rating", "rating")
    return Table(
        id=CHANGES,
        title="Since the last edition",
        caption=f"{rating}s that have moved, figures restated and standards changed since {_named(since)}",
        columns=_COLUMNS,
        rows=tuple(_row(change) for change in shown),
        notes=tuple(_notes(not_shown, _moves([difference for _line, difference in latest]), untold, scale))
        if compared
        else (),
        empty=f"No {a_rating} has moved, and no published figure or standard has changed."
        if compared
        else _not_compared(since),
    )


def _named(since: SinceLast) -> str:
    return f"the last edition, {since.edition}" if since.edition else "the last edition"


def _not_compared(since: SinceLast) -> str:
    if not since.edition:
        return "This is the first edition, so there is nothing to compare it with."
    return "The last edition did not show this area: there is nothing to compare with."


def _is_latest(line: Line, difference: Difference) -> bool:
    return difference.subject.period == period_label(line.indicator.calendar, line.latest)


def _is_told(difference: Difference) -> bool:
    """New figures are what every edition brings: they have a row where they change the RAG."""
    return difference.rag_moved or difference.cause is not Cause.NEW_DATA


def _earlier(concerned: Sequence[tuple[Line, Difference]]) -> Iterator[_Shown]:
    """Changes of periods before the latest, one row for each cause, which shows the newest change."""
    together: dict[tuple[str, str, Cause], list[tuple[Line, Difference]]] = {}
    for line, difference in concerned:
        subject = difference.subject
        if not _is_latest(line, difference) and difference.cause is not Cause.NEW_DATA:
            key = (subject.code, subject.area, difference.cause)
            together.setdefault(key, []).append((line, difference))
    for changes in together.values():
        # Canonical labels of one frequency sort in time.
        line, newest = max(changes, key=lambda change: change[1].subject.period)
        yield _Shown(line, newest, _period_words(line, newest.subject), more=len(changes) - 1)


def _period_words(line: Line, subject: PublishedRating) -> str:
    """The period as the page names it; one that has no figure any more keeps its label."""
    names = {
        period_label(line.indicator.calendar, period): line.period_words(period) for period in line.figures
    }
    return names.get(subject.period, subject.period)


def _row(change: _Shown) -> Row:
    indicator, difference = change.line.indicator, change.difference
    before, after = difference.before, difference.after
    period = f"{change.period} and {change.more} earlier" if change.more else change.period
    causes = ", ".join(
        _cause(cause, before, after, indicator) for cause in (difference.cause, *difference.also)
    )
    if difference.otherwise:
        would_be = indicator.scale.name(Rag(difference.otherwise))
        causes = f"{causes}; by the standards before it would be {would_be}"
    cells = (
        text_cell(indicator.code),
        text_cell(indicator.name),
        text_cell(change.line.area.name),
        text_cell(period),
        _rag_cell(before, indicator),
        _rag_cell(after, indicator),
        _value_cell(before, indicator),
        _value_cell(after, indicator),
        text_cell(causes),
    )
    return Row(indicator.code, change.line.area.name, cells)


def _cause(
    cause: Cause, before: PublishedRating | None, after: PublishedRating | None, indicator: Indicator
) -> str:
    """``target changed (70.0% to 80.0%)``."""
    said = indicator.scale.words.said(cause.value)
    name = {Cause.TARGET_CHANGED: "target", Cause.FLOOR_CHANGED: "floor_standard"}.get(cause)
    if name is None or before is None or after is None:
        return said
    old, new = (str(getattr(side, name)) for side in (before, after))
    if old == new:
        return said
    was, is_now = (_standard_words(text, indicator) for text in (old, new))
    return f"{said} ({was} to {is_now})"


def _standard_words(text: str, indicator: Indicator) -> str:
    """A standard on record as a page writes it; what another version wrote otherwise, as it is."""
    try:
        return standard_text(Decimal(text), indicator) if text else "none"
    except InvalidOperation:
        return text


def _rag_cell(rating: PublishedRating | None, indicator: Indicator) -> Cell:
    if rating is None:
        return Cell("not shown", CellKind.RAG, words="not shown")
    overridden = f"overridden to {_override_words(rating.override, indicator)}" if rating.override else ""
    if not rating.rag:
        note = "; ".join(part for part in (rating.not_rated, overridden) if part)
        return Cell("not rated", CellKind.RAG, words=f"not rated: {note}", note=note)
    rag = Rag(rating.rag)
    name = indicator.scale.name(rag)
    words = "; ".join(part for part in (name, overridden) if part)
    return Cell(name, CellKind.RAG, words=words, note=overridden, rag=rag)


def _override_words(override: str, indicator: Indicator) -> str:
    """An override on record, ``AMBER: reason``, with the name that the scale gives its rating."""
    rag, colon, reason = override.partition(":")
    known = next((each for each in Rag if each.value and each.value == rag), None)
    return override if known is None else f"{indicator.scale.name(known)}{colon}{reason}"


def _value_cell(rating: PublishedRating | None, indicator: Indicator) -> Cell:
    if rating is not None and rating.rag and not rating.value:
        # The worst of other ratings: the RAG beside it says what it is.
        return Cell(kind=CellKind.NUMBER, words="no number", lacks=Lack.NOT_APPLICABLE)
    if rating is None or not rating.value:
        return Cell("no value", CellKind.NUMBER, words="no value", lacks=Lack.NOT_AVAILABLE)
    value = Decimal(rating.value)
    return number_cell(value, value_text(value, indicator))


def _moves(latest: Sequence[Difference]) -> Mapping[Rag, int]:
    """By how much each count of ratings differs from the last edition's."""
    counts: Counter[Rag] = Counter()
    for difference in latest:
        if difference.after is not None:
            counts[Rag(difference.after.rag)] += 1
        if difference.before is not None:
            counts[Rag(difference.before.rag)] -= 1
    return counts


def _notes(not_shown: Sequence[str], moves: Mapping[Rag, int], untold: int, scale: Scale) -> Iterator[str]:
    told = [
        f"{abs(moves[rag])} {'more' if moves[rag] > 0 else 'fewer'} {scale.name(rag)}"
        for rag in reversed(BEST_FIRST)
        if moves.get(rag)
    ]
    yield (
        f"Than in the last edition: {', '.join(told)}"
        if told
        else f"The numbers of {scale.names_of_all('and')} have not changed since the last edition"
    )
    if untold:
        yield f"{untold} other figures are new" if untold > 1 else "1 other figure is new"
    if not_shown:
        yield f"Not compared, since the last edition did not show them: {', '.join(not_shown)}"
