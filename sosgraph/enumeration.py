"""Names in a sentence, of many a few."""

from collections.abc import Callable, Sequence
from typing import TypeVar

_Thing = TypeVar("_Thing")


def some_of(things: Sequence[_Thing], most: int = 3, name: Callable[[_Thing], str] = str) -> str:
    """Return `a, b, c and 2 more`: the first `most` by what `name` says of each, and how many there are besides."""
    more = f" and {len(things) - most} more" if len(things) > most else ""
    return ", ".join(map(name, things[:most])) + more


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return `a`, `a and b`, `a, b and c`; of more than `most` names the first, and how many there are besides."""
    if most is not None and len(names) > most:
        return some_of(names, most)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
