"""Would an overload outlast its cause? The healthy and the overloaded steady state of the whole system at the same load."""

from math import inf
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.analyses.load import missing_table
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number
from sosgraph.table import Column, Table
from sosgraph.traffic.branches import Branches, Limits, branches, limits
from sosgraph.traffic.calls import Call
from sosgraph.traffic.left_out import left_out
from sosgraph.traffic.sustaining import overloads, overloads_from_the_start

_COLUMNS = (
    Column("component", "text", "component"),
    Column("verdict", "text", "verdict"),
    Column("healthy_per_s", "rate", "while all is well"),
    Column("collapsed_per_s", "rate", "once overloaded"),
    Column("capacity_per_s", "rate", "capacity", absent="unknown"),
    Column("held_per_s", "rate", "while it waits", absent="unknown"),
    Column("sustained_by", "names", "kept alive by"),
)


def answer(architecture: Architecture) -> tuple[Table, ...]:
    """Return which components an overload would not leave again, up to which load all recover, and what keeps it alive."""
    found = architecture.once(branches)
    bounds = limits(found.demand) if any(found.demand.arriving) else None
    table = _table(architecture, found, bounds)
    return (table, *missing_table(architecture))


def _table(architecture: Architecture, found: Branches, bounds: Limits | None) -> Table:
    verdicts = {
        **dict.fromkeys(found.overloaded, "overloaded from the start"),
        **dict.fromkeys(found.vulnerable, "vulnerable"),
        **dict.fromkeys(found.relieved, "only simulation decides"),
    }
    kept: dict[int, tuple[str, ...]] = {}
    for overload in (*overloads(found), *overloads_from_the_start(architecture)):
        names = [_written(architecture, found, call) for call in overload.retried]
        names += [f"hedge of {_written(architecture, found, call)}" for call in overload.copied]
        names += [_written(architecture, found, call) for call in overload.held]
        names += [f"cache of {_written(architecture, found, call)}" for call in overload.emptied]
        names += [f"{each.kind} of {architecture.label(found.demand.calls.names[each.member])}" for each in overload.inside]
        kept.update(dict.fromkeys(overload.members, tuple(names)))
    rows = tuple(
        (
            architecture.label(found.demand.calls.names[place]),
            verdicts[place],
            *(_found(state.arriving[place] + state.repeated[place]) for state in (found.healthy, found.collapsed)),
            None if (station := found.demand.stations[place]) is None else station.per_s,
            None if station is None else _found(station.held_per_s(found.healthy.service_s[place])),
            kept.get(place, ()),
        )
        for place in sorted(verdicts)
    )
    facts = MappingProxyType(
        {"recovers_below": bounds.recovers if bounds else None, "collapses_at": bounds.collapses if bounds else None}
    )
    lead = _sentence(architecture, found, bounds)
    return Table("metastability", "Overloads that outlast their cause", _COLUMNS, rows, _notes(found), facts, lead)


def _written(architecture: Architecture, found: Branches, call: Call) -> str:
    return f"{architecture.label(found.demand.calls.names[call.caller])} -> {architecture.label(call.dependency.callee)}"


def _found(per_s: float) -> float:
    """Return a rate of a steady state with the six digits to which that is searched."""
    return float(f"{per_s:.6g}")


def _sentence(architecture: Architecture, found: Branches, bounds: Limits | None) -> str:
    """Return the answer, and what may bring down more than it says."""
    more = left_out(architecture)
    return _lead(found, bounds) + (f"; not counted: {more}, which may bring down more, as simulate tells" if more else "")


def _lead(found: Branches, bounds: Limits | None) -> str:
    if bounds is None:
        return "no entry has a rate, so that nothing can be said of overloads"
    if bounds.recovers == inf:
        return "no load that was tried overloads anything, as far as capacities are known"
    if bounds.collapses == 0 and any(circle.endless for circle in found.demand.normal_circles):
        return "at any load something is overloaded: calls go around in a circle, and each request makes more without end"
    now = sum(found.demand.arriving)
    safe, fatal = (_limit(_found(factor * now), now) for factor in (bounds.recovers, bounds.collapses))
    if found.overloaded:
        return f"of {format_number(now)}/s that arrive, something is overloaded from {fatal} on: that needs no disturbance"
    if found.vulnerable or found.relieved:
        sure = (
            "an overload outlasts its cause"
            if found.vulnerable
            else "breakers, throttles, deadlines, controllers or fail_open have to end an overload"
        )
        limit = (
            f"below {safe} all recovers" if bounds.recovers else "at no load does all recover, be it below each hidden capacity"
        )
        return f"at the {format_number(now)}/s that arrive, {sure}: {limit}, from {fatal} on it falls by itself"
    return f"at the {format_number(now)}/s that arrive, all recovers, as below {safe}; from {fatal} on it falls by itself"


def _limit(limit: float, now: float) -> str:
    """Return a limit in words, with a few more digits where it would look the same as the load of `now`."""
    if limit != now and format_number(limit) == format_number(now):
        return f"{limit:.1f}".removesuffix(".0") + "/s" if limit >= 100 else f"{limit:.6g}/s"
    return f"{format_number(limit)}/s"


def _notes(found: Branches) -> tuple[str, ...]:
    notes = [
        "while it waits: what it can serve when each request holds its place until its callees answer, as in the healthy state",
        "both steady states are of all components together, waiting included, and so are the limits; loads grow in proportion",
        "the hidden capacity that load tells is another question: what one component recovers at, by its own work alone",
        "an upper bound: what a refused or slow caller spares its callees is left out, so that a system may be better than this",
    ]
    if any(overload.emptied for overload in overloads(found)):
        notes.insert(0, "once overloaded: with caches that stay empty, whatever emptied them, since no answer comes to be stored")
    if found.relieved:
        notes.insert(
            0, "breakers, throttles, deadlines, controllers and fail_open are negative feedback: only simulation decides"
        )
    if not found.settled:
        notes.insert(
            0, "the search for the steady states was given up after its bound: close to a limit, the verdict may be wrong"
        )
    return tuple(notes)


ANALYSIS = Analysis(
    name="metastability",
    summary="would an overload outlast its cause: the healthy and the overloaded steady state at the same load",
    answer=answer,
)
