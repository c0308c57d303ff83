"""Healthy until something happens, and overloaded for ever after: retries, hedges and waiting keep the overload alive."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number
from sosgraph.rules import Rule
from sosgraph.traffic.branches import Branches, branches
from sosgraph.traffic.calls import Call
from sosgraph.traffic.stations import measured
from sosgraph.traffic.sustaining import Overload, overloads

_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each overload that outlasts its cause though every breaker and controller does its best.

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
    if overload.retried:
        hidden = found.demand.hidden_per_s(place)
        below = ""
        if hidden is not None and hidden < arriving:
            below = f"; its hidden capacity is {format_number(hidden)}/s, below which it recovers"
        if hidden == 0:
            below = ", and breeds more without end, so that it recovers at no load"
        message += (
            f"{_again(overload.retried)}, {format_number(found.collapsed.arriving[place])}/s in all{below}: "
            f"{_cure(overload.retried)}"
        )
        at = overload.retried[0].again
    else:
        message += "requests that wait for callees hold its places; wait less, or let it work on more at a time"
        at = overload.held[0].dependency.at / "timeout" if overload.held else at
    notes = tuple(_note(architecture, found, call) for call in (*overload.retried[1:], *overload.held)[:_SHOWN])
    return Finding(at, message, notes)


def _again(calls: tuple[Call, ...]) -> str:
    """Return in words what makes more than one request of a call."""
    tried, copied = any(call.attempts > 1 for call in calls), any(call.copies > 1 for call in calls)
    return " and ".join(["what fails is tried again"] * tried + ["what is slow is sent twice"] * copied)


def _cure(calls: tuple[Call, ...]) -> str:
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
