"""All minimal cut sets of few variables, found from callees to callers, without a diagram.

Fails with a set of variables what fails when just they do; in the sense of the greatest solution, so that around a cycle
the families grow from nothing until nothing changes. Source: the bottom-up algorithm of R. Fussell, W. Vesely, A new
methodology for obtaining cut sets for fault trees, 1972, cut off at an order.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from sosgraph.equations import Equations, Gate, support
from sosgraph.graph.components import strong_components
from sosgraph.graph.failure_sets import failure_sets

_WORK = 400_000  # unions of two sets that may be looked at; about half a second


class SmallCutSets(NamedTuple):
    """The minimal cut sets of at most `order` variables, as bit masks: `singles` is the union of those of order 1.

    `larger` are those of order 2 and more, by order. `order` is 0 for what is false anyway: the empty set is its only one.
    `complete` when there are none of any higher order.
    """

    singles: int
    larger: tuple[int, ...]
    order: int
    complete: bool


class _Family(NamedTuple):
    """Minimal sets: those of order 1 together in one mask, -1 for the empty set; larger ones, disjoint from it."""

    singles: int
    larger: frozenset[int]


_NEVER = _Family(0, frozenset())
_ALWAYS = _Family(-1, frozenset())


class _TooMany(Exception):
    pass


def small_cut_sets(equations: Equations, root: int, order: int, work: int = _WORK) -> SmallCutSets:
    """Return the minimal cut sets of `root` of at most `order` variables, of fewer where there would be too much `work`.

    The system may be cyclic, not negated. Sets of order 1 are always all there.
    """
    if not equations.greatest_solution()[root]:
        return SmallCutSets(0, (), 0, True)
    singles = failure_sets(equations)[root]
    below = support(equations, [root])
    search = _Search(equations, below, singles, work)
    found = SmallCutSets(singles, (), 1, len(search.open) < 2)
    for most in range(2, order + 1):
        if found.complete:
            break
        try:
            family = search.family(root, most)
        except _TooMany:
            break
        larger = tuple(sorted(family.larger, key=lambda each: (each.bit_count(), each)))
        found = SmallCutSets(singles, larger, most, not search.cut_off)
    return found


class _Search:
    """The families of one system, for one order after another."""

    def __init__(self, equations: Equations, below: Sequence[int], certain: int, work: int) -> None:
        """Look at the numbers `below` only; the variables in the mask `certain` count as never false."""
        self._equations = equations
        self._work = work
        self._order = 0
        self.cut_off = False
        self.open = [number for number in below if number < equations.variables and not certain >> number & 1]
        first = equations.variables
        wanted = set(below)
        arcs = [
            [argument - first for argument in gate.arguments if argument >= first] if number in wanted else []
            for number, gate in enumerate(equations.gates, first)
        ]
        found = ([first + member for member in component] for component in strong_components(arcs))
        self._components = [component for component in found if component[0] in wanted]
        self._own_caller = {first + member for member, heads in enumerate(arcs) if member in heads}

    def family(self, root: int, order: int) -> _Family:
        """Return the minimal sets of at most `order` variables that fail `root`."""
        self._order = order
        self.cut_off = False
        families = dict.fromkeys(range(self._equations.variables), _NEVER)
        families |= {variable: _Family(1 << variable, frozenset()) for variable in self.open}
        for component in self._components:
            for number in component:
                families[number] = _NEVER
            changing = True
            while changing:
                changing = False
                for number in component:
                    grown = self._failing(self._equations.gates[number - self._equations.variables], families)
                    if grown != families[number]:
                        families[number] = grown
                        changing = len(component) > 1 or number in self._own_caller
        return families[root]

    def _failing(self, gate: Gate, families: dict[int, _Family]) -> _Family:
        """Return the family of `gate`: enough of its arguments fail together."""
        enough = len(gate.arguments) - gate.need + 1
        if enough <= 0:
            return _ALWAYS
        if gate.need <= 0:
            return _NEVER
        parts = [families[argument] for argument in gate.arguments]
        if enough == 1:
            return self._any(parts)
        parts.sort(key=lambda part: part.singles.bit_count() + len(part.larger))
        # failing[j]: at least j of those seen fail
        failing = [_ALWAYS] + [_NEVER] * enough
        for seen, part in enumerate(parts, 1):
            for count in range(min(seen, enough), max(0, enough - len(parts) + seen - 1), -1):
                failing[count] = self._any([failing[count], self._both(failing[count - 1], part)])
        return failing[enough]

    def _any(self, parts: Sequence[_Family]) -> _Family:
        """Return the minimal sets of the union of families."""
        singles = 0
        larger: set[int] = set()
        for part in parts:
            singles |= part.singles
            larger |= part.larger
        self._spend(len(larger))
        return _Family(singles, self._minimal({each for each in larger if not each & singles}))

    def _both(self, one: _Family, other: _Family) -> _Family:
        """Return the minimal unions of a set of each family, those of more variables than looked for left out."""
        if one.singles == -1:
            return other
        if other.singles == -1:
            return one
        singles = one.singles & other.singles
        lesser, kept = self._full(one, other)
        greater, more = self._full(other, one)
        kept |= more
        ones = [*_bits(one.singles & ~singles), *lesser]
        others = [*_bits(other.singles & ~singles), *greater]
        self._spend(len(ones) * len(others))
        unions = {left | right for left in ones for right in others}
        within = {each for each in unions if each.bit_count() <= self._order}
        self.cut_off = self.cut_off or len(within) < len(unions)
        return _Family(singles, self._minimal(within | kept))

    def _full(self, one: _Family, other: _Family) -> tuple[list[int], set[int]]:
        """Return the larger sets of `one` that may still grow, and of those that may not the ones with a set of `other`."""
        growing = []
        full = set()
        for each in one.larger:
            if each.bit_count() < self._order:
                growing.append(each)
            elif each & other.singles or each in other.larger or _contains_another(each, other.larger):
                full.add(each)
        self._spend(len(one.larger))
        if len(growing) + len(full) < len(one.larger):
            self.cut_off = self.cut_off or bool(other.singles or other.larger)
        return growing, full

    def _minimal(self, sets: set[int]) -> frozenset[int]:
        """Return those of `sets` that contain no other."""
        orders = {each.bit_count() for each in sets}
        if len(orders) < 2:
            return frozenset(sets)
        self._spend(len(sets))
        least = min(orders)
        return frozenset(each for each in sets if each.bit_count() == least or not _contains_another(each, sets))

    def _spend(self, work: int) -> None:
        self._work -= work
        if self._work < 0:
            raise _TooMany


def _contains_another(mask: int, sets: AbstractSet[int]) -> bool:
    """Return whether a proper part of `mask` is in `sets`: few variables have few parts."""
    part = (mask - 1) & mask
    while part:
        if part in sets:
            return True
        part = (part - 1) & mask
    return False


def _bits(mask: int) -> list[int]:
    """Return the masks of the single bits of `mask`."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest)
        mask ^= lowest
    return found
