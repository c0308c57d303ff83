"""The likeliest of the minimal cut sets, and how much of the whole they cause together."""

from collections.abc import Sequence
from math import prod
from typing import NamedTuple

from sosgraph.bdd.cut_set_union import union_probabilities
from sosgraph.bdd.cut_sets import CutSets
from sosgraph.bdd.solution import Solution

_MOST_SUMMED = 20  # sets that the first sentence may count
_MOST_JOINED = 500  # sets whose joint probability is found
_NEARLY_ALL = 0.95


class CutSet(NamedTuple):
    """Variables that take something down when all of them are false and no fewer would, and how likely that is."""

    variables: tuple[int, ...]
    probability: float


def likeliest_cut_sets(
    cut_sets: CutSets, whole: float, failure: Sequence[float], most: int, order: int | None, least: float
) -> list[CutSet]:
    """Return up to `most` minimal cut sets of at most `order` variables, likeliest first.

    `least` is the least share that they have of the probability of the `whole`. Without any probability they come by order.
    """
    if whole:
        return [CutSet(each, chance) for chance, each in cut_sets.likeliest(failure, most, least * whole, order)]
    return [CutSet(each, prod(failure[variable] for variable in each)) for each in cut_sets.listed(most, order)]


def as_often_as_it_is_down(solution: Solution, failure: Sequence[float], found: Sequence[CutSet]) -> list[CutSet]:
    """Return the sets with how likely the whole is down while they have failed, which others may prevent; likeliest first."""
    weighed = []
    for each in found:
        failed = [1.0 if variable in each.variables else false for variable, false in enumerate(failure)]
        weighed.append(each._replace(probability=each.probability * solution.failure(failed)))
    return sorted(weighed, key=lambda each: -float(f"{each.probability:.10g}"))


class Summed:
    """How many sets there are, and how much of the whole the first ones cause together."""

    def __init__(self, cut_sets: CutSets, whole: float, failure: Sequence[float], found: Sequence[CutSet]) -> None:
        self.by_order = cut_sets.by_order
        self.count = sum(self.by_order)
        self.shown = len(found)
        self.counted = 0
        self.share = self.share_shown = 0.0
        likely = [each.variables for each in found if each.probability]
        if not likely or not whole:
            return
        likely = likely[:_MOST_JOINED]
        prefixes = range(1, min(len(likely), _MOST_SUMMED) + 1)
        unions = union_probabilities(likely, [*prefixes, len(likely)], failure)
        *first, everything = [union.lower / whole for union in unions]
        self.share_shown = min(1.0, everything)
        self.counted = next((count for count in prefixes if first[count - 1] >= _NEARLY_ALL), len(first))
        self.share = min(1.0, first[self.counted - 1])
