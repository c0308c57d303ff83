"""A certified interval for what is too large for a diagram: what few failures do, and how often there are more of them.

A number fails where all of a minimal cut set fail. The small ones give a lower bound; a larger one needs many failures at
once, the chance of which bounds what the small ones leave out.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.independent import any_failure, gate_failure
from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.bdd.union_bounds import union_bounds
from sosgraph.equations import Equations, Gate, support
from sosgraph.graph.bit_sets import members

_ORDER = 6  # larger cut sets are rarely worth their number
_WORK = 300_000  # unions of two sets that may be looked at for one number: a fraction of a second
_NODES = 4_000  # for the exact probability of the union of the cut sets
_FINE = 1e-6  # relative width at which the next order is not worth its time


class Enclosure(NamedTuple):
    """What is certain of the probability that a number is false: `lower`, `upper`, and the `order` of cut sets they rest on."""

    lower: float
    upper: float
    order: int


def enclosure(
    equations: Equations, failure: Sequence[float], root: int, work: int = _WORK, node_limit: int = _NODES
) -> Enclosure:
    """Return bounds on the probability that `root` is false; variable i is with `failure[i]`, independently.

    The better of what the small minimal cut sets and what association give, end by end. `work` is how many unions of two
    sets may be looked at, `node_limit` the nodes for the exact probability of the union. No negated arguments.
    """
    least, most = associated_bounds(equations, failure)[root]
    variables = [number for number in support(equations, [root]) if number < equations.variables]
    wanted = _worthwhile_order(variables, failure, least)
    sets = small_cut_sets(equations, root, wanted, work)
    if sets.order == 0:
        return Enclosure(1.0, 1.0, 0)
    lower, upper = union_bounds(sets.larger, failure, node_limit)
    single = any_failure(failure[variable] for variable in members(sets.singles) if sets.singles)
    parts = [single, upper]
    if not sets.complete:
        others = [variable for variable in variables if not sets.singles >> variable & 1]
        parts.append(_more_than(sets.order, others, failure))
    return Enclosure(max(least, any_failure([single, lower])), min(most, any_failure(parts)), sets.order)


def _worthwhile_order(variables: Sequence[int], failure: Sequence[float], least: float) -> int:
    """Return the order beyond which cut sets add next to nothing to a probability of `least` or more."""
    for order in range(1, _ORDER):
        if _more_than(order, variables, failure) <= _FINE * least:
            return order
    return _ORDER


def _more_than(count: int, variables: Sequence[int], failure: Sequence[float]) -> float:
    """Return the probability that more than `count` of `variables` fail."""
    return gate_failure(Gate(len(variables) - count, tuple(variables)), failure) if len(variables) > count else 0.0
