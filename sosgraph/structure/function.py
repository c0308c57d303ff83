"""The structure function: when is which component up, as one system of monotone Boolean equations.

`up(i) = x_i ∧ R_i(up)` with one variable for each own part, however many paths lead to it; replicas, common causes,
conditional calls, fallback coverage and tolerated outages are variables of their own (`docs/format.md`).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import cycle

from sosgraph.equations import Equations, Gate
from sosgraph.frozen import dataclass
from sosgraph.graph.flat_equations import FlatEquations, flat_equations
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.structure.builder import Builder, Number
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.own_part import is_per_copy, own_part, published_slo
from sosgraph.structure.own_unavailability import copy_failures


@dataclass(frozen=True, slots=True)
class StructureFunction:
    """Equations, the failure probability and event of each variable, and where each component is among them.

    `up[name]` is the number that says whether the component is up, `part[name]` the variable of its own part,
    `needs[name]` the number of what it requires (None: nothing). `unknown` are the components without a number of
    their own, taken as perfect, `misread` those in whose description something could not be read.
    `never_fails` are the variables that stand for nothing that happens: own parts whose number
    is that of their copies or 100 %, copies whose number is that of the whole. `switched_off` are the house events that hold:
    a setting of the model, not something that happens. `group` has the number of each `AtLeast`, `Replicas` and `Fallback`
    (which stands for primary or fallback) by its `id`.
    """

    equations: Equations
    events: tuple[Event, ...]
    failure: tuple[float, ...]
    up: Mapping[str, int]
    part: Mapping[str, int]
    needs: Mapping[str, int | None]
    unknown: frozenset[str]
    misread: frozenset[str]
    never_fails: frozenset[int]
    switched_off: frozenset[int]
    group: Mapping[int, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The name of each variable: components under their full names, replicas `name#1 …`."""
        return tuple(event.name for event in self.events)


def structure_function(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function with own numbers of `grade`."""
    return _built(architecture, grade, probabilistic=True, promised=False)


def promised_function(architecture: Architecture) -> StructureFunction:
    """Return the structure function in which every component that publishes an SLO is that promise and nothing else."""
    return _built(architecture, "slo", probabilistic=True, promised=True)


def failure_function(architecture: Architecture) -> StructureFunction:
    """Return the structure function of single failures: conditional calls are left out, coverage works, no outage is short."""
    return _built(architecture, "slo", probabilistic=False, promised=False)


def flat_failures(architecture: Architecture) -> FlatEquations:
    """Return the equations of `failure_function` in the form in which what fails with what is asked of all of them."""
    return flat_equations(architecture.once(failure_function).equations)


def _built(architecture: Architecture, grade: str, probabilistic: bool, promised: bool) -> StructureFunction:
    builder = Builder(architecture, probabilistic, grade)
    up = {name: builder.reserved() for name in architecture.components}
    promise = _promises(architecture, builder) if promised else {}
    part: dict[str, int] = {}
    needs: dict[str, int | None] = {}
    unknown = []
    rests: dict[str, list[int]] = {}
    memory: dict[object, int] = {}

    number: Number = {**up, **promise}.__getitem__
    for name, component in architecture.components.items():
        own = own_part(component, grade)
        if own.ratio is None:
            unknown.append(name)
        failure = own.ratio.complement if own.ratio is not None else 0.0
        whole, single = (0.0, failure) if is_per_copy(component, own) else (failure, 0.0)
        part[name] = builder.variable(Event(EventKind.PART, name), whole)
        wanted = [builder.needed(requirement, "run", number, memory) for requirement in component.requires]
        rests[name] = [reference for reference in wanted if reference is not None]
        copies = [] if component.replicas is None else [_replicas(component.replicas, name, single, builder, number)]
        present = tuple(dict.fromkeys((*rests[name], *copies)))
        needs[name] = rest = builder.gate(len(present), present) if present else None
        # where failures alone count, nobody asks in which order; elsewhere the order of variables is read off the arguments
        arguments = (part[name], *(present if probabilistic or rest is None else (rest,)))
        builder.gates[~up[name]] = Gate(len(arguments), arguments)
    _give_shelter(builder, rests, promise, number)
    return StructureFunction(
        equations=builder.equations(),
        events=tuple(builder.events),
        failure=tuple(builder.failure),
        up={name: builder.numbered(reference) for name, reference in up.items()},
        part=part,
        needs={name: None if reference is None else builder.numbered(reference) for name, reference in needs.items()},
        unknown=frozenset(unknown),
        misread=frozenset(name for name in architecture.mistaken if name in architecture.components),
        never_fails=frozenset(_never_failing(architecture, builder, frozenset(unknown))),
        switched_off=frozenset(part[one.name] for one in architecture.components.values() if _is_off(one)),
        group={identity: builder.numbered(reference) for identity, reference in builder.groups.items()},
    )


def _give_shelter(builder: Builder, rests: Mapping[str, Sequence[int]], promised: Collection[str], number: Number) -> None:
    """Give the gates of what tolerates an outage: what its callee rests on; a promise is of the whole, and rests on nothing."""
    for name, reference in builder.sheltered.items():
        copies = builder.architecture.components[name].replicas
        # whatever breaks a promise, its outage is the callee's own
        arguments = () if name in promised else (*rests[name], *_places(copies, builder, number))
        builder.gates[~reference] = Gate(len(arguments), arguments)


def _is_off(component: Component) -> bool:
    own = component.own.availability
    return component.kind == "house-event" and own is not None and own.value == 0.0


def _never_failing(architecture: Architecture, builder: Builder, unknown: frozenset[str]) -> Iterator[int]:
    idle = {name for name in unknown if architecture.components[name].replicas is None}
    for variable, (event, failure) in enumerate(zip(builder.events, builder.failure, strict=True)):
        if failure == 0.0 and event.component not in idle and event.kind in (EventKind.PART, EventKind.COPY):
            copied = event.kind is EventKind.PART and architecture.components[event.component].replicas is not None
            if copied or event.component not in unknown:
                yield variable


def _promises(architecture: Architecture, builder: Builder) -> dict[str, int]:
    published = ((name, published_slo(component)) for name, component in architecture.components.items())
    return {name: builder.variable(Event(EventKind.PROMISE, name), slo.complement) for name, slo in published if slo is not None}


def _places(replicas: Replicas | None, builder: Builder, number: Number) -> Iterator[int]:
    """Yield the reference that says whether enough copies have their zone."""
    if replicas is not None and replicas.over:
        yield builder.gate(replicas.need, [number(replicas.over[copy % len(replicas.over)]) for copy in range(replicas.count)])


def _replicas(replicas: Replicas, name: str, failure: float, builder: Builder, number: Number) -> int:
    """Return the reference that says whether enough copies are up, on zones in turn, each failing with `failure`."""
    common, single = copy_failures(replicas, failure)
    events = [Event(EventKind.COPY, name, copy) for copy in range(1, replicas.count + 1)]
    copies: Sequence[int] = builder.variables(events, single)
    if replicas.over:
        zones = cycle([number(zone) for zone in replicas.zones])
        copies = [builder.gate(2, pair) for pair in zip(copies, zones, strict=False)]
    group = builder.gate(replicas.need, copies)
    if common != 0.0:
        group = builder.conjunction([builder.variable(Event(EventKind.COMMON_CAUSE, name), common), group])
    builder.groups[id(replicas)] = group
    return group
