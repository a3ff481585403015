"""Rules that comparators must keep with the scorecard that shows them. One a function; RULES lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kpi_engine.model.issue import Issue, Severity
from kpi_engine.model.scorecard import Comparator, Scorecard
from kpi_engine.model.wording import did_you_mean, shown

Rule = Callable[[Sequence[Comparator], Scorecard], Iterator[Issue]]


def validate_comparators(comparators: Sequence[Comparator], scorecard: Scorecard) -> tuple[Issue, ...]:
    """Everything in the comparators that does not fit the scorecard, by line."""
    issues = [issue for rule in RULES for issue in rule(comparators, scorecard)]
    return tuple(sorted(issues, key=lambda issue: issue.location))


def sections_not_known(comparators: Sequence[Comparator], scorecard: Scorecard) -> Iterator[Issue]:
    """A comparator for a section that is not there would never be shown."""
    ids = [section.id for section in scorecard.sections]
    rows: dict[str, list[Comparator]] = {}
    for comparator in comparators:
        if comparator.section and comparator.section not in ids:
            rows.setdefault(comparator.section, []).append(comparator)
    for section, found in rows.items():
        others = f" ({len(found)} lines in all)" if len(found) > 1 else ""
        yield Issue(
            Severity.ERROR,
            found[0].location,
            f"there is no section {shown(section)} in the scorecard{others}",
            did_you_mean(section, ids) or "name a section by its id, or leave it empty for every section",
        )


RULES: tuple[Rule, ...] = (sections_not_known,)
