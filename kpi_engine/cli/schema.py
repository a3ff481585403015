"""``kpi schema``: the JSON Schemas of the files that people and kpi write."""

from enum import Enum
from typing import Annotated

import typer


class SchemaName(str, Enum):
    """The files that have a schema."""

    DEFINITIONS = "definitions"
    SCORECARD = "scorecard"
    THEME = "theme"
    PROJECT = "project"
    RATINGS = "ratings"
    AUDIT = "audit"
    ACTIONS = "actions"
    DIFF = "diff"
    HISTORY = "history"
    MANIFEST = "manifest"
    EXPLAIN = "explain"
    CHECK = "check"


def schema(
    name: Annotated[
        SchemaName, typer.Argument(metavar="NAME", help=f"Which file's schema: {', '.join(SchemaName)}.")
    ] = SchemaName.DEFINITIONS,
) -> None:
    """Print the JSON Schema of a kind of file.

    Of definition files, scorecard.yaml, theme files and kpi.yaml, and of what kpi writes as JSON.

    \b
    Examples:
      kpi schema > definitions.schema.json
      kpi schema ratings                    what kpi rate --json writes
      kpi schema audit                      what kpi audit --json writes
      kpi schema manifest                   manifest.json of an edition

    An editor with YAML support uses the schema that the first line of a file names:
    # yaml-language-server: $schema=definitions.schema.json
    """
    from kpi_engine.commands.schema import schema_text

    typer.echo(schema_text(name.value), nl=False)
