"""What rates the lines of a page, so that its headings and its key say what is true of them.

A target and a floor standard and bands give the same three colours, but a band is no floor standard: what is
said of a page depends on which of them it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kpi_engine.assemble.section.line import Line
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.method_words import Family
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import capitalised

# In the order in which pages name them.
_FAMILIES = tuple(Family)


@frozen
class RatedBy:
    """The families of the methods that rate some lines, in the order of Family; empty without a method."""

    families: tuple[Family, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no threshold is in force."""
        return not self.families

    @property
    def only(self) -> Family | None:
        """The family of all methods; None where there are several, or nothing rates."""
        return self.families[0] if len(self.families) == 1 else None

    @property
    def has_bands_and_others(self) -> bool:
        """Whether some lines are in bands and others are compared with standards."""
        return Family.BANDS in self.families and len(self.families) > 1

    def floor_heading(self, scale: Scale) -> str:
        """The heading of what must not be missed: ``Floor standard or RED band``."""
        named = [family for family in self.families if family is not Family.TARGET] or [Family.FLOOR]
        red = scale.name(Rag.RED)
        texts = [f"{red} band" if family is Family.BANDS else family.heading(scale.words) for family in named]
        others = [text if text.startswith(red) else text.lower() for text in texts[1:]]
        return " or ".join([texts[0], *others])

    def meaning_of(self, rag: Rag, scale: Scale) -> str:
        """``Floor standard not achieved``, ``In the RED band``; empty where nothing is rated."""
        meanings = [family.meaning_of(rag, scale.words, scale.name(rag)) for family in self.families]
        text = scale.of(rag).meaning or ", or ".join(dict.fromkeys(meanings))
        return capitalised(text)


def rated_by(lines: Iterable[Line]) -> RatedBy:
    """What rates the latest figures of some lines."""
    rules = [line.threshold.rule for line in lines if line.threshold is not None]
    found = {rule.family for rule in rules if rule.ratings}
    return RatedBy(tuple(family for family in _FAMILIES if family in found))


def scale_of(lines: Sequence[Line]) -> Scale:
    """The scale that rates some lines, which is the same for all lines of a scorecard."""
    return next((line.indicator.scale for line in lines), RED_AMBER_GREEN)


def is_unrated(lines: Sequence[Line]) -> bool:
    """Whether nothing could rate any of the lines, and nobody has: one sentence says it for all."""
    overridden = any(line.figure is not None and line.figure.override is not None for line in lines)
    return rated_by(lines).is_nothing and not overridden


def floor_label(threshold: Threshold | None, scale: Scale) -> str:
    """What the standard of one line is called that must not be missed."""
    family = Family.FLOOR if threshold is None else threshold.rule.family
    return f"{scale.name(Rag.RED)} band" if family is Family.BANDS else family.heading(scale.words)


def floor_label_in_short(threshold: Threshold | None, scale: Scale) -> str:
    """The same, where there is no room for more."""
    if threshold is None or threshold.rule.family is Family.FLOOR:
        return capitalised(scale.words.floor_in_short)
    return floor_label(threshold, scale)
