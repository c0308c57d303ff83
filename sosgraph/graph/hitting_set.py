"""The lightest set of elements that meets every one of some sets, or bounds for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from sosgraph.connected import apart

_DEPTH = 40  # how often parts are divided into parts again


class HittingSet(NamedTuple):
    """Elements that meet every set, in ascending order; no such elements weigh less than `at_least` in all.

    `steps` is what is left of the steps that were allowed, none when the search was given up.
    """

    chosen: tuple[int, ...]
    at_least: int
    steps: int


def smallest_hitting_set(sets: Sequence[Collection[int]], weights: Mapping[int, int], steps: int, known: int = 0) -> HittingSet:
    """Return elements that meet every set and weigh as little as possible, found by branch and bound in at most `steps` steps.

    A step is a look at an element of a set; without any the answer is found greedily. Weights are positive. When the steps do
    not suffice the elements still meet every set, none of them in vain, and `at_least` is a proven bound. An element that
    meets no more than a lighter one is left out, a set that contains another is met with it, sets without a common element
    are solved apart. Bound: sets pay for elements until one is paid, and no element is paid more than it weighs. Source:
    N. Christofides, S. Korman, A computational survey of methods for the set covering problem, 1975.
    """
    problem = _Problem([frozenset(one) for one in sets], weights, steps)
    if not steps:
        return HittingSet(tuple(problem.greedy(problem.sets)), problem.bound(problem.sets), 0)
    left, chosen = problem.reduced(problem.sets)
    at_least = problem.weight(chosen)
    parts = sorted(apart(left), key=len)
    for part in parts:
        rest = part is parts[-1] and at_least == problem.weight(chosen)  # the others are known exactly: it has to bring the rest
        found, bound = problem.solved(part, known - at_least if rest else 0)
        chosen += found
        at_least += bound
    return HittingSet(tuple(sorted(chosen)), at_least, max(problem.steps, 0))


class _Problem:
    """The sets and weights, and how many steps are left."""

    __slots__ = ("sets", "steps", "weights")

    def __init__(self, sets: list[frozenset[int]], weights: Mapping[int, int], steps: int) -> None:
        self.sets = sets
        self.weights = weights
        self.steps = steps

    def solved(self, sets: list[frozenset[int]], known: int, depth: int = 0) -> tuple[list[int], int]:
        """Return the lightest elements that meet all of `sets`, or the best found, and a lower bound, at best `known` before."""
        best = self.greedy(sets)
        lightest = self.weight(best)
        at_least = max(self.bound(sets), known)
        waiting: list[tuple[list[frozenset[int]], list[int]]] = [(sets, [])]
        while waiting and at_least < lightest:
            if self.steps < 0:
                return best, at_least
            left, chosen = waiting.pop()
            left, forced = self.reduced(left)
            chosen = chosen + forced
            if self.weight(chosen) + self.bound(left) >= lightest:
                continue
            parts = apart(left) if depth < _DEPTH else [left]
            if len(parts) == 1:
                rival = chosen + self.greedy(left)
                waiting += self._branches(left, chosen)
            else:
                rival = chosen + [element for part in parts for element in self.solved(part, 0, depth + 1)[0]]
            if self.weight(rival) < lightest:
                best, lightest = rival, self.weight(rival)
        return best, at_least if self.steps < 0 else lightest

    def weight(self, elements: Sequence[int]) -> int:
        """Return what the elements weigh in all."""
        return sum(map(self.weights.__getitem__, elements))

    def _branches(self, sets: list[frozenset[int]], chosen: list[int]) -> Iterator[tuple[list[frozenset[int]], list[int]]]:
        """Yield what is left to meet when each element of a smallest set is taken but none before it, the likeliest last."""
        smallest = min(sets, key=len)
        met = {element: sum(element in one for one in sets) for element in smallest}
        elements = sorted(smallest, key=lambda element: (-met[element] / self.weights[element], element))
        for at in range(len(elements) - 1, -1, -1):
            rest = [one.difference(elements[:at]) for one in sets if elements[at] not in one]
            if all(rest):
                yield rest, [*chosen, elements[at]]

    def reduced(self, sets: list[frozenset[int]]) -> tuple[list[frozenset[int]], list[int]]:
        """Return the sets that are left when the elements that some lightest answer has anyway are taken, and these elements."""
        forced: list[int] = []
        while True:
            sets = self._least(sets)
            alone = {next(iter(one)) for one in sets if len(one) == 1}
            if alone:
                forced += sorted(alone)
                sets = [one for one in sets if not one & alone]
            superfluous = self._superfluous(sets)
            if not superfluous:
                return sets, forced
            sets = [one - superfluous for one in sets]

    def _least(self, sets: list[frozenset[int]]) -> list[frozenset[int]]:
        """Return the sets that contain no other one."""
        kept: list[frozenset[int]] = []
        holding: dict[int, list[frozenset[int]]] = {}
        for one in sorted(dict.fromkeys(sets), key=len):
            self.steps -= len(one)
            if not any(any(map(one.issuperset, holding[element])) for element in one if element in holding):
                kept.append(one)
                holding.setdefault(min(one), []).append(one)  # what contains it has this element too
        return kept

    def _superfluous(self, sets: Sequence[frozenset[int]]) -> frozenset[int]:
        """Return elements instead of which a lighter or equal one meets all that they meet."""
        rows: dict[int, int] = {}
        for number, one in enumerate(sets):
            for element in one:
                rows[element] = rows.get(element, 0) | 1 << number
        gone: set[int] = set()
        weights = self.weights
        for element in sorted(rows, key=lambda element: (-weights[element], rows[element].bit_count(), -element)):
            self.steps -= 1
            mask, weight = rows[element], weights[element]
            for other in sets[(mask & -mask).bit_length() - 1]:
                if mask & rows[other] == mask and other != element and other not in gone and weights[other] <= weight:
                    gone.add(element)
                    break
        return frozenset(gone)

    def bound(self, sets: Sequence[frozenset[int]]) -> int:
        """Return what elements that meet all of `sets` weigh at least: what the sets can pay, those first that share least."""
        shared: dict[int, int] = {}
        for one in sets:
            for element in one:
                shared[element] = shared.get(element, 0) + 1
        unpaid = {element: self.weights[element] for element in shared}
        paid = 0
        for one in sorted(sets, key=lambda one: sum(map(shared.__getitem__, one))):
            self.steps -= len(one)
            price = min(map(unpaid.__getitem__, one))
            if price:
                paid += price
                for element in one:
                    unpaid[element] -= price
        return paid

    def greedy(self, sets: Sequence[frozenset[int]]) -> list[int]:
        """Return elements that meet all of `sets`, each time the one that meets most for its weight; none of them in vain."""
        holding: dict[int, list[int]] = {}
        for number, one in enumerate(sets):
            self.steps -= len(one)
            for element in one:
                holding.setdefault(element, []).append(number)
        meets = {element: len(numbers) for element, numbers in holding.items()}
        queue = [(-count / self.weights[element], element, count) for element, count in meets.items()]
        heapify(queue)
        times = [0] * len(sets)
        chosen = []
        while queue:
            _, element, count = heappop(queue)
            if not meets[element]:
                continue
            if count != meets[element]:
                heappush(queue, (-meets[element] / self.weights[element], element, meets[element]))
                continue
            chosen.append(element)
            for number in holding[element]:
                times[number] += 1
                if times[number] == 1:
                    for other in sets[number]:
                        meets[other] -= 1
        for element in sorted(chosen, key=lambda element: (-self.weights[element], element)):
            if all(times[number] > 1 for number in holding[element]):
                chosen.remove(element)
                for number in holding[element]:
                    times[number] -= 1
        return sorted(chosen)
