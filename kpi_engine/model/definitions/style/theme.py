"""House styles: the colours, fonts and logo of a pack. What a rating means is never left to its colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from kpi_engine.model.definitions.judgement import FURTHER_RATINGS, Rag
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.definitions.style.contrast import BLACK, WHITE, contrast
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Location

# Families that a program finds a font for by itself.
GENERIC_FAMILIES = ("serif", "sans-serif", "monospace", "system-ui")
# The families that a PDF can be set in: kpi's own, and the families that typst brings along.
PDF_FAMILIES = ("DejaVu Sans", "DejaVu Sans Mono", "Libertinus Serif", "New Computer Modern")


@frozen
class RatingColours:
    """The colours of a rating, each as ``#rrggbb``: its ground, the words on it, the line around it."""

    fill: str
    text: str
    border: str


@frozen
class PageColours:
    """The colours of a page, each as ``#rrggbb``.

    ``panel`` is the ground of table heads and totals; ``quiet`` is for words of less weight, and for floor
    standards in charts; ``link`` also for their targets; ``line`` parts rows, ``strong_line`` sections.
    """

    background: str
    panel: str
    text: str
    quiet: str
    heading: str
    link: str
    line: str
    strong_line: str
    green: RatingColours
    amber: RatingColours
    red: RatingColours
    further: tuple[tuple[Rag, RatingColours], ...] = ()

    def of(self, rag: Rag) -> RatingColours:
        """The colours of a rating; a further rating without colours has the colours of RED, AMBER or GREEN.

        Raises:
            KeyError: no rating.
        """
        each = self.of_each()
        return each[rag if rag in each else rag.base]

    def of_each(self) -> Mapping[Rag, RatingColours]:
        """The colours of every rating that has any."""
        three = {Rag.GREEN: self.green, Rag.AMBER: self.amber, Rag.RED: self.red}
        return {**three, **dict(self.further)}

    def with_ratings(self, colours: Mapping[Rag, RatingColours]) -> PageColours:
        """The same with other colours of some ratings."""
        return replace(
            self,
            green=colours.get(Rag.GREEN, self.green),
            amber=colours.get(Rag.AMBER, self.amber),
            red=colours.get(Rag.RED, self.red),
            further=tuple((rag, colours[rag]) for rag in FURTHER_RATINGS if rag in colours),
        )


@frozen
class Fonts:
    """Families in order of preference; empty for the format's own."""

    headings: tuple[str, ...] = ()
    body: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The first family with a name, for a program that takes a single family; may be empty."""
        return _first_named(self.headings) or self.text

    @property
    def text(self) -> str:
        """As ``heading``, for everything else."""
        return _first_named(self.body)


def _first_named(families: tuple[str, ...]) -> str:
    return next((family for family in families if family not in GENERIC_FAMILIES), "")


class MediaType(Enum):
    """What a logo can be."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    SVG = "image/svg+xml"


@frozen
class Logo:
    """A picture of at most a few hundred kilobytes; ``width`` and ``height`` give its proportions."""

    content: bytes
    media_type: MediaType
    alternative_text: str
    width: float
    height: float


@frozen
class Theme:
    """A house style. ``light`` and ``dark`` are for screens; ``paper`` is light on a white ground."""

    name: str
    light: PageColours
    dark: PageColours
    paper: PageColours
    fonts: Fonts = Fonts()
    logo: Logo | None = None


# The grounds of ratings beside the three, where a scale gives none: far from theirs in grey, too.
_GROUNDS = {Rag.BLUE: "#1d70b8", Rag.AMBER_GREEN: "#b8d430", Rag.AMBER_RED: "#d4692a"}


def with_colours_of(scale: Scale, theme: Theme) -> Theme:
    """The theme with the colours of a scale.

    Words on a ground are black or white, whichever has more contrast.
    """
    grounds = {
        rating.rag: rating.colour or _GROUNDS.get(rating.rag, "")
        for rating in scale.ratings
        if rating.colour or rating.rag in _GROUNDS
    }
    if not grounds:
        return theme

    def with_grounds(page: PageColours) -> PageColours:
        made = {
            rag: RatingColours(ground, max((BLACK, WHITE), key=lambda ink: contrast(ink, ground)), page.text)
            for rag, ground in grounds.items()
        }
        return page.with_ratings(made)

    return replace(
        theme,
        light=with_grounds(theme.light),
        dark=with_grounds(theme.dark),
        paper=with_grounds(theme.paper),
    )


@frozen
class GivenTheme:
    """A theme as a scorecard names it; ``location`` is where it does.

    ``places`` gives the location in its file of each value that it gives, by its path: ``light.green.fill``.
    """

    theme: Theme
    location: Location
    places: Mapping[str, Location]


_INK, _PALE = "#14181d", "#eef1f4"
_LIGHT = PageColours(
    background=WHITE,
    panel="#f3f5f7",
    text=_INK,
    quiet="#48525e",
    heading=_INK,
    link="#0b4f9e",
    line="#c3cad2",
    strong_line=_INK,
    green=RatingColours("#3fa372", "#000000", _INK),
    amber=RatingColours("#ffdd00", "#000000", _INK),
    red=RatingColours("#942514", "#ffffff", _INK),
)
_DARK = PageColours(
    background=_INK,
    panel="#20262d",
    text=_PALE,
    quiet="#b4bec9",
    heading=_PALE,
    link="#8fc1ff",
    line="#46505b",
    strong_line="#b4bec9",
    green=replace(_LIGHT.green, border=_PALE),
    amber=replace(_LIGHT.amber, border=_PALE),
    red=replace(_LIGHT.red, border=_PALE),
)
# On paper a slightly darker panel is needed to be seen.
STANDARD = Theme("standard", _LIGHT, _DARK, replace(_LIGHT, panel="#e9edf1"))


def _with_blue(colours: PageColours) -> PageColours:
    return replace(colours, green=replace(colours.green, fill="#5694ca"))


# For readers who do not tell green from red: the words and shapes stay, and blue is far from both others.
BLUE_FOR_GOOD = Theme("blue for good", _with_blue(_LIGHT), _with_blue(_DARK), _with_blue(STANDARD.paper))
BUILT_IN_THEMES: Mapping[str, Theme] = MappingProxyType(
    {theme.name: theme for theme in (STANDARD, BLUE_FOR_GOOD)}
)
