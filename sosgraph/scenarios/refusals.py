"""What a simulation needs and the description lacks: each a finding at the line where it would stand."""

from collections.abc import Iterable, Iterator, Sequence

from sosgraph.enumeration import some_of
from sosgraph.finding import UNANSWERABLE, Finding, Severity
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.scenario import Scenario
from sosgraph.scenarios.incident import SIZES, Incident, in_words
from sosgraph.scenarios.struck import with_fallen
from sosgraph.source import Pointer
from sosgraph.table import Table
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.missing import uncalled

_WORKS_OFF = ("outage", "pause", "capacity-loss", "cache-flush")
"""What leaves requests waiting, which only a capacity works off."""
_ENDS = ("outage", "pause", "capacity-loss", "load-spike", "latency", "error")
_EXAMPLES = {"factor": "3", "delay": "200ms"}
_ROUTE = 8
MOST = 50
"""So many of the things that are missing are shown."""


def refusals(architecture: Architecture, incidents: Iterable[Incident]) -> tuple[Finding, ...]:
    """Return why the incidents cannot be simulated, each thing once; nothing where they can be.

    All that is missing is told at once: where nobody says how much arrives, as if something did.
    """
    if not architecture.components:
        return (_empty(architecture),)
    found = architecture.once(demand)
    reached = _reached(architecture, found)
    told = [*_arrivals(architecture), *_endless(architecture, found), *_halves(architecture)]
    told += _timeouts(architecture, found, reached)
    asked: list[Finding] = []
    for scenario in (scenario for incident in incidents for scenario in incident.scenarios):
        asked.extend(_scenario(architecture, found, scenario, reached))
    if not any(load and _limited(architecture, found, place, asked) for place, load in enumerate(reached)):
        told.extend(_no_limit(architecture, found, reached))
    return tuple(dict.fromkeys((*told, *asked)))


