"""sosgraph init: write a commented starter."""

import os
from importlib import resources

import click

from sosgraph.commands import Command
from sosgraph.errors import BadCall
from sosgraph.workspace import write

HELP = "Write a commented starter to PATH (sosgraph.yaml); `-` is standard output. An existing file is left alone."


def _init(path: str) -> None:
    content = resources.files("sosgraph").joinpath("docs", "starter.yaml").read_bytes()
    if path != "-" and os.path.lexists(path):
        raise BadCall(f"{path} is already there; name another file")
    write(content, path)
    if path != "-":
        click.echo(f"wrote {path}; now run: sosgraph lint {path}")


def _build() -> click.Command:
    return click.Command(
        "init",
        callback=_init,
        params=[click.Argument(["path"], default="sosgraph.yaml", required=False, type=click.Path())],
        help=HELP,
    )


COMMAND = Command(name="init", summary="write a commented starter file", build=_build)
