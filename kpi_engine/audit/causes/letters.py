"""Printed letters, polarity and data period, against the definition and what the ratings follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kpi_engine.audit.causes.hypothesis import Case, gain
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import Judged, chosen_sheets, fits, given_in, not_rated_in
from kpi_engine.audit.page.page import Page
from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.outputs.audit import (
    Diagnosis,
    Effect,
    Finding,
    FindingKind,
    PrintedField,
    Support,
    Sureness,
)
from kpi_engine.model.wording import counted

_TRIED = (PrintedField.RAG, PrintedField.DIRECTION)


def find_letters(judged: Judged, claims: Claims) -> None:
    """One finding for each indicator and letter that the definition does not have."""
    page = judged.page
    polarities: dict[tuple[int, Polarity, Polarity], list[int]] = {}
    data_periods: dict[tuple[int, DataPeriod], list[int]] = {}
    codes = page.code.tolist()
    for at, (code, figure) in enumerate(zip(codes, page.figures, strict=True)):
        indicator = page.indicators[code]
        if figure.polarity is not None:
            defined = indicator.polarity_in(figure.period).polarity
            if figure.polarity is not defined:
                polarities.setdefault((code, figure.polarity, defined), []).append(at)
        if figure.data_period is not None and figure.data_period is not indicator.data_period:
            data_periods.setdefault((code, figure.data_period), []).append(at)
    for (_, printed, should), figures in polarities.items():
        _add_polarity(judged, figures, printed, should, claims)
    for (_, data_period), figures in data_periods.items():
        _add_data_period(judged, figures, data_period, claims)


def _add_polarity(
    judged: Judged, figures: Sequence[int], printed: Polarity, should: Polarity, claims: Claims
) -> None:
    page, indicator = judged.page, judged.page.indicator(figures[0])
    by_letter = _fitting(judged, np.array(figures, np.int64), indicator, printed)
    by_definition = _fitting(judged, np.array(figures, np.int64), indicator, should)
    support, of_letter = _support(by_definition, by_letter), _support(by_letter, by_definition)
    headline = f"{indicator.code} is printed as {_letter(printed)} {_where(page, figures)}, "
    headline += _followed(support, of_letter, printed, should)
    why = f"the definition has {should.value}: {should.words}"
    cells = tuple(page.cell(at, PrintedField.POLARITY, printed.value, should.value, why) for at in figures)
    claims.add(
        Finding(
            FindingKind.LETTER,
            headline,
            "Anyone who relies on the printed letter will misread the RAGs and arrows of these rows."
            + _earlier(indicator, page.figures[figures[0]].period, printed),
            cells,
            Sureness.CERTAIN if support.supported and not support.failed else Sureness.LIKELY,
            Effect.CHANGES,
            _diagnosis(support, of_letter, printed),
        ),
        figures[0],
    )


def _earlier(indicator: Indicator, period: int, printed: Polarity) -> str:
    """That the printed letter was right once."""
    polarities = indicator.polarities
    for entry, following in pairwise(polarities):
        over = following.first is not None and following.first <= period
        if entry.polarity is printed and over:
            return f" {printed.value} was right until {following.from_label}, when the definition changed."
    return ""


def _letter(polarity: Polarity) -> str:
    return f"{polarity.value} ({polarity.words})"


def _support(fits: BoolArray, fits_other: BoolArray) -> Support:
    """How the printed RAGs and arrows support a polarity beside another polarity."""
    return Support(int((fits & ~fits_other).sum()), int((~fits).sum()), int((fits & fits_other).sum()))


def _is_followed(support: Support) -> bool:
    """Whether the RAGs and arrows follow a polarity, with few exceptions or none."""
    return support.supported > 0 and (not support.failed or gain(support.supported, support.failed, 0) > 0)


def _followed(support: Support, of_letter: Support, printed: Polarity, should: Polarity) -> str:
    if _is_followed(support):
        return f"but {_how_many_follow(support)} {_letter(should)}"
    if _is_followed(of_letter):
        return f"and {_how_many_follow(of_letter)} it, but the definition has {_letter(should)}"
    return f"but the definition has {_letter(should)}"


def _how_many_follow(support: Support) -> str:
    """``every RAG and arrow follows``, ``15 of 16 RAGs and arrows follow``."""
    if not support.failed:
        return "every RAG and arrow follows"
    followed = support.supported + support.cannot_tell
    return f"{followed:,} of {followed + support.failed:,} RAGs and arrows follow"


def _diagnosis(support: Support, of_letter: Support, printed: Polarity) -> Diagnosis | None:
    if _is_followed(support):
        sureness = Sureness.LIKELY if support.supported > 1 else Sureness.POSSIBLE
        text = "Only the letter is wrong; the ratings are right."
        if support.failed:
            text = "The letter is wrong; the RAGs and arrows that do not follow it are listed separately."
        return Diagnosis("letter_misprinted", text, sureness, support)
    if _is_followed(of_letter):
        text = f"The definition may be out of date: the ratings follow {printed.words}."
        return Diagnosis("definition_out_of_date", text, Sureness.POSSIBLE, of_letter)
    return None


def _fitting(judged: Judged, figures: IntArray, indicator: Indicator, polarity: Polarity) -> BoolArray:
    """Whether each printed RAG and arrow of some figures fits the indicator under a polarity."""
    page = judged.page
    always = (PolarityInForce(None, "", polarity, indicator.location),)
    case = Case(judged, *chosen_sheets(judged, np.unique(page.code[figures]).astype(np.int64)))
    predicted = case.rated(
        lambda each: replace(each, polarities=always) if each.code == indicator.code else each
    )
    fitting = []
    for field in _TRIED:
        printed = judged.printed(field)
        fit = fits(printed, given_in(field, *predicted), not_rated_in(field, *predicted))
        fitting.append(fit[figures[printed[figures] != 0]])
    return np.concatenate(fitting)


def _where(page: Page, figures: Sequence[int]) -> str:
    several = f"in {counted(len(figures), 'row')}"
    return several if len(figures) > 1 else f"for {page.figures[figures[0]].area}"


def _add_data_period(judged: Judged, figures: Sequence[int], data_period: DataPeriod, claims: Claims) -> None:
    page, indicator = judged.page, judged.page.indicator(figures[0])
    printed, should = data_period.value, indicator.data_period
    why = f"the definition has {should.value}: {should.words}"
    claims.add(
        Finding(
            FindingKind.LETTER,
            f"The data period of {indicator.code} is printed as {printed} ({data_period.words}) "
            f"{_where(page, figures)}; the definition has {should.value} ({should.words})",
            "A reader takes the figure for one of another stretch of time.",
            tuple(page.cell(at, PrintedField.DATA_PERIOD, printed, should.value, why) for at in figures),
            Sureness.LIKELY,
            Effect.CHANGES,
        ),
        figures[0],
    )
