"""How many variables the sets of a compound family have: counted by it, and limited to it."""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sosgraph.bdd.compound import Compound
from sosgraph.bdd.families import BASE, EMPTY
from sosgraph.bdd.kernel import NodeLimitReached

_FEW = 400  # nodes
_WORK = 1 << 37  # bits that may be written to count sets: some seconds


def counted_by_order(family: Compound, work: int = _WORK) -> tuple[int, ...]:
    """Return how many sets have 0, 1, … variables, up to the largest; raise `NodeLimitReached` beyond `work` bits.

    A polynomial for each node, kept until its last parent had it, as one number: a digit for each order from the least on,
    wide enough for the count of all sets. Where they are few enough, numbers of the machine do (`counting.py`).
    """
    if len(family.level) > _FEW and family.root != EMPTY:
        from sosgraph.bdd.counting import COMPILED, exact_counts  # where it takes longer than loading it

        level, taken, left = (array("i", column) for column in family[:3])
        counts = exact_counts(level, taken, left, family.leaves, family.root) if COMPILED else None
        if counts is not None:
            return counts
    return _counted_by_integers(family, work)


def _counted_by_integers(family: Compound, work: int) -> tuple[int, ...]:
    """Return the same however many sets there are."""
    last = family.last_uses()
    width = 1 + _total(family, last).bit_length()
    found: list[tuple[int, int]] = [(0, 0), (0, 1), *[(0, 0)] * (len(family.level) - 2)]
    for node in range(2, len(found)):
        leaf, taken, left = family.leaves[family.level[node]], family.taken[node], family.left[node]
        own, one = (1, 1) if leaf >= 0 else found[~leaf]
        least, digits = found[taken]
        least, digits = least + own, digits * one
        if left != EMPTY:
            other, more = found[left]
            start = min(least, other)
            digits = (digits << (least - start) * width) + (more << (other - start) * width)
            least = start
        work -= digits.bit_length()
        if work < 0:
            raise NodeLimitReached
        found[node] = least, digits
        for child in (taken, left, ~leaf):
            if child > BASE and last[child] == node:
                found[child] = (0, 0)
    least, digits = found[family.root]
    counts = [0] * least
    while digits or not counts:
        counts.append(digits & (1 << width) - 1)
        digits >>= width
    return tuple(counts)


def _total(family: Compound, last: Sequence[int]) -> int:
    """Return how many sets there are."""
    found = [0, 1, *[0] * (len(family.level) - 2)]
    for node in range(2, len(found)):
        leaf, taken, left = family.leaves[family.level[node]], family.taken[node], family.left[node]
        found[node] = (1 if leaf >= 0 else found[~leaf]) * found[taken] + found[left]
        for child in (taken, left, ~leaf):
            if child > BASE and last[child] == node:
                found[child] = 0
    return found[family.root]


class _Wanted(NamedTuple):
    """Of the sets of a node those of at most, or `exactly`, `order` variables; order -1: all of them."""

    order: int
    exactly: bool


_ALL = _Wanted(-1, False)


def up_to_order(family: Compound, order: int) -> Compound:
    """Return the sets of at most `order` variables, to be listed.

    A node for each number of variables that may be left there; a module has a family for each number that it may take.
    """
    least, largest = family.extremes([1] * (1 + max(family.leaves, default=0)))
    if largest[family.root] <= order:
        return family
    return _Limit(family, least, largest).built(order)


class _Limit:
    """A family under construction that has less sets."""

    def __init__(self, family: Compound, least: Sequence[int], largest: Sequence[int]) -> None:
        self._family = family
        self._least, self._largest = least, largest
        self._place: dict[tuple[int, _Wanted], int] = {}
        self._slots: dict[tuple[int, int], int] = {}
        self._columns: tuple[list[int], list[int], list[int]] = ([-1, -1], [0, 0], [0, 0])

    def built(self, order: int) -> Compound:
        """Return the sets of at most `order` variables."""
        family = self._family
        root = self._normal(family.root, _Wanted(order, False))
        needed: list[dict[_Wanted, None]] = [{} for _ in family.level]
        if root is not None:
            needed[family.root][root] = None
        for node in range(len(needed) - 1, BASE, -1):
            for wanted in needed[node]:
                for child, of_child in self._below(node, wanted):
                    needed[child][of_child] = None
        for node in range(2, len(needed)):
            for wanted in needed[node]:
                self._place[node, wanted] = self._made(node, wanted)
        leaves = [leaf for (_, leaf) in self._slots]
        top = EMPTY if root is None else self._placed(family.root, root)
        return Compound(*self._columns, leaves, [0] * len(leaves), top)

    def _normal(self, node: int, wanted: _Wanted) -> _Wanted | None:
        """Return the same in one way only; None where there are no such sets."""
        if node == EMPTY or wanted == _ALL:
            return None if node == EMPTY else wanted
        least, largest = self._least[node], self._largest[node]
        if wanted.order < least or (wanted.exactly and wanted.order > largest):
            return None
        within = least == largest if wanted.exactly else largest <= wanted.order
        return _ALL if within else wanted

    def _parts(self, node: int, wanted: _Wanted) -> Iterator[tuple[_Wanted, _Wanted]]:
        """Yield what is wanted of the node's leaf, and with that of what is taken."""
        family = self._family
        leaf, taken = family.leaves[family.level[node]], family.taken[node]
        if wanted == _ALL:
            yield _ALL, _ALL
        elif leaf >= 0:
            rest = self._normal(taken, _Wanted(wanted.order - 1, wanted.exactly))
            if rest is not None:
                yield _ALL, rest
        else:
            for size in range(self._least[~leaf], min(self._largest[~leaf], wanted.order) + 1):
                own = self._normal(~leaf, _Wanted(size, True))
                rest = self._normal(taken, _Wanted(wanted.order - size, wanted.exactly))
                if own is not None and rest is not None:
                    yield own, rest

    def _below(self, node: int, wanted: _Wanted) -> Iterator[tuple[int, _Wanted]]:
        family = self._family
        leaf = family.leaves[family.level[node]]
        for own, rest in self._parts(node, wanted):
            yield family.taken[node], rest
            if leaf < 0:
                yield ~leaf, own
        left = self._normal(family.left[node], wanted)
        if left is not None:
            yield family.left[node], left

    def _made(self, node: int, wanted: _Wanted) -> int:
        """Return the node that stands for what is wanted of `node`, made of those of its children; of none, the empty family."""
        family = self._family
        level, leaf = family.level[node], family.leaves[family.level[node]]
        left = self._normal(family.left[node], wanted)
        made = EMPTY if left is None else self._placed(family.left[node], left)
        for own, rest in reversed(list(self._parts(node, wanted))):
            taken = self._placed(family.taken[node], rest)
            of_leaf = leaf if leaf >= 0 else ~self._placed(~leaf, own)
            if taken == EMPTY or of_leaf == ~EMPTY:
                continue
            slot = self._slots.setdefault((level, of_leaf), len(self._slots))
            for column, entry in zip(self._columns, (slot, taken, made), strict=True):
                column.append(entry)
            made = len(self._columns[0]) - 1
        return made

    def _placed(self, node: int, wanted: _Wanted) -> int:
        return node if node <= BASE else self._place[node, wanted]
