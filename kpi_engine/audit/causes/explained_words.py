"""An explanation of several RAGs and arrows in words: what they follow, where, and which are exceptions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kpi_engine.audit.causes.merging import Explained
from kpi_engine.audit.page.judged import JUDGED_FIELDS, Judged
from kpi_engine.audit.page.wording import PLURALS, listed, number_word
from kpi_engine.model.outputs.audit import Alternative, Diagnosis, PrintedField, Sureness
from kpi_engine.model.wording import capitalised


def explanation_of(judged: Judged, explained: Explained) -> str:
    """How many of the cells contradict the rules, and which do not follow the hypothesis."""
    wrong, both = len(explained.cells), explained.support.cannot_tell
    exceptions = explained.support.failed
    if not both and not exceptions:
        return "Each of them contradicts the rules."
    text = f"{number_word(wrong).capitalize()} of them contradict the rules"
    if both:
        rest = f"{'the other ' if not exceptions else ''}{number_word(both)}"
        text += f"; {rest} fit{'s' if both == 1 else ''} both"
    return f"{text}.{_exceptions(judged, explained)}"


def _exceptions(judged: Judged, explained: Explained) -> str:
    """The cells that do not follow the hypothesis, by name."""
    sentences = []
    if explained.right:
        several = len(explained.right) > 1
        sentences.append(
            f"{_named(judged, explained.right)} {'do' if several else 'does'} not follow it and "
            f"{'are' if several else 'is'} right."
        )
    if explained.neither:
        several = len(explained.neither) > 1
        sentences.append(
            f"{_named(judged, explained.neither)} fit{'' if several else 's'} neither and "
            f"{'are' if several else 'is'} listed separately."
        )
    return "".join(f" {sentence}" for sentence in sentences)


def _named(judged: Judged, cells: Sequence[tuple[int, PrintedField]]) -> str:
    """``The arrow of CYPE8 in Swale``."""
    figures = judged.page.figures
    names = listed([f"the {name.words} of {figures[at].code} in {figures[at].area}" for at, name in cells])
    return capitalised(names)


def diagnosis_of(judged: Judged, explained: Explained) -> Diagnosis:
    """The hypothesis in words, how sure it is, and what fits as well."""
    page = judged.page
    indicators = [page.indicators[code] for code in explained.codes]
    tried = np.isin(page.code, explained.codes)
    if explained.hypothesis.speaks_of is not None:
        tried &= explained.hypothesis.speaks_of
    names = [field for field in JUDGED_FIELDS if field in explained.scope]
    printed = [field for field in names if (judged.printed(field)[tried] != 0).any()]
    things = " and ".join(PLURALS[field] for field in printed)
    codes = listed([indicator.code for indicator in indicators])
    areas = {page.area[at] for field in names for at in np.flatnonzero(tried & (judged.printed(field) != 0))}
    fit = explained.hypothesis.fit(indicators[0])
    where = _where(len(areas), {page.area[at] for at, _ in (*explained.right, *explained.neither)})
    contrast = explained.hypothesis.rather_than(indicators[0])
    text = f"The {things} of {codes} {fit}{where}{f', {contrast}' if contrast else ''}."
    alone = (
        explained.support.supported < max(2, 3 * explained.support.failed)
        or explained.alternatives
        or explained.hypothesis.weight > 2
    )
    return Diagnosis(
        hypothesis=explained.hypothesis.name,
        text=text,
        sureness=Sureness.POSSIBLE if alone else Sureness.LIKELY,
        support=explained.support,
        alternatives=tuple(
            Alternative(other.name, f"They {other.fit(indicators[0])}.") for other in explained.alternatives
        ),
    )


def _where(areas: int, with_exceptions: Collection[int]) -> str:
    """`` in all 7 areas``, `` in 6 of 7 areas``; empty for one area."""
    if areas < 2:
        return ""
    followed = areas - len(with_exceptions)
    return f" in all {areas:,} areas" if followed == areas else f" in {followed:,} of {areas:,} areas"
