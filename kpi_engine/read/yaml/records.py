"""Records of a YAML file: fields described once, for the reader and for editors.

A ``Field`` names a value, explains it and says whether it is wanted; a ``Record`` is a mapping of fields.
The schemas of definitions, scorecards and themes are made of these.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar, cast, overload

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.reporting import too_many
from kpi_engine.read.yaml.kinds import JsonObject, Kind, refuse_shape
from kpi_engine.read.yaml.yaml_nodes import MappingNode, Node, ScalarNode

T = TypeVar("T")
# 85,0 in curly brackets is read as 85 and a field named 0.
_MOST_DIGITS_BEHIND_A_COMMA = 6


@frozen
class Field(Generic[T]):
    """One field. ``explanation`` and ``example`` are for people: in editors, in messages, in the docs."""

    name: str
    kind: Kind[T]
    explanation: str
    example: Any
    required: bool = False

    def json_schema(self) -> JsonObject:
        """The same for an editor."""
        schema = {**self.kind.json_schema(), "description": self.explanation}
        if self.example is not None:
            schema["examples"] = [self.example]
        return schema


@frozen
class OptionalField(Field[T]):
    """A field with a ``default``: its value where it is absent, and in place of one that cannot be read."""

    default: T = field(kw_only=True)

    def json_schema(self) -> JsonObject:
        """See ``Field.json_schema``."""
        schema = Field.json_schema(self)
        if self.default not in ("", ()):
            schema["default"] = _plain(self.default)
        return schema


@frozen
class Values:
    """What was read of a record; ``location`` is where it begins.

    ``whole``: no syntax error cut it short.
    """

    location: Location
    whole: bool
    found: Mapping[str, tuple[Any, Location]]

    @overload
    def get(self, of: OptionalField[T]) -> T: ...

    @overload
    def get(self, of: Field[T]) -> T | None: ...

    def get(self, of: Field[T]) -> T | None:
        """The value of a field, else its default; None without either, also for an unreadable value."""
        found = self.found.get(of.name)
        if found is None or found[0] is None:
            return of.default if isinstance(of, OptionalField) else None
        return cast(T, found[0])

    def names(self, of: Field[Any]) -> bool:
        """Whether the field is in the record."""
        return of.name in self.found

    def unreadable(self, of: Field[Any]) -> bool:
        """Whether the field is in the record and its value cannot be used."""
        return of.name in self.found and self.found[of.name][0] is None

    def only(self, fields: Collection[Field[Any]]) -> Values:
        """The same with these fields alone; the first of them says where the record is."""
        names = {of.name for of in fields}
        found = {name: value for name, value in self.found.items() if name in names}
        place = next((location for _, location in found.values()), self.location)
        return Values(place, self.whole, found)

    def at(self, of: Field[Any]) -> Location:
        """The location of the field's value, or of the record where the field has no value."""
        return self.found[of.name][1] if of.name in self.found else self.location


@frozen
class Needs:
    """Where ``field`` is present, one of ``others`` must be too; ``remedy`` says what to write."""

    field: Field[Any]
    others: tuple[Field[Any], ...]
    remedy: str

    def broken_by(self, values: Values) -> bool:
        """Whether the field is in a record without any of the others."""
        return values.names(self.field) and not any(values.names(other) for other in self.others)

    def json_schema(self) -> JsonObject:
        """The same for an editor."""
        return {"anyOf": [{"required": [other.name]} for other in self.others]}


@frozen
class Excludes:
    """``field`` and ``other`` cannot be present together; ``remedy`` says which to keep when."""

    field: Field[Any]
    other: Field[Any]
    remedy: str


