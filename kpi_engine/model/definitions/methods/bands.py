"""Rating by bands: of the value, or of the percent that it is of its target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import before_rounding, rounded_half_up, shortest
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.judgement import BEST_FIRST, NotRated, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.band_bounds import Start, values_from, values_from_percent
from kpi_engine.model.definitions.methods.band_words import interval_words, recorded
from kpi_engine.model.definitions.methods.intervals import Interval, Standards, aim_of, side_of
from kpi_engine.model.definitions.methods.method import Limit, RatingMethod, one_sided
from kpi_engine.model.definitions.methods.method_words import DrawnEdge, Family, FloorText, Judged, Wording
from kpi_engine.model.definitions.methods.on_record import OF_PERCENT, OF_VALUE
from kpi_engine.model.frozen import frozen


@frozen
class BandsRule(RatingMethod):
    """Rated by the band that the value, or the percent that it is of the target, lies in.

    The bands touch without gap or overlap. Where ``amber`` is None, a value that is not GREEN is RED.
    ``name`` is the name of the bands in the definitions, ``since`` their date there, where they have a date.
    A percent is rounded half up to ``decimals`` first; it needs a target above 0. Bands of the value have the
    indicator's ``decimals``, and need no target. ``earlier``: the version that these bands replaced. Source:
    docs/rating-rules.md, "Bands".
    """

    target: Decimal | None
    name: str
    of: BandsOf
    decimals: int
    green: Band
    amber: Band | None
    red: Band
    since: str = ""
    earlier: BandsRule | None = None
    further: tuple[tuple[Rag, Band], ...] = ()

    @property
    def edges(self) -> tuple[Edge, ...]:
        """Where the bands begin and end."""
        bands = [band for _rag, band in reversed(self.bands)]
        ends = (end for band in bands for end in (band.low, band.high))
        return tuple(end for end in ends if end is not None)

    @property
    def is_of_target(self) -> bool:
        """Whether they are of the percent of the target, else of the value."""
        return self.of is BandsOf.PERCENT_OF_TARGET

    @property
    def worst_but_red(self) -> Band:
        """The worst band that is not RED."""
        return self.amber or self.band_of(Rag.AMBER_GREEN) or self.green

    def band_of(self, rag: Rag) -> Band | None:
        """The band with a rating."""
        return dict(self.bands).get(rag)

    @property
    def bands(self) -> tuple[tuple[Rag, Band], ...]:
        """The bands with their ratings, best first."""
        found = {Rag.GREEN: self.green, Rag.AMBER: self.amber, Rag.RED: self.red, **dict(self.further)}
        return tuple((rag, band) for rag in BEST_FIRST if (band := found.get(rag)) is not None)

    @property
    def highest_is_green(self) -> bool:
        """Whether GREEN is the band of the highest numbers, else of the lowest."""
        ends = self.green.low, self.red.high
        return ends[0] is not None and ends[1] is not None and ends[0].number >= ends[1].number

    @property
    def starts(self) -> tuple[tuple[Rag, Edge], ...]:
        """Where each band but the worst begins, coming from the worse band; best first."""
        found = ((rag, self.edge_of(rag)) for rag, _band in self.bands)
        return tuple((rag, edge) for rag, edge in found if edge is not None)

    def edge_of(self, rag: Rag) -> Edge | None:
        """Where the band of a rating begins, coming from the worse band; None if there is no such edge."""
        band = self.band_of(rag)
        return None if band is None or rag is Rag.RED else self.start_of(band)

    def start_of(self, band: Band) -> Edge | None:
        """The end of a band that is next to the worse band; None if the band is the worst."""
        return band.low if self.highest_is_green else band.high

    def rag_of(self, number: Decimal) -> Rag:
        """The rating of a value, or of a percent of target, whichever the bands are of."""
        for rag, band in self.bands:
            if rag is not Rag.RED and self._reaches(number, self.start_of(band)):
                return rag
        return Rag.RED

    def _reaches(self, number: Decimal, start: Edge | None) -> bool:
        if start is None or (start.included and number == start.number):
            return True
        return number > start.number if self.highest_is_green else number < start.number

    def value_at(self, edge: Edge) -> Fraction:
        """The value that an edge means, in the unit of the value."""
        if self.is_of_target and self.target is not None:
            return Fraction(edge.number) * Fraction(self.target) / 100
        return Fraction(edge.number)

    def percent_of_target(self, value: Decimal) -> Decimal | None:
        """The percent that bands of percent of target rate a displayed value by; None for other bands."""
        if not self.is_of_target or self.target is None:
            return None
        return rounded_half_up(Fraction(100) * Fraction(value) / Fraction(self.target), self.decimals)

    def standards(self, polarity: Polarity, rate_on: RateOn) -> Standards:
        """Where a value is GREEN, and where it is not RED.

        Raises:
            ValueError: bands of percent of target without a target, or bands that do not follow each other.
        """
        green, amber = (self._reaching(band, rate_on) for band in (self.green, self.worst_but_red))
        target = side_of(self.target, polarity)
        further = tuple((rag, self._reaching(band, rate_on)) for rag, band in self.further)
        return Standards(green, amber, target, aim_of(polarity, self.target), NotRated.RATED, further)

    def _reaching(self, band: Band, rate_on: RateOn) -> Interval:
        """The values in a band or a better band."""
        edge = self.start_of(band)
        if edge is None:
            raise ValueError(
                "a band that is not the worst begins somewhere: the rules of validate/bands.py say so"
            )
        start = Start(edge.number, edge.included, self.highest_is_green)
        if self.of is BandsOf.VALUE:
            return values_from(start)
        if self.target is None:
            raise ValueError("bands of percent of target have a target: the reader refuses others")
        return values_from_percent(start, self.decimals, self.target, rate_on)

    @property
    def on_record(self) -> str:
        """Every edge: ``value, green from 65, amber from 50 below 65, red below 50``."""
        bands = [f"{rag.key} {recorded(band)}" for rag, band in self.bands]
        of = OF_VALUE if self.of is BandsOf.VALUE else f"{OF_PERCENT}{self.decimals} decimals, "
        return f"{of}{', '.join(bands)}"

    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The target: the edges have checks of their own."""
        if self.target is not None:
            yield "target", self.target

    def all_numbers(self) -> Iterator[Fraction]:
        """The target, and the values that the edges are at."""
        if self.target is not None:
            yield Fraction(self.target)
        yield from (self.value_at(edge) for edge in self.edges)

    def percents(self) -> Iterator[Decimal]:
        """The percents of target that bands begin or end with."""
        if self.is_of_target:
            yield from (edge.number for edge in self.edges)

    def rag_of_percent(self, percent: Decimal) -> Rag | None:
        """The rating of a percent of target; None where the bands are of the value."""
        return self.rag_of(percent) if self.is_of_target else None

    def limits(self, polarity: Polarity) -> tuple[Limit | None, Limit | None]:
        """Where RED ends, by the margin of the figure, and the target, which rates nothing."""
        name = "green band" if self.worst_but_red is self.green else "amber band or better"
        target = one_sided(self.target, polarity)
        return (
            Limit(name, None, None, Rag.AMBER),
            None if target is None else Limit("target", *target, Rag.NONE),
        )

    @property
    def width(self) -> Fraction | None:
        """The width of the AMBER band, in the unit of the value."""
        green, least = self.start_of(self.green), self.start_of(self.worst_but_red)
        if self.amber is None or green is None or least is None:
            return None
        return abs(self.value_at(green) - self.value_at(least))

    def in_force_words(self, wording: Wording, polarity: Polarity, basis: str) -> str:
        """``target 1,874, bands "contract": GREEN 65% of target or more · …``."""
        target = "no target" if self.target is None else f"target {wording.standard(self.target)}"
        return f'{target}, bands "{self.name}": {self.all_words(wording)}{basis}'

    def why_words(self, judged: Judged, wording: Wording) -> str:
        """``35.3% of the target of 1,874 (35.325…%), and RED is below 50% of target``."""
        lies_in = self.rating_words(judged.rag, wording)
        percent = None if judged.displayed is None else self.percent_of_target(judged.displayed)
        if percent is None or self.target is None or judged.rated is None:
            return f"in the {wording.name(judged.rag)} band of {lies_in}"
        told = f"{percent:,f}% of the target of {wording.standard(self.target)}"
        exact = 100 * judged.rated / Fraction(self.target)
        if exact != percent:
            told = f"{told} ({before_rounding(exact, self.decimals)}% before rounding)"
        return f"{told}, and {wording.name(judged.rag)} is {lies_in}"

    def target_words(self, wording: Wording, polarity: Polarity) -> str:
        """``1,874; GREEN 65% of target or more · …``."""
        target = "no target" if self.target is None else wording.standard(self.target)
        return f"{target}; {self.all_words(wording)}"

    def floor_text(self, wording: Wording, polarity: Polarity) -> FloorText | None:
        """The RED band."""
        text = self.band_words(self.red, wording)
        return FloorText(text, f"{text} is {wording.name(Rag.RED)}")

    def sentences(self, wording: Wording, polarity: Polarity, basis: str, percent: str) -> Iterator[str]:
        """``The target is 1,874, and this is 35.3% of target.``, ``Bands: GREEN …``."""
        if self.target is not None:
            reached = f", and this is {percent}" if percent else ""
            yield f"The target is {wording.standard(self.target)}{reached}."
        yield f"Bands: {self.all_words(wording)}."

    def short_words(self, wording: Wording) -> Iterator[str]:
        """The bands."""
        yield self.all_words(wording)

    def floor_name(self, wording: Wording, several: bool) -> str:
        """``the amber band ("scores")``."""
        return f'the {"green" if self.amber is None else "amber"} band ("{self.name}")'

    def rating_words(self, rag: Rag, wording: Wording) -> str:
        """The numbers of the band of a rating."""
        band = self.band_of(rag)
        return wording.words.said(rag.words) if band is None else self.band_words(band, wording)

    def drawn_edges(self, wording: Wording) -> tuple[DrawnEdge, ...]:
        """Where the bands begin, best first, in the unit of the value: nothing is rounded."""
        edges = []
        for rag, band in self.bands:
            start = None if rag is Rag.RED else self.start_of(band)
            if start is not None:
                number = start.number
                if self.is_of_target and self.target is not None:
                    # All the decimals that the product has.
                    decimals = decimals_of(start.number) + decimals_of(self.target) + 2
                    number = shortest(rounded_half_up(self.value_at(start), decimals))
                edges.append(DrawnEdge(rag, number, self.band_words(band, wording), self.is_of_target))
        return tuple(edges)

    def band_words(self, band: Band, wording: Wording) -> str:
        """A band by itself: ``50% to below 65% of target``, ``8 to 15``, ``where AMBER is the worst``."""
        return self._words(band, wording, " of target" if self.is_of_target else "")

    def all_words(self, wording: Wording) -> str:
        """``GREEN 65% of target or more · AMBER 50% to below 65% · RED below 50%``."""
        texts: list[str] = []
        for rag, band in self.bands:
            # What the percent is of is said once.
            words = self._words(band, wording, "") if texts else self.band_words(band, wording)
            texts.append(f"{wording.name(rag)} {words}")
        return " · ".join(texts)

    def _words(self, band: Band, wording: Wording, of_what: str) -> str:
        if wording.named:
            inside = [name for number, name in wording.named if self.band_of(self.rag_of(number)) is band]
            return wording.named_text(" or ".join(inside)) if inside else "never"
        number = _percent if self.is_of_target else wording.standard
        return interval_words(band, number, of_what)

    @property
    def bands_name(self) -> str:
        """What the definitions call the bands."""
        return self.name

    @property
    def ratings(self) -> frozenset[Rag]:
        """The ratings that it can give."""
        return frozenset(rag for rag, _band in self.bands)

    @property
    def can_be_missed(self) -> bool:
        """There is a RED band."""
        return True

    @property
    def family(self) -> Family:
        """Bands."""
        return Family.BANDS

    @property
    def percent_decimals(self) -> int:
        """The decimals that a percent of target is rated with."""
        return self.decimals if self.is_of_target else 0

    def equality_words(self, wording: Wording) -> str:
        """Nothing: the words of a band say whether its edge is in it."""
        return ""


def _percent(number: Decimal) -> str:
    return f"{number:,f}%"
