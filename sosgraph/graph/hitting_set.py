"""The lightest set of elements that meets every one of some sets, or bounds for it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from sosgraph.connected import apart
from sosgraph.graph.sparse import numbers_of
from sosgraph.graph.undominated import Undominated

Some = tuple[int, ...]
"""Elements by number, ascending."""

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
    problem = _Problem(sets, weights, steps)
    if not steps:
        return HittingSet(problem.named(problem.greedy(problem.sets)), problem.bound(problem.sets), 0)
    left, chosen = problem.reduced(problem.sets)
    at_least = problem.weight(chosen)
    parts = sorted(apart(left), key=len)
    for part in parts:
        rest = part is parts[-1] and at_least == problem.weight(chosen)  # the others are known exactly: it has to bring the rest
        found, bound = problem.solved(part, known - at_least if rest else 0)
        chosen += found
        at_least += bound
    return HittingSet(problem.named(chosen), at_least, max(problem.steps, 0))


class _Problem:
    """The sets and weights, elements numbered in ascending order, and how many steps are left."""

    __slots__ = ("_elements", "_undominated", "sets", "steps", "weights")

    def __init__(self, sets: Sequence[Collection[int]], weights: Mapping[int, int], steps: int) -> None:
        self._elements = sorted(set().union(*sets))
        place = {element: number for number, element in enumerate(self._elements)}
        self.sets = [tuple(sorted([place[element] for element in one])) for one in sets]
        self.weights = [weights[element] for element in self._elements]
        ranks = {weight: rank for rank, weight in enumerate(sorted(set(self.weights)))}
        self._undominated = Undominated(numbers_of([ranks[weight] for weight in self.weights], len(ranks)))
        self.steps = steps

    def named(self, chosen: Sequence[int]) -> Some:
        """Return the elements that are meant by numbers, in ascending order."""
        return tuple(sorted([self._elements[number] for number in chosen]))

    def reduced(self, sets: Sequence[Some]) -> tuple[list[Some], list[int]]:
        """Return the sets that are left when the elements that some lightest answer has anyway are taken, and these elements."""
        before = self._undominated.looks
        found = self._undominated.of(sets)
        self.steps -= self._undominated.looks - before
        return found

    def solved(self, sets: list[Some], known: int, depth: int = 0) -> tuple[list[int], int]:
        """Return the lightest elements that meet all of `sets`, or the best found, and a lower bound, at best `known` before.

        The sets are reduced, and not apart.
        """
        best = self.greedy(sets)
        lightest = self.weight(best)
        at_least = max(self.bound(sets), known)
        waiting = list(self._branches(sets, [])) if at_least < lightest else []
        while waiting and at_least < lightest:
            if self.steps < 0:
                return best, at_least
            left, chosen = waiting.pop()
            if self.weight(chosen) + self.bound(left) >= lightest:
                continue
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

    def _branches(self, sets: list[Some], chosen: list[int]) -> Iterator[tuple[list[Some], list[int]]]:
        """Yield what is left to meet when each element of a smallest set is taken but none before it, the likeliest last."""
        smallest = min(sets, key=len)
        met = {element: sum(element in one for one in sets) for element in smallest}
        elements = sorted(smallest, key=lambda element: (-met[element] / self.weights[element], element))
        for at in range(len(elements) - 1, -1, -1):
            before = frozenset(elements[:at])
            rest = [tuple([each for each in one if each not in before]) for one in sets if elements[at] not in one]
            if all(rest):
                yield rest, [*chosen, elements[at]]

    def bound(self, sets: Sequence[Some]) -> int:
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

    def greedy(self, sets: Sequence[Some]) -> list[int]:
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
