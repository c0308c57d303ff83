"""The own parts whose numbers may be chosen, and an architecture with chosen numbers."""

from collections.abc import Collection, Iterable, Mapping
from math import log1p

from sosgraph.bdd.dials import Dial
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import Ratio
from sosgraph.structure.changes import with_availability
from sosgraph.structure.domains import is_given
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.own_part import is_per_copy, own_part
from sosgraph.structure.own_unavailability import own_unavailability

_SOME = 0.001  # any number that fails, so that every part is in the structure function


def fixed_components(architecture: Architecture) -> frozenset[str]:
    """Return the components whose number nobody here can choose.

    Vendors and failure domains with one, what never fails, and the settings of a model (house events).
    """
    return frozenset(each.name for each in architecture.components.values() if _is_fixed(each))


def _is_fixed(component: Component) -> bool:
    own = own_part(component).ratio
    setting = component.kind == "house-event"
    return setting or (own is not None and (is_given(component) or not own.complement))


def with_own_numbers(architecture: Architecture, numbers: Mapping[str, float], grade: str = "slo") -> Architecture:
    """Return the architecture with these unavailabilities as own numbers; of each copy where the old number was of one."""
    changed = {name: _with_number(architecture.components[name], number, grade) for name, number in numbers.items()}
    return architecture.extended(changed)


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
        alone = own_unavailability(architecture.components[name]) or _SOME
        further = tuple((each, log1p(-function.failure[each]) / log1p(-alone)) for each in kinds.get(EventKind.ERROR, ()))
        if whole or copies or common:
            found[name] = Dial(
                whole, copies, common, further, beta, costs.get(name, 1.0), replicas.need if replicas is not None else 1
            )
    return found


def _with_number(component: Component, number: float, grade: str) -> Component:
    """Return the component with the number; one that was of all copies together stays one of all of them."""
    own = own_part(component, grade)
    alone = replace(component, replicas=None) if own.ratio is not None and not is_per_copy(component, own) else component
    return with_availability(replace(alone, observed=None, slas=()), Ratio(1 - number, number))
