"""PNG and JPEG files: their size, read from their parts."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from kpi_engine.read.unfit import UnfitPictureError

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
