"""One request of a user becomes very many calls when everything fails: fan-out times retries, along all ways together."""

from collections.abc import Iterator
from math import inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, parse_count
from sosgraph.rules import Rule
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand, demand, flows
from sosgraph.traffic.linear import loads

_MOST = 50  # places where requests enter that are looked at one by one


def check(architecture: Architecture, *, calls: int = 100) -> Iterator[Finding]:
    """Yield one finding for each component that one request reaches `calls` times or more when all fails, half of it by retries.

    Told of the first such component on each way, at the call with the most attempts that leads there.
    """
    found = architecture.once(demand)
    size = len(found.calls.names)
    normal, worst = flows(found.calls, lambda call: call.normal), flows(found.calls, lambda call: call.worst)
    told: set[int] = set()
    for entry in _entries(architecture, found)[:_MOST]:
        one = [float(place == entry) for place in range(size)]
        usual, tried = loads(size, normal, one), loads(size, worst, one)
        many = {place for place in range(size) if calls <= tried[place] < inf and tried[place] >= 2 * usual[place]}
        for place in sorted(many - told):
            into = [call for call in found.calls.calls if call.callee == place and tried[call.caller]]
            if not any(call.caller in many for call in into):
                told.add(place)
                yield _finding(architecture, entry, max(into, key=lambda call: call.most), usual[place], tried[place])


def _entries(architecture: Architecture, found: Demand) -> list[int]:
    """Return where requests enter, as far as they may be tried again: entries, else what nobody calls."""
    if not any(call.attempts > 1 for call in found.calls.calls):
        return []
    entries = [place for place, component in enumerate(architecture.components.values()) if component.entry is not None]
    called = {call.callee for call in found.calls.calls}
    return entries or [place for place in range(len(found.calls.names)) if place not in called]


def _finding(architecture: Architecture, entry: int, call: Call, usual: float, tried: float) -> Finding:
    names = tuple(architecture.components)
    message = (
        f"one request of {architecture.label(names[entry])} becomes {format_number(tried)} calls of "
        f"{architecture.label(call.dependency.callee)} when everything fails, {format_number(usual)} while all is well; "
        f"retry in one place, or give retries a budget"
    )
    return Finding(call.dependency.at / "retry" if call.attempts > 1 else call.dependency.at, message)


RULE = Rule(
    "retry-amplification",
    "one request becomes very many calls when everything fails",
    Severity.WARNING,
    check,
    (Parameter("calls", "so many calls of one component for one request are too many", parse_count, 100),),
)
