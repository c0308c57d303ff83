"""What sharing costs a redundancy group: the availability that it has, beside the one that it seems to have."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.ladder import answers
from sosgraph.bdd.small_cut_sets import support
from sosgraph.equations import Equations
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.structure.functions import function_of, naive_of
from sosgraph.structure.partly_shared import partly_shared
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

    `most` numbers of the structure function, below all groups together, are looked at for what is exact, the groups with
    fewest first; what is beyond that lies between bounds.
    """
    alone = [shared.identity for shared in shared_dependencies(architecture)]
    identities = list(dict.fromkeys([*alone, *(shared.identity for shared in partly_shared(architecture))]))
    if not identities:
        return {}
    function = function_of(architecture)
    equations = function.equations
    numbers = {identity: function.group[identity] for identity in identities}
    every = sorted(set(numbers.values()))
    cheap = every if most is None else _cheapest(equations, every, most)
    reached = answers(equations, function.failure, cheap, sampling=False, interrupted=interrupted)
    exact = {number: (each.lower, each.upper, each.certificate == "exact") for number, each in zip(cheap, reached, strict=True)}
    bounds = associated_bounds(equations, function.failure) if len(cheap) < len(every) else []
    naive = naive_of(architecture)
    unknown = on_unknown(function)
    found = {}
    for identity, number in numbers.items():
        lower, upper, certain = exact[number] if number in exact else (*bounds[number], False)
        certificate = Certificate.EXACT if certain else Certificate.BOUNDS
        found[identity] = Loss(Estimate(lower, upper, certificate, upper_bound=unknown[number]), naive[number])
    return found


def _cheapest(equations: Equations, numbers: Sequence[int], most: int) -> list[int]:
    """Return those of `numbers` that are made of fewest others, as many as are made of `most` together."""
    sizes = sorted((len(support(equations, [number])), number) for number in numbers)
    together = accumulate(size for size, _ in sizes)
    return [number for total, (_, number) in zip(together, sizes, strict=True) if total <= most]
