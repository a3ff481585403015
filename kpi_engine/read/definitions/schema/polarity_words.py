"""Which way is better, in the letters of a scorecard or in the words that officers use for it."""

from __future__ import annotations

import re
from enum import Enum

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.scalars import Choice
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

_BETTER = "( is)? (better|best|good)"
_WORDS = {
    Polarity.HIGHEST: f"(h|(high|higher|highest|bigger|maximi[sz]e|increase)({_BETTER})?"
    f"|(big|biggest|larger|largest|more|most|greater|up){_BETTER})",
    Polarity.LOWEST: f"(l|(low|lower|lowest|smaller|minimi[sz]e|decrease|reduce)({_BETTER})?"
    f"|(small|smallest|less|least|fewer|fewest|down){_BETTER})",
    Polarity.TARGET: f"(t|(stay )?close to (plan|target)|(plan|target|on plan|on target){_BETTER})",
    Polarity.NONE: "(none|neither|neutral|no polarity|(volume|context|information|monitoring) only)",
}


def polarity_in(text: str) -> Polarity | None:
    """The polarity that a text plainly says, in any case: ``H``, ``Bigger is better``, ``plan is best``."""
    plain = " ".join(text.casefold().split()).rstrip(".")
    return next((polarity for polarity, words in _WORDS.items() if re.fullmatch(words, plain)), None)


class Asked(Enum):
    """An answer that a definition still lacks."""

    ASK = "ask"


@frozen
class PolarityOrAsk(ScalarKind[Polarity | Asked]):
    """A polarity, or ``ask``: nobody has said yet which way is better."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return PolarityWord(Polarity).noun

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Polarity | Asked | None:
        """See ``ScalarKind.read_text``."""
        return (
            Asked.ASK
            if node.text == Asked.ASK.value
            else PolarityWord(Polarity).read_text(node, label, issues)
        )

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        schema = PolarityWord(Polarity).json_schema()
        return {"anyOf": [*schema["anyOf"], {"const": Asked.ASK.value}]}


class PolarityWord(Choice[Polarity]):
    """A polarity by its letter or in words."""

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Polarity | None:
        """See ``ScalarKind.read_text``."""
        known = polarity_in(node.text)
        return super().read_text(node, label, issues) if known is None else known

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        in_words = "|".join(_WORDS.values())
        # JSON Schema has no patterns that disregard case: the first letter may be a capital.
        first_letters = re.sub(
            r"(?<![a-z\[])([a-z])(?=[a-z])(?!z])", lambda m: f"[{m[1].upper()}{m[1]}]", in_words
        )
        return {"anyOf": [super().json_schema(), {"type": "string", "pattern": f"^({first_letters})$"}]}
