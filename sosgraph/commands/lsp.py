"""sosgraph lsp: a language server on standard input and output, for editors."""

import sys
import time
from collections.abc import Callable

import click

from sosgraph.commands import Command
from sosgraph.errors import BadCall, ProgramMissing

HELP = """Run a language server on standard input and output, for editors: findings as one types, numbers, names and keys.

It is started by an editor; how to tell yours: sosgraph explain lsp
"""
_MISSING = "the language server needs pygls, which is not installed here; run: pip install 'sosgraph[lsp]'"


def _serve() -> None:
    if sys.stdin.isatty():
        raise BadCall("an editor starts the language server and speaks with it; how to tell yours: sosgraph explain lsp")
    try:
        from sosgraph.language_server.server import Server
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise ProgramMissing(_MISSING) from None
    Server(_patience).start_io()


def _patience(seconds: float) -> Callable[[], bool]:
    """Return what says whether so many seconds are over from now."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _build() -> click.Command:
    # editors' client libraries say --stdio to every server
    stdio = click.Option(["--stdio"], is_flag=True, expose_value=False, help="Talk on standard input and output, as always.")
    return click.Command("lsp", callback=_serve, params=[stdio], help=HELP)


COMMAND = Command(name="lsp", summary="run a language server, for editors", build=_build)
