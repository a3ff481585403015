"""The audit of a printed scorecard on one page: each rule in its turn, each cell reported once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.audit.arithmetic.adding_up import find_sums
from kpi_engine.audit.arithmetic.made import find_counter_breaks, find_made
from kpi_engine.audit.arithmetic.never_added_up import sums_never_checked
from kpi_engine.audit.arithmetic.number_changes import find_changes
from kpi_engine.audit.arithmetic.parts_check import find_parts
from kpi_engine.audit.arithmetic.percents import find_percents
from kpi_engine.audit.arithmetic.ratios import Wrong, find_other_bases
from kpi_engine.audit.arithmetic.rounding import decided_by_rounding
from kpi_engine.audit.causes.contradictions import find_contradictions
from kpi_engine.audit.causes.letters import find_letters
from kpi_engine.audit.infer.contradicting import find_contradicting
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.judged import Tools, judge_page
from kpi_engine.audit.page.observed_parts import find_observed_parts
from kpi_engine.audit.page.page import page_of
from kpi_engine.audit.page.sides import Side, sides
from kpi_engine.audit.rules.carried import carried_forward
from kpi_engine.audit.rules.comparators import find_comparators
from kpi_engine.audit.rules.history import find_history
from kpi_engine.audit.rules.outturn_year import find_outturn_year
from kpi_engine.audit.rules.rated_twice import find_rated_twice
from kpi_engine.audit.rules.swapped import find_swapped
from kpi_engine.audit.rules.targets import find_targets
from kpi_engine.audit.rules.uncheckable import uncheckable
from kpi_engine.audit.rules.unread import cells_read, with_lent_values
from kpi_engine.audit.rules.values import differing_values, find_differing, find_printed_twice
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.outputs.audit import Audit
from kpi_engine.model.outputs.printed import PrintedFigure


def audit_printed(
    figures: Sequence[PrintedFigure],
    observations: Observations,
    outturns: Observations,
    *,
    recomputed: Recomputed,
    recomputed_outturns: Recomputed,
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
        recomputed, recomputed_outturns: what supplied observations and outturns are computed as.
        titles: of sections, by their label in the printed rows.
        tools: the kernel and the explanations.
    """
    unread = with_lent_values(page_of(figures, indicators, areas, titles), observations, outturns)
    page = unread.page
    judged = judge_page(page, observations, outturns, tools)
    claims = Claims(len(page))
    unread.account_for(claims)
    values, of_outturns = sides(judged)
    find_outturn_year(of_outturns, claims)
    for side in (values, of_outturns):
        _check_side(side, claims)
    find_letters(judged, claims)
    find_percents(values, claims)
    find_made(values, recomputed, claims)
    find_made(of_outturns, recomputed_outturns, claims)
    find_counter_breaks(values, claims)
    find_history(judged, claims)
    find_comparators(page, comparators, claims)
    find_sums(judged, claims)
    for side in (values, of_outturns):
        find_rated_twice(side, claims)
    find_contradictions(judged, claims)
    find_contradicting(page, claims)
    find_changes(judged, claims)
    return Audit(
        rows=len(page),
        cells=cells_read(page, unread),
        illegible=unread.illegible,
        findings=claims.in_order(),
        notes=(
            *carried_forward(judged),
            *decided_by_rounding(judged),
            *uncheckable(judged),
            *sums_never_checked(judged),
        ),
    )


def _check_side(side: Side, claims: Claims) -> None:
    observed = side.observed()
    find_printed_twice(side, observed, claims)
    wrong = differing_values(side, observed, claims).tolist()
    find_swapped(side, observed, wrong, claims)
    if side.has_parts:
        find_other_bases(side, Wrong(wrong, observed.figure, are_misprints=True), claims)
    find_differing(side, observed, wrong, claims)
    if side.has_parts:
        find_parts(side, observed, claims)
        find_observed_parts(side, observed, claims)
    find_targets(side, claims)
