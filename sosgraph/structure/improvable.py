"""What could be better below something: own parts, copies as a whole, switching to a fallback; each with its present number."""

from collections.abc import Iterable
from math import log1p
from typing import NamedTuple

from sosgraph.bdd.dials import Dial
from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.own_part import own_part
from sosgraph.structure.own_unavailability import own_unavailability

_OF_THE_PART = (EventKind.PROMISE, EventKind.PART, EventKind.COPY, EventKind.COMMON_CAUSE)


class Improvable(NamedTuple):
    """One number that could be better: of a component's part, of each of its copies, or of switching to it."""

    component: str
    kind: EventKind
    dial: Dial
    number: float

    @property
    def linear(self) -> bool:
        """Tell whether it is the probability of one variable and nothing else."""
        return len(self.dial.whole) == 1 and not self.dial.copies and not self.dial.further


def improvables(architecture: Architecture, function: StructureFunction, support: Iterable[int]) -> list[Improvable]:
    """Return the numbers behind those variables of `support` that fail at all, by component in the order of the variables."""
    by_component: dict[str, dict[EventKind, list[int]]] = {}
    found = []
    for variable in sorted(support):
        event = function.events[variable]
        if event.kind is EventKind.COVERAGE:
            found.append(Improvable(event.component, event.kind, Dial((variable,)), function.failure[variable]))
        elif event.kind in _OF_THE_PART and function.failure[variable] > 0:
            by_component.setdefault(event.component, {}).setdefault(event.kind, []).append(variable)
    errors = _errors(function, support)
    parts = [_improvable(architecture, function, name, kinds, errors.get(name, ())) for name, kinds in by_component.items()]
    return parts + found


def _errors(function: StructureFunction, support: Iterable[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for variable in support:
        if function.events[variable].kind is EventKind.ERROR:
            found.setdefault(function.events[variable].component, []).append(variable)
    return found


def _improvable(
    architecture: Architecture, function: StructureFunction, name: str, kinds: dict[EventKind, list[int]], errors: Iterable[int]
) -> Improvable:
    whole = (*kinds.get(EventKind.PROMISE, ()), *kinds.get(EventKind.PART, ()))
    copies, common = tuple(kinds.get(EventKind.COPY, ())), tuple(kinds.get(EventKind.COMMON_CAUSE, ()))
    component = architecture.components[name]
    own = own_part(component).ratio
    number = function.failure[whole[0]] if whole or own is None else own.complement
    cause = component.replicas.common_cause if component.replicas is not None else None
    fails = number if whole else own_unavailability(component) or number
    tries = tuple((each, log1p(-function.failure[each]) / log1p(-fails)) for each in errors if 0 < fails < 1)
    kind = EventKind.PROMISE if EventKind.PROMISE in kinds else EventKind.PART if whole else EventKind.COPY
    need = component.replicas.need if component.replicas is not None else 1
    dial = Dial(whole, copies, common, tries, cause.value if cause is not None else 0.0, need=need)
    return Improvable(name, kind, dial, number)
