"""sosgraph schema: print a published JSON Schema."""

import click

from sosgraph.commands import Command
from sosgraph.invocation import OUTPUT
from sosgraph.published_schemas import schema_names, schema_text
from sosgraph.workspace import write

HELP = "Print a published JSON Schema: architecture-v1 (the default), policy-v1 or report-v1."


def _schema(name: str, output: str | None) -> None:
    write(schema_text(name).encode(), output)


def _build() -> click.Command:
    name = click.Argument(["name"], default="architecture-v1", type=click.Choice(schema_names()), required=False)
    return click.Command("schema", callback=_schema, params=[name, OUTPUT], help=HELP)


COMMAND = Command(name="schema", summary="print a published JSON Schema, for editors and other programs", build=_build)
