"""What a table cell contains: one function a kind of cell.

Colour and shape never appear alone: a RAG and an arrow are words too, and a reason is beside its value.
"""

from __future__ import annotations

import re

from kpi_engine.model.definitions.judgement import DirectionOfTravel, NumberDirection, Rag
from kpi_engine.model.figures.verdict import Verdict
from kpi_engine.model.outputs.document import Cell, CellKind, has_sign
from kpi_engine.render.html.icons import icon_svg
from kpi_engine.render.shared.markup import text

_ARROWS = {
    direction: f'<span class="arrow" aria-hidden="true">{direction.arrow}</span> {direction.value}'
    for direction in DirectionOfTravel
    if direction.value
}
_NUMBER_ARROWS = {direction.arrow for direction in NumberDirection if direction.arrow}

_WITH_HYPHENS = re.compile(r"\b\d{4}(?:-\d\d){1,2}\b")

_UNREAD_SYMBOLS = [
    (verdict.symbol, f'<span aria-hidden="true">{verdict.symbol}</span>')
    for verdict in Verdict
    if verdict.symbol
]


def chip(rag: Rag, name: str = "", look: str = "") -> str:
    """A rating as a word, to which the style sheet adds colour and shape.

    ``name`` is what its scale calls it; a sign before the name is for the eye, in place of the shape.
    ``look`` is a further class, with a space behind it.
    """
    kind = look + css_class(rag)
    if not has_sign(name):
        return f'<span class="chip {kind}">{text(name or rag.value)}</span>'
    sign, _space, word = name.partition(" ")
    seen = f'<span aria-hidden="true">{text(sign)}</span> {text(word)}'
    return f'<span class="chip {kind} signed">{seen}</span>'


def quiet_rating(cell: Cell) -> str:
    """A rating that is not the latest: its word and shape without the colour that this year's has."""
    if cell.rag is Rag.NONE:
        reason = ": ".join(part for part in (cell.text, cell.note) if part)
        return f'<small class="remark">{text(reason)}</small>' if reason else ""
    return chip(cell.rag, cell.rating, "was ") + _further(cell, cell.text)


def css_class(rag: Rag) -> str:
    """The class of a rating in the style sheet."""
    return rag.value.lower()


def arrow(direction: DirectionOfTravel) -> str:
    """A direction of travel as an arrow with its word."""
    return _ARROWS[direction]


def content(cell: Cell) -> str:
    """The inside of a cell of any kind but TREND, which needs its row's names."""
    if cell.kind is CellKind.RAG:
        return _rag(cell)
    if cell.kind is CellKind.HEAT:
        return _heat(cell)
    if cell.icon is not None:
        return icon_svg(cell.icon) + _words(cell)
    return _direction(cell) if cell.kind is CellKind.DIRECTION else _words(cell)


def unbroken(words: str) -> str:
    """The words as HTML text in which a line never ends inside a year or a date, ``2024-25``."""
    shown = text(words)
    return _WITH_HYPHENS.sub(r'<span class="whole">\g<0></span>', shown) if "-" in shown else shown


def _words(cell: Cell) -> str:
    """The text; where it is a symbol, its words instead for readers who do not see the page."""
    shown = unbroken(cell.text)
    symbol, _space, said = cell.text.partition(" ")
    if symbol in _NUMBER_ARROWS:
        return f'<span class="arrow" aria-hidden="true">{symbol}</span> {text(said)}{_further(cell, said)}'
    if cell.note:
        return f"{shown} {_remark(cell.note)}"
    if cell.words == cell.text or not cell.words:
        return shown
    if cell.words.startswith(cell.text):
        return shown + _unseen(cell.words[len(cell.text) :])
    return f'<span aria-hidden="true">{shown}</span>{_unseen(" " + cell.words)}'


def _rag(cell: Cell) -> str:
    if cell.rag is Rag.NONE:
        return _unjudged(cell)
    return chip(cell.rag, cell.rating) + _further(cell, cell.text)


def _heat(cell: Cell) -> str:
    """A value above its rating."""
    rating = f" {chip(cell.rag, cell.rating)}" if cell.rag is not Rag.NONE else ""
    remark = f" {_remark(cell.note)}" if cell.note else ""
    return f"{text(cell.text)}{rating}{remark}"


def _direction(cell: Cell) -> str:
    if cell.direction is DirectionOfTravel.NONE:
        return _unjudged(cell)
    return _ARROWS[cell.direction] + _further(cell, cell.direction.value)


def _further(cell: Cell, word: str) -> str:
    """What the words say beyond the word shown: not seen where it would crowd the table, but read."""
    words = cell.words.removesuffix(f"; {cell.note}") if cell.note else cell.words
    further = _unseen(words[len(word) :]) if words.startswith(word) else ""
    return f"{further} {_remark(cell.note)}" if cell.note else further


def _unjudged(cell: Cell) -> str:
    shown = f'<span class="unjudged">{text(cell.text)}</span>' if cell.text else ""
    return f"{shown} {_remark(cell.note)}" if cell.note else shown


def _remark(note: str) -> str:
    """A note; its symbols are for the eye, since the words beside them say the same."""
    shown = unbroken(note)
    for symbol, unread in _UNREAD_SYMBOLS:
        shown = shown.replace(symbol, unread)
    return f'<small class="remark">{shown}</small>'


def _unseen(words: str) -> str:
    return f'<span class="unseen">{text(words)}</span>' if words else ""
