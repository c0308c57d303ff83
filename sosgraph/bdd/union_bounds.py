"""The probability that at least one of many sets of independent events happens as a whole: exact, or enclosed."""

from collections.abc import Iterable, Sequence
from math import expm1, fsum, prod

from sosgraph.bdd.independent import log_complement
from sosgraph.bdd.solution import solved
from sosgraph.connected import apart
from sosgraph.equations import Equations, Gate
from sosgraph.graph.bit_sets import members

_SETS = 2_000  # in one group; for more of them no diagram is tried
_NEAR = 200  # sets that share events with one set, looked at for the lower bound; for more the set is left out

Events = tuple[int, ...]


def union_bounds(sets: Iterable[int], failure: Sequence[float], node_limit: int) -> tuple[float, float]:
    """Return a lower and an upper bound on the probability that all of a set happen, for at least one of `sets`.

    A set is a bit mask of events, event i has probability `failure[i]`. Groups of sets that share no events are
    independent; each is exact by a diagram of at most `node_limit` nodes, or enclosed.
    """
    lower: list[float] = []
    upper: list[float] = []
    for group in apart([tuple(members(each)) for each in sets]):
        least, most = _exact(group, failure, node_limit) or _enclosed(group, failure)
        lower.append(log_complement(least))
        upper.append(log_complement(most))
    return 0.0 - expm1(fsum(lower)), 0.0 - expm1(fsum(upper))


def _exact(sets: Sequence[Events], failure: Sequence[float], node_limit: int) -> tuple[float, float] | None:
    if len(sets) == 1:
        chance = prod(failure[event] for event in sets[0])
        return chance, chance
    if node_limit <= 0 or len(sets) > _SETS:
        return None
    events = sorted({event for each in sets for event in each})
    place = {event: position for position, event in enumerate(events)}
    gates = [Gate(1, tuple([place[event] for event in each])) for each in sets]
    gates.append(Gate(len(gates), tuple(range(len(events), len(events) + len(gates)))))
    root = len(events) + len(gates) - 1
    solution = solved(Equations(len(events), tuple(gates)), root, node_limit=node_limit)
    if solution is None:
        return None
    chance = solution.failure([failure[event] for event in events])
    return chance, chance


def _enclosed(sets: Sequence[Events], failure: Sequence[float]) -> tuple[float, float]:
    """Return bounds by association (Esary, Proschan, Walkup 1967), for the lower one of a union made disjoint.

    Below, each set counts where none of those before it happens: given the set, that is at least as likely as if those
    were independent of one another. Above, all sets are taken as independent.
    """
    chances = {each: prod(failure[event] for event in each) for each in sets}
    before: dict[int, list[int]] = {}
    counted: list[Events] = []
    logarithms: list[float] = []
    terms = []
    none_before = 0.0
    for each in sorted(sets, key=lambda each: (-chances[each], each)):
        near = sorted({other for event in each for other in before.get(event, ())})
        if len(near) > _NEAR:
            continue
        none = none_before
        for other in near:
            given = prod(failure[event] for event in counted[other] if event not in each)
            none += log_complement(given) - logarithms[other]
        terms.append(chances[each] * (1.0 + expm1(min(none, 0.0))))
        for event in each:
            before.setdefault(event, []).append(len(counted))
        counted.append(each)
        logarithms.append(log_complement(chances[each]))
        none_before += logarithms[-1]
    return min(fsum(terms), 1.0), 0.0 - expm1(fsum(log_complement(chance) for chance in chances.values()))
