"""The words of a page of a PDF file, as its fonts spell them, by the mark of the tag that they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Object, String

_SHOWING = ("Tj", "TJ", "'", '"')
# Thousandths of the font's size: a gap as wide is a space.
_WORD_GAP = 180
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MOST_OF_A_RANGE = 65_536


@dataclass(slots=True)
class PageText:
    """The words of a page by marked content, and line by line from the top."""

    by_mark: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, list[tuple[float, str]]] = field(default_factory=lambda: defaultdict(list))

    def in_lines(self) -> Iterator[str]:
        """Each line from left to right."""
        for height in sorted(self.lines, reverse=True):
            yield "  ".join(text for _, text in sorted(self.lines[height]))


def page_text(page: pikepdf.Page) -> PageText:
    """The words that a page and the forms on it show."""
    found = PageText()
    _Reader(page.obj.get("/Resources", Dictionary()), found, _PLAIN).read(page.obj)
    return found


_Matrix = tuple[float, float, float, float, float, float]
_PLAIN: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MOST_NESTED = 8
# Where a line is to begin without a leading: any height below the last one does.
_NEXT_LINE = -12.0


class _Reader:
    """Follows the instructions of a page or a form: where text is put, in which font, under which mark."""

    def __init__(self, resources: Object, found: PageText, base: _Matrix, depth: int = 0) -> None:
        self._resources, self._found, self._depth = resources, found, depth
        self._transform, self._line = base, _PLAIN
        self._saved: list[_Matrix] = []
        self._marks: list[int | None] = []
        self._fonts: dict[str, Mapping[bytes, str] | None] = {}
        self._spell: Mapping[bytes, str] | None = None

    def read(self, stream: Object) -> None:
        """Every instruction, in order."""
        for operands, operator in _instructions(stream):
            name = str(operator)
            self._move(name, operands)
            self._mark(name, operands)
            if name == "Tf":
                self._take_font(str(operands[0]))
            elif name == "Do":
                self._read_form(str(operands[0]))
            elif name in _SHOWING and operands:
                self._show(operands[-1])

    def _move(self, name: str, operands: list[Object]) -> None:
        if name == "q":
            self._saved.append(self._transform)
        elif name == "Q" and self._saved:
            self._transform = self._saved.pop()
        elif name == "cm":
            self._transform = _times(_matrix(operands), self._transform)
        elif name == "BT":
            self._line = _PLAIN
        elif name == "Tm":
            self._line = _matrix(operands)
        elif name in ("Td", "TD"):
            across, down = (float(number) for number in operands)
            self._line = _times((1.0, 0.0, 0.0, 1.0, across, down), self._line)
        elif name in ("T*", "'", '"'):
            self._line = _times((1.0, 0.0, 0.0, 1.0, 0.0, _NEXT_LINE), self._line)

    def _mark(self, name: str, operands: list[Object]) -> None:
        if name in ("BDC", "BMC"):
            self._marks.append(_mark_of(operands))
        elif name == "EMC" and self._marks:
            self._marks.pop()

    def _take_font(self, font: str) -> None:
        if font not in self._fonts:
            self._fonts[font] = _spelling(self._resources, font)
        self._spell = self._fonts[font]

    def _read_form(self, name: str) -> None:
        form = self._resources.get("/XObject", Dictionary()).get(name)
        if form is None or form.get("/Subtype") != "/Form" or self._depth >= _MOST_NESTED:
            return
        base = _times(_matrix(form.get("/Matrix", _PLAIN)), self._transform)
        _Reader(form.get("/Resources", self._resources), self._found, base, self._depth + 1).read(form)

    def _show(self, operand: Object) -> None:
        text = _shown(operand, self._spell)
        place = _times(self._line, self._transform)
        mark = next((each for each in reversed(self._marks) if each is not None), None)
        if mark is not None:
            self._found.by_mark[mark].append(text)
        self._found.lines[round(place[5])].append((place[4], text))


def _instructions(stream: Object) -> Iterator[tuple[list[Object], object]]:
    try:
        for instruction in pikepdf.parse_content_stream(stream):
            yield list(instruction.operands), instruction.operator
    except pikepdf.PdfError:
        return


def _mark_of(operands: list[Object]) -> int | None:
    properties = operands[-1] if operands else None
    return int(properties["/MCID"]) if isinstance(properties, Dictionary) and "/MCID" in properties else None


def _matrix(numbers: object) -> _Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)  # type: ignore[attr-defined]
    return a, b, c, d, e, f


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _shown(operand: Object, spell: Mapping[bytes, str] | None) -> str:
    if isinstance(operand, Array):
        pieces = []
        for item in operand:
            if isinstance(item, String):
                pieces.append(_spelled(bytes(item), spell))
            elif float(item) < -_WORD_GAP:
                pieces.append(" ")
        return "".join(pieces)
    return _spelled(bytes(operand), spell) if isinstance(operand, String) else ""


def _spelled(codes: bytes, spell: Mapping[bytes, str] | None) -> str:
    if spell is None:
        return codes.decode("cp1252", "replace")
    size = max(map(len, spell), default=1)
    pieces = (codes[start : start + size] for start in range(0, len(codes), size))
    return "".join(spell.get(piece, "") for piece in pieces)


def _spelling(resources: Object, font: str) -> Mapping[bytes, str] | None:
    """What each code of a font spells; None where the font does not say."""
    fonts = resources.get("/Font", Dictionary())
    found = fonts.get(font)
    table = None if found is None else found.get("/ToUnicode")
    if not isinstance(table, pikepdf.Stream):
        return None
    spelling: dict[bytes, str] = {}
    for kind, content in _BLOCK.findall(table.read_bytes()):
        codes = [bytes.fromhex(code.decode("ascii")) for code in _HEX.findall(content)]
        if kind == b"bfchar":
            spelling |= {code: _text(text) for code, text in zip(codes[::2], codes[1::2], strict=False)}
        else:
            for first, last, text in zip(codes[::3], codes[1::3], codes[2::3], strict=False):
                spelling |= _range(first, last, text)
    return spelling


def _range(first: bytes, last: bytes, text: bytes) -> dict[bytes, str]:
    start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    spells = int.from_bytes(text, "big")
    return {
        code.to_bytes(len(first), "big"): _text((spells + code - start).to_bytes(len(text), "big"))
        for code in range(start, min(end, start + _MOST_OF_A_RANGE) + 1)
    }


def _text(code: bytes) -> str:
    return code.decode("utf-16-be", "replace") if len(code) > 1 else code.decode("latin-1")
