"""SVG files: their size, and that they draw and do nothing else.

A browser neither runs nor fetches anything for a picture in an ``<img>``; other programs that show a pack may
know no such rule, so a file that asks for it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from kpi_engine.read.unfit import UnfitPictureError

_ROOT = "http://www.w3.org/2000/svg svg"
# More than any drawing has; programs that show one call themselves for each level.
_DEEPEST = 200
_ACTIVE = frozenset(("script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler"))
# What a reference may lead to: a part of the same file, or a picture that is in it.
_INSIDE = r"\s*(?:#|data:image/(?:png|jpeg|gif)[;,])"
_OUTSIDE_IN_STYLE = re.compile(rf"@import|url\(\s*['\"]?(?!{_INSIDE})", re.IGNORECASE)
_PLAIN = "save it as a plain SVG, without scripts, links and files outside it"
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*(?:px|pt|pc|mm|cm|in|em|ex)?\s*")


def svg_size(content: bytes) -> tuple[float, float]:
    """The width and height of an SVG, of which only the proportion counts.

    Raises:
        UnfitPictureError: it does more than draw, does not say its size, or is no SVG.
    """
    root: dict[str, str] = {}
    opened: list[str] = []
    parser = expat.ParserCreate("utf-8", " ")

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if not opened:
            if name != _ROOT:
                raise UnfitPictureError("is XML, but not SVG", _PLAIN)
            root.update(attributes)
        opened.append(name)
        if len(opened) > _DEEPEST:
            raise UnfitPictureError(f"has parts more than {_DEEPEST} deep in each other", _PLAIN)
        _refuse_active(name.rpartition(" ")[2].lower(), attributes)

    def end(_name: str) -> None:
        opened.pop()

    def refuse(what: str) -> Callable[..., None]:
        def handler(*_: object) -> None:
            raise UnfitPictureError(what, _PLAIN)

        return handler

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = _refuse_style
    parser.EntityDeclHandler = refuse("declares entities")
    parser.ProcessingInstructionHandler = refuse("has a processing instruction")
    parser.buffer_text = True
    try:
        parser.Parse(content.decode("utf-8-sig"), True)
    except UnicodeDecodeError:
        raise UnfitPictureError("is an SVG that is not UTF-8", _PLAIN) from None
    except expat.ExpatError as problem:
        raise UnfitPictureError(f"is not sound XML ({problem})", _PLAIN) from None
    return _size(root)


def _refuse_active(element: str, attributes: Mapping[str, str]) -> None:
    if element in _ACTIVE:
        raise UnfitPictureError(f"holds an element {element}", _PLAIN)
    for name, value in attributes.items():
        plain = name.rpartition(" ")[2].lower()
        if plain.startswith("on"):
            raise UnfitPictureError(f"can run script (its attribute {plain})", _PLAIN)
        if plain in ("href", "src") and not re.match(_INSIDE, value, re.IGNORECASE):
            raise UnfitPictureError("leads to something outside itself", _PLAIN)
        _refuse_style(value)


def _refuse_style(text: str) -> None:
    if _OUTSIDE_IN_STYLE.search(text):
        raise UnfitPictureError("leads to something outside itself", _PLAIN)


def _size(root: Mapping[str, str]) -> tuple[float, float]:
    """From the width and height of the root, else from its viewBox."""
    box = root.get("viewBox", "").replace(",", " ").split()
    for pair in ([root.get("width", ""), root.get("height", "")], box[2:]):
        found = [match for match in map(_LENGTH.fullmatch, pair) if match]
        if len(found) == 2 and all(float(match[1]) for match in found):
            return float(found[0][1]), float(found[1][1])
    remedy = "give its svg element a viewBox, such as 0 0 200 60"
    raise UnfitPictureError("does not say its size", remedy)
