"""One request of a user becomes very many calls when everything fails: fan-out, retries and hedges, along all ways together."""

from collections.abc import Iterator
from math import inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, parse_count
from sosgraph.rules import Rule
from sosgraph.traffic.calls import Call, Calls, calls_of
from sosgraph.traffic.demand import failing_flows, normal_flows

_MOST = 50  # places where requests enter that are looked at one by one


def check(architecture: Architecture, *, calls: int = 100) -> Iterator[Finding]:
    """Yield one finding for each component that one request reaches `calls` times or more when all fails, half of it by retries.

    A second copy, sent when no answer came in time, counts like a retry. Told of the first such component on each way, at the
    call with the most attempts that leads there.
    """
    if not any(dependency.retry or dependency.hedge_s is not None for _, dependency, _ in architecture.dependencies()):
        return
    found = architecture.once(calls_of)
    into: dict[int, list[Call]] = {}
    for call in found.calls:
        into.setdefault(call.callee, []).append(call)
    told: set[int] = set()
    for entry in _entries(architecture, found)[:_MOST]:
        usual, tried = architecture.once(normal_flows).loads_of(entry), architecture.once(failing_flows).loads_of(entry)
        many = {place for place, load in tried.items() if calls <= load < inf and load >= 2 * usual.get(place, 0.0)}
        for place in sorted(many - told):
            asking = [call for call in into.get(place, ()) if tried.get(call.caller)]
            if not any(call.caller in many for call in asking):
                told.add(place)
                most = max(asking, key=lambda call: call.most * call.copies)
                yield _finding(architecture, entry, most, usual.get(place, 0.0), tried[place])


def _entries(architecture: Architecture, found: Calls) -> list[int]:
    """Return where requests enter, as far as they may be sent again: entries, else what nobody calls."""
    if not any(call.attempts * call.copies > 1 for call in found.calls):
        return []
    entries = [place for place, component in enumerate(architecture.components.values()) if component.entry is not None]
    called = {call.callee for call in found.calls}
    return entries or [place for place in range(len(found.names)) if place not in called]


def _finding(architecture: Architecture, entry: int, call: Call, usual: float, tried: float) -> Finding:
    names = tuple(architecture.components)
    hedged = call.attempts == 1 and call.copies > 1
    cure = "send second copies in one place alone" if hedged else "retry in one place, or give retries a budget"
    message = (
        f"one request of {architecture.label(names[entry])} becomes {format_number(tried)} calls of "
        f"{architecture.label(call.dependency.callee)} when everything fails, {format_number(usual)} while all is well; "
        f"{cure}"
    )
    return Finding(call.again, message)


RULE = Rule(
    "retry-amplification",
    "one request becomes very many calls when everything fails",
    Severity.WARNING,
    check,
    (Parameter("calls", "so many calls of one component for one request are too many", parse_count, 100),),
)
