"""Numbers that questions about load need and nobody wrote."""

from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.source import Pointer
from sosgraph.traffic.calls import is_call


class Missing(NamedTuple):
    """A component lacks the number `key`, which would stand at `at`; `why` it is asked for."""

    component: str
    key: str
    why: str
    at: Pointer


def missing_numbers(architecture: Architecture) -> tuple[Missing, ...]:
    """Return the numbers about load that are not written, in reading order: of entries, of what is called, of retried calls.

    Where no component is an entry, users come to the first that nobody needs, as far as anybody can tell.
    """
    asked = {each.callee for _, each, _ in architecture.dependencies() if is_call(each)}
    found: list[Missing] = []
    entries = {name for name, component in architecture.components.items() if component.entry is not None}
    if not entries and architecture.components:
        entries = {uncalled(architecture).name}
    for name, component in architecture.components.items():
        if name in entries and (component.entry is None or component.entry.rate_per_s is None):
            found.append(Missing(name, "entry: {rate}", "how much arrives", component.place("entry")))
        if name in asked or name in entries:
            capacity, place = component.capacity, component.place("capacity")
            if capacity is None or capacity.concurrency is None:
                found.append(Missing(name, "capacity: {concurrency}", "what it can take", place))
            if capacity is None or capacity.service_time_s is None:
                found.append(Missing(name, "capacity: {service_time}", "what it can take", place))
    for caller, one, _ in architecture.dependencies():
        if is_call(one) and one.timeout_s is None and one.retry is not None and one.retry.attempts > 1:
            callee = architecture.label(one.callee)
            found.append(Missing(caller.name, f"timeout of {callee}", f"when it tries {callee} again", one.at / "timeout"))
    return tuple(found)


def uncalled(architecture: Architecture) -> Component:
    """Return the first component that nobody needs, else the first: where users would come to if nobody says where."""
    needed = {dependency.callee for _, dependency, _ in architecture.dependencies()}
    components = list(architecture.components.values())
    return next((each for each in components if each.name not in needed), components[0])
