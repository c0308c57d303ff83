"""Cold start: which components come up, and when, while everything is healthy and nothing runs yet.

    μX. νY. up(i) = R_i^start(X) ∧ R_i^run(Y)

What is needed to start must be up before; what is needed to run may come up together. A component that runs in a
healthy system but is not in this set runs, and cannot be started again. Dependencies that an importer inferred count as
holding always: that a setting names a host does not say that the service cannot come up without it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.frozen import dataclass, replace
from sosgraph.graph.components import strong_components
from sosgraph.graph.waves import waves
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement, dependencies_of
from sosgraph.structure.builder import Builder
from sosgraph.structure.callees import uses
from sosgraph.structure.event import Event, EventKind


@dataclass(frozen=True, slots=True)
class StartFunction:
    """The equations of the cold start: `up[name]` is the number of a component, variables are that it was up before.

    Variable v follows the number `follows[v]`.
    """

    equations: Equations
    follows: tuple[int, ...]
    up: Mapping[str, int]

    def waves(self, given: Iterable[str] = ()) -> dict[str, int | None]:
        """Return for every component the wave in which it comes up, from 1; None: never. Those `given` are up before."""
        wave = waves(self.equations, self.follows, [self.up[name] for name in given])
        found = ((name, wave[number]) for name, number in self.up.items())
        return {name: None if reached is None else reached + 1 for name, reached in found}

    def unstarted(self, given: Iterable[str] = ()) -> tuple[str, ...]:
        """Return which components never come up, in reading order, when those `given` are up by other means."""
        return tuple(name for name, wave in self.waves(given).items() if wave is None)

    def without(self, name: str) -> "StartFunction":
        """Return the equations of the cold start in which a component never comes up."""
        gates = list(self.equations.gates)
        gates[self.up[name] - self.equations.variables] = Gate(1, ())
        return replace(self, equations=Equations(self.equations.variables, tuple(gates)))


def start_waves(architecture: Architecture) -> Mapping[str, int | None]:
    """Return for every component the wave in which it comes up, from 1; None: never. In reading order, found once."""
    return architecture.once(_waves)


def _waves(architecture: Architecture) -> Mapping[str, int | None]:
    if not any(hard and "start" in dependency.phases for _, dependency, hard in architecture.dependencies()):
        return dict.fromkeys(architecture.components, 1)  # nothing has to be first
    return start_function(architecture).waves()


def deadlocks(architecture: Architecture) -> tuple[tuple[str, ...], ...]:
    """Return the groups of components that wait for one another to start, each in reading order.

    A component that only waits for such a group is not listed; it starts as soon as the group does.
    """
    return architecture.once(_deadlocks)


def _deadlocks(architecture: Architecture) -> tuple[tuple[str, ...], ...]:
    stuck = [name for name, wave in start_waves(architecture).items() if wave is None]
    place = {name: number for number, name in enumerate(stuck)}
    arcs = [
        [place[name] for name in waits_for(architecture.components[caller], "start", "run") if name in place] for caller in stuck
    ]
    circles = (members for members in strong_components(arcs) if len(members) > 1)
    groups = (start_function(architecture, [stuck[member] for member in members]).unstarted() for members in circles)
    return tuple(sorted((group for group in groups if group), key=lambda group: place[group[0]]))


def waits_for(component: Component, *phases: str) -> list[str]:
    """Return on whom the component waits, needed in one of `phases` and not only inferred, without repeats."""
    found = (use.callee for use in uses(component) if use.rests and not use.inferred and use.needed_in(*phases))
    return list(dict.fromkeys(found))


def start_needs(component: Component) -> Iterator[Requirement]:
    """Yield what the component waits for until it comes up: what it requires, with nothing to wait for in what was inferred.

    An inferred member of a group counts as a member that holds, so that inferring one never makes a start later.
    """
    for need in component.requires:
        if isinstance(need, Dependency):
            if not need.inferred:
                yield need
        elif any(dependency.inferred for dependency in dependencies_of(need)):
            yield _uninferred(need)
        else:
            yield need


def _uninferred(requirement: Requirement) -> Requirement:
    """Return the requirement with a negation, which holds always at the start, of each inferred dependency in its place."""
    if isinstance(requirement, Negation):
        return requirement
    if isinstance(requirement, Dependency):
        return Negation(requirement, requirement.at) if requirement.inferred else requirement
    return replace(requirement, among=tuple(map(_uninferred, requirement.among)))


def start_function(architecture: Architecture, members: Collection[str] | None = None) -> StartFunction:
    """Return the equations of the cold start of `members` (None: all), everything else being up."""
    names = architecture.components if members is None else members
    builder = Builder(architecture, probabilistic=False)
    before = {name: builder.variable(Event(EventKind.PART, name)) for name in names}
    together = {name: builder.reserved() for name in names}
    outside = builder.gate(0, ())

    def was_up(name: str) -> int:
        return before.get(name, outside)

    def is_up(name: str) -> int:
        return together.get(name, outside)

    for name in names:
        component = architecture.components[name]
        wanted = []
        for need in start_needs(component):
            wanted += [builder.needed(need, "start", was_up, {}), builder.needed(need, "run", is_up, {})]
        if component.replicas is not None and component.replicas.over:
            over = component.replicas.over
            zones = [is_up(over[copy % len(over)]) for copy in range(component.replicas.count)]
            wanted.append(builder.gate(component.replicas.need, zones))
        builder.gates[~together[name]] = conjunction(reference for reference in wanted if reference is not None)
    return StartFunction(
        equations=builder.equations(),
        follows=tuple(map(builder.numbered, together.values())),
        up={name: builder.numbered(reference) for name, reference in together.items()},
    )
