"""What looks implausible in the sample, word for word: a performance officer would look at each again."""

from __future__ import annotations

from kpi_engine.audit.lint.lint import lint
from kpi_engine.pipeline import Rated

# Permanent exclusions at twice and three times their targets all year; and CYPE22, whose outturns of the
# year before are near 55 and whose monthly figures are all below 40, with a target of 95 and a floor of 85.
# EH47 of one year, a third of those of the others.
EXPECTED = [
    "no figure of EH43 comes near the target 12: the best of 7 is 23 (Kent, 2024-04)",
    "no figure of EH44 comes near the target 24: the best of 7 is 77 (Kent, 2024-02)",
    "no figure of CYPE22 comes near the target 95.0%: the best of 49 is 39.2% (Dartford, 2024-03)",
    "every area misses the floor standard 85.0% of CYPE22: 49 figures in 7 areas, all RED",
    "EH47 for Dartford in 2020-21 is 7.5%, and the other figures are between 18.8 and 22.7",
]


def test_only_what_an_officer_would_look_at_again_is_told(rated: Rated) -> None:
    scorecard = rated.loaded.scorecard
    issues = lint(rated.ratings, scorecard.sections, rated.loaded.areas, scorecard.area_names)
    assert [issue.what for issue in issues] == EXPECTED
    assert {issue.location.file for issue in issues} == {
        "indicators/education.yaml",
        "sample_data/kent_2024_08/observations.csv",
    }
