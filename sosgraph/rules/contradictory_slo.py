"""A promise above what the promises of the callees leave, whatever the own part is worth (`docs/format.md`)."""

from collections.abc import Iterator

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.requirement import dependencies_of
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.function import StructureFunction, promised_function
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.places import place_of_dependency

_SLACK = 1 + 1e-9  # so that rounding alone never makes a contradiction
_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component without a declared own part that promises more than its callees' promises leave."""
    judged = [
        component
        for component in architecture.components.values()
        if component.availability_slos and own_part(component).ratio is None
    ]
    if not judged:
        return
    function = architecture.once(promised_function)
    left = _least_failure(architecture, function, judged)
    for component in judged:
        slo = min(component.availability_slos, key=lambda slo: slo.target.complement)
        if slo.target.complement * _SLACK < left[component.name]:
            message = (
                f"{architecture.label(component.name)} promises {format_percent(slo.target.complement)}, but what its callees "
                f"promise leaves {format_percent(left[component.name])} at best; promise less, or ask more of them"
            )
            yield Finding(slo.at / "availability", message, tuple(_worst(architecture, component)))


def _least_failure(architecture: Architecture, function: StructureFunction, judged: list[Component]) -> dict[str, float]:
    """Return how often at least the needs of each component of `judged` fail, its callees keeping just their promises.

    Promises are marginals: where two of them rest on something common, or on the component itself, multiplying them
    proves nothing. All that is up is a monotone function of independent parts, so there the bound for associated
    events is certain.
    """
    callees = [_callees(component) for component in architecture.components.values()]
    index = {name: number for number, name in enumerate(architecture.components)}
    adjacency = [[index[name] for name in names] for names in callees]
    promising = [published_slo(component) is not None for component in architecture.components.values()]
    reached = reachable_sets(adjacency)
    exact, found = [], {}
    bounds: list[tuple[float, float]] | None = None
    for component in judged:
        number = function.needs[component.name]
        if number is None:
            found[component.name] = 0.0
        elif _independent(index[component.name], adjacency, promising, reached):
            exact.append((component.name, number))
        else:
            bounds = bounds or associated_bounds(function.equations, function.failure)
            found[component.name] = bounds[number][0]
    intervals = failure_probabilities(function.equations, function.failure, [number for _, number in exact])
    return found | {name: interval.lower for (name, _), interval in zip(exact, intervals, strict=True)}


def _callees(component: Component) -> list[str]:
    """Return whom the component may rest on while running, fallbacks and zones included, in reading order."""
    names = []
    for dependency in (dependency for need in component.requires for dependency in dependencies_of(need)):
        if "run" in dependency.phases:
            names.append(dependency.callee)
            names.extend([dependency.fallback.callee] if dependency.fallback is not None else [])
    return list(dict.fromkeys([*names, *(component.replicas.over if component.replicas is not None else ())]))


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


def _worst(architecture: Architecture, component: Component) -> Iterator[Note]:
    promised = [(name, slo) for name in _callees(component) if (slo := published_slo(architecture.components[name]))]
    for branch, (name, slo) in enumerate(sorted(promised, key=lambda pair: -pair[1].complement)[:_SHOWN]):
        place = place_of_dependency(component, name, ("run",))
        yield Note(place, f"{architecture.label(name)} promises {format_percent(slo.complement)}", branch)


RULE = Rule("contradictory-slo", "a published SLO is above what the promises of the callees leave", Severity.ERROR, check)
