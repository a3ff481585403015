from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import mypy.api
import pytest

from kpi_engine.model.frozen import frozen, ordered


@frozen
class Reading:
    """A figure."""

    code: str
    value: int = 0
    made: dict[str, int] = field(default_factory=dict, compare=False, repr=False)


@frozen
class Twin:
    """As Reading, but another kind of thing."""

    code: str
    value: int = 0


@frozen
class Dated(Reading):
    """With one field more."""

    period: str = field(kw_only=True)


@frozen
class Spoken:
    """Says itself what it is called."""

    code: str

    def __repr__(self) -> str:
        return "spoken"


@ordered
class Version:
    """A number of two parts."""

    major: int
    minor: int


@ordered
class Edition:
    """As Version, but another kind of thing."""

    major: int
    minor: int


def test_equal_values_are_equal_and_have_one_hash() -> None:
    assert Reading("A", 1, {"seen": 1}) == Reading("A", 1)
    assert hash(Reading("A", 1, {"seen": 1})) == hash(Reading("A", 1))
    assert Reading("A", 1) != Reading("A", 2)


def test_another_class_with_the_same_values_is_not_equal() -> None:
    twin: object = Twin("A", 1)
    assert Reading("A", 1) != twin
    assert Dated("A", 1, period="x") != Dated("A", 1, period="y")
    assert len({Reading("A", 1), Dated("A", 1, period="x"), twin}) == 3


def representation_by(decorator: Callable[[type], type]) -> str:
    class Sample:
        """A sample."""

        code: str
        value: float | None = None
        hidden: int = field(default=1, repr=False)

    made: Any = decorator(Sample)
    return repr(made("A'b", 1.5))


def test_it_is_shown_as_a_dataclass_is() -> None:
    assert representation_by(frozen) == representation_by(dataclass(frozen=True))
    assert repr(Spoken("A")) == "spoken"


def test_dataclasses_know_it() -> None:
    assert replace(Dated("A", 1, period="x"), value=2) == Dated("A", 2, period="x")
    sent = pickle.dumps(Dated("A", 1, period="x"))
    assert pickle.loads(sent) == Dated("A", 1, period="x")  # noqa: S301 - it comes from the line above


def test_the_first_value_that_differs_says_which_is_less() -> None:
    versions = [Version(2, 0), Version(1, 9), Version(1, 10)]
    assert sorted(versions) == [Version(1, 9), Version(1, 10), Version(2, 0)]
    assert (min(versions), max(versions)) == (Version(1, 9), Version(2, 0))
    same = Version(1, 9)
    assert (same < Version(1, 9), same > Version(1, 9)) == (False, False)
    assert same <= Version(1, 9) <= Version(2, 0) >= same >= Version(1, 9)


def test_things_of_two_kinds_have_no_order() -> None:
    other: Any = Edition(1, 9)
    with pytest.raises(TypeError):
        sorted([Version(1, 9), other])


def test_it_has_no_fields_but_those_declared() -> None:
    reading: Any = Reading("A")
    with pytest.raises(AttributeError):
        reading.vlaue = 2


def test_the_type_checker_refuses_an_assignment(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from kpi_engine.model.definitions.area import Area\nArea('Kent', 'county', ()).name = 'Surrey'\n"
    )
    found, _, status = mypy.api.run([str(program)])
    assert status == 1
    assert 'Property "name" defined in "Area" is read-only' in found
