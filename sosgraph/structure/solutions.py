"""Solved numbers of the structure function: built once for each architecture, asked by several analyses."""

from typing import TYPE_CHECKING, NamedTuple

from sosgraph.bdd.kernel import NodeLimitReached
from sosgraph.bdd.solution import Solution, solved
from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.frozen import dataclass
from sosgraph.graph.bit_sets import members
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.quantity import format_number
from sosgraph.structure.allowance import Allowance, allowance_of
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.functions import function_of

if TYPE_CHECKING:
    from sosgraph.bdd.cut_sets import CutSets
    from sosgraph.bdd.small_cut_sets import SmallCutSets

_TRIALS = 1 << 20  # where several numbers are sampled one by one
_ORDER = 3  # of the cut sets that stand for what cannot be solved whole


class Solved(NamedTuple):
    """A number solved. `order` is None when all of it is; else the cut sets of at most `order` variables stand for it.

    `lower` and `upper` bound the probability that it is false, whatever `order` is; where it is `vanishing`, both are 0, but
    it can be false: less often than any number says.
    """

    solution: Solution
    order: int | None
    lower: float
    upper: float
    vanishing: bool = False

    def downtime(self, window_s: float) -> str:
        """Return how long it is false in a window of so many seconds, in minutes, as a range where it is one."""
        low, high = (format_number(chance * window_s / 60) for chance in (self.lower, self.upper))
        return f"{low} min" if low == high else f"{low} to {high} min"


@dataclass(frozen=True, slots=True)
class _Number:
    grade: str
    number: int

    def __call__(self, architecture: Architecture) -> Solved:
        return solution_of(function_of(architecture, self.grade), self.number, allowance_of(architecture))


def solved_number(architecture: Architecture, number: int, grade: str = "slo") -> Solved:
    """Return the solution of a number of the structure function, found once. What never fails is left out of it."""
    return architecture.once(_Number(grade, number))


def solved_cut_sets(architecture: Architecture, number: int, grade: str = "slo") -> tuple[Solved, "CutSets"]:
    """Return the solution of a number with its minimal cut sets; where these are too many to be kept, those of few variables."""
    found = solved_number(architecture, number, grade)
    allowance = allowance_of(architecture)
    nodes = allowance.share
    try:
        cut_sets = found.solution.cut_sets(nodes, interrupted)
        allowance.spend(cut_sets.nodes)
        return found, _counted(cut_sets)
    except NodeLimitReached:
        allowance.spend(nodes)
        found = solved_in_part(function_of(architecture, grade), number)
    return found, found.solution.cut_sets()


def _counted(cut_sets: "CutSets") -> "CutSets":
    """Return the cut sets, whose number is known from now on; raise `NodeLimitReached` where counting is too much work."""
    assert cut_sets.by_order
    return cut_sets


def solution_of(function: StructureFunction, number: int, allowance: Allowance) -> Solved:
    """Return the solution of a number of any structure function, of all of it or of its minimal cut sets of few variables."""
    nodes = allowance.share
    whole = solved(function.equations, number, function.never_fails, function.switched_off, nodes, interrupted)
    allowance.spend(nodes if whole is None else whole.nodes)
    if whole is not None:
        chance = whole.failure(function.failure)
        vanishing = not chance and whole.failure([float(false > 0.0) for false in function.failure]) > 0.0
        return Solved(whole, None, chance, chance, vanishing)
    return solved_in_part(function, number)


def solved_in_part(function: StructureFunction, number: int) -> Solved:
    """Return the solution of the number's minimal cut sets of up to three variables, or of as many as there can be."""
    from sosgraph.bdd.ladder import NODES, answers  # seldom needed: nearly everything is solved whole
    from sosgraph.bdd.small_cut_sets import small_cut_sets

    (interval,) = answers(
        function.equations, function.failure, [number], node_limit=NODES, trials=_TRIALS, interrupted=interrupted
    )
    coherent = _as_failures(function)
    for order in range(_ORDER, 0, -1):
        small = small_cut_sets(coherent, number, order)
        stand_in = _union(function, small)
        part = solved(stand_in, len(stand_in) - 1)
        if part is not None:
            least = part.failure(function.failure)
            if small.complete and not any(argument < 0 for gate in function.equations.gates for argument in gate.arguments):
                return Solved(part, None, least, least)  # there are no larger ones
            return Solved(part, small.order, max(least, interval.lower), max(least, interval.upper))
    raise AssertionError("single failures always have a small diagram")


def _as_failures(function: StructureFunction) -> Equations:
    """Return the equations with settings as they are and all other negations taken as true.

    What fails them fails whatever else has failed.
    """
    true = len(function.equations)
    false = true + 1

    def settled(argument: int) -> int:
        negated, variable = argument < 0, max(argument, ~argument)
        if variable in function.never_fails:
            return false if negated else true
        if variable in function.switched_off:
            return true if negated else false
        return true if negated else argument

    gates = [Gate(gate.need, tuple(settled(argument) for argument in gate.arguments)) for gate in function.equations.gates]
    return Equations(function.equations.variables, (*gates, Gate(0, ()), Gate(1, ())))


def _union(function: StructureFunction, small: "SmallCutSets") -> Equations:
    """Return equations whose last number is false when one of the small cut sets is, those left out that never are."""
    variables = function.equations.variables
    sets = [(variable,) for variable in members(small.singles)] + [tuple(members(mask)) for mask in small.larger]
    sets = sets if small.order else [()]
    possible = [together for together in sets if not function.never_fails.intersection(together)]
    gates = [Gate(1, together) for together in possible]
    gates.append(conjunction(range(variables, variables + len(gates))))
    return Equations(variables, tuple(gates))
