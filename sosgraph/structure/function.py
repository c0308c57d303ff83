"""The structure function: when is which component up, as one system of monotone Boolean equations.

`up(i) = x_i ∧ R_i(up)` with one variable for each own part, however many paths lead to it; replicas, common causes,
conditional calls, fallback coverage and tolerated outages are variables of their own (`docs/format.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sosgraph.equations import Equations, Gate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Replicas
from sosgraph.quantity import Ratio
from sosgraph.structure.builder import Builder, Number
from sosgraph.structure.own_part import PER_COPY, own_part, published_slo

_PERFECT = Ratio(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class StructureFunction:
    """Equations, the failure probability and name of each variable, and where each component is among them.

    `up[name]` is the number that says whether the component is up, `part[name]` the variable of its own part,
    `needs[name]` the number of what it requires (None: nothing). `unknown` are the components without a number of
    their own, taken as perfect. Replicas are variables `name#1 …`. `group` has the number of each `AtLeast`, `Replicas` and
    `Fallback` (which stands for primary or fallback) by its `id`.
    """

    equations: Equations
    names: tuple[str, ...]
    failure: tuple[float, ...]
    up: Mapping[str, int]
    part: Mapping[str, int]
    needs: Mapping[str, int | None]
    unknown: frozenset[str]
    group: Mapping[int, int]


def structure_function(architecture: Architecture, grade: str = "slo") -> StructureFunction:
    """Return the structure function with own numbers of `grade`."""
    return _built(architecture, grade, probabilistic=True, promised=False)


def promised_function(architecture: Architecture) -> StructureFunction:
    """Return the structure function in which every component that publishes an SLO is that promise and nothing else."""
    return _built(architecture, "slo", probabilistic=True, promised=True)


def failure_function(architecture: Architecture) -> StructureFunction:
    """Return the structure function of single failures: conditional calls are left out, coverage works, no outage is short."""
    return _built(architecture, "slo", probabilistic=False, promised=False)


def _built(architecture: Architecture, grade: str, probabilistic: bool, promised: bool) -> StructureFunction:
    builder = Builder(architecture, probabilistic)
    up = {name: builder.reserved() for name in architecture.components}
    promise = _promises(architecture, builder) if promised else {}
    part: dict[str, int] = {}
    needs: dict[str, int | None] = {}
    unknown = []
    memory: dict[object, int] = {}

    def number(name: str) -> int:
        return promise.get(name, up[name])

    for name, component in architecture.components.items():
        own = own_part(component, grade)
        if own.ratio is None:
            unknown.append(name)
        failure = (own.ratio or _PERFECT).complement
        per_copy = component.replicas is not None and own.source in PER_COPY
        part[name] = builder.variable(name, 0.0 if per_copy else failure)
        wanted = [builder.needed(requirement, "run", number, memory) for requirement in component.requires]
        if component.replicas is not None:
            copies = _replicas(component.replicas, name, failure if per_copy else 0.0, builder, number)
            builder.groups[id(component.replicas)] = copies
            wanted.append(copies)
        present = [reference for reference in wanted if reference is not None]
        needs[name] = builder.conjunction(present) if present else None
        arguments = tuple(dict.fromkeys((part[name], *present)))
        builder.gates[~up[name]] = Gate(len(arguments), arguments)
    return StructureFunction(
        equations=builder.equations(),
        names=tuple(builder.names),
        failure=tuple(builder.failure),
        up={name: builder.numbered(reference) for name, reference in up.items()},
        part=part,
        needs={name: None if reference is None else builder.numbered(reference) for name, reference in needs.items()},
        unknown=frozenset(unknown),
        group={identity: builder.numbered(reference) for identity, reference in builder.groups.items()},
    )


def _promises(architecture: Architecture, builder: Builder) -> dict[str, int]:
    published = ((name, published_slo(component)) for name, component in architecture.components.items())
    return {name: builder.variable(f"promise of {name}", slo.complement) for name, slo in published if slo is not None}


def _replicas(replicas: Replicas, name: str, failure: float, builder: Builder, number: Number) -> int:
    """Copies on zones in turn; common causes by the beta factor that keeps the marginals (vector V32b).

    q_c = βq is the common part and q' = (q - q_c) / (1 - q_c) what is left to each copy.
    """
    common = replicas.common_cause.value * failure if replicas.common_cause is not None else 0.0
    single = (failure - common) / (1 - common) if common < 1 else 0.0
    copies = []
    for index in range(replicas.count):
        copy = builder.variable(f"{name}#{index + 1}", single)
        zone = [number(replicas.over[index % len(replicas.over)])] if replicas.over else []
        copies.append(builder.conjunction([copy, *zone]))
    group = builder.gate(replicas.need, copies)
    return group if common == 0.0 else builder.conjunction([builder.variable(f"{name}#common-cause", common), group])