@frozen
class Record(Kind[Values]):
    """A mapping of fields, at least one of ``any_of`` among them. ``title``: what one is, ``a threshold``."""

    title: str
    explanation: str
    fields: tuple[Field[Any], ...]
    needs: tuple[Needs, ...] = ()
    excludes: tuple[Excludes, ...] = ()
    any_of: tuple[Field[Any], ...] = ()

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        names = [of.name for of in self.fields[:3]]
        return f"{self.title} with {joined(names if len(self.fields) <= 3 else [*names, 'so on'])}"

    def read(self, node: Node, label: str, issues: list[Issue]) -> Values | None:
        """See ``Kind.read``; a field that cannot be read is in the values, without a value."""
        if not isinstance(node, MappingNode):
            refuse_shape(node, label, self.noun, issues)
            return None
        by_name = {of.name: of for of in self.fields}
        found: dict[str, tuple[Any, Location]] = {}
        for key, value in node.entries:
            known = by_name.get(key.text)
            if too_many(issues):
                break
            if known is None:
                issues.append(self._unknown(key, by_name))
            else:
                found[key.text] = (known.kind.read(value, key.text, issues), value.location)
        values = Values(node.location, node.whole, found)
        self.check_together(values, issues)
        return values

    def _unknown(self, key: ScalarNode, by_name: Mapping[str, Any]) -> Issue:
        if key.text.isdecimal() and len(key.text) <= _MOST_DIGITS_BEHIND_A_COMMA:
            what = f"{self.title} has no field {shown(key.text)}: a comma inside a number ends it here"
            return error(key.location, what, "write 12.5 with a full stop, and 1234 without a comma")
        remedy = did_you_mean(key.text, by_name) or f"the fields of {self.title} are {joined(list(by_name))}"
        return error(key.location, f"{self.title} has no field {shown(key.text)}", remedy)

    def check_together(self, values: Values, issues: list[Issue]) -> None:
        """Raise what is wrong with the fields beside each other: missing, unwanted or needed fields."""
        found = values.found
        if values.whole:
            missing = [of for of in self.fields if of.required and of.name not in found]
            if missing:
                issues.append(self._incomplete(values.location, missing))
            if self.any_of and not any(values.names(of) for of in self.any_of):
                issues.append(self._without_any(values.location))
            for need in self.needs:
                if need.broken_by(values):
                    others = joined([other.name for other in need.others], "or")
                    what = f"{need.field.name} is written without {others}"
                    issues.append(error(values.at(need.field), what, need.remedy))
        for rule in self.excludes:
            if rule.field.name in found and rule.other.name in found:
                place = max(values.at(rule.field), values.at(rule.other))
                what = f"{rule.field.name} and {rule.other.name} are both written"
                issues.append(error(place, what, rule.remedy))

    def _incomplete(self, place: Location, missing: list[Field[Any]]) -> Issue:
        names = joined([of.name for of in missing])
        examples = [f'"{of.name}: {_as_yaml(of.example)}"' for of in missing if of.example is not None]
        if examples:
            remedy = f"add {'lines' if len(examples) > 1 else 'a line'} such as {joined(examples)}"
        else:
            remedy = f"add {missing[0].name}: {missing[0].explanation.rstrip('.')}"
        return error(place, f"{self.title} without {names}", remedy)

    def _without_any(self, place: Location) -> Issue:
        names = joined([of.name for of in self.any_of], "or")
        examples = joined(
            [f'"{of.name}: {_as_yaml(of.example)}"' for of in self.any_of if of.example is not None], "or"
        )
        return error(place, f"{self.title} without {names}", f"add a line such as {examples}")

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        schema: JsonObject = {
            "type": "object",
            "title": self.title,
            "description": self.explanation,
            "properties": {of.name: of.json_schema() for of in self.fields},
            "required": [of.name for of in self.fields if of.required],
            "additionalProperties": False,
        }
        if self.needs:
            schema["dependentSchemas"] = {
                of.name: {"allOf": [need.json_schema() for need in self.needs if need.field is of]}
                for of in self.fields
                if any(need.field is of for need in self.needs)
            }
        if self.any_of:
            schema["anyOf"] = [{"required": [of.name]} for of in self.any_of]
        if self.excludes:
            schema["allOf"] = [
                {"not": {"required": [rule.field.name, rule.other.name]}} for rule in self.excludes
            ]
        return schema


def _plain(default: object) -> object:
    if isinstance(default, tuple):
        return [_plain(item) for item in default]
    return getattr(default, "value", default)


def _as_yaml(example: object) -> str:
    return f"[{', '.join(map(str, example))}]" if isinstance(example, list) else str(example)
