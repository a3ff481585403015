"""SVG files: their size, and that they hold nothing but what is known to draw and do no more.

A browser neither runs nor fetches anything for a picture in an ``<img>``; other programs that show a pack may
know no such rule. So elements, functions and references are allowed by name, and all others refused.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from xml.parsers import expat

from kpi_engine.read.theme.pictures import (
    JPEG_START,
    PNG_START,
    UnfitPictureError,
    jpeg_size,
    png_size,
)

_SVG = "http://www.w3.org/2000/svg"
_ROOT = f"{_SVG} svg"
_ELEMENTS = frozenset(
    (
        *(
            "svg",
            "g",
            "defs",
            "symbol",
            "use",
            "title",
            "desc",
            "metadata",
            "style",
            "path",
            "rect",
            "circle",
        ),
        *("ellipse", "line", "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient"),
        *("stop", "clipPath", "mask", "pattern", "image"),
    )
)
# What drawing programs write about themselves; nothing of it is drawn.
_EDITORS = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/", "http://web.resource.org/cc/", "http://purl.org/dc/", "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/", "http://www.figma.com/", "http://www.serif.com/",
)  # fmt: skip
_FUNCTIONS = frozenset(
    (
        *("rgb", "rgba", "hsl", "hsla", "url", "matrix", "translate", "translatex", "translatey"),
        *("scale", "scalex", "scaley", "rotate", "skewx", "skewy"),
    )
)
# Attributes that hold words and are never taken for a style.
_WORDS = ("aria-", "data-", "id", "class", "role", "lang", "version")
_FUNCTION = re.compile(r"([\w-]*)\s*\(")
_INSIDE_URL = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([\w.:-]+)")
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|jpg);base64,([A-Za-z0-9+/=\s]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# More than any drawing has: programs that show one call themselves for each level, and draw each use anew.
_DEEPEST, _MOST_DRAWN, _LONGEST_CHAIN = 200, 20_000, 30
_SMALLEST, _LARGEST, _MOST_OBLONG = 0.5, 20_000.0, 100.0
_PLAIN = "save it as a plain SVG, without scripts, animation, links and files outside it"
_SIZED = "give its svg element a viewBox, such as 0 0 200 60"
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|em|ex)?\s*")


@dataclass(slots=True)
class _Part:
    """An element: what it holds, and the names of the parts that it draws or is drawn with."""

    children: list[_Part] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


class _Reader:
    """Takes what expat finds in a file."""

    def __init__(self) -> None:
        self.root: Mapping[str, str] = {}
        self.top = _Part()
        self.named: dict[str, _Part] = {}
        self._open: list[_Part] = []
        self._style: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._open:
            if name != _ROOT:
                raise UnfitPictureError("is XML, but not SVG", _PLAIN)
            self.root = dict(attributes)
        if len(self._open) >= _DEEPEST:
            raise UnfitPictureError(f"has parts more than {_DEEPEST} deep in each other", _PLAIN)
        element = _allowed_element(name)
        part = _Part()
        (self._open[-1] if self._open else self.top).children.append(part)
        self._open.append(part)
        for attribute, value in attributes.items():
            part.references += _checked_attribute(element, attribute, value)
        if "id" in attributes:
            self.named.setdefault(attributes["id"], part)
        if element == "style":
            self._style = []

    def text(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def end(self, _name: str) -> None:
        part = self._open.pop()
        if self._style is not None:
            part.references += _checked_style("".join(self._style))
            self._style = None


def svg_size(content: bytes) -> tuple[float, float]:
    """The width and height of an SVG, of which only the proportion counts.

    Raises:
        UnfitPictureError: it holds what is not known to be safe, does not say its size, or is no SVG.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _refuse("declares entities")
    parser.ProcessingInstructionHandler = _refuse("has a processing instruction")
    try:
        parser.Parse(content.decode("utf-8-sig"), True)
    except UnicodeDecodeError:
        raise UnfitPictureError("is an SVG that is not UTF-8", _PLAIN) from None
    except expat.ExpatError as problem:
        raise UnfitPictureError(f"is not sound XML ({problem})", _PLAIN) from None
    _refuse_bombs(reader.top, reader.named)
    return _size(reader.root)


