"""What promises leave: how often the needs of a component fail at least, when its callees keep just what they promise."""

from collections.abc import Iterable

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.probability import Interval, failure_probabilities
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import Ratio
from sosgraph.structure.callees import rests_on
from sosgraph.structure.function import promised_function
from sosgraph.structure.own_part import own_part, published_slo


def left_by_promises(architecture: Architecture) -> dict[str, float]:
    """Return for each component that promises, and whose own part is unknown, how often at least its needs fail then."""
    return architecture.once(_left)


def _left(architecture: Architecture) -> dict[str, float]:
    judged = [one for one in architecture.components.values() if one.availability_slos and own_part(one).ratio is None]
    return {name: interval.lower for name, interval in failure_of_needs(architecture, judged).items()} if judged else {}


def failure_of_needs(architecture: Architecture, judged: Iterable[Component]) -> dict[str, Interval]:
    """Return how often the needs of each component of `judged` fail, its callees keeping just their promises.

    Promises are marginals: where two of them rest on something common, or on the component itself, multiplying them
    proves nothing. All that is up is a monotone function of independent parts, so there the bounds for associated
    events are certain.
    """
    function = architecture.once(promised_function)
    callees = [rests_on(component) for component in architecture.components.values()]
    index = {name: number for number, name in enumerate(architecture.components)}
    adjacency = [[index[name] for name in names] for names in callees]
    promising = [published_slo(component) is not None for component in architecture.components.values()]
    reached = reachable_sets(adjacency)
    exact, found = [], {}
    bounds: list[tuple[float, float]] | None = None
    for component in judged:
        number = function.needs[component.name]
        if number is None:
            found[component.name] = Interval(0.0, 0.0, True)
        elif _independent(index[component.name], adjacency, promising, reached):
            exact.append((component.name, number))
        else:
            bounds = bounds or associated_bounds(function.equations, function.failure)
            found[component.name] = Interval(*bounds[number], False)
    intervals = failure_probabilities(function.equations, function.failure, [number for _, number in exact])
    return found | {name: interval for (name, _), interval in zip(exact, intervals, strict=True)}


def own_from_published(published: Ratio, needs_failure: float) -> float:
    """Return the unavailability that the own part may have, so that `published` is kept.

    own = published ÷ P(needs hold), exact with shared parts, since the own part occurs once. Below zero where not even a
    perfect part could keep the promise; minus infinity where the needs never hold.
    """
    holds = 1.0 - needs_failure
    return (published.complement - needs_failure) / holds if holds > 0 else -float("inf")


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
