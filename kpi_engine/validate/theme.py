"""Rules that a theme must keep, so that everybody can read a pack. One rule a function; RULES lists them.

Source: WCAG 2.2, success criteria 1.4.3 (text, 4.5 to 1) and 1.4.11 (lines that are needed, 3 to 1).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from math import floor

from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.definitions.style.contrast import (
    BLACK,
    LEAST_OF_LINES,
    LEAST_OF_TEXT,
    WHITE,
    contrast,
    nearest_with_contrast,
)
from kpi_engine.model.definitions.style.theme import PDF_FAMILIES, GivenTheme, MediaType, PageColours
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error, warning

_RATINGS = ("green", "amber", "red")


@frozen
class _Colour:
    """A colour, the path of its field in the theme's file, and what it is, in words."""

    value: str
    path: str
    words: str


@frozen
class _Use:
    """A colour and the grounds it is drawn on; ``least`` is the contrast that it needs from each."""

    drawn: _Colour
    grounds: tuple[_Colour, ...]
    least: float


Rule = Callable[[GivenTheme, Collection[OutputFormat]], Iterator[Issue]]


def validate_theme(given: GivenTheme, outputs: Collection[OutputFormat]) -> tuple[Issue, ...]:
    """Every problem of a theme, by place; ``outputs`` are the formats that it is for."""
    found = [issue for rule in RULES for issue in rule(given, outputs)]
    return tuple(sorted(found, key=lambda issue: issue.location))


def _colours_stand_out(given: GivenTheme, _outputs: Collection[OutputFormat]) -> Iterator[Issue]:
    theme = given.theme
    paper = (_Colour(theme.paper.background, "", "white paper"),)
    for use in (*_uses(theme.light, "light", paper), *_uses(theme.dark, "dark", ())):
        faint = [ground for ground in use.grounds if contrast(use.drawn.value, ground.value) < use.least]
        places = [given.places.get(colour.path) for colour in (use.drawn, *faint)]
        place = next((place for place in places if place is not None), None)
        # What the theme does not give is a built-in theme's, and sound.
        if faint and place is not None:
            yield error(place, _what(use, faint), _remedy(use, faint, given))


def _uses(page: PageColours, mode: str, paper: tuple[_Colour, ...]) -> Iterator[_Use]:
    """Every colour that the renderers draw or write with, and on what."""
    background = _Colour(page.background, f"{mode}.background", "the background")
    panel = _Colour(page.panel, f"{mode}.panel", "the panel")
    for name, value in (("text", page.text), ("quiet", page.quiet), ("link", page.link)):
        colour = _Colour(value, f"{mode}.{name}", f"{name} of {mode}")
        yield _Use(colour, (background, panel, *paper), LEAST_OF_TEXT)
    accent = _Colour(page.heading, f"{mode}.accent", f"accent of {mode}")
    yield _Use(accent, (background, *paper), LEAST_OF_TEXT)
    if page.strong_line != page.heading:
        lines = _Colour(page.strong_line, f"{mode}.accent", f"the colour of strong lines of {mode}")
        yield _Use(lines, (background, *paper), LEAST_OF_LINES)
    for name, colours in zip(_RATINGS, (page.green, page.amber, page.red), strict=True):
        path = f"{mode}.{name}"
        fill = _Colour(colours.fill, f"{path}.fill", "its fill")
        yield _Use(_Colour(colours.text, f"{path}.text", f"text of {name} in {mode}"), (fill,), LEAST_OF_TEXT)
        border = _Colour(colours.border, f"{path}.border", f"border of {name} in {mode}")
        yield _Use(border, (background, panel, *paper), LEAST_OF_LINES)


def _what(use: _Use, faint: Sequence[_Colour]) -> str:
    """The problem, such as ``text of light, #777777, is too faint``, with the contrasts."""
    ratios = ", ".join(
        f"{_ratio(use.drawn, ground)} to 1 on {ground.words} {ground.value}" for ground in faint
    )
    return f"{use.drawn.words}, {use.drawn.value}, is too faint: {ratios}; {use.least:g} to 1 is needed"


def _ratio(drawn: _Colour, ground: _Colour) -> str:
    """Cut off, not rounded: 4.499 is not enough, and must not read 4.50."""
    return f"{floor(contrast(drawn.value, ground.value) * 100) / 100:.2f}"


def _remedy(use: _Use, faint: Sequence[_Colour], given: GivenTheme) -> str:
    """The nearest colour that would do: of what the theme gives, or of a rating's words."""
    drawn = use.drawn
    verb = "write" if drawn.path in given.places else "add"
    if drawn.path.endswith((".green.text", ".amber.text", ".red.text")):
        return f'{verb} text: "{_black_or_white(use)}", or change the fill'
    if drawn.path not in given.places:
        ground = next(each for each in faint if each.path in given.places)
        better = nearest_with_contrast(ground.value, [drawn.value], use.least)
        return f'write {_field(ground)}: "{better}", or choose {_field(drawn)} as well'
    better = nearest_with_contrast(drawn.value, [ground.value for ground in use.grounds], use.least)
    if not better:
        return "no colour can be seen on all that it is drawn on: bring the background and the panel together"
    return f'write {_field(drawn)}: "{better}", or change the other colour'


def _field(colour: _Colour) -> str:
    return colour.path.rpartition(".")[2]


def _black_or_white(use: _Use) -> str:
    return max((BLACK, WHITE), key=lambda colour: contrast(colour, use.grounds[0].value))


def _a_pdf_has_its_fonts(given: GivenTheme, outputs: Collection[OutputFormat]) -> Iterator[Issue]:
    fonts = given.theme.fonts
    for name, families in (("headings", fonts.headings), ("body", fonts.body)):
        if any(output.is_pdf for output in outputs) and families and not set(families) & set(PDF_FAMILIES):
            yield warning(
                given.places[f"fonts.{name}"],
                f"a PDF cannot be set in {' or '.join(families)}, and is set in {PDF_FAMILIES[0]}",
                f"add one of {', '.join(PDF_FAMILIES)} to the list to choose yourself",
            )


def _a_logo_is_shown_everywhere(given: GivenTheme, outputs: Collection[OutputFormat]) -> Iterator[Issue]:
    logo = given.theme.logo
    has_word = any(output.is_word for output in outputs)
    without = [
        name
        for is_made, name in ((OutputFormat.XLSX in outputs, "a workbook"), (has_word, "a Word file"))
        if is_made
    ]
    if logo is not None and logo.media_type is MediaType.SVG and without:
        yield warning(
            given.places["logo.file"],
            f"{' and '.join(without)} cannot show an SVG logo, and will have none",
            "save it as PNG to have it everywhere",
        )


RULES: tuple[Rule, ...] = (_colours_stand_out, _a_pdf_has_its_fonts, _a_logo_is_shown_everywhere)
