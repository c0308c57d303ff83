"""Verbs: one file each, each binding `COMMAND`; the only rooms that touch disk, clock and standard output."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sosgraph.frozen import dataclass

if TYPE_CHECKING:
    import click


@dataclass(frozen=True, slots=True)
class Command:
    """A verb; `build()` returns its click command, made only when it is asked for."""

    name: str
    summary: str
    build: "Callable[[], click.Command]"
