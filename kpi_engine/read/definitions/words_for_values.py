"""Values that are words: the words of a definition become the numbers that are compared.

``values`` gives each word a number, or its rating; ``labels`` gives numbers a word. Where targets and other
standards are written as words, their numbers take the place of the words before any field is read.
Rule: docs/definitions.md, "Values that are words".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from kpi_engine.model.definitions.judgement import BEST_FIRST, Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.declared_words import folded
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.csv.number_reasons import NotANumber
from kpi_engine.read.csv.numbers import parse_number
from kpi_engine.read.yaml.yaml_nodes import ListNode, MappingNode, Node, ScalarNode, UnreadableNode

VALUES, LABELS = "values", "labels"
_INDICATORS, _THRESHOLDS, _POLARITY = "indicators", "thresholds", "polarity"
_STANDARDS = frozenset(("target", "floor_standard", "green", "amber", "blue", "amber_green", "amber_red"))
# What ratings already say, and nothing else may.
_RATED_BY = (*sorted(_STANDARDS), _THRESHOLDS, "bands", "tolerance")
_RATINGS = {rag.key: rag for rag in BEST_FIRST}
_NO_AMBER = "none"
_HIGHEST = ("h", "bigger is better", "highest is best", "higher is better")


@frozen
class _Word:
    """A word of a definition: its ``number``, and its ``rating`` where the definition says it."""

    text: str
    number: Decimal
    rating: Rag | None
    location: Location


def with_numbers_for_words(node: Node, issues: list[Issue]) -> Node:
    """A definitions file in which the words of each indicator's standards are numbers."""
    if not isinstance(node, MappingNode):
        return node
    return _changed(node, {_INDICATORS: lambda each: _in_list(each, issues)})


def _in_list(node: Node, issues: list[Issue]) -> Node:
    if not isinstance(node, ListNode):
        return node
    return ListNode(tuple(_of_indicator(item, issues) for item in node.items), node.whole, node.location)


def _of_indicator(node: Node, issues: list[Issue]) -> Node:
    if not isinstance(node, MappingNode):
        return node
    fields = {key.text: value for key, value in node.entries}
    given, labels = fields.get(VALUES), fields.get(LABELS)
    if given is not None and labels is not None:
        remedy = "give words a number with values, or numbers a word with labels"
        issues.append(error(labels.location, "values and labels are both given", remedy))
        return UnreadableNode(node.location)
    if isinstance(given, MappingNode):
        words = _words_of(given, issues)
        return UnreadableNode(node.location) if words is None else _with_values(node, fields, words, issues)
    if isinstance(labels, MappingNode):
        words = _labelled(labels, issues)
        return UnreadableNode(node.location) if words is None else _with_labels(node, labels, words, issues)
    return node


def _with_values(
    node: MappingNode, fields: Mapping[str, Node], words: Sequence[_Word], issues: list[Issue]
) -> Node:
    """The indicator with a number for each word and, where words have ratings, what rates by them."""
    numbers = MappingNode(
        tuple((_scalar(word.text, word), _scalar(f"{word.number:f}", word)) for word in words),
        whole=True,
        location=fields[VALUES].location,
    )
    changed = _changed(node, {VALUES: lambda _: numbers})
    if words[0].rating is None:
        return _with_standards(changed, words, issues)
    problem = _not_by_ratings(fields)
    if problem is not None:
        issues.append(problem)
        return UnreadableNode(node.location)
    standards = tuple(_standards_of(words))
    return MappingNode((*changed.entries, *standards), changed.whole, changed.location)


def _with_labels(
    node: MappingNode, labels: MappingNode, words: Sequence[_Word], issues: list[Issue]
) -> MappingNode:
    """The indicator with its labels, whose numbers need no quotes, and with numbers for words."""
    pairs = tuple((_scalar(f"{word.number:f}", word), _scalar(word.text, word)) for word in words)
    changed = _changed(node, {LABELS: lambda _: MappingNode(pairs, labels.whole, labels.location)})
    return _with_standards(changed, words, issues)


def _not_by_ratings(fields: Mapping[str, Node]) -> Issue | None:
    """Why an indicator whose words have ratings cannot be rated by them."""
    for name in _RATED_BY:
        if name in fields:
            what = f"{name} is given, and values gives each word its rating already"
            return error(fields[name].location, what, f"delete {name}, or give the words numbers")
    polarity = fields.get(_POLARITY)
    if isinstance(polarity, ScalarNode) and polarity.text.casefold() not in _HIGHEST:
        what = f"polarity is {shown(polarity.text)}, and values gives each word its rating"
        return error(polarity.location, what, "write polarity: H, since the best words are listed first")
    return None


def _standards_of(words: Sequence[_Word]) -> Iterator[tuple[ScalarNode, ScalarNode]]:
    """The fields of a threshold that gives each word its rating: the lowest number of each rating."""
    least: dict[Rag, _Word] = {}
    for word in words:
        if word.rating is not None:
            least[word.rating] = word
    ends = {"target": Rag.GREEN, "floor_standard": Rag.AMBER}
    ends |= {rag.key: rag for rag in (Rag.BLUE, Rag.AMBER_GREEN, Rag.AMBER_RED)}
    for name, rag in ends.items():
        if rag in least:
            yield _scalar(name, least[rag]), _scalar(f"{least[rag].number:f}", least[rag], plain=True)
    if Rag.AMBER not in least:
        yield _scalar("amber", words[0]), _scalar(_NO_AMBER, words[0], plain=True)
    else:
        yield _scalar("floor_basis", words[0]), _scalar("stated", words[0], plain=True)


