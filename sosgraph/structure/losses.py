"""What sharing costs a redundancy group: the availability that it has, beside the one that it seems to have."""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, islice

from sosgraph.bdd.independent import gate_failure
from sosgraph.bdd.ladder import Answer, answers
from sosgraph.equations import Equations, nearest_first
from sosgraph.estimate import Certificate, Estimate
from sosgraph.frozen import dataclass
from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.structure.functions import function_of
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.smallest_groups import with_smallest_groups
from sosgraph.structure.unknown import on_unknown
from sosgraph.structure.wholly_shared import shared_dependencies


@dataclass(frozen=True, slots=True)
class Loss:
    """What the sharing costs a group: its exact availability, and its unavailability if the members shared nothing.

    Whatever is shared inside one member counts in both. Both are upper bounds where own parts below the group are unknown;
    the second is None where that of a member is only known in bounds, or it needs the group itself.
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
    members = {number: _members(equations, number) for number in asked}
    further = sorted({member for each in members.values() for member in each}.difference(asked))
    reached: dict[int, Answer] = {}
    for wanted in (asked, further):  # the groups first: what is spent on them is not spent on their members
        found = answers(equations, function.failure, wanted, sampling=False, interrupted=interrupted)
        reached.update(zip(wanted, found, strict=True))
    exact = {number: each.upper for number, each in reached.items() if each.certificate == "exact"}
    circular = _on_circles(equations)
    unknown = on_unknown(function)
    lost = {}
    for number in asked:
        each = reached[number]
        estimate = Estimate(each.lower, each.upper, Certificate(each.certificate), upper_bound=unknown[number])
        known = number not in circular and all(member in exact for member in members[number])
        lost[number] = Loss(estimate, _if_independent(equations, number, exact) if known else None)
    return {identity: lost[number] for identity, number in numbers.items() if number in lost}


def _own(equations: Equations, number: int) -> tuple[int, ...]:
    """Return the gates of a group itself, callees first; copies have two where something fails all of them at once."""
    need, arguments = equations.gates[number - equations.variables]
    return (number,) if need < len(arguments) else (arguments[-1], number)  # what is redundant has a member to spare


def _members(equations: Equations, number: int) -> list[int]:
    """Return the numbers of which a group is made, each once."""
    own = _own(equations, number)
    arguments = (argument for gate in own for argument in equations.gates[gate - equations.variables].arguments)
    return [argument for argument in dict.fromkeys(arguments) if argument not in own]


def _if_independent(equations: Equations, number: int, failure: Mapping[int, float]) -> float:
    """Return the probability that a group is false when its members, of which `failure` has what is exact, share nothing."""
    found = {member: failure[member] for member in _members(equations, number)}
    for gate in _own(equations, number):
        found[gate] = gate_failure(equations.gates[gate - equations.variables], found)
    return found[number]


def _on_circles(equations: Equations) -> Collection[int]:
    """Return the gates that need themselves in the end."""
    arcs: list[tuple[int, ...]] = [()] * equations.variables
    arcs.extend(tuple([max(argument, ~argument) for argument in gate.arguments]) for gate in equations.gates)
    components = strong_components(arcs, equations.variables)
    return frozenset(number for component in components if len(component) > 1 for number in component)


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
