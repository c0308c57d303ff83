"""A network as the engine has it: stations and links with what they remember, the steps of requests, and who arrives."""

from itertools import pairwise
from math import floor, inf
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.requests.engine import Engine
from sosgraph.requests.guards import CircuitBreaker, Throttle
from sosgraph.requests.sample import Sample
from sosgraph.requests.state import ALARM, DEAD, SOURCE, UNLIMITED, Band, Edge, Place, Slot, Visit
from sosgraph.requests.streams import Stream
from sosgraph.simulation.network import Link, Network, Station

MOST = 2_000_000  # requests in a system at a time


class System(NamedTuple):
    """An engine and what it works on.

    `extra` are links beside those of the network: warm-up calls, with the same numbers; `renewals` those that leases are renewed
    by.
    """

    engine: Engine
    network: Network
    seed: int
    places: list[Place]
    edges: list[Edge]
    extra: list[Edge]
    sources: list[Visit | None]
    renewals: list[Edge]


def system(network: Network, seed: int, load_factor: float, limit: int) -> System:
    """Return the system with empty stations, full caches and closed breakers, before anything arrives."""
    engine = Engine(limit, MOST, Sample(Stream(f"{seed}:sample", False)))
    places = [place(seed, number, station) for number, station in enumerate(network.stations)]
    breakers = [CircuitBreaker(*breaker) for breaker in network.breakers]
    edges = [edge(engine, seed, "link", number, link, places[link.callee]) for number, link in enumerate(network.links)]
    for one, link in zip(edges, network.links, strict=True):
        if link.breaker >= 0:
            one.breaker = breakers[link.breaker]
        if link.fallback >= 0:
            one.fallback = edges[link.fallback]
        note_what_is_set(one)
    for caller, first in steps(network, edges, seed).items():
        places[caller].slot = first
    made = System(engine, network, seed, places, edges, [], [None] * len(places), [])
    for number, rate in enumerate(network.arriving):
        if rate * load_factor > 0.0:
            arrive(made, number, rate * load_factor)
    return made


def place(seed: int, number: int, station: Station) -> Place:
    """Return a station with all its copies at work."""
    streams = [Stream(f"{seed}:station:{number}:{purpose}", purpose != "luck") for purpose in ("arrivals", "times", "luck")]
    made = Place(number, station.name, *streams)
    if station.concurrency is not None:
        made.concurrency = float(station.concurrency)
        made.servers = station.concurrency * station.copies
    made.copies = station.copies
    made.base = made.service = station.service_s
    made.capacity = station.per_s
    if station.waiting is not None:
        made.room = station.waiting
    made.shed_at, made.refusal, made.slowing, made.failing = (
        station.shed_at,
        station.refusal_s,
        station.slowing_s,
        station.failing,
    )
    if sheds(station):
        made.guarded, made.tokens = True, 1.0 + made.shed_at * made.capacity
    made.regular = station.regular
    made.odd = not made.service or made.regular or made.slowing > 0.0 or made.refusal > 0.0
    return made


def sheds(station: Station) -> bool:
    """Return whether a station refuses what is more than a share of what it can serve."""
    return station.shed_at < inf and station.per_s < inf


def edge(engine: Engine, seed: int, kind: str, number: int, link: Link, callee: Place) -> Edge:
    """Return a link without its breaker and fallback; `kind` names its random streams."""
    made = Edge(number, callee, Stream(f"{seed}:{kind}:{number}:luck", False), Stream(f"{seed}:{kind}:{number}:waits", False))
    made.whole = floor(link.calls)
    made.part = link.calls - made.whole
    made.probability, made.hard = link.probability, link.hard
    made.timeout, made.attempts = link.timeout_s, min(link.attempts, UNLIMITED)
    made.backoff, made.multiplier, made.jitter = link.backoff_s, link.multiplier, link.jitter
    made.decorrelated = link.decorrelated
    made.budget = -1.0 if link.budget is None else link.budget
    made.cancels, made.hedge_after, made.coverage = link.cancels, link.hedge_s, link.coverage
    if link.cache is not None:
        made.cached, made.through = True, link.cache.through
        made.hit_rate, made.entries = link.cache.hit_rate, max(1.0, link.cache.entries)
    if link.throttle < inf:
        made.throttle = Throttle(link.throttle, Stream(f"{seed}:{kind}:{number}:throttle", False))
    made.alarm = engine.new()
    made.alarm.edge, made.alarm.state = made, ALARM
    note_what_is_set(made)
    return made


def note_what_is_set(made: Edge) -> None:
    """Note whether a link is `timed`; `plain`: nothing is asked before or told after an attempt; `sure`: always so many calls."""
    made.timed = made.timeout < inf
    asked = made.cached or made.breaker is not None or made.throttle is not None or made.patient
    made.plain = not asked and made.budget < 0.0 and made.hedge_after == inf
    made.sure = made.plain and made.whole > 0 and not made.part and made.probability >= 1.0


def arrive(made: System, number: int, rate: float) -> None:
    """Let requests arrive from outside at a station, `rate` a second from now on; those to come come as much sooner or later."""
    engine, old = made.engine, made.sources[number]
    source = engine.new()
    source.state, source.place, source.began = SOURCE, made.places[number], 1.0 / rate if rate else inf
    made.sources[number] = source
    if old is not None and old.began < inf and rate:
        source.due = engine.now + (old.due - engine.now) * source.began / old.began
    elif rate:
        source.due = engine.now + source.began * source.place.arrivals.following()
    else:
        source.due = inf
    if old is not None:
        old.state = DEAD
    engine.push(source.due, source)


def steps(network: Network, edges: list[Edge], seed: int) -> dict[int, Slot]:
    """Return by caller the first step of its requests: links and outermost groups, in the order of their (first) links."""
    members = {member for group in network.groups for member in group.members if member >= 0}
    items: dict[int, list[tuple[int, Slot]]] = {}
    for number, link in enumerate(network.links):
        if link.primary < 0 and number not in members:
            items.setdefault(link.caller, []).append((number, single(edges[number])))
    for group, slot in zip(network.groups, bands(network, edges, seed), strict=True):
        if group.outermost:
            items.setdefault(group.caller, []).append((network.links_of(group)[0], slot))
    firsts = {}
    for caller, found in items.items():
        found.sort(key=lambda item: item[0])
        chain([slot for _, slot in found])
        firsts[caller] = found[0][1]
    return firsts


def bands(network: Network, edges: list[Edge], seed: int) -> list[Slot]:
    """Return the step that each group is, with the steps of its members."""
    groups = [Slot() for _ in network.groups]
    depth = [0] * len(groups)
    inner_groups = [~member for group in network.groups for member in group.members if member < 0]
    if len(inner_groups) > len(set(inner_groups)):
        raise BadCall("a group is a member of two groups; write it down twice")
    for number, group in enumerate(network.groups):
        inner = [groups[~member] if member < 0 else single(edges[member]) for member in group.members]
        band = Band(group.need, groups[number], depth[number], inner, Stream(f"{seed}:group:{number}:luck", False))
        for member, slot in zip(group.members, inner, strict=True):
            slot.band = band
            if member < 0:
                depth[~member] = depth[number] + 1
        chain([*inner, inner[0]])
        groups[number].first = inner[0]
    return groups


def single(one: Edge) -> Slot:
    """Return the step that asks one link."""
    slot = Slot()
    slot.edge = one
    return slot


def chain(slots: list[Slot]) -> None:
    """Let the steps follow one another."""
    for slot, following in pairwise(slots):
        slot.following = following
