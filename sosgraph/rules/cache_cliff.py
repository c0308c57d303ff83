"""A cache hides a load that what stands behind it cannot take: when it is empty, it cannot be filled again."""

from collections.abc import Iterator
from math import inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number, format_share
from sosgraph.rules import Rule
from sosgraph.traffic.demand import demand
from sosgraph.traffic.stations import measured


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each cached call whose callee cannot serve all calls, and can serve those that miss."""
    if not measured(architecture):
        return
    found = architecture.once(demand)
    label = architecture.label
    for call in found.calls.calls:
        cache, station = call.dependency.cache, found.stations[call.callee]
        if cache is None or station is None or call.primary >= 0:
            continue
        asked = 1.0 if call.dependency.probability is None else call.dependency.probability.value
        whole = found.offered[call.caller] * call.dependency.calls * asked * call.share
        others = found.offered[call.callee] - whole * cache.hit_rate.complement
        if found.offered[call.callee] <= station.per_s < others + whole < inf:
            least = 1 - max(0.0, station.per_s - others) / whole
            name, callee = label(found.calls.names[call.caller]), label(call.dependency.callee)
            message = (
                f"{callee} can serve {format_number(station.per_s)}/s, but is asked {format_number(others + whole)}/s when the "
                f"cache of {name} is empty; below a hit rate of {format_share(least)} it is overloaded: warm the cache before "
                f"traffic comes, or let fewer calls through"
            )
            yield Finding(call.dependency.at / "cache" / "hit_rate", message)


RULE = Rule("cache-cliff", "what stands behind a cache cannot take the load of an empty one", Severity.WARNING, check)
