"""A picture file → a logo. What a file is its bytes say, not its name.

A logo goes into every page, so it is small; and it can neither run nor fetch anything (read/theme/svg.py).
"""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.style.theme import Logo, MediaType
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.theme.pictures import (
    JPEG_START,
    LONGEST_SIDE,
    PNG_START,
    SAVE_ANEW,
    UnfitPictureError,
    jpeg_size,
    png_size,
)
from kpi_engine.read.theme.svg import svg_size
from kpi_engine.read.yaml.lists import Placed

LARGEST_LOGO = 250_000


def read_logo(file: Path, named: Placed[str], alternative_text: str, issues: list[Issue]) -> Logo | None:
    """The logo in a file that is inside the project; None where it cannot be used."""
    try:
        content = read_file(file, LARGEST_LOGO, "save a smaller picture: a logo goes into every page")
        media_type, width, height = _measured(content)
    except UnreadableFileError as unread:
        what = f"the logo {shown(named.value)} cannot be read: {unread.what}"
        issues.append(error(named.location, what, unread.remedy))
        return None
    except UnfitPictureError as unfit:
        issues.append(error(named.location, f"the logo {shown(named.value)} {unfit.what}", unfit.remedy))
        return None
    return Logo(content, media_type, alternative_text, width, height)


def _measured(content: bytes) -> tuple[MediaType, float, float]:
    """What the picture is, its width and its height."""
    if content.startswith(PNG_START):
        media_type, (width, height) = MediaType.PNG, png_size(content)
    elif content.startswith(JPEG_START):
        media_type, (width, height) = MediaType.JPEG, jpeg_size(content)
    elif b"<svg" in content or b":svg" in content:
        return MediaType.SVG, *svg_size(content)
    else:
        raise UnfitPictureError("is neither a PNG, a JPEG nor an SVG file", SAVE_ANEW)
    if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE):
        remedy = f"save it with 1 to {LONGEST_SIDE:,} on each side"
        raise UnfitPictureError(f"is {width:g} by {height:g} pixels", remedy)
    return media_type, width, height
