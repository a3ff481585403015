"""What the tables of published files say of figures, cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kpi_engine.model.figures.withheld import Place
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.published_text import PublishedCell, PublishedDocument, PublishedTable
from kpi_engine.withhold.labels import Labels
from kpi_engine.withhold.said import Role, Said, rating_in, size_in
from kpi_engine.withhold.said_in_words import Context, said_in_words

# The words of headings, by what is below them; the first that matches counts.
_HEADINGS = (
    (None, r"target|floor|standard|missed for|missed since|definition|benchmark|england|neighbour|size"),
    (Role.NUMERATOR, r"\bnumerator\b|\bcases\b"),
    (Role.DENOMINATOR, r"\bdenominator\b|\bcohort\b|\bout of\b|\bhow many\b"),
    (Role.RANK, r"\brank\b|\bplace\b|\bquarter of"),
    (Role.RAG, r"\brag\b|\brating\b|\brated\b"),
    (Role.CHANGE, r"\bchange\b|\bdifference\b|\bdistance\b|\bmissed by\b|\bcompared with\b"),
    (Role.DIRECTION, r"\bdirection\b|\bdot\b|\btravel\b|\brise or fall\b"),
    (Role.VALUE, r"\bvalue\b|\blatest\b|\bfigure\b|\bresult\b|\bactual\b|\boutturn\b|\bnumber\b"),
)
_RATING_NAMES = frozenset(("red", "amber", "green"))
_LABEL_COLUMNS = 6
_LONGEST_HEADING = 60
_LABEL_HEADINGS = frozenset(
    ("code", "indicator", "measure", "name", "area", "level", "period", "kind", "unit")
)
_OUTTURN, _OBSERVATION = "outturn", "observation"


@frozen
class _Heading:
    """A column's heading: its text, what is below it, and the area and indicator that it names."""

    text: str
    role: Role | None
    area: str | None
    code: str | None
    is_period: bool

    @property
    def is_known(self) -> bool:
        """Whether such a heading is usual above figures or their labels."""
        return self.role is not None or self.text.casefold() in _LABEL_HEADINGS


@frozen
class _Row:
    """What the first cells of a row name."""

    code: str
    area: str | None
    period: int | None
    kind: str
    names_period: bool


@dataclass(slots=True)
class _Withheld:
    """A cell whose figure is withheld, and how it looks."""

    said: Said
    column: int
    looks: frozenset[str]


@dataclass(slots=True)
class _State:
    """How far a table is read: its headings, what is above them, and the withheld cells so far."""

    name: str
    above: list[str] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    looks: list[_Withheld] = field(default_factory=list)

    @property
    def caption(self) -> str:
        """What all of the table is about."""
        return " · ".join([*self.above, self.name])


def said_in_table(table: PublishedTable, document: PublishedDocument, labels: Labels) -> Iterator[Said]:
    """Everything that a table says of figures that it names."""
    state = _State(table.name)
    colours = _rating_colours(table)
    says_headings = any(cell.is_heading for row in table.rows for cell in row)
    for row in table.rows:
        texts = [cell.text for cell in row]
        if _is_said_heading(row) or (not says_headings and _looks_like_heading(row, labels)):
            state.headings = [_heading(text, labels) for text in texts]
        elif not state.headings and len([text for text in texts if text]) == 1:
            state.above.append(next(text for text in texts if text))
        elif state.headings:
            yield from _said_in_row(row, state, document, labels)
    yield from _said_by_colour(state.looks, colours)


def _is_said_heading(row: Sequence[PublishedCell]) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) > 1 and all(cell.is_heading for cell in filled)


def _looks_like_heading(row: Sequence[PublishedCell], labels: Labels) -> bool:
    """Whether a row is one of headings, in a file that does not say so."""
    filled = [cell for cell in row if cell.text]
    if any(len(cell.text) > _LONGEST_HEADING for cell in filled):
        return False
    codes = {code for cell in filled if (code := labels.code_in(cell.text)) is not None}
    if len(codes) == 1 or any(labels.is_mark(cell.text) for cell in filled):
        return False
    headings = [_heading(cell.text, labels) for cell in filled]
    kinds = Counter(
        "period" if each.is_period else "area" if each.area else "role" if each.is_known else ""
        for each in headings
    )
    has_figures = any(
        re.search("[0-9]", labels.without_labels(cell.text)) and not each.is_period
        for cell, each in zip(filled, headings, strict=True)
    )
    return not has_figures and bool(codes or any(kinds[kind] > 1 for kind in ("role", "period", "area")))


def _heading(text: str, labels: Labels) -> _Heading:
    plain = text.casefold()[:_LONGEST_HEADING]
    is_period = labels.names_period(text)
    area = labels.is_area(text)
    found = next(((role, True) for role, words in _HEADINGS if re.search(words, plain)), (None, False))
    code = labels.code_in(text) if len(text) <= _LONGEST_HEADING else None
    is_figure = (is_period or area is not None or code is not None) and not found[1]
    role = Role.VALUE if is_figure else found[0]
    return _Heading(text, role, area, code, is_period)


