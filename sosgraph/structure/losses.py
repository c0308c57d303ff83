"""What sharing costs a redundancy group: the availability that it has, beside the one that it seems to have."""

from collections.abc import Sequence
from itertools import accumulate, islice

from sosgraph.bdd.ladder import answers
from sosgraph.equations import Equations, nearest_first
from sosgraph.estimate import Certificate, Estimate
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.structure.functions import function_of, naive_of
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.smallest_groups import with_smallest_groups
from sosgraph.structure.unknown import on_unknown
from sosgraph.structure.wholly_shared import shared_dependencies


@dataclass(frozen=True, slots=True)
class Loss:
    """What the sharing costs a group: its exact availability, and its unavailability if the members shared nothing.

    Both are upper bounds where own parts below the group are unknown.
    """

    exact: Estimate
    independent: float | None

    @property
    def factor(self) -> float | None:
        """How many times the independent unavailability the exact one is; None where either is not known, or only bounds are."""
        if not self.independent or self.exact.upper_bound or self.exact.certificate is not Certificate.EXACT:
            return None
        return self.exact.unavailability_low / self.independent


def losses(architecture: Architecture, most: int | None = None) -> dict[int, Loss]:
    """Return what sharing costs each group that shares something, by the group's identity.

    Where `most` is given, only of those with fewest numbers of the structure function below them, `most` together.
    """
    alone = [shared.identity for shared in shared_dependencies(architecture)]
    identities = list(dict.fromkeys([*alone, *(shared.identity for shared in partly_shared(architecture))]))
    if not identities:
        return {}
    part = architecture if most is None else with_smallest_groups(architecture, frozenset(identities), most)
    function = function_of(part)
    equations = function.equations
    numbers = {identity: function.group[identity] for identity in identities if identity in function.group}
    if not numbers:
        return {}  # even the smallest is made of more
    every = sorted(set(numbers.values()))
    asked = every if most is None else _cheapest(equations, every, most)
    reached = answers(equations, function.failure, asked, sampling=False, interrupted=interrupted)
    naive = naive_of(part)
    unknown = on_unknown(function)
    lost = {
        number: Loss(Estimate(each.lower, each.upper, Certificate(each.certificate), upper_bound=unknown[number]), naive[number])
        for number, each in zip(asked, reached, strict=True)
    }
    return {identity: lost[number] for identity, number in numbers.items() if number in lost}


def _cheapest(equations: Equations, numbers: Sequence[int], most: int) -> list[int]:
    """Return those of `numbers` that are made of fewest others, as many as are made of `most` together."""
    sizes: list[tuple[int, int]] = []
    limit, left = max(most // len(numbers), 1), list(numbers)
    while left and sum(size for size, _ in sizes) <= most:  # what is made of many others is not looked at to its end
        below = {number: len(list(islice(nearest_first(equations, [number]), limit + 1))) for number in left}
        sizes += sorted((size, number) for number, size in below.items() if size <= limit)
        known = {number for _, number in sizes}
        left = [number for number in left if number not in known]
        limit *= 4
    together = accumulate(size for size, _ in sizes)
    return [number for total, (_, number) in zip(together, sizes, strict=True) if total <= most]
