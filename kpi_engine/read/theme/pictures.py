"""SVG files: their size, and that they draw and do nothing else.

A browser neither runs nor fetches anything for a picture in an ``<img>``; other programs that show a pack may
know no such rule, so a file that asks for it is refused.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat


class UnfitPictureError(Exception):
    """``what`` is wrong with a picture and what to do (``remedy``), as an Issue has them."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


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


PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
SAVE_ANEW = "save it anew, as PNG, with a program that draws"
# The library that writes Word files knows a JPEG by one of these only.
_JPEG_HEADS = (b"JFIF", b"Exif")
# Start-of-frame segments, which give the size; C4, C8 and CC are others in the same row.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_PICTURE, _JPEG_END = 0xDA, 0xD9
# What follows FF inside a picture: a byte FF of its own, and marks to start anew from.
_NO_PART = frozenset((0x00, 0x01, *range(0xD0, 0xD8)))


def png_size(content: bytes) -> tuple[float, float]:
    """The width and height of a PNG in pixels.

    Raises:
        UnfitPictureError: one of its parts is damaged or missing.
    """
    at = len(PNG_START)
    size: tuple[int, int] | None = None
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        check = int.from_bytes(content[at + 8 + length : at + 12 + length])
        if len(data) < length or zlib.crc32(kind + data) != check:
            break
        if kind == b"IHDR" and length == 13:
            size = struct.unpack_from(">II", data)
        if kind == b"IEND" and size is not None:
            return float(size[0]), float(size[1])
        at += 12 + length
    raise UnfitPictureError("is a PNG that is damaged or cut short", SAVE_ANEW)


def jpeg_size(content: bytes) -> tuple[float, float]:
    """The width and height of a JPEG in pixels, from its start of frame.

    Raises:
        UnfitPictureError: one of its parts is damaged or missing, or not every format can show its kind.
    """
    if content[6:10] not in _JPEG_HEADS:
        raise UnfitPictureError("is a JPEG of an unusual kind, without a head of JFIF or Exif", SAVE_ANEW)
    size = None
    for marker, start, length in _jpeg_parts(content):
        if marker in _FRAMES and length >= 5:
            height, width = struct.unpack_from(">HH", content, start + 1)
            size = float(width), float(height)
        if marker == _JPEG_END and size is not None:
            return size
    raise UnfitPictureError("is a JPEG that is damaged or cut short", SAVE_ANEW)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker of each part, where its data starts and how long they are, as far as the file is whole.

    Up to the picture one part follows the other; in it they stand where there is a marker.
    """
    at, in_picture = 2, False
    while (found := content.find(b"\xff", at)) == at or (found > at and in_picture):
        marker = content[found + 1 : found + 2]
        if in_picture and marker and (marker == b"\xff" or marker[0] in _NO_PART):
            at = found + 1
            continue
        if marker == bytes((_JPEG_END,)):
            yield _JPEG_END, found, 0
            return
        length = int.from_bytes(content[found + 2 : found + 4])
        at = found + 2 + length
        if length < 2 or at > len(content):
            return
        yield marker[0], found + 4, length - 2
        in_picture = in_picture or marker[0] == _JPEG_PICTURE
