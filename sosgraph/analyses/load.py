"""How much arrives where, and what can take it? Visits, utilisation, amplification, hidden capacity, gain of circles."""

from math import inf
from types import MappingProxyType

from sosgraph.analyses import Analysis
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import format_number, format_share, parse_count
from sosgraph.table import Column, Table
from sosgraph.traffic.branches import healthy
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.left_out import left_out
from sosgraph.traffic.missing import missing_numbers
from sosgraph.traffic.occupied import occupied
from sosgraph.traffic.sustaining import spoken_besides

_HELD = 0.001
_AGAIN = 1.001
_MOST_MISSING = 100
_COLUMNS = (
    Column("component", "text", "component"),
    Column("offered_per_s", "rate", "offered", absent="unknown"),
    Column("capacity_per_s", "rate", "capacity", absent="unknown"),
    Column("utilisation", "share", "busy", absent="unknown"),
    Column("own_work", "share", "its own work", absent="unknown"),
    Column("held", "share", "held while it waits", absent="unknown"),
    Column("amplification", "factor", "amplified", absent="without end"),
    Column("hidden_per_s", "rate", "hidden capacity", absent="unknown"),
)
_CIRCLES = (
    Column("members", "names", "circle of calls"),
    Column("gain", "factor", "gain"),
    Column("failing_gain", "factor", "while failing"),
)
_MISSING = (
    Column("component", "text", "component"),
    Column("number", "text", "number"),
    Column("why", "text", "without it nobody knows"),
    Column("at", "place", "where"),
)


def answer(architecture: Architecture, *, most: int = 20) -> tuple[Table, ...]:
    """Return the load of every component, the busiest first; then the circles of calls, and the numbers that are not written."""
    found = architecture.once(demand)
    tables = [_loads(architecture, found, most)]
    if found.failing_circles:
        tables.append(_circles(architecture, found))
    return (*tables, *missing_table(architecture))


def _loads(architecture: Architecture, found: Demand, most: int) -> Table:
    names = found.calls.names
    taken = architecture.once(occupied)
    busy = [0.0 if share is None else share.busy for share in taken]
    order = sorted(range(len(names)), key=lambda place: (-busy[place], -found.amplification[place], place))
    rows = tuple(_row(architecture, found, place) for place in order[:most])
    notes = ["busy: its own work, and places held while it waits for callees, on average in the healthy steady state"]
    copied = " and is sent twice where it has a hedge" if any(call.copies > 1 for call in found.calls.calls) else ""
    cached = any(call.dependency.cache is not None for call in found.calls.calls)
    notes += [
        f"amplified: how many times as much arrives when every attempt of every call fails{copied}; "
        f"capacity over that is hidden: of one alone, waiting {'and empty caches ' if cached else ''}left out"
    ]
    if more := left_out(architecture):
        notes.append(f"not counted: {more}; simulate takes them in")
    if len(order) > most:
        notes.insert(0, f"{len(order) - most} more components are less busy; --most shows more")
    facts = MappingProxyType({"arriving_per_s": sum(found.arriving)})
    return Table("load", "Load", _COLUMNS, rows, tuple(notes), facts, _lead(architecture, found, order[0]) if order else "")


def _row(architecture: Architecture, found: Demand, place: int) -> tuple[object, ...]:
    station, hidden, amplification = found.stations[place], found.hidden_per_s(place), found.amplification[place]
    share = architecture.once(occupied)[place]
    return (
        architecture.label(found.calls.names[place]),
        found.offered[place] or None,
        None if station is None else station.per_s,
        *((None, None, None) if share is None else (share.busy, share.own, share.held)),
        None if amplification == inf else amplification,
        hidden,
    )


def _lead(architecture: Architecture, found: Demand, place: int) -> str:
    """Return which component is the bottleneck, and how much more may come."""
    share, name = architecture.once(occupied)[place], architecture.label(found.calls.names[place])
    if share is None:
        return "no component has both a load and a capacity, so that nothing can be said of a bottleneck"
    if found.offered[place] == inf:
        return f"{name} is asked without end, by calls that go around in a circle: no capacity is enough"
    parts = f", {format_share(share.own)} by its own work and {format_share(share.held)} held while it waits for callees"
    parts = parts if share.held >= _HELD else ""
    state = architecture.once(healthy)
    arriving = state.arriving[place]
    if share.busy >= 1:
        besides = ""
        if arriving > _AGAIN * found.offered[place]:
            besides = f"{format_number(arriving)}/s, {spoken_besides(architecture, place)} included, "
        return f"{name} is the bottleneck, and asked for more than it can serve: {besides}{format_share(share.busy)} busy{parts}"
    why = ["it waits longer"] * bool(parts) + ["more is sent again"] * (arriving > _AGAIN * found.offered[place])
    less = f" or less, as {' and '.join(why)} then," if why else ""
    times = format_number(1 / share.busy)
    lead = f"{name} is the bottleneck: {format_share(share.busy)} busy{parts}, so that {times} times the load{less} would fill it"
    exceeded = [
        architecture.label(each)
        for each, load in zip(found.calls.names, range(len(found.calls.names)), strict=True)
        if (hidden := found.hidden_per_s(load)) is not None and hidden < found.offered[load]
    ]
    return f"{lead}; above the hidden capacity: {', '.join(exceeded[:5])}" if exceeded else lead


def _circles(architecture: Architecture, found: Demand) -> Table:
    normal = {circle.members: circle.gain for circle in found.normal_circles}
    rows = tuple(
        (
            tuple(architecture.label(found.calls.names[member]) for member in circle.members),
            normal.get(circle.members),
            circle.gain,
        )
        for circle in found.failing_circles
    )
    endless = sum(circle.endless for circle in found.failing_circles)
    always = sum(circle.endless for circle in found.normal_circles)
    lead = f"{endless} of {len(rows)} circles of calls breed calls without end when everything fails" if endless else ""
    lead += f", {always} of these while all is well too" if always else ""
    note = (
        "gain: how many requests one becomes with each call on its way around, in the long run; from 1 on no capacity is enough"
    )
    return Table("gain", "Circles of calls", _CIRCLES, rows, (note,), lead=lead)


def missing_table(architecture: Architecture) -> tuple[Table, ...]:
    """Return a table of the numbers about load that are not written; none where nothing is missing."""
    missing = missing_numbers(architecture)
    rows = tuple((architecture.label(each.component), each.key, each.why, each.at) for each in missing[:_MOST_MISSING])
    lead = (
        f"{len(missing)} number{'s' * (len(missing) > 1)} that would tell more {'are' if len(missing) > 1 else 'is'} not written"
    )
    notes = (f"and {len(missing) - len(rows)} more",) if len(missing) > len(rows) else ()
    return (Table("missing", "Missing numbers", _MISSING, rows, notes, lead=lead),) if rows else ()


ANALYSIS = Analysis(
    name="load",
    summary="how much arrives where and what can take it: bottleneck, amplification by retries, hidden capacity",
    answer=answer,
    parameters=(Parameter("most", "how many components are shown", parse_count, 20),),
)