def _said_in_row(
    row: Sequence[PublishedCell], state: _State, document: PublishedDocument, labels: Labels
) -> Iterator[Said]:
    in_row = _code_of(row, labels)
    in_caption = labels.code_in(state.caption)
    area = _area_of(row, labels)
    for column, (cell, heading) in enumerate(zip(row, state.headings, strict=False)):
        code = in_row or heading.code or in_caption
        if code is None:
            continue
        about = _Row(code, area, *_period_of(row, code, labels))
        context = _cell_context(about, heading, state.caption, document, labels)
        if context is None or not (cell.text or cell.hidden):
            continue
        where = f"{document.file}, {state.caption.split(' · ')[0]}, {heading.text}".rstrip(", ")
        for words in cell.hidden:
            yield from said_in_words(words, labels, context, where)
        place = _place(context, labels)
        if place is not None and heading.role is not None:
            said = _said_in_cell(cell, place, heading.role, where, labels)
            if said is not None and said.is_withheld:
                state.looks.append(_Withheld(said, column, cell.looks))
            if said is not None:
                yield said


def _code_of(row: Sequence[PublishedCell], labels: Labels) -> str | None:
    """The indicator that the first cells of a row name."""
    for cell in row[:_LABEL_COLUMNS]:
        code = labels.code_in(cell.text)
        if code is not None:
            return code
    return None


def _area_of(row: Sequence[PublishedCell], labels: Labels) -> str | None:
    names = (labels.is_area(cell.text) for cell in row[:_LABEL_COLUMNS])
    return next((name for name in names if name is not None), None)


def _period_of(row: Sequence[PublishedCell], code: str, labels: Labels) -> tuple[int | None, str, bool]:
    """The period that the first cells of a row name, the kind of figure, and whether they name any."""
    texts = [cell.text for cell in row[:_LABEL_COLUMNS]]
    kind = _OUTTURN if any(text.casefold() == _OUTTURN for text in texts) else _OBSERVATION
    named = next((text for text in texts if labels.is_period(text)), None)
    if named is None:
        return None, kind, False
    return labels.period_in(named, code, yearly=kind == _OUTTURN), kind, True


def _cell_context(
    about: _Row, heading: _Heading, caption: str, document: PublishedDocument, labels: Labels
) -> Context | None:
    """What a cell is about, as its column, its row, the caption or the file says, in this order.

    Returns:
        None where the column or the row is about a period of another frequency.
    """
    area = about.area or heading.area or labels.area_in(caption) or labels.area_of_file(document.title)
    period = labels.period_in(heading.text, about.code)
    if period is not None:
        return Context(about.code, area, period)
    year = labels.period_in(heading.text, about.code, yearly=True)
    if year is not None:
        return Context(about.code, area, year, _OUTTURN)
    if heading.is_period or (about.names_period and about.period is None):
        return None
    if about.period is not None:
        return Context(about.code, area, about.period, about.kind)
    return Context(about.code, area, labels.period_in(caption, about.code))


def _place(context: Context, labels: Labels) -> Place | None:
    if context.code is None or context.area is None:
        return None
    period = labels.latest_of(context.code) if context.period is None else context.period
    return Place(context.code, context.area, period, context.kind)


def _said_in_cell(cell: PublishedCell, place: Place, role: Role, where: str, labels: Labels) -> Said | None:
    if not cell.text:
        return None
    size = size_in(labels.without_labels(cell.text), role)
    if size is not None:
        return Said(place, role, size, where)
    return Said(place, role, "", where, is_withheld=True) if labels.is_mark(cell.text) else None


def _rating_colours(table: PublishedTable) -> frozenset[str]:
    """The colours of cells that name a rating."""
    return frozenset(
        look
        for row in table.rows
        for cell in row
        if not cell.is_heading and rating_in(cell.text) and len(cell.looks) == 1
        for look in cell.looks
    )


def _said_by_colour(withheld: Sequence[_Withheld], colours: frozenset[str]) -> Iterator[Said]:
    """Withheld cells that have the colour of a rating, or a colour that the cells above and below lack."""
    by_column: dict[int, Counter[frozenset[str]]] = {}
    for cell in withheld:
        by_column.setdefault(cell.column, Counter())[cell.looks] += 1
    for cell in withheld:
        usual, _ = by_column[cell.column].most_common(1)[0]
        telling = cell.looks & (colours | _RATING_NAMES)
        if telling or (cell.looks and cell.looks != usual):
            text = ", ".join(sorted(telling or cell.looks))
            yield cell.said._replace(role=Role.COLOUR, text=text, is_withheld=False)
