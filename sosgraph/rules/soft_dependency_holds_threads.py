"""A soft dependency that is slow takes its caller down: requests wait for it, and hold the places that others need."""

from collections.abc import Iterator
from math import ceil, inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_duration, format_number
from sosgraph.rules import Rule
from sosgraph.traffic.demand import demand
from sosgraph.traffic.stations import measured


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each soft call whose timeouts keep more requests at work than its caller has room for.

    By Little's law, rate × (own time + calls × attempts × timeout) are at work when the callee answers nobody.
    """
    if not measured(architecture):
        return
    found = architecture.once(demand)
    label = architecture.label
    for call in found.calls.calls:
        station, rate_per_s, timeout_s = found.stations[call.caller], found.offered[call.caller], call.dependency.timeout_s
        if call.hard or call.primary >= 0 or call.dependency.breaker is not None or timeout_s is None or station is None:
            continue
        waiting_s = call.calls * call.most * timeout_s
        held = rate_per_s * (station.service_s + waiting_s)
        if rate_per_s < station.per_s and station.servers < held < inf:
            name, callee = label(found.calls.names[call.caller]), label(call.dependency.callee)
            message = (
                f"when {callee} is slow, each request of {name} waits {format_duration(waiting_s)} for it: at "
                f"{format_number(rate_per_s)}/s that holds {ceil(held)} places of {station.servers}, and {name} is down with "
                f"what it could do without; wait less, or give the call a breaker"
            )
            yield Finding(call.dependency.at / "timeout", message)


RULE = Rule("soft-dependency-holds-threads", "waiting for a soft dependency can exhaust its caller", Severity.WARNING, check)
