"""Cold start: which components come up when everything is healthy and nothing runs yet.

    μX. νY. up(i) = R_i^start(X) ∧ R_i^run(Y)

What is needed to start must be up before; what is needed to run may come up together. A component that runs in a
healthy system but is not in this set runs, and cannot be started again. Dependencies that an importer inferred are left
out: that a setting names a host does not say that the service cannot come up without it.
"""

from collections.abc import Sequence

from sosgraph.equations import Gate
from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.builder import Builder
from sosgraph.structure.callees import uses
from sosgraph.structure.event import Event, EventKind


def deadlocks(architecture: Architecture) -> tuple[tuple[str, ...], ...]:
    """Return the groups of components that wait for one another to start, each in reading order.

    A component that only waits for such a group is not listed; it starts as soon as the group does.
    """
    names = tuple(architecture.components)
    cycles = (members for members in strong_components(_waits(architecture)) if len(members) > 1)
    stuck = (_never_started(architecture, [names[member] for member in members]) for members in cycles)
    order = {name: position for position, name in enumerate(names)}
    return tuple(sorted((group for group in stuck if group), key=lambda group: order[group[0]]))


def waits_for(component: Component, *phases: str) -> list[str]:
    """Return on whom the component waits, needed in one of `phases` and not only inferred, without repeats."""
    found = (use.callee for use in uses(component) if use.rests and not use.inferred and use.needed_in(*phases))
    return list(dict.fromkeys(found))


def _waits(architecture: Architecture) -> list[list[int]]:
    index = {name: number for number, name in enumerate(architecture.components)}
    return [[index[name] for name in waits_for(component, "start", "run")] for component in architecture.components.values()]


def _never_started(architecture: Architecture, members: Sequence[str]) -> tuple[str, ...]:
    """Return those of a strong component that never come up, everything outside it being up."""
    builder = Builder(architecture, probabilistic=False)
    before = {name: builder.variable(Event(EventKind.PART, name)) for name in members}
    together = {name: builder.reserved() for name in members}
    outside = builder.gate(0, ())
    for name in members:
        component = architecture.components[name]
        declared = [need for need in component.requires if not (isinstance(need, Dependency) and need.inferred)]
        wanted = [builder.needed(need, "start", lambda callee: before.get(callee, outside), {}) for need in declared]
        wanted += [builder.needed(need, "run", lambda callee: together.get(callee, outside), {}) for need in declared]
        if component.replicas is not None and component.replicas.over:
            over = component.replicas.over
            zones = [together.get(over[copy % len(over)], outside) for copy in range(component.replicas.count)]
            wanted.append(builder.gate(component.replicas.need, zones))
        present = tuple(reference for reference in wanted if reference is not None)
        builder.gates[~together[name]] = Gate(len(present), present)
    equations = builder.equations()
    waiting = dict.fromkeys(members)
    while waiting:
        solution = equations.greatest_solution(before[name] for name in waiting)
        started = [name for name in waiting if solution[builder.numbered(together[name])]]
        if not started:
            break
        for name in started:
            del waiting[name]
    return tuple(waiting)
