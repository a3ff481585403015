"""What an outsider finds in a published file of any format: tables, words, and words that are hidden."""

from __future__ import annotations

from kpi_engine.model.frozen import frozen


@frozen
class PublishedWords:
    """A piece of text, and what it is: ``text``, ``tooltip``, ``alternative text``, ``document property``.

    ``near`` is the text that says what it belongs to: headings, the title of a chart. ``points`` is the
    number of points that a chart draws beside these words, and ``labels`` are the texts in it; None and
    nothing for other words.
    """

    kind: str
    text: str
    near: str = ""
    points: int | None = None
    labels: tuple[str, ...] = ()


@frozen
class PublishedCell:
    """A cell of a table: its text, the words that it hides, and the colours that it has.

    ``looks`` are names of ratings (``red``) and colours as the file writes them.
    """

    text: str
    hidden: tuple[PublishedWords, ...] = ()
    looks: frozenset[str] = frozenset()
    is_heading: bool = False


@frozen
class PublishedTable:
    """A table by rows; merged cells are repeated in each place. ``name``: caption and headings above it."""

    name: str
    rows: tuple[tuple[PublishedCell, ...], ...]


@frozen
class PublishedDocument:
    """A published file.

    ``title`` says what all of it is about; ``pictures`` is the number of pictures that are made of dots.
    """

    file: str
    title: str
    tables: tuple[PublishedTable, ...]
    words: tuple[PublishedWords, ...]
    pictures: int = 0
