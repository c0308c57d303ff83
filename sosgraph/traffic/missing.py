"""Numbers that questions about load need and nobody wrote."""

from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.traffic.calls import is_call


class Missing(NamedTuple):
    """A component lacks the number `key`, which would stand at `at`; `why` it is asked for."""

    component: str
    key: str
    why: str
    at: Pointer


def missing_numbers(architecture: Architecture) -> tuple[Missing, ...]:
    """Return the numbers about load that are not written, in reading order: of entries, of what is called, of retried calls."""
    asked = {each.callee for _, each, _ in architecture.dependencies() if is_call(each)}
    found: list[Missing] = []
    for name, component in architecture.components.items():
        if component.entry is not None and component.entry.rate_per_s is None:
            found.append(Missing(name, "entry: {rate}", "how much arrives", component.place("entry")))
        if name in asked or component.entry is not None:
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
