"""What pyyaml says that nobody has put into plain English yet; the rest is in tests/errors/definitions."""

from __future__ import annotations

import yaml

from kpi_engine.read.yaml.yaml_syntax import syntax_issue


def test_a_problem_not_known_is_told_as_pyyaml_tells_it() -> None:
    mark = yaml.Mark("x", 5, 1, 2, None, 0)
    problem = yaml.MarkedYAMLError(problem="found {something} new", problem_mark=mark)
    assert str(syntax_issue(problem, "a: 1\nb: 2", "x.yaml")) == (
        "x.yaml:2:3: error: this is not YAML as it should be (found {something} new); "
        "check quotes, brackets and indentation near here"
    )


def test_a_problem_without_a_place() -> None:
    assert str(syntax_issue(yaml.YAMLError("out of order"), "", "x.yaml")) == (
        "x.yaml: error: this is not YAML as it should be (out of order); "
        "check quotes, brackets and indentation near here"
    )
