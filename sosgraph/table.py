"""An answer in rows, every number with its certificate."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from sosgraph.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name (a JSON key), what its cells are, and the words above it.

    `holds` is one of
    `text` (str), `names` (tuple of str), `count` (int), `availability` (`Estimate`, or a plain unavailability),
    `target` (a `Ratio`), `minutes` (float), `factor` (float, "how many times"),
    `share` (float, 1 is all of it), `rate` (float, a second), `flag` (bool), `place` (`Pointer`).
    A cell of None is not known; people read `absent` in its place (empty: `unknown` for numbers, else `—`).
    """

    name: str
    holds: str = "text"
    title: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A named table; `lead` is the answer in a sentence, `notes` what is assumed, what was left out, how to read it.

    `refuses` where it is no answer, but tells what is missing for one: where that would stand is the last cell of each row.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    lead: str = ""
    refuses: bool = False
