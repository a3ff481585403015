"""PNG and JPEG files: their size, and that they are whole."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator


class UnfitPictureError(Exception):
    """``what`` is wrong with a picture and what to do (``remedy``), as an Issue has them."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


PNG_START = b"\x89PNG\r\n\x1a\n"
JPEG_START = b"\xff\xd8\xff"
LONGEST_SIDE = 5_000
_HEAD_LENGTH = 13
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by kind of colour
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
    head, packed, ended = b"", [], False
    for kind, data in _png_parts(content):
        if kind == b"IHDR" and len(data) == _HEAD_LENGTH:
            head = data
        if kind == b"IDAT":
            packed.append(data)
        ended = ended or kind == b"IEND"
    if not head or not ended or not _holds_a_picture(b"".join(packed), head):
        raise UnfitPictureError("is a PNG that is damaged or cut short", SAVE_ANEW)
    width, height = struct.unpack_from(">II", head)
    return float(width), float(height)


def _png_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the data of each part, as far as the file is whole."""
    at = len(PNG_START)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        data = content[at + 8 : at + 8 + length]
        check = int.from_bytes(content[at + 8 + length : at + 12 + length])
        if len(data) < length or zlib.crc32(kind + data) != check:
            return
        yield kind, data
        at += 12 + length


def _holds_a_picture(packed: bytes, head: bytes) -> bool:
    """Whether the packed data hold as many bytes as the picture has; with interlacing, any number."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if width > LONGEST_SIDE or height > LONGEST_SIDE:
        return True  # the size is told instead
    wanted = height * (1 + (width * depth * _CHANNELS.get(colour, 0) + 7) // 8)
    try:
        found = len(zlib.decompressobj().decompress(packed, wanted + 1))
    except zlib.error:
        return False
    return found > 0 if interlaced else found == wanted


def jpeg_size(content: bytes) -> tuple[float, float]:
    """The width and height of a JPEG in pixels, from its start of frame.

    Raises:
        UnfitPictureError: one of its parts is damaged or missing, or not every format can show its kind.
    """
    if content[6:10] not in _JPEG_HEADS:
        raise UnfitPictureError("is a JPEG of an unusual kind, without a head of JFIF or Exif", SAVE_ANEW)
    size, has_picture = None, False
    for marker, start, length in _jpeg_parts(content):
        has_picture = has_picture or marker == _JPEG_PICTURE
        if marker in _FRAMES and length >= 5:
            height, width = struct.unpack_from(">HH", content, start + 1)
            size = float(width), float(height)
        if marker == _JPEG_END and size is not None and has_picture:
            return size
    raise UnfitPictureError("is a JPEG that is damaged or cut short", SAVE_ANEW)


def _jpeg_parts(content: bytes) -> Iterator[tuple[int, int, int]]:
    """The marker of each part, where its data starts and how long they are, as far as the file is whole.

    Up to the picture one part follows the other; in the picture a part begins where there is a marker.
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
