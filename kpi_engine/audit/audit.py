"""The audit of a printed scorecard on one page: each rule in its turn, each cell reported once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.audit.adding_up import find_sums
from kpi_engine.audit.carried import carried_forward
from kpi_engine.audit.claims import Claims
from kpi_engine.audit.comparators import find_comparators
from kpi_engine.audit.contradictions import find_contradictions
from kpi_engine.audit.judged import Tools, judge_page
from kpi_engine.audit.letters import find_letters
from kpi_engine.audit.made import find_counter_breaks, find_made
from kpi_engine.audit.number_changes import find_changes
from kpi_engine.audit.observed_parts import find_observed_parts
from kpi_engine.audit.outturn_year import find_outturn_year
from kpi_engine.audit.page import NO_OUTTURN, Page, page_of
from kpi_engine.audit.parts_check import find_parts
from kpi_engine.audit.rounding import decided_by_rounding
from kpi_engine.audit.sides import Side, sides
from kpi_engine.audit.swapped import find_swapped
from kpi_engine.audit.targets import find_targets
from kpi_engine.audit.uncheckable import uncheckable
from kpi_engine.audit.values import differing_values, find_differing, find_printed_twice
from kpi_engine.model.area import Area
from kpi_engine.model.audit import Audit
from kpi_engine.model.indicator import Indicator
from kpi_engine.model.observation import Observations
from kpi_engine.model.printed import PrintedFigure
from kpi_engine.model.recomputed import Recomputed
from kpi_engine.model.scorecard import Comparator

_FIELDS_OF_A_VALUE = 6  # value, numerator, denominator, target, RAG, arrow
_FIELDS_OF_AN_OUTTURN = 3  # outturn, target, RAG


def audit_printed(
    figures: Sequence[PrintedFigure],
    observations: Observations,
    outturns: Observations,
    *,
    recomputed: Recomputed,
    indicators: Sequence[Indicator],
    areas: Sequence[Area],
    comparators: Sequence[Comparator],
    titles: Mapping[str, str],
    tools: Tools,
) -> Audit:
    """Recompute every printed cell and say what contradicts.

    Args:
        figures: the printed rows, in printed order; their codes and areas are defined.
        observations: the series, each code, area and period once.
        outturns: the final figures of years, likewise; a period is a start year.
        recomputed: what supplied observations are computed as.
        titles: of sections, by their label in the printed rows.
        tools: the kernel and the explanations.
    """
    page = page_of(figures, indicators, areas, titles)
    judged = judge_page(page, observations, outturns, tools)
    claims = Claims(len(page))
    values, of_outturns = sides(judged)
    find_outturn_year(of_outturns, claims)
    for side in (values, of_outturns):
        _check_side(side, claims)
    find_letters(judged, claims)
    find_made(values, recomputed, claims)
    find_counter_breaks(values, claims)
    find_comparators(page, comparators, claims)
    find_sums(page, claims)
    find_contradictions(judged, claims)
    find_changes(judged, claims)
    return Audit(
        rows=len(page),
        cells=_cells(page),
        findings=claims.in_order(),
        notes=(*carried_forward(judged), *decided_by_rounding(judged), *uncheckable(judged)),
    )


def _check_side(side: Side, claims: Claims) -> None:
    observed = side.observed()
    find_printed_twice(side, observed, claims)
    wrong = differing_values(side, observed, claims).tolist()
    find_swapped(side, observed, wrong, claims)
    find_differing(side, observed, wrong, claims)
    if side.has_parts:
        find_parts(side, observed, claims)
        find_observed_parts(side, observed, claims)
    find_targets(side, claims)


def _cells(page: Page) -> int:
    """How many cells were held against the rules."""
    with_outturn = int((page.outturn_year != NO_OUTTURN).sum())
    changes = sum(bool(figure.percent_change.text) for figure in page.figures)
    return len(page) * _FIELDS_OF_A_VALUE + with_outturn * _FIELDS_OF_AN_OUTTURN + changes