def _with_standards(node: MappingNode, words: Sequence[_Word], issues: list[Issue]) -> MappingNode:
    """The indicator with numbers for the words in its standards, also within its thresholds."""
    known = {folded(word.text): word for word in words}

    def standard(field: Node) -> Node:
        if isinstance(field, ListNode):
            return ListNode(tuple(map(standard, field.items)), field.whole, field.location)
        if not isinstance(field, ScalarNode) or field.text == _NO_AMBER:
            return field
        word = known.get(folded(field.text))
        if word is not None:
            return ScalarNode(f"{word.number:f}", plain=True, location=field.location)
        if not any(letter.isalpha() for letter in field.text):
            return field
        names = [word.text for word in words]
        remedy = did_you_mean(field.text, names) or f"write {joined(names, 'or')}"
        issues.append(error(field.location, f"{shown(field.text)} is none of the indicator's words", remedy))
        return UnreadableNode(field.location)

    def in_record(record: Node) -> Node:
        if not isinstance(record, MappingNode):
            return record
        return _changed(record, dict.fromkeys(_STANDARDS, standard))

    def in_thresholds(field: Node) -> Node:
        if not isinstance(field, ListNode):
            return field
        return ListNode(tuple(map(in_record, field.items)), field.whole, field.location)

    return _changed(node, {**dict.fromkeys(_STANDARDS, standard), _THRESHOLDS: in_thresholds})


def _words_of(given: MappingNode, issues: list[Issue]) -> list[_Word] | None:
    """The words of ``values``, in order; None where one cannot be read."""
    meanings = [(key, _meaning(value)) for key, value in given.entries]
    are_ratings = any(isinstance(meaning, Rag) for _, meaning in meanings)
    found: list[_Word] = []
    problems: list[Issue] = []
    for place, ((key, meaning), (_, value)) in enumerate(zip(meanings, given.entries, strict=True)):
        problem = _unusable(key, [word.text for word in found]) or _no_meaning(
            key, value, meaning, are_ratings=are_ratings, worst=found[-1].rating if found else None
        )
        if problem is not None:
            problems.append(problem)
        elif isinstance(meaning, Rag):
            found.append(_Word(key.text, Decimal(len(meanings) - place), meaning, key.location))
        elif isinstance(meaning, Decimal):
            found.append(_Word(key.text, meaning, None, key.location))
    if not meanings:
        problems.append(error(given.location, "values has no words", "write a line such as Completed: 3"))
    elif are_ratings and not problems and all(word.rating is not Rag.GREEN for word in found):
        problems.append(
            error(given.location, "values has no word that is green", "give a word the rating green")
        )
    issues += problems
    return None if problems else found


def _meaning(node: Node) -> Decimal | Rag | None:
    if not isinstance(node, ScalarNode):
        return None
    text = node.text.strip()
    rag = _RATINGS.get(text.casefold().replace("-", "_"))
    return rag or _number(text)


def _number(text: str) -> Decimal | None:
    number = parse_number(text)
    return None if isinstance(number, NotANumber) else Decimal(number.mantissa).scaleb(-number.decimals)


def _unusable(word: ScalarNode, others: Sequence[str]) -> Issue | None:
    """Why a text cannot be the word of a value."""
    if word.text in MISSING_MARKS or _number(word.text) is not None:
        what = f"{VALUES}: {shown(word.text)} is {'a mark' if word.text in MISSING_MARKS else 'a number'}"
        return error(
            word.location, f"{what} already, and no word", "write a word; labels gives numbers a word"
        )
    if folded(word.text) in map(folded, others):
        return error(word.location, f"{VALUES}: {shown(word.text)} is given twice", "delete one of the two")
    return None


def _no_meaning(
    word: ScalarNode, node: Node, meaning: Decimal | Rag | None, *, are_ratings: bool, worst: Rag | None
) -> Issue | None:
    """Why what is written beside a word cannot be its number or its rating."""
    text = node.text if isinstance(node, ScalarNode) else "this"
    label = f"{VALUES}: {shown(word.text)}"
    if meaning is None:
        remedy = did_you_mean(text, list(_RATINGS)) or "write a number, or green, amber or red"
        return error(
            node.location, f"{label} is given {shown(text)}, which is no number and no rating", remedy
        )
    if are_ratings and isinstance(meaning, Decimal):
        what = f"{label} is given a number, and another word a rating"
        return error(node.location, what, "give all words numbers, or all words ratings")
    if isinstance(meaning, Rag) and worst is not None and meaning.code > worst.code:
        what = f"{label} is {meaning.key}, better than the word before it"
        return error(node.location, what, "list the words from the best to the worst")
    return None


def _labelled(labels: MappingNode, issues: list[Issue]) -> list[_Word] | None:
    """The numbers and words of ``labels``; None where one cannot be read."""
    found: list[_Word] = []
    problems: list[Issue] = []
    for key, node in labels.entries:
        number = _number(key.text)
        if number is None:
            what = f"{LABELS}: {shown(key.text)} is not a number"
            problems.append(
                error(key.location, what, "write a line such as 2: Good; values gives words a number")
            )
        elif isinstance(node, ScalarNode):
            found.append(_Word(node.text, number, None, key.location))
    issues += problems
    return None if problems else found


def _scalar(text: str, word: _Word, *, plain: bool = False) -> ScalarNode:
    """A text of our own in the place of a word."""
    return ScalarNode(text, plain=plain, location=word.location)


def _changed(node: MappingNode, changes: Mapping[str, Callable[[Node], Node]]) -> MappingNode:
    """The same record with some of its fields changed."""
    entries = tuple(
        (key, changes[key.text](value) if key.text in changes else value) for key, value in node.entries
    )
    return MappingNode(entries, node.whole, node.location)
