"""What promises leave: how often the needs of a component fail at least, when its callees keep just what they promise."""

from collections.abc import Collection, Iterable, Iterator

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.ladder import answers
from sosgraph.bdd.probability import Interval
from sosgraph.graph.components import strong_components
from sosgraph.graph.reachability import reachable_sets
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.patience import interrupted
from sosgraph.quantity import Ratio
from sosgraph.structure.callees import rests_on
from sosgraph.structure.function import promised_function
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import contracted_sla, own_part, own_parts, published_slo
from sosgraph.structure.resting import resting

_DEEPEST = 64  # promises above one another; own parts above that stay perfect, which is on the safe side


def left_by_promises(architecture: Architecture) -> dict[str, float]:
    """Return how often at least each component is down when its callees keep just what they promise.

    Of the components whose promise is not their own number too; an own part that is unknown is taken as perfect.
    """
    return architecture.once(_left)


def _left(architecture: Architecture) -> dict[str, float]:
    if not promised_alone(architecture):
        return {}
    parts = own_parts(architecture)
    judged = [one.name for one in architecture.components.values() if one.availability_slos and parts[one.name].source != "slo"]
    return {name: left.lower for name, left in left_for(architecture, judged).items()}


def left_for(architecture: Architecture, names: Collection[str]) -> dict[str, Interval]:
    """Return between which bounds lies how often at least each of `names` is down when its callees keep just their promises.

    Those of which promises say nothing more than what is declared are left out.
    """
    if not names:
        return {}
    parts = own_parts(architecture)
    judged = [architecture.components[name] for name in names]
    alone = [one for one in judged if parts[one.name].ratio is None]
    left = failure_of_needs(architecture, alone) if alone else {}
    failure = _kept_for(architecture, names)
    if failure is not None:
        function = function_of(architecture)
        numbers = {one.name: function.up[one.name] for one in judged} | {one.name: function.needs[one.name] for one in alone}
        wanted = {name: number for name, number in numbers.items() if number is not None}
        found = answers(function.equations, failure, list(wanted.values()), sampling=False, interrupted=interrupted)
        for name, each in zip(wanted, found, strict=True):
            least = left[name].lower if name in left else 0.0
            left[name] = Interval(max(least, each.lower), max(least, each.upper), each.certificate == "exact")
    return left


def promise_of_the_whole(component: Component) -> Ratio | None:
    """Return what is all that is known of a component: its promise, or a vendor's contract, where its own part is unknown."""
    if own_part(component).ratio is not None:
        return None
    return (contracted_sla(component) if component.external else None) or published_slo(component)


def _kept_for(architecture: Architecture, names: Collection[str]) -> tuple[float, ...] | None:
    """Return how often each variable of the structure function fails when what promises keeps just that.

    None where that adds nothing to what is declared of `names`. Of a component whose own part is unknown, that part gets
    what its promise leaves to it (`own_from_published`), so that what it shares with others is still counted once. Where
    its promise is out of reach, or it needs itself, the part stays perfect: together that is the smaller of the promise
    and of what the structure reaches.
    """
    promised = promised_alone(architecture)
    if not promised:
        return None
    if not _adds_something(architecture, promised, frozenset(names)) or not function_of(architecture).equations.coherent:
        return None
    return architecture.once(_kept)


def promised_alone(architecture: Architecture) -> dict[str, Ratio]:
    """Return `promise_of_the_whole` of each component that has one, by full name, found once."""
    return architecture.once(_promised)


def _promised(architecture: Architecture) -> dict[str, Ratio]:
    alone = [architecture.components[name] for name, part in own_parts(architecture).items() if part.ratio is None]
    return {one.name: ratio for one in alone if (ratio := promise_of_the_whole(one))}


def _kept(architecture: Architecture) -> tuple[float, ...]:
    function, promised = function_of(architecture), promised_alone(architecture)
    failure = list(function.failure)
    for names in _callees_first(architecture, promised):
        needed = {name: number for name in names if (number := function.needs[name]) is not None}
        found = answers(function.equations, failure, list(needed.values()), sampling=False, interrupted=interrupted)
        holds = dict(zip(needed, found, strict=True))
        for name in names:
            own = own_from_published(promised[name], holds[name].upper if name in holds else 0.0)
            failure[function.part[name]] = max(0.0, own)
    return tuple(failure)


def _adds_something(architecture: Architecture, promised: dict[str, Ratio], wanted: frozenset[str]) -> bool:
    """Tell whether one of `wanted` has an own part beside callees that only promise, or callees with a contract alone."""
    components = architecture.components
    callees = resting(architecture)
    names = list(components)
    above = [False] * len(names)
    vendor = [False] * len(names)
    for members in strong_components(callees):
        over = bought = False
        for callee in [callee for member in members for callee in callees[member]]:
            promising = names[callee] in promised
            over = over or above[callee] or promising
            bought = bought or vendor[callee] or (promising and not components[names[callee]].slos)
        for member in members:
            above[member], vendor[member] = over, bought
            one = components[names[member]]
            if one.name in wanted and (vendor[member] or (above[member] and own_part(one).ratio is not None)):
                return True
    return False


def _callees_first(architecture: Architecture, promised: dict[str, Ratio]) -> Iterator[list[str]]:
    """Yield those that promise in rounds, all that one rests on in rounds before it; not those that need themselves."""
    names = list(architecture.components)
    callees = resting(architecture)
    depth = [0] * len(names)
    rounds: list[list[str]] = [[] for _ in range(_DEEPEST)]
    for members in strong_components(callees):
        below = max((depth[callee] for member in members for callee in callees[member]), default=0)
        only = names[members[0]]
        alone = len(members) == 1 and members[0] not in callees[members[0]] and only in promised
        if alone and below < _DEEPEST:
            rounds[below].append(only)
        for member in members:
            depth[member] = below + alone
    yield from (found for found in rounds if found)


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
    left = answers(function.equations, function.failure, [number for _, number in exact], sampling=False, interrupted=interrupted)
    return found | {
        name: Interval(each.lower, each.upper, each.certificate == "exact") for (name, _), each in zip(exact, left, strict=True)
    }


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
