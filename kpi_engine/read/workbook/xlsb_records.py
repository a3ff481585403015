"""The records that the parts of a binary workbook (.xlsb) are made of ([MS-XLSB] 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

_MORE = 0x80
_DIGITS = 0x7F
_UINT = struct.Struct("<I")
_REAL = struct.Struct("<d")


class Record:
    """The bytes of a record, read from its start."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        self._at += size

    def byte(self) -> int:
        """One byte, unsigned."""
        self._at += 1
        return self._data[self._at - 1]

    def short(self) -> int:
        """Two bytes, unsigned."""
        return self.byte() | self.byte() << 8

    def uint(self) -> int:
        """Four bytes, unsigned."""
        self._at += 4
        return int(_UINT.unpack_from(self._data, self._at - 4)[0])

    def real(self) -> float:
        """Eight bytes, a binary floating point number."""
        self._at += 8
        return float(_REAL.unpack_from(self._data, self._at - 8)[0])

    def compressed(self) -> float:
        """Four bytes, an RkNumber: thirty bits of a number, and whether it was multiplied by 100."""
        bits = self.uint()
        if bits & 2:
            number = float((bits >> 2) - ((bits >> 31) << 30))
        else:
            number = float(_REAL.unpack(b"\0\0\0\0" + _UINT.pack(bits & 0xFFFFFFFC))[0])
        return number / 100 if bits & 1 else number

    def text(self) -> str:
        """A length and as many characters in UTF-16; a length of 0xFFFFFFFF is no text."""
        length = self.uint()
        if length == 0xFFFFFFFF:
            return ""
        start, self._at = self._at, self._at + 2 * length
        if self._at > len(self._data):
            raise ValueError("text beyond its record")
        return self._data[start : self._at].decode("utf-16-le", "replace")


def records(stream: IO[bytes]) -> Iterator[tuple[int, Record]]:
    """The records of a part with their kinds.

    Raises:
        ValueError: the part ends inside a record.
    """
    data = stream.read()
    at = 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        size, at = _varying(data, at, 4)
        if at + size > len(data):
            raise ValueError("the part ends inside a record")
        yield kind, Record(data[at : at + size])
        at += size


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first; and the place after it."""
    number = 0
    for digit in range(most):
        if at >= len(data):
            raise ValueError("the part ends inside a record")
        byte = data[at]
        at += 1
        number |= (byte & _DIGITS) << 7 * digit
        if not byte & _MORE:
            break
    return number, at
