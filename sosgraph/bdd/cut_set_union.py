"""The probability that at least one of some sets of variables has failed altogether."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.bdd.kernel import TRUE, Diagram, NodeLimitReached
from sosgraph.equations import Equations, Gate, conjunction


class Ends(NamedTuple):
    """A probability, at least `lower` and at most `upper`, which are equal where it is exact."""

    lower: float
    upper: float


def union_probabilities(
    sets: Sequence[tuple[int, ...]], counts: Sequence[int], failure: Sequence[float], node_limit: int = 200_000
) -> list[Ends]:
    """Return for each of the ascending `counts` how likely all variables of at least one of the first so many `sets` are false.

    Exact, or an interval where a diagram would need more than `node_limit` nodes. Without sets it never happens.
    """
    try:
        return [Ends(chance, chance) for chance in _by_one_diagram(sets, counts, failure, node_limit)]
    except NodeLimitReached:
        return _bounded(sets, counts, failure, node_limit)


def _by_one_diagram(
    sets: Sequence[tuple[int, ...]], counts: Sequence[int], failure: Sequence[float], node_limit: int
) -> list[float]:
    """Return the probabilities by the diagram of "none of the sets", which grows with them; what most sets share comes first."""
    uses = Counter([variable for each in sets for variable in each])
    order = sorted(uses, key=uses.__getitem__, reverse=True)
    false = [failure[variable] for variable in order]
    true = [1.0 - chance for chance in false]
    diagram = Diagram(node_limit)
    up = {order[level]: diagram.variable(level) for level in range(len(order) - 1, -1, -1)}
    found, none, done = [], TRUE, 0
    for count in counts:
        for each in sets[done:count]:
            none = diagram.conjunction(none, diagram.threshold(1, [up[variable] for variable in each]))
        done = count
        found.append(diagram.probability(none, false, true)[0])
    return found


def _bounded(sets: Sequence[tuple[int, ...]], counts: Sequence[int], failure: Sequence[float], node_limit: int) -> list[Ends]:
    from sosgraph.bdd.probability import failure_probabilities  # for very many sets alone

    variables = len(failure)
    spared = [Gate(1, each) for each in sets]  # true while one of them is
    gates = [*spared, *[conjunction(range(variables, variables + count)) for count in counts]]
    wanted = range(variables + len(sets), variables + len(gates))
    found = failure_probabilities(Equations(variables, tuple(gates)), failure, wanted, node_limit)
    return [Ends(interval.lower, interval.upper) for interval in found]
