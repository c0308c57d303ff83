"""Healthy until something happens, overloaded for ever after: retries, hedges, empty caches, waiting, slowing keep it so."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import LOOK_ASIDE
from sosgraph.quantity import format_number
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.traffic.branches import Branches, branches
from sosgraph.traffic.calls import Call
from sosgraph.traffic.stations import measured
from sosgraph.traffic.sustaining import CHECK, SLOWING, Overload, overloads

_SHOWN = 5
_INSIDE = {
    SLOWING: "the more requests are there, the longer each takes; let fewer wait (queue: …), or shed load (shed_at: …)",
    CHECK: "copies that answer too late are taken out, which makes the others later; ask them with more patience, or fail open",
}
_WRITTEN = {SLOWING: "capacity", CHECK: "health_check"}


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each overload that outlasts its cause though all that relieves it does its best.

    None where the search for the steady states did not end.
    """
    if not measured(architecture):
        return  # what has no limit that is known is never overloaded
    found = architecture.once(branches)
    if found.settled:
        for overload in overloads(found):
            yield _finding(architecture, found, overload)


def _finding(architecture: Architecture, found: Branches, overload: Overload) -> Finding:
    label, names, place = architecture.label, found.demand.calls.names, overload.deepest
    station, arriving = found.demand.stations[place], found.healthy.arriving[place]
    could = "" if station is None else f" and can serve {format_number(station.per_s)}/s"
    message = f"{label(names[place])} is asked {format_number(arriving)}/s{could}, but once overloaded it stays so: "
    at = architecture.components[names[place]].place("capacity")
    if overload.sent or overload.emptied:
        all_s = found.collapsed.arriving[place] + found.collapsed.repeated[place]
        hidden = found.demand.hidden_per_s(place)
        below = ""
        if hidden is not None and hidden < arriving and not overload.emptied and not overload.inside:
            below = f"; its hidden capacity is {format_number(hidden)}/s, below which it recovers"
        if hidden == 0:
            below = ", and breeds more without end, so that it recovers at no load"
        message += f"{_again(overload)}, {format_number(all_s)}/s in all{below}: {_cure(overload)}"
        at = overload.sent[0].again if overload.sent else _cache(overload.emptied[0])
    elif overload.inside:
        message += _INSIDE[overload.inside[0].kind]
    else:
        message += "requests that wait for callees hold its places; wait less, or let it work on more at a time"
        at = overload.held[0].dependency.at / "timeout" if overload.held else at
    inside = [
        Note(
            architecture.components[names[each.member]].place(_WRITTEN[each.kind]), f"{each.kind} of {label(names[each.member])}"
        )
        for each in overload.inside
    ]
    further = [_note(architecture, found, call) for call in (*overload.sent[1:], *overload.held)]
    caches = [
        Note(_cache(call), f"{label(names[call.caller])} stores no answer here") for call in overload.emptied[not overload.sent :]
    ]
    return Finding(at, message, tuple((*caches, *inside, *further)[:_SHOWN]))


def _cache(call: Call) -> Pointer:
    return call.dependency.at / "cache" / "hit_rate"


def _again(overload: Overload) -> str:
    """Return in words what makes more requests of a call than usual."""
    reasons = ["what fails is tried again"] * bool(overload.retried) + ["what is slow is sent twice"] * bool(overload.copied)
    reasons += ["an empty cache stays empty, as no answer comes in time"] * bool(overload.emptied)
    return " and ".join([", ".join(reasons[:-1])] * (len(reasons) > 1) + reasons[-1:])


def _cure(overload: Overload) -> str:
    calls = overload.sent
    if overload.emptied:
        fewer = ", and give retries a budget" * any(call.attempts > 1 for call in calls)
        aside = any(call.dependency.cache is not None and call.dependency.cache.fill == LOOK_ASIDE for call in overload.emptied)
        late = "store what comes late (fill: read-through), or " * aside
        return f"{late}let it serve all that an empty cache lets through{fewer}"
    if any(call.attempts > 1 for call in calls):
        copied = any(call.copies > 1 for call in calls)
        return f"give retries a budget, or {'send no second copies' if copied else 'try less often'}"
    return "send no second copies, or let a timeout and a breaker end them"


def _note(architecture: Architecture, found: Branches, call: Call) -> Note:
    caller, callee = architecture.label(found.demand.calls.names[call.caller]), architecture.label(call.dependency.callee)
    if call.attempts > 1:
        return Note(call.again, f"{caller} tries {callee} {call.attempts} times")
    if call.copies > 1:
        return Note(call.again, f"{caller} asks {callee} a second time when it is slow")
    return Note(call.dependency.at / "on", f"{caller} waits for {callee}")


RULE = Rule(
    "metastable-vulnerable", "an overload would outlast its cause, kept alive by retries or waiting", Severity.WARNING, check
)
