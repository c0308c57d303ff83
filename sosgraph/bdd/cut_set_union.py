"""The probability that at least one of some sets of variables has failed altogether."""

from collections.abc import Iterable, Sequence

from sosgraph.bdd.probability import Interval, failure_probabilities
from sosgraph.equations import Equations, Gate, conjunction


def union_probabilities(
    families: Sequence[Iterable[tuple[int, ...]]], failure: Sequence[float], node_limit: int = 200_000
) -> list[Interval]:
    """Return for each family the probability that all variables of at least one of its sets are false.

    Exact, or an interval where a diagram would need more than `node_limit` nodes. A family without sets never happens.
    """
    variables = len(failure)
    gates: list[Gate] = []
    number: dict[tuple[int, ...], int] = {}
    wanted = []
    for family in families:
        members = []
        for together in family:
            if together not in number:
                number[together] = variables + len(gates)
                gates.append(Gate(1, together))  # true while one of them is
            members.append(number[together])
        wanted.append(variables + len(gates))
        gates.append(conjunction(members))
    return failure_probabilities(Equations(variables, tuple(gates)), failure, wanted, node_limit)