def _refuse(what: str) -> Callable[..., None]:
    def handler(*_: object) -> None:
        raise UnfitPictureError(what, _PLAIN)

    return handler


def _allowed_element(name: str) -> str:
    """The plain name of an element; empty for what an editor writes about itself."""
    namespace, _, plain = name.rpartition(" ")
    if namespace == _SVG and plain in _ELEMENTS:
        return plain
    if namespace.startswith(_EDITORS):
        return ""
    raise UnfitPictureError(f"holds an element {plain}, which is not known to draw only", _PLAIN)


def _checked_attribute(element: str, name: str, value: str) -> list[str]:
    """The names of the parts that an attribute refers to."""
    namespace, _, plain = name.rpartition(" ")
    plain = plain.lower()
    if plain.startswith("on"):
        raise UnfitPictureError(f"can run script (its attribute {plain})", _PLAIN)
    if plain in ("href", "src"):
        return _checked_reference(element, value)
    return [] if namespace or plain.startswith(_WORDS) else _checked_style(value)


def _checked_reference(element: str, value: str) -> list[str]:
    reference = value.strip()
    if reference.startswith("#"):
        return [reference[1:]]
    embedded = _EMBEDDED.fullmatch(reference) if element == "image" else None
    if embedded is None:
        raise UnfitPictureError("leads to something outside itself", _PLAIN)
    try:
        content = b64decode(embedded[1])
    except NotBase64:
        raise UnfitPictureError("holds a picture that is damaged", _PLAIN) from None
    if content.startswith(PNG_START):
        png_size(content)
    elif content.startswith(JPEG_START):
        jpeg_size(content)
    else:
        raise UnfitPictureError("holds a picture that is neither PNG nor JPEG", _PLAIN)
    return []


def _checked_style(text: str) -> list[str]:
    """The names of the parts that a style, or a value, refers to; its functions are known functions."""
    plain = _COMMENT.sub(" ", text)
    if "\\" in plain or "@" in plain or "javascript:" in plain.lower():
        raise UnfitPictureError("has a style that is not known to draw only", _PLAIN)
    for function in _FUNCTION.findall(plain):
        if function and function.lower() not in _FUNCTIONS:
            raise UnfitPictureError(f"has a style with {function}(), which is not known to draw only", _PLAIN)
    lowered = plain.lower()
    if lowered.count("url(") != len(_INSIDE_URL.findall(lowered)):
        raise UnfitPictureError("leads to something outside itself", _PLAIN)
    return _REFERENCE.findall(plain)


def _refuse_bombs(top: _Part, named: Mapping[str, _Part]) -> None:
    """Stop where little text draws very much: uses of uses of uses, patterns of patterns."""
    known: dict[int, int] = {}

    def drawn(part: _Part, chain: int) -> int:
        if chain > _LONGEST_CHAIN:
            raise UnfitPictureError("has parts that use each other without end", _PLAIN)
        found = known.get(id(part))
        if found is None:
            found = 1 + sum(drawn(child, chain) for child in part.children)
            found += sum(drawn(named[name], chain + 1) for name in part.references if name in named)
            if found > _MOST_DRAWN:
                raise UnfitPictureError(f"draws more than {_MOST_DRAWN:,} parts", "save a simpler drawing")
            known[id(part)] = found
        return found

    drawn(top, 0)


def _size(root: Mapping[str, str]) -> tuple[float, float]:
    """From the width and height of the root, else from its viewBox."""
    box = root.get("viewBox", "").replace(",", " ").split()
    for pair in ([root.get("width", ""), root.get("height", "")], box[2:]):
        found = [float(match[1]) for match in map(_LENGTH.fullmatch, pair) if match]
        if len(found) == 2 and all(found):
            return _sensible(found[0], found[1])
    raise UnfitPictureError("does not say its size", _SIZED)


def _sensible(width: float, height: float) -> tuple[float, float]:
    sides = (width, height)
    is_sensible = all(isfinite(side) and _SMALLEST <= side <= _LARGEST for side in sides)
    if not is_sensible or max(sides) / min(sides) > _MOST_OBLONG:
        raise UnfitPictureError(f"is {width:g} by {height:g}", _SIZED)
    return width, height