def first_of(refused: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the refusals as they are shown: of very many the first, and how many more there are."""
    more = len(refused) - MOST
    if more <= 0:
        return tuple(refused)
    return (*refused[:MOST], _lacks(refused[MOST].at, f"and {more} more that nobody wrote, the first of them here"))


def unexplained(refused: Iterable[Finding], said: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the refusals but for those of what is missing only because what is written there cannot be read, as `said`."""
    return tuple(each for each in refused if not any(_explains(one, each.at) for one in said))


def unexplained_tables(tables: Iterable[Table], said: Sequence[Finding]) -> tuple[Table, ...]:
    """Return the tables, those that refuse without the rows that `unexplained` leaves out; none of which no row is left."""
    left = (
        replace(table, rows=tuple(row for row in table.rows if not any(_explains(one, row[-1]) for one in said)))
        if table.refuses
        else table
        for table in tables
    )
    return tuple(table for table in left if table.rows or not table.refuses)


def _explains(said: Finding, at: Pointer) -> bool:
    """Tell whether something cannot be read within the place that lacks something."""
    place = said.at
    grave = said.severity is Severity.ERROR and place.document == at.document
    return grave and len(place.path) > len(at.path) and place.path[: len(at.path)] == at.path


def _lacks(at: Pointer, message: str) -> Finding:
    return Finding(at, message, rule=UNANSWERABLE)


def _empty(architecture: Architecture) -> Finding:
    """Return that there is nothing to simulate, where its system is first named; nowhere where none is."""
    at = next(iter(architecture.named.values()), Pointer(""))
    return _lacks(at, "no component is described, so that nothing can be asked for anything; write one under 'components'")


def _reached(architecture: Architecture, found: Demand) -> Sequence[float]:
    """Return what requests reach, by position: the offered loads; where nothing arrives, those of one request at each entry."""
    if any(found.arriving):
        return found.offered
    components = architecture.components
    entries = {name for name, each in components.items() if each.entry is not None}
    if not entries:
        entries = {uncalled(architecture).name}
    return found.normal.loads([float(name in entries) for name in found.calls.names])


def _limited(architecture: Architecture, found: Demand, place: int, asked: Iterable[Finding]) -> bool:
    """Tell whether something limits what a component can serve, or will once what is `asked` for is written."""
    component = architecture.components[found.calls.names[place]]
    capacity, where = component.capacity, component.place("capacity")
    if capacity is not None and capacity.concurrency is not None and capacity.service_time_s != 0:
        return True
    return any(each.at == where for each in asked)


def _arrivals(architecture: Architecture) -> Iterator[Finding]:
    components = architecture.components.values()
    if any(map(_rate_of, components)):
        return
    entries = [each for each in components if each.entry is not None]
    for each in entries:
        label = architecture.label(each.name)
        what = "an entry without a rate" if each.entry is None or each.entry.rate_per_s is None else "an entry whose rate is zero"
        message = f"{label} is {what}, so that nothing arrives; write 'entry: {{rate: 100/s}}'"
        yield _lacks(each.place("entry"), f"{message}, or say --{'set' if 'zero' in what else 'assume'} {label}.rate=100/s")
    if not entries:
        first = uncalled(architecture)
        label = architecture.label(first.name)
        message = "no component is an entry, so that nothing arrives; write 'entry: {rate: 100/s}' where users come to"
        yield _lacks(first.at, f"{message}, or say --assume {label}.rate=100/s")


def _endless(architecture: Architecture, found: Demand) -> Iterator[Finding]:
    for circle in found.normal_circles:
        if not circle.endless:
            continue
        inside = frozenset(circle.members)
        call = next(each for each in found.calls.calls if each.caller in inside and each.callee in inside)
        names = some_of([found.calls.names[member] for member in circle.members], _ROUTE, architecture.label)
        message = f"{names} call one another, where {circle.growth}, without end"
        yield _lacks(call.dependency.at, f"{message}; write how seldom that happens as 'probability' or 'calls'")


def _halves(architecture: Architecture) -> Iterator[Finding]:
    """Yield one for each component that says how many requests it works on, and not how long."""
    for component in architecture.components.values():
        capacity = component.capacity
        if capacity is not None and capacity.concurrency is not None and capacity.service_time_s is None:
            yield _needs(architecture, component, "service_time", "how long one request takes")


def _needs(architecture: Architecture, component: Component, key: str, why: str) -> Finding:
    label, value = architecture.label(component.name), "10ms" if key == "service_time" else "10"
    message = f"{label} has no {key}, so that nobody knows {why}; write 'capacity: {{{key}: {value}}}'"
    return _lacks(component.place("capacity"), f"{message}, or say --assume {label}.{key}={value}")


def _timeouts(architecture: Architecture, found: Demand, reached: Sequence[float]) -> Iterator[Finding]:
    for call in found.calls.calls:
        if call.attempts > 1 and call.dependency.timeout_s is None and reached[call.caller]:
            yield _needs_timeout(architecture, found, call, "when it is tried again")


def _needs_timeout(architecture: Architecture, found: Demand, call: Call, why: str) -> Finding:
    names = f"{architecture.label(found.calls.names[call.caller])} -> {architecture.label(call.dependency.callee)}"
    message = f"{names} has no timeout, so that nobody knows {why}; write 'timeout: 1s'"
    return _lacks(call.dependency.at, f"{message}, or say --assume '{names} timeout=1s'")


def _no_limit(architecture: Architecture, found: Demand, reached: Sequence[float]) -> Iterator[Finding]:
    """Yield that nothing is limited, at what is asked most."""
    place = max(range(len(reached)), key=lambda place: reached[place])
    component = architecture.components[found.calls.names[place]]
    message = "nothing that requests reach has a capacity, so that nothing can be too much; write the 'concurrency' and the"
    label = architecture.label(component.name)
    more = f"'service_time' of what matters, or say --assume {label}.concurrency=10 --assume {label}.service_time=10ms"
    yield _lacks(component.place("capacity"), f"{message} {more}")


def _rate_of(component: Component) -> float:
    """Return what arrives from outside; 0 where nothing does, or nobody says."""
    return 0.0 if component.entry is None else component.entry.rate_per_s or 0.0


def _scenario(architecture: Architecture, found: Demand, scenario: Scenario, reached: Sequence[float]) -> Iterator[Finding]:
    words, kind, arrives = in_words(architecture, scenario), scenario.kind, any(found.arriving)
    on = [] if scenario.callee is None else _calls_between(found, scenario.component, scenario.callee)
    if scenario.callee is not None and not on:
        message = "no request goes that way; name a dependency of kind call that is needed to run"
        yield _lacks(scenario.at / "on" if scenario.at.document else scenario.at, f"{words}: {message}")
        return
    yield from _sizes(scenario, words)
    if kind == "outage" and on:
        yield from (_needs_timeout(architecture, found, call, "when it is given up") for call in on if not _timeout(call))
    if kind == "cache-flush":
        yield from _caches(architecture, found, scenario, words, on)
    if kind == "load-spike" and arrives and (on or not _rate_of(architecture.components[scenario.component])):
        yield _lacks(scenario.at, f"{words}: nothing arrives there from outside; name an entry with a rate")
    load = reached[found.calls.names.index(scenario.callee or scenario.component)]
    if kind in _WORKS_OFF and not load and scenario.callee is None:
        if arrives and all(each.component == scenario.component for each in with_fallen(architecture, (scenario,))):
            yield _lacks(scenario.at, f"{words}: no request reaches it, and nothing that requests reach stands on it")
    elif kind in _WORKS_OFF:
        component = architecture.components[scenario.callee or scenario.component]
        capacity = component.capacity
        for key, why in (("concurrency", "how much it works on at a time"), ("service_time", "how long one request takes")):
            if capacity is None or getattr(capacity, f"{key}_s" if key == "service_time" else key) is None:
                yield _needs(architecture, component, key, why)


def _sizes(scenario: Scenario, words: str) -> Iterator[Finding]:
    """Yield what a trigger does not say of itself; how that is written differs between files and the command line."""
    size = SIZES.get(scenario.kind, "")
    if scenario.kind in _ENDS and scenario.duration_s is None:
        cure = "write 'for: 10s'" if scenario.at.document else "say 'for 10s' behind it"
        yield _lacks(scenario.at, f"{words}: it never ends, so that nobody knows what would be after it; {cure}")
    if size in _EXAMPLES and (scenario.factor if size == "factor" else scenario.delay_s) is None:
        cure = f"write '{size}: {_EXAMPLES[size]}'" if scenario.at.document else f"say 'by {_EXAMPLES[size]}' behind the place"
        yield _lacks(scenario.at, f"{words}: its size is not said; {cure}")


def _caches(architecture: Architecture, found: Demand, scenario: Scenario, words: str, on: list[Call]) -> Iterator[Finding]:
    cached = [call for call in on or found.calls.calls if call.dependency.cache is not None and call.primary < 0]
    if not on:
        cached = [call for call in cached if call.dependency.callee == scenario.component]
    if not cached:
        yield _lacks(scenario.at, f"{words}: there is no cache; write 'cache: {{hit_rate: 90%}}' at the dependency that has one")
    for call in cached:
        if call.dependency.cache is not None and call.dependency.cache.entries is None:
            names = f"{architecture.label(found.calls.names[call.caller])} -> {architecture.label(call.dependency.callee)}"
            message = f"the cache of {names} does not say how many entries fill it, so that nobody knows how fast"
            cure = f"write 'entries: 10000', or say --assume '{names} cache.entries=10000'"
            yield _lacks(call.dependency.at / "cache", f"{message}; {cure}")


def _calls_between(found: Demand, caller: str, callee: str) -> list[Call]:
    names = found.calls.names
    return [call for call in found.calls.calls if names[call.caller] == caller and names[call.callee] == callee]


def _timeout(call: Call) -> bool:
    return call.dependency.timeout_s is not None
