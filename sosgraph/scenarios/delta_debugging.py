"""The smallest set of causes: what has to go for a difference to go, found by halving, not by trying all sets."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Minimal(NamedTuple, Generic[T]):
    """A set that is enough and none of whose members can be spared; None where all together are not enough.

    `tested` sets were tried; where `complete` is false the bound on these was reached, and a smaller set may be enough.
    """

    causes: tuple[T, ...] | None
    tested: int
    complete: bool


class _Spent(Exception):
    """The bound on tests is reached."""


def minimal(
    candidates: Sequence[T], enough: Callable[[tuple[T, ...]], bool], most: int, interrupted: Callable[[], bool] = bool
) -> Minimal[T]:
    """Return a minimal set of candidates that is `enough`, after `most` tests at most; the earlier candidates are preferred.

    Where `interrupted` says so it ends before.

    Source: A. Zeller & R. Hildebrandt, Simplifying and isolating failure-inducing input, 2002 (ddmin): ever finer parts, and
    their complements, are tried in place of the whole; quadratic in the candidates at worst, logarithmic where one is enough.
    """
    known: dict[tuple[T, ...], bool] = {}

    def tried(chosen: tuple[T, ...]) -> bool:
        if chosen not in known:
            if len(known) >= most or interrupted():
                raise _Spent
            known[chosen] = enough(chosen)
        return known[chosen]

    left = tuple(candidates)
    try:
        if not left or not tried(left):
            return Minimal(None, len(known), True)
        parts = 2
        while len(left) > 1:
            pieces = _pieces(left, parts)
            smaller = next((piece for piece in pieces if tried(piece)), None)
            if smaller is not None:
                left, parts = smaller, 2
                continue
            rest = next((each for each in _complements(pieces) if parts > 2 and tried(each)), None)
            if rest is not None:
                left, parts = rest, max(parts - 1, 2)
            elif parts >= len(left):
                break
            else:
                parts = min(2 * parts, len(left))
    except _Spent:
        return Minimal(left, len(known), False)
    return Minimal(left, len(known), True)


def _pieces(whole: tuple[T, ...], count: int) -> list[tuple[T, ...]]:
    """Return the whole in so many consecutive pieces of nearly the same size, none empty."""
    edges = [len(whole) * number // count for number in range(count + 1)]
    return [whole[first:end] for first, end in pairwise(edges) if first < end]


def _complements(pieces: Sequence[tuple[T, ...]]) -> list[tuple[T, ...]]:
    return [tuple(each for other in pieces if other is not piece for each in other) for piece in pieces]
