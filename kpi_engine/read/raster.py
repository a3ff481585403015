"""PNG and JPEG files: their size, read from their parts."""

from __future__ import annotations

import struct
import zlib

from kpi_engine.read.unfit import UnfitPictureError

PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
SAVE_ANEW = "save it anew, as PNG, with a program that draws"
# The library that writes Word files knows a JPEG by one of these only.
_JPEG_HEADS = (b"JFIF", b"Exif")
# Start-of-frame segments, which give the size; C4, C8 and CC are others in the same row.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


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
        UnfitPictureError: there is none, or it is of a kind that not every format can show.
    """
    if content[6:10] not in _JPEG_HEADS:
        raise UnfitPictureError("is a JPEG of an unusual kind, without a head of JFIF or Exif", SAVE_ANEW)
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        if content[at + 1] in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return float(width), float(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise UnfitPictureError("is a JPEG that is damaged or cut short", SAVE_ANEW)
