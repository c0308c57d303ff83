"""The own parts whose numbers may be chosen, and an architecture with chosen numbers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from math import log1p

from sosgraph.bdd.dials import Dial
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import Ratio
from sosgraph.structure.changes import with_availability, with_components
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.own_part import is_per_copy, own_part

_SOME = 0.001  # any number that fails, so that every part is in the structure function


def fixed_components(architecture: Architecture) -> frozenset[str]:
    """Return the components whose number nobody here can choose: vendors with a number."""
    components = architecture.components.values()
    return frozenset(each.name for each in components if each.external and own_part(each).ratio is not None)


def with_own_numbers(architecture: Architecture, numbers: Mapping[str, float], grade: str = "slo") -> Architecture:
    """Return the architecture with these unavailabilities as own numbers; of each copy where the old number was of one."""
    changed = {name: _with_number(architecture.components[name], number, grade) for name, number in numbers.items()}
    return with_components(architecture, changed)


def with_open_numbers(architecture: Architecture, opened: Iterable[str], grade: str = "slo") -> Architecture:
    """Return the architecture in which every component of `opened` has some own number, so that none is left out."""
    return with_own_numbers(architecture, dict.fromkeys(opened, _SOME), grade)


def dials_of(
    architecture: Architecture, function: StructureFunction, opened: Collection[str], costs: Mapping[str, float]
) -> dict[str, Dial]:
    """Return by component the dial of its number in `function`, which is that of an architecture with these numbers open."""
    variables: dict[str, dict[EventKind, list[int]]] = {}
    for variable, event in enumerate(function.events):
        if event.component in opened and function.failure[variable] > 0:
            variables.setdefault(event.component, {}).setdefault(event.kind, []).append(variable)
    found = {}
    for name, kinds in variables.items():
        replicas = architecture.components[name].replicas
        beta = replicas.common_cause.value if replicas is not None and replicas.common_cause is not None else 0.0
        whole, copies, common = (tuple(kinds.get(kind, ())) for kind in (EventKind.PART, EventKind.COPY, EventKind.COMMON_CAUSE))
        further = tuple((each, log1p(-function.failure[each]) / log1p(-_SOME)) for each in kinds.get(EventKind.ERROR, ()))
        if whole or copies or common:
            found[name] = Dial(whole, copies, common, further, beta, costs.get(name, 1.0))
    return found


def _with_number(component: Component, number: float, grade: str) -> Component:
    """Return the component with the number; one that was of all copies together stays one of all of them."""
    own = own_part(component, grade)
    alone = replace(component, replicas=None) if own.ratio is not None and not is_per_copy(component, own) else component
    return with_availability(replace(alone, observed=None, slas=()), Ratio(1 - number, number))
