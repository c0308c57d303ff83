"""The same architecture with something changed: what if?"""

from collections.abc import Callable, Sequence

from sosgraph.description.parts import MOST_REPLICAS
from sosgraph.errors import BadCall
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.slo import DEFAULT_WINDOW_S, AvailabilityObjective, Objective, OwnPart
from sosgraph.quantity import Ratio
from sosgraph.structure.fault_tree import EVENT_KINDS
from sosgraph.structure.own_part import own_part

_DOWN = Ratio(0.0, 1.0)


def changed(architecture: Architecture, name: str, change: Callable[[Component], Component]) -> Architecture:
    """Return the architecture with `change` of the component `name`; raises what `change` does."""
    return architecture.extended({name: change(architecture.components[name])})


def with_availability(component: Component, own: Ratio) -> Component:
    """Return the component with this availability of its own part, of each copy where there are several."""
    return replace(component, own=replace(component.own, availability=own))


def with_probability(component: Component, happens: Ratio) -> Component:
    """Return the event of a fault tree with this probability; raises `BadCall` for a gate, and for what is no event."""
    if component.kind not in EVENT_KINDS:
        raise BadCall(f"{component.name} is no event of a fault tree; set its availability")
    if component.kind == "gate":
        raise BadCall(f"{component.name} is a gate, as likely as what it is made of makes it; set the probability of its events")
    return with_availability(component, Ratio(happens.complement, happens.value))


def with_promise(component: Component, promised: Ratio) -> Component:
    """Return the component with this availability as its only one that it promises, over the window of its first promise."""
    return replace(component, slos=_only(promised, component.slos))


def with_contract(component: Component, contracted: Ratio) -> Component:
    """Return the component with this as the only availability that its contract gives, over the window of the first one."""
    return replace(component, slas=_only(contracted, component.slas))


def _only(availability: Ratio, objectives: Sequence[Objective]) -> tuple[Objective, ...]:
    windows = [each.window_s for each in objectives if isinstance(each, AvailabilityObjective)]
    others = [each for each in objectives if not isinstance(each, AvailabilityObjective)]
    return (AvailabilityObjective(availability, windows[0] if windows else DEFAULT_WINDOW_S), *others)


def with_mttr(component: Component, mttr_s: float) -> Component:
    """Return the component with this mean time to repair; it fails as often as before, where that is known."""
    return replace(
        component, own=OwnPart(None, mtbf, mttr_s) if (mtbf := _mtbf_s(component.own)) else _kept(component.own, mttr_s)
    )


def with_mtbf(component: Component, mtbf_s: float) -> Component:
    """Return the component with this mean time between failures; raises `BadCall` where the time to repair is not known."""
    if component.own.mttr_s is None:
        raise BadCall(f"{component.name} has no mttr, so that its mtbf says nothing; set its mttr first")
    return replace(component, own=OwnPart(None, mtbf_s, component.own.mttr_s))


def removed(component: Component) -> Component:
    """Return the component down for good; it promises nothing any more, so that nobody counts on that."""
    return replace(component, own=OwnPart(_DOWN), replicas=None, slos=())


def with_replica(component: Component, more: int = 1) -> Component:
    """Return the component with one copy more, or so many, as `with_replicas` does."""
    return with_replicas(component, (component.replicas or Replicas(1)).count + more)


def with_replicas(component: Component, count: int) -> Component:
    """Return the component with so many copies, as good as those that there are and needing as few; may raise `BadCall`.

    Where one number is that of all copies together, nothing is known of a single one.
    """
    if count > MOST_REPLICAS:
        raise BadCall(f"{component.name} cannot have {count} copies; {MOST_REPLICAS} are the most")
    own = own_part(component)
    more = replace(component.replicas or Replicas(1), count=count)
    if more.need > count:
        raise BadCall(f"{component.name} needs {more.need} copies, which {count} are not; ask for {more.need} or more")
    if own.source in ("availability", "mtbf") or own.ratio is None:
        return replace(component, replicas=more)
    if component.replicas is not None:
        raise BadCall(f"the {own.source} of {component.name} is that of all copies together; give the availability of each")
    return replace(component, replicas=more, own=replace(component.own, availability=own.ratio))


def _mtbf_s(own: OwnPart) -> float | None:
    """Return the mean time between failures, from the availability with the time to repair where both are known."""
    if own.availability is None:
        return own.mtbf_s
    if not own.mttr_s or not own.availability.complement:
        return None
    return own.mttr_s * own.availability.value / own.availability.complement


def _kept(own: OwnPart, mttr_s: float) -> OwnPart:
    return replace(own, mttr_s=mttr_s)
