"""Small pictures for logos, made here, and a theme with one of them."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import replace

from kpi_engine.model.definitions.style.theme import STANDARD, Fonts, Logo, MediaType, RatingColours, Theme

JPEG = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVk"
    "VGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAAIABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xA"
    "AUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oA"
    "DAMBAAIRAxEAPwCSACW//9k="
)
"""16 by 8 pixels of dark green."""

SVG = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 10">'
    b'<defs><linearGradient id="g"><stop offset="0" stop-color="#00703c"/></linearGradient></defs>'
    b'<rect width="30" height="10" fill="url(#g)"/><use xlink:href="#g"/></svg>\n'
)


def png(width: int = 40, height: int = 10) -> bytes:
    """A dark green PNG that says it has 300 dots an inch, as logos for print do."""
    rows = (b"\0" + b"\x00\x70\x3c" * width) * height
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            png_chunk(b"pHYs", struct.pack(">IIB", 11811, 11811, 1)),
            png_chunk(b"IDAT", zlib.compress(rows)),
            png_chunk(b"IEND", b""),
        )
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG_LOGO = Logo(png(), MediaType.PNG, 'Riverside "Borough" Council', 40, 10)
JPEG_LOGO = Logo(JPEG, MediaType.JPEG, "Riverside", 16, 8)
SVG_LOGO = Logo(SVG, MediaType.SVG, "Riverside", 30, 10)

_LIGHT = replace(
    STANDARD.light,
    background="#fbfaf5",
    heading="#00703c",
    strong_line="#00703c",
    panel="#e6efe6",
    red=RatingColours("#b10e1e", "#fffffe", "#5a0710"),
)
_DARK = replace(STANDARD.dark, background="#0f1a14", heading="#7fd6a3", strong_line="#7fd6a3")
HOUSE = Theme(
    "Riverside",
    _LIGHT,
    _DARK,
    replace(_LIGHT, background="#ffffff"),
    Fonts(("Georgia", "Libertinus Serif", "serif"), ("Gill Sans", "sans-serif")),
    PNG_LOGO,
)
