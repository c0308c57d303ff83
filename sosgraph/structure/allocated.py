"""Numbers for own parts, so that several components reach their targets: by every rule for dividing a budget."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from sosgraph.bdd.allocation import Shares, equal_numbers, equal_shares, extra_nine
from sosgraph.bdd.dials import Aim, Panel
from sosgraph.bdd.least_cost import least_cost
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure.allocatable import dials_of, with_open_numbers
from sosgraph.structure.functions import function_of
from sosgraph.structure.negation import NEGATES, negates
from sosgraph.structure.own_part import own_part
from sosgraph.structure.solutions import solved_number

METHODS: Mapping[str, Callable[[Shares], list[float]]] = MappingProxyType(
    {"equal_shares": equal_shares, "all_alike": equal_numbers, "extra_nine": extra_nine, "least_cost": least_cost}
)
"""The rules for dividing budgets: from the shares to a number for each dial."""


class Allocated(NamedTuple):
    """By method the unavailability that each part may have; a rule that does not fit has none.

    `fixed` is by root how often it fails by what is fixed alone; where that is all that the target allows, it is
    `impossible` and takes no part. `fixed_parts` are those that are fixed, `together` those that fail a root only with others;
    no number above the `worst` of a part was looked for. Roots that are too `entangled` to be solved whole take no part either.
    """

    targets: Mapping[str, Ratio]
    fixed: Mapping[str, float]
    impossible: tuple[str, ...]
    numbers: Mapping[str, Mapping[str, float]]
    worst: Mapping[str, float]
    fixed_parts: tuple[str, ...]
    together: tuple[str, ...]
    entangled: tuple[str, ...]

    @property
    def divided(self) -> list[str]:
        """The roots whose budget is divided."""
        return [name for name in self.targets if name not in self.impossible and name not in self.entangled]

    def used_up(self, name: str) -> float | None:
        """Return the share of the budget of a root that fixed numbers use up; None where that is not known."""
        if name not in self.fixed:
            return None
        budget = self.targets[name].complement
        return self.fixed[name] / budget if budget else float(self.fixed[name] > 0)


def allocated(
    architecture: Architecture, targets: Mapping[str, Ratio], fixed: frozenset[str], costs: Mapping[str, float]
) -> Allocated:
    """Return what the parts below the roots in `targets` must be worth; the numbers of `fixed` stay what they are.

    Raises `BadCall` where a cost is given to what has no part in it, and where something has to fail for something to hold.
    """
    free = [name for name in architecture.components if name not in fixed]
    opened = with_open_numbers(architecture, free)
    function = function_of(opened)
    if any(negates(function, function.up[name]) for name in targets):
        raise BadCall(f"{NEGATES}, so that no number can be asked for")
    every_solution = {name: solved_number(opened, function.up[name]) for name in targets}
    entangled = tuple(name for name, found in every_solution.items() if found.order is not None)
    solutions = {name: found for name, found in every_solution.items() if name not in entangled}
    support = {variable for solved in solutions.values() for variable in solved.solution.support}
    every = dials_of(opened, function, set(free), costs)
    dials = {
        name: dial._replace(now=own.complement if (own := own_part(architecture.components[name]).ratio) is not None else None)
        for name, dial in every.items()
        if support.intersection((*dial.whole, *dial.copies, *dial.common))
    }
    for name in (each for each in costs if each not in dials):
        raise BadCall(f"{architecture.label(name)} has no number to be chosen here; give costs to parts that have one")
    names = list(dials)
    aims = [
        Aim(solutions[name].solution, target.complement, names.index(name) if name in dials else None)
        for name, target in targets.items()
        if name in solutions
    ]
    panel = Panel(function.failure, list(dials.values()))
    shares = Shares(panel, aims)
    worst = {names[dial]: worst for dials, worst in zip(shares.units, shares.worst, strict=True) for dial in dials}
    needed = sorted(dial for dials in shares.units for dial in dials)
    numbers = {method: found for method, rule in METHODS.items() if (found := rule(shares))} if needed else {}
    below = {function.events[variable].component for variable in support}
    return Allocated(
        targets,
        {name: panel.reached(aim.solution, [0.0] * len(names)) for name, aim in zip(solutions, aims, strict=True)},
        tuple(name for place, name in enumerate(solutions) if place in shares.impossible),
        {method: {names[dial]: found[dial] for dial in needed} for method, found in numbers.items()},
        worst,
        tuple(name for name in architecture.components if name in below and name in fixed),
        tuple(names[dial] for dial in shares.together),
        entangled,
    )
