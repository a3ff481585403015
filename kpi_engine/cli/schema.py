"""``kpi schema``: the JSON Schemas that editors complete and check with."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer


class SchemaName(str, Enum):
    """The files that have a schema."""

    DEFINITIONS = "definitions"
    SCORECARD = "scorecard"
    RATINGS = "ratings"


def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which file's schema.")] = SchemaName.DEFINITIONS,
) -> None:
    """Print the JSON Schema of definition files, of scorecard.yaml, or of the ratings as JSON.

    **Examples**

    - `kpi schema > indicators/definitions.schema.json`
    - `kpi schema ratings` — what `kpi rate --json` writes

    An editor with YAML support uses a schema named in the first line of a file:
    `# yaml-language-server: $schema=definitions.schema.json`
    """
    from kpi_engine.cli.schemas import schema_text  # noqa: PLC0415 — not needed for --help

    typer.echo(schema_text(name.value), nl=False)
