"""How wide the columns of a table are on paper, A4 across. Only millimetres are computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.model.outputs.document import Cell, CellKind, Table
from kpi_engine.render.shared.placement import heading

PAGE = (297, 210)
MARGIN = 10
WIDTH = PAGE[0] - 2 * MARGIN
# Points of the smallest text on paper, and of the large-print variant.
SIZE, LARGE = 9.0, 12.0
# What is in millimetres below is so at this size, and grows with the text.
_AT = 7.0
# The width of a column of each kind that its usual contents need.
_USUAL = {
    CellKind.NUMBER: 10.5,
    CellKind.RAG: 15.5,
    CellKind.DIRECTION: 16.0,
    CellKind.TREND: 18.0,
    CellKind.HEAT: 15.0,
    CellKind.TEXT: 14.0,
}
# The width of a letter of a heading (bold), a figure, and a reason in its place.
_HEADING_LETTER, _TIGHT_HEADING_LETTER = 1.42, 1.45
_LETTER = 1.2
_LETTER_OF_A_REASON = 1.2
_INSET = 1.8
_BEYOND_A_LETTER = {**dict.fromkeys("0123456789", 0.2), "%": 0.9, ">": 0.7, "<": 0.7}
# Where the page is full, a longer word of a heading is hyphenated; a heading takes so many lines.
_LONGEST_HEADING_WORD, _LINES_OF_A_HEADING = 8, 4
# Tables of few columns have room: figures are on one line up to this length.
_FEW_COLUMNS = 12
_LEAST_OF_FEW = 12.0
_LONGEST_LINE = 24
# A reason beside a rating, an arrow or a gap takes so many lines, in columns up to so many millimetres.
# A word of a note may consist of wide letters only; on average they are narrower.
_LONGEST_NOTE_WORD, _LETTER_OF_A_WORD = 16, 1.3
_LINES_OF_A_REASON, _WIDEST_REASON = 5, 34.0
# Shares of what is left, of columns of text: by the length of what is in them, between these.
_LEAST_SHARE, _MOST_SHARE = 10, 90
_MOST_OF_A_SENTENCE, _SHARE_OF_A_LETTER = 50, 3
# A longer word breaks. What is at the left of a column is so far from figures at the right of the one before.
_LONGEST_WHOLE_WORD, _BETWEEN = 24, 2.6
# What columns of text should have together, and what they must have whatever the others need.
_GOOD_LEFT, _LEAST_LEFT = 44.0, 34.0
# The name of a row has so much beside its figures, and a sentence so much.
_FOR_A_NAME, _FOR_A_SENTENCE = 46.0, 42.0


def widths(table: Table, positions: Sequence[int], size: float = SIZE, across: float = WIDTH) -> list[float]:
    """Millimetres of the columns at some positions, which together are as wide as ``across``."""
    scale = size / _AT
    room = across / scale
    texts = [table.columns[at].kind is CellKind.TEXT for at in positions]
    figures = [at for at, text in zip(positions, texts, strict=True) if not text]
    needs = _needs(table, figures, few=len(positions) <= _FEW_COLUMNS, room=room)
    shares = {at: _share(table, at) for at, text in zip(positions, texts, strict=True) if text}
    needed = sum(needs.values())
    left = max(room - needed, _LEAST_LEFT)
    squeeze = (room - left) / needed if needed else 1.0
    of_texts = _shared(shares, {at: _need_of_text(table, at) for at in shares}, left)
    return [round((of_texts[at] if at in of_texts else needs[at] * squeeze) * scale, 2) for at in positions]


def _shared(shares: Mapping[int, int], needs: Mapping[int, float], left: float) -> dict[int, float]:
    """What is left for columns of text by their shares, but none less than it needs where that is there."""
    if sum(needs.values()) >= left:
        return {at: share * left / sum(shares.values()) for at, share in shares.items()}
    found: dict[int, float] = {}
    while True:
        others = [at for at in shares if at not in found]
        for_share = (left - sum(found.values())) / (sum(shares[at] for at in others) or 1)
        short = [at for at in others if shares[at] * for_share < needs[at]]
        if not short:
            return found | {at: shares[at] * for_share for at in others}
        found |= {at: needs[at] for at in short}


def _need_of_text(table: Table, at: int) -> float:
    """What the longest word of a column of text takes, and of its heading: it must not run into the next."""
    heads = max(_length(word) for word in (*heading(table.columns[at], table).split(), ""))
    words = {word for row in table.rows for word in row.cells[at].shown.split(" ")}
    longest = max((_length(word) for word in words if len(word) <= _LONGEST_WHOLE_WORD), default=0.0)
    return max(heads * _HEADING_LETTER / _LETTER, longest) + _BETWEEN


def fitting(table: Table, positions: Sequence[int], size: float = SIZE) -> int:
    """How many of the columns at some positions fit beside the name of a row, unsqueezed; at least 1."""
    room = WIDTH / (size / _AT) - _FOR_A_NAME
    for count, at in enumerate(positions):
        column = table.columns[at]
        is_text = column.kind is CellKind.TEXT
        room -= _text_need(table, at) if is_text else _need(table, at, few=False, longest_word=None)
        if room < 0:
            return max(count, 1)
    return len(positions)


def _text_need(table: Table, at: int) -> float:
    if table.columns[at].sentence:
        return _FOR_A_SENTENCE
    longest = max((len(row.cells[at].shown) for row in table.rows), default=0)
    return min(max(_USUAL[CellKind.TEXT], longest * _LETTER / 2 + _INSET), _WIDEST_REASON)


def breaks_a_word(title: str, width: float, size: float = SIZE) -> bool:
    """Whether a column of a width has no room for the longest word of its heading."""
    return _longest_word(title) * _HEADING_LETTER + _INSET > width * _AT / size


def breaks_a_word_of_a_reason(text: str, width: float, size: float = SIZE) -> bool:
    """Whether a column of a width has no room for the longest word of a reason."""
    return _longest_word(text) * _LETTER_OF_A_REASON + _INSET > width * _AT / size


def _longest_word(title: str) -> int:
    return max(map(len, title.split()), default=0)


def _needs(table: Table, positions: Sequence[int], few: bool, room: float) -> dict[int, float]:
    """What columns of figures need; long words of headings are whole where there is room for them."""
    needs = {at: _need(table, at, few, longest_word=None) for at in positions}
    if room - sum(needs.values()) >= _GOOD_LEFT:
        return needs
    return {at: _need(table, at, few, longest_word=_LONGEST_HEADING_WORD) for at in positions}


def _need(table: Table, at: int, few: bool, longest_word: int | None) -> float:
    """What a column of figures needs: for its kind, the words of its heading, and its figures."""
    column = table.columns[at]
    word = _longest_word(heading(column, table))
    letter = _HEADING_LETTER
    if longest_word is not None:
        word, letter = min(word, longest_word), _TIGHT_HEADING_LETTER
    lines = len(heading(column, table)) * letter / _LINES_OF_A_HEADING
    need = max(_USUAL[column.kind], word * letter + _INSET, lines + _INSET, _need_of_words(table, at))
    if not few:
        return need
    figures = [max(len(cell.text), len(cell.note)) for cell in _figures(table, at)]
    if column.kind is CellKind.DIRECTION:
        figures = [len(row.cells[at].note) for row in table.rows]
    return max(need, _LEAST_OF_FEW, min(max(figures, default=0), _LONGEST_LINE) * _LETTER + _INSET)


def _need_of_words(table: Table, at: int) -> float:
    """What figures, the longest words and reasons need, so that none is broken, or takes a dozen lines."""
    cells = [row.cells[at] for row in table.rows if row.cells[at].kind is not CellKind.TREND]
    reasons = [cell.note or ("" if cell.number is not None else cell.text) for cell in cells]
    lines = max((len(reason) for reason in reasons), default=0) / _LINES_OF_A_REASON
    word = max((_length(word) for cell in cells for word in cell.text.split(" ")), default=0.0)
    note = max((len(word) for cell in cells for word in cell.note.split(" ")), default=0)
    figure = max((_length(cell.text[:_LONGEST_LINE]) for cell in _figures(table, at)), default=0.0)
    longest = max(word, min(note, _LONGEST_NOTE_WORD) * _LETTER_OF_A_WORD, figure)
    return max(longest + _INSET, min(lines * _LETTER + _INSET, _WIDEST_REASON))


def _length(text: str) -> float:
    """Millimetres of a text on one line: the characters of figures are wider than most letters."""
    return sum(_LETTER + _BEYOND_A_LETTER.get(character, 0.0) for character in text)


def _figures(table: Table, at: int) -> list[Cell]:
    return [row.cells[at] for row in table.rows if row.cells[at].number is not None]


def _share(table: Table, at: int) -> int:
    lengths = [len(row.cells[at].shown) for row in table.rows] or [0]
    share = min(max(sum(lengths) // len(lengths), _LEAST_SHARE), _MOST_SHARE)
    if not any(column.sentence for column in table.columns):
        return share
    # Sentences wrap well; a name beside them must not be broken.
    if table.columns[at].sentence:
        return min(share, _MOST_OF_A_SENTENCE)
    words = (word for row in table.rows for word in row.cells[at].text.split())
    return max(share, _SHARE_OF_A_LETTER * max(map(len, words), default=0))
