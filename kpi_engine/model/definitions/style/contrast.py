"""The contrast of two colours, by WCAG 2.2, and the nearest colour that has enough contrast.

Colours are ``#rrggbb``. Source: https://www.w3.org/TR/WCAG22/, "relative luminance" and "contrast ratio".
"""

from __future__ import annotations

from collections.abc import Collection

LEAST_OF_TEXT = 4.5
LEAST_OF_LINES = 3.0
BLACK, WHITE = "#000000", "#ffffff"
# How many steps there are from a colour to black or white when a better one is looked for.
_STEPS = 32


def luminance(colour: str) -> float:
    """The relative luminance of a colour: 0 of black to 1 of white."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, whichever is the lighter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest_with_contrast(colour: str, grounds: Collection[str], least: float) -> str:
    """The colour itself, made darker or lighter until it has enough contrast with each ground.

    Returns:
        The colour; empty if no colour has enough contrast.
    """
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            found = _mixed(colour, end, step / _STEPS)
            if all(contrast(found, ground) >= least for ground in grounds):
                return found
    return ""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: str, end: str, share: float) -> str:
    """The colour with this share of another in it."""
    pairs = zip(_channels(colour), _channels(end), strict=True)
    return "#" + "".join(f"{round(own + (other - own) * share):02x}" for own, other in pairs)
