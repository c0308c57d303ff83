"""One number of a system, solved: its probability of being false, the gradient, and its minimal cut sets.

Solved once, asked often: probabilities may change from question to question, the structure does not.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from sosgraph.bdd.modules import Module, modules_of
from sosgraph.bdd.portfolio import Effort
from sosgraph.bdd.reduction import reduced
from sosgraph.bdd.solved_module import SolvedModule, solved_module
from sosgraph.bdd.unwound import formula_of
from sosgraph.equations import Equations, part_below

if TYPE_CHECKING:
    from sosgraph.bdd.cut_sets import CutSets


class Solution:
    """The function of one number over the variables of its system."""

    def __init__(self, variables: int, modules: Sequence[SolvedModule], node_limit: int) -> None:
        """Keep the modules, callees first; the last one is the whole."""
        self._variables = variables
        self._modules = tuple(modules)
        self._node_limit = node_limit

    @property
    def support(self) -> tuple[int, ...]:
        """The variables that can change the answer, ascending."""
        found: set[int] = set()
        needed = {len(self._modules) - 1}
        for number in range(len(self._modules) - 1, -1, -1):
            if number in needed:
                for leaf in self._modules[number].support:
                    (found if leaf >= 0 else needed).add(max(leaf, ~leaf))
        return tuple(sorted(found))

    @property
    def nodes(self) -> int:
        """How many nodes the diagrams of the modules have."""
        return sum(module.nodes for module in self._modules)

    def failure(self, failure: Sequence[float]) -> float:
        """Return the probability that the number is false; variable i is false with probability `failure[i]`.

        Only positive terms are added: about 1e-13 of the result, however small it is.
        """
        return self._chances(failure)[-1][0]

    def gradient(self, failure: Sequence[float]) -> tuple[float, list[float]]:
        """Return the probability of being false and, by variable, its derivative with respect to `failure[i]`.

        The derivative is Birnbaum's importance, 0 for a variable that does not matter. One pass from callees to callers, one
        back by the chain rule.
        """
        chances = self._chances(failure)
        gradient = [0.0] * self._variables
        slopes = [0.0] * len(chances)
        slopes[-1] = 1.0
        for number in range(len(chances) - 1, -1, -1):
            slope = slopes[number]
            if slope:
                module = self._modules[number]
                below = [chances[~leaf] if leaf < 0 else (failure[leaf], 1.0 - failure[leaf]) for leaf in module.leaves]
                for leaf, inner in zip(module.leaves, module.gradient(below), strict=True):
                    if leaf < 0:
                        slopes[~leaf] = slope * inner
                    else:
                        gradient[leaf] = slope * inner
        return chances[-1][0], gradient

    def cut_sets(self, node_limit: int | None = None, interrupted: Callable[[], bool] = bool) -> "CutSets":
        """Return the minimal sets of variables whose being false makes the number false.

        Raises `NodeLimitReached` beyond `node_limit` nodes (none given: as many as were allowed for solving).
        """
        from sosgraph.bdd.cut_sets import CutSets

        limit = self._node_limit if node_limit is None else node_limit
        return CutSets.of([module.part for module in self._modules], limit, interrupted)

    def _chances(self, failure: Sequence[float]) -> list[tuple[float, float]]:
        """Return by module the probabilities of being false and true."""
        chances: list[tuple[float, float]] = []
        for module in self._modules:
            below = [chances[~leaf] if leaf < 0 else (failure[leaf], 1.0 - failure[leaf]) for leaf in module.leaves]
            chances.append(module.chances(below))
        return chances


def solved(
    equations: Equations,
    root: int,
    certain: Collection[int] = (),
    lost: Collection[int] = (),
    node_limit: int = 2_000_000,
    interrupted: Callable[[], bool] = bool,
) -> Solution | None:
    """Return the solution for number `root` of `equations`, or None beyond `node_limit` nodes or once `interrupted` says yes.

    The variables in `certain` are always true, those in `lost` never: they are left out of gradient and cut sets. Raises
    `ValueError` when a circle leads through a negated argument.
    """
    part = part_below(equations, root)
    certain, lost = set(certain), set(lost)
    true = [here for here, variable in enumerate(part.variables) if variable in certain]
    false = [here for here, variable in enumerate(part.variables) if variable in lost]
    formula = formula_of(part.equations, part.root, true, false)
    if formula is None:
        return None
    effort = Effort(node_limit, interrupted)
    modules = []
    for module in modules_of(reduced(formula)):
        leaves = tuple([part.variables[leaf] if leaf >= 0 else leaf for leaf in module.leaves])
        found = solved_module(Module(module.formula, leaves), effort)
        if found is None:
            return None
        modules.append(found)
    return Solution(equations.variables, modules, node_limit)
