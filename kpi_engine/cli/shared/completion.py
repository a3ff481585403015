"""What a shell offers after the Tab key: names from the scorecard that the command would take.

Whatever goes wrong, nothing is offered: a message would land in the middle of what is typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kpi_engine.loading import Loaded


def areas(ctx: Any, incomplete: str) -> list[str]:
    """Names of areas."""
    return _offered(lambda: (area.name for area in _loaded(ctx).areas), incomplete)


def codes(ctx: Any, incomplete: str) -> list[str]:
    """Codes of indicators."""
    return _offered(lambda: (indicator.code for indicator in _loaded(ctx).indicators), incomplete)


def terms(ctx: Any, incomplete: str) -> list[str]:
    """Terms of a selection: codes, and kinds with their values."""

    def found() -> Iterable[str]:
        from kpi_engine.assemble.section.selection import words_of

        loaded = _loaded(ctx)
        yield from (indicator.code for indicator in loaded.indicators)
        yield from (f"section:{section.id}" for section in loaded.scorecard.sections)
        yield from (f"area:{area.name}" for area in loaded.areas)
        words = (words_of(indicator).items() for indicator in loaded.indicators)
        yield from sorted(
            {f"{kind.value}:{word}" for each in words for kind, texts in each for word in texts if word}
        )
        yield from ("rag:RED", "rag:AMBER", "rag:GREEN", "rag:not rated")

    return _offered(found, incomplete)


def formats(incomplete: str) -> list[str]:
    """Names of output formats."""

    def found() -> Iterable[str]:
        from kpi_engine.model.definitions.scorecard import OutputFormat

        return (output.value for output in OutputFormat)

    return _offered(found, incomplete)


def editions(ctx: Any, incomplete: str) -> list[str]:
    """Names of editions, the newest first."""

    def found() -> Iterable[str]:
        from kpi_engine.commands.shared.published import ledger_of

        with ledger_of(_named(ctx)) as ledger:
            return [str(edition.name) for edition in ledger.editions()][::-1]

    return _offered(found, incomplete)


def _offered(found: Callable[[], Iterable[str]], incomplete: str) -> list[str]:
    """The names that begin as what is typed, whose capitals are kept: shells offer nothing else."""
    try:
        return [
            incomplete + name[len(incomplete) :]
            for name in found()
            if name.casefold().startswith(incomplete.casefold())
        ]
    except Exception:
        return []


def _named(ctx: Any) -> Path | None:
    named = ctx.params.get("scorecard")
    return Path(named) if isinstance(named, str | Path) else None


def _loaded(ctx: Any) -> Loaded:
    from kpi_engine.commands.shared.finding import scorecard_path
    from kpi_engine.loading import load_scorecard

    return load_scorecard(scorecard_path(_named(ctx)))
