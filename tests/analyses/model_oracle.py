"""How often components are down by the definition: read off the model for all states of what can fail at once."""

from collections.abc import Callable, Iterator
from itertools import product
from math import exp, fsum, prod

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement, dependencies_of
from tests.analyses.states import States, at_least

MOST_VARIABLES = 11


def own_failure(component: Component, leaf: bool) -> tuple[float, bool, bool]:
    """Return the failure of the own part, whether it is that of each copy, and whether it is known."""
    if component.own.availability is not None:
        return component.own.availability.complement, True, True
    if component.own.mtbf_s is not None and component.own.mttr_s is not None:
        return component.own.mttr_s / (component.own.mtbf_s + component.own.mttr_s), True, True
    strictest = [
        min((objective.target.complement for objective in objectives), default=None)
        for objectives in (component.availability_slos, component.availability_slas)
    ]
    known = [failure for failure in (strictest[::-1] if component.external else strictest) if failure is not None]
    if component.observed is not None:
        known.append(1 - component.observed.good / component.observed.total)
    return (known[0], False, True) if leaf and known else (0.0, False, False)


def run_dependencies(component: Component) -> Iterator[Dependency]:
    for requirement in component.requires:
        yield from (dependency for dependency in dependencies_of(requirement) if "run" in dependency.phases)


def run_callees(component: Component) -> list[str]:
    """Return everything that `component` may rest on while running."""
    names = list(component.replicas.over[: component.replicas.count]) if component.replicas is not None else []
    for dependency in run_dependencies(component):
        names.append(dependency.callee)
        names.extend([dependency.fallback.callee] if dependency.fallback is not None else [])
    return names


def too_few(replicas: Replicas, failure: float) -> float:
    """Return how often fewer copies are up than are needed, each of them down with `failure`."""
    common = failure * (replicas.common_cause.value if replicas.common_cause is not None else 0.0)
    single = (failure - common) / (1 - common) if common < 1 else 0.0
    states = product((False, True), repeat=replicas.count)
    lost = fsum(prod(single if down else 1 - single for down in state) for state in states if state.count(False) < replicas.need)
    return common + (1 - common) * lost


class Oracle:
    """`up(i) = x_i ∧ R_i(up)` read off the model for all states at once, from the definition and nothing else."""

    def __init__(self, drawn: Architecture) -> None:
        self.drawn = drawn
        self.states = States()
        self.own = {name: self._own(component) for name, component in drawn.components.items()}
        self.edges: dict[int, dict[str, Callable[[], int]]] = {}
        for component in drawn.components.values():
            for dependency in run_dependencies(component):
                self.edges[id(dependency)] = self._edge(dependency)

    def _own(self, component: Component) -> tuple[Callable[[], int], list[Callable[[], int]]]:
        """Return the event of the own part and those of the copies; a common cause belongs to the own part."""
        failure, each, _ = own_failure(component, leaf=not run_callees(component))
        replicas = component.replicas
        if replicas is None or not each:
            return self.states.variable(component.name, failure), []
        common = failure * (replicas.common_cause.value if replicas.common_cause is not None else 0.0)
        single = (failure - common) / (1 - common) if common < 1 else 0.0
        copies = [self.states.variable((component.name, copy), single) for copy in range(replicas.count)]
        return self.states.variable(component.name, common), copies

    def _edge(self, dependency: Dependency) -> dict[str, Callable[[], int]]:
        events = {}
        callee = self.drawn.components[dependency.callee]
        failure, each, _ = own_failure(callee, leaf=not run_callees(callee))
        if each and callee.replicas is not None:
            failure = too_few(callee.replicas, failure)
        if dependency.failure_mode == "error" and dependency.calls > 1:
            key = (id(dependency), "answered", 0.0)
            events["answered"] = self.states.variable(key, 1 - (1 - failure) ** (dependency.calls - 1))
        mttr_s = self.drawn.components[dependency.callee].own.mttr_s
        if dependency.tolerance_s is not None and mttr_s is not None:
            key = (dependency.callee, "short", dependency.tolerance_s)
            events["short"] = self.states.variable(key, exp(-dependency.tolerance_s / mttr_s))
        if dependency.fallback is not None:
            key = (id(dependency), "covered", 0.0)
            events["covered"] = self.states.variable(key, dependency.fallback.coverage.complement)
        if dependency.probability is not None:
            events["not asked"] = self.states.variable((id(dependency), "asked", 0.0), dependency.probability.value)
        return events

    def holds(self, requirement: Requirement, up: dict[str, int], inside: tuple[str, ...] = ()) -> int | None:
        if not isinstance(requirement, Dependency):
            members = [event for part in requirement.among if (event := self.holds(part, up, inside)) is not None]
            return at_least(min(requirement.need, len(members)), members, self.states.everything) if members else None
        if "run" not in requirement.phases:
            return None
        events = {key: event() for key, event in self.edges[id(requirement)].items()}
        short = events.get("short", 0) and events["short"] & self.sheltered(self.drawn.components[requirement.callee], up, inside)
        answered = up[requirement.callee] & events.get("answered", self.states.everything)
        holds = answered | short | events.get("not asked", 0)
        return holds | (events["covered"] & up[requirement.fallback.callee] if requirement.fallback is not None else 0)

    def sheltered(self, component: Component, up: dict[str, int], inside: tuple[str, ...]) -> int:
        """Return when nothing is down but the own part or copies of `component`; on a circle, as long as nothing else is."""
        found = self.states.everything
        if component.name in inside:
            return found
        for requirement in component.requires:
            held = self.holds(requirement, up, (*inside, component.name))
            found &= self.states.everything if held is None else held
        if component.replicas is not None and component.replicas.over:
            over, count = component.replicas.over, component.replicas.count
            zones = [up[over[copy % len(over)]] for copy in range(count)]
            found &= at_least(component.replicas.need, zones, self.states.everything)
        return found

    def once(self, component: Component, up: dict[str, int]) -> int:
        """Return when `component` is up if the others are as `up` says."""
        own, copies = self.own[component.name]
        found = own()
        for requirement in component.requires:
            held = self.holds(requirement, up)
            found &= self.states.everything if held is None else held
        replicas = component.replicas
        if replicas is not None:
            placed = [copy() for copy in copies] or [self.states.everything] * replicas.count
            zones = [up[zone] for zone in replicas.over] or [self.states.everything]
            events = [event & zones[copy % len(zones)] for copy, event in enumerate(placed)]
            found &= at_least(replicas.need, events, self.states.everything)
        return found

    def failures(self) -> dict[str, float]:
        """Return the probability that each component is down: from all up, downwards to the greatest fixed point."""
        up = dict.fromkeys(self.drawn.components, self.states.everything)
        while (further := {name: self.once(component, up) for name, component in self.drawn.components.items()}) != up:
            up = further
        return {name: self.states.probability_outside(event) for name, event in up.items()}
