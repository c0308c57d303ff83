"""What triggers do to the parts of a system, each part taken alone: the architecture as it is while they last."""

from collections.abc import Callable, Sequence
from math import inf

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import KINDS, Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement
from sosgraph.model.scenario import Scenario
from sosgraph.model.slo import OwnPart
from sosgraph.quantity import Ratio
from sosgraph.scenarios.response import responses
from sosgraph.structure.fallen import SingleFailures
from sosgraph.structure.restricted import restricted
from sosgraph.traffic.calls import is_call
from sosgraph.traffic.demand import demand

STOPPED = ("outage", "pause")
"""What serves nothing while it lasts."""


def with_fallen(architecture: Architecture, scenarios: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Return the triggers, each outage of a component also as one of all that goes down with it though it calls nobody.

    The simulations know calls alone; a zone takes with it what is placed there.
    """
    unseen = restricted(architecture, tuple(kind for kind in KINDS if kind != "call"))
    found = list(scenarios)
    for each in scenarios:
        if each.kind in STOPPED and each.callee is None:
            whole = unseen.extended({each.component: replace(unseen.components[each.component], replicas=None)})
            fallen = SingleFailures(whole).of(each.component).sets
            found += [replace(each, component=name) for name in whole.components if name in fallen and name != each.component]
    return tuple(dict.fromkeys(found))


def disturbed(architecture: Architecture, scenarios: Sequence[Scenario]) -> Architecture:
    """Return the architecture with the load that the triggers bring: spikes at entries, empty caches."""
    for each in scenarios:
        component = architecture.components[each.component]
        if each.kind == "load-spike" and component.entry is not None and component.entry.rate_per_s:
            factor = 1.0 if each.factor is None else each.factor
            more = replace(component, entry=replace(component.entry, rate_per_s=component.entry.rate_per_s * factor))
            architecture = architecture.extended({component.name: more})
        if each.kind == "cache-flush":
            callers = {
                name: _with_calls(one, lambda call, each=each, name=name: _flushed(call, each, name))  # type: ignore[misc]
                for name, one in architecture.components.items()
            }
            architecture = architecture.extended(callers)
    return architecture


def struck(architecture: Architecture, scenarios: Sequence[Scenario]) -> Architecture:
    """Return an architecture whose own parts are perfect but for what the triggers take, and for what cannot serve its load.

    Its composite availability is the share of requests that is answered while they last, by composition. Calls alone count.
    """
    loaded = restricted(disturbed(architecture, scenarios), ("call",))
    found = demand(loaded)
    lost: dict[str, float] = {}
    cut: set[tuple[str, str]] = set()
    left = {each.component: 1 - _share(each) for each in scenarios if each.kind == "capacity-loss"}
    for place, name in enumerate(found.calls.names):
        station = found.stations[place]
        capacity = inf if station is None else station.per_s * left.get(name, 1.0)
        if found.offered[place] > capacity:
            lost[name] = 1 - capacity / found.offered[place]
    for each in scenarios:
        share = 1.0 if each.kind in STOPPED else _share(each) if each.kind == "error" else 0.0
        if each.callee is None:
            lost[each.component] = max(lost.get(each.component, 0.0), share)
        elif share:
            cut.add((each.component, each.callee))
    cut |= _too_late(loaded, scenarios)
    components: dict[str, Component] = {}
    for name, one in loaded.components.items():
        callees = {callee: _cut_name(name, callee) for caller, callee in cut if caller == name}
        taken = lost.get(name, 0.0)
        components[name] = replace(
            _with_calls(one, lambda call, callees=callees: replace(call, callee=callees.get(call.callee, call.callee))),  # type: ignore[misc]
            own=OwnPart(Ratio(1 - taken, taken)),
            replicas=None if taken else one.replicas,
        )
        for stand_in in callees.values():
            components[stand_in] = Component(stand_in, one.system, own=OwnPart(Ratio(0.0, 1.0)))
    return replace(loaded, components=components, _known={})


def _too_late(loaded: Architecture, scenarios: Sequence[Scenario]) -> set[tuple[str, str]]:
    """Return the calls whose answers come after their timeout because of a latency."""
    slow = [each for each in scenarios if each.kind == "latency"]
    if not slow:
        return set()
    found = demand(loaded)
    taken = responses(found)
    late = set()
    for call in found.calls.calls:
        caller, callee = found.calls.names[call.caller], found.calls.names[call.callee]
        delay_s = sum(each.delay_s or 0.0 for each in slow if (each.component, each.callee) in ((caller, callee), (callee, None)))
        timeout_s = call.dependency.timeout_s
        if delay_s and timeout_s is not None and delay_s + taken[call.callee].mean_s > timeout_s:
            late.add((caller, callee))
    return late


def _share(scenario: Scenario) -> float:
    return 1.0 if scenario.share is None else scenario.share.value


def _flushed(call: Dependency, scenario: Scenario, caller: str) -> Dependency:
    meant = (scenario.component, scenario.callee) in ((caller, call.callee), (call.callee, None))
    if not meant or call.cache is None or not is_call(call):
        return call
    left = call.cache.hit_rate.value * (1 - _share(scenario))
    return replace(call, cache=replace(call.cache, hit_rate=Ratio(left, 1 - left)))


def _with_calls(component: Component, change: Callable[[Dependency], Dependency]) -> Component:
    def changed(requirement: Requirement) -> Requirement:
        if isinstance(requirement, Negation):
            return requirement
        if isinstance(requirement, AtLeast):
            return replace(requirement, among=tuple(map(changed, requirement.among)))
        return change(requirement) if is_call(requirement) else requirement

    return replace(component, requires=tuple(map(changed, component.requires)), uses=tuple(map(change, component.uses)))


def _cut_name(caller: str, callee: str) -> str:
    return f"{caller} -> {callee}"
