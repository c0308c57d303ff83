"""What promises leave: how often the needs of a component fail at least, when its callees keep just what they promise."""

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import rests_on
from sosgraph.structure.function import promised_function
from sosgraph.structure.own_part import own_part, published_slo


def left_by_promises(architecture: Architecture) -> dict[str, float]:
    """Return for each component that promises, and whose own part is unknown, how often at least its needs fail then.

    Promises are marginals: where two of them rest on something common, or on the component itself, multiplying them
    proves nothing. All that is up is a monotone function of independent parts, so there the bound for associated
    events is certain.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> dict[str, float]:
    components = architecture.components
    judged = [name for name, one in components.items() if one.availability_slos and own_part(one).ratio is None]
    if not judged:
        return {}
    function = promised_function(architecture)
    index = {name: number for number, name in enumerate(components)}
    adjacency = [[index[name] for name in rests_on(component)] for component in components.values()]
    promising = [published_slo(component) is not None for component in components.values()]
    reached = reachable_sets(adjacency)
    exact, found = [], {}
    bounds: list[tuple[float, float]] | None = None
    for name in judged:
        number = function.needs[name]
        if number is None:
            found[name] = 0.0
        elif _independent(index[name], adjacency, promising, reached):
            exact.append((name, number))
        else:
            bounds = bounds or associated_bounds(function.equations, function.failure)
            found[name] = bounds[number][0]
    intervals = failure_probabilities(function.equations, function.failure, [number for _, number in exact])
    return found | {name: interval.lower for (name, _), interval in zip(exact, intervals, strict=True)}


def _independent(start: int, adjacency: list[list[int]], promising: list[bool], reached: list[int]) -> bool:
    """Tell whether the promises that `start` rests on, and the parts between, have nothing in common, `start` included."""
    taken = 1 << start
    seen = {start}
    pending = [start]
    while pending:
        for head in adjacency[pending.pop()]:
            if head in seen:
                if head == start:
                    return False
                continue
            seen.add(head)
            below = reached[head] if promising[head] else 1 << head
            if taken & below:
                return False
            taken |= below
            if not promising[head]:
                pending.append(head)
    return True
