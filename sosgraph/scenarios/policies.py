"""What a system does besides serving: policies and limits, each of which can be left out of its network to see what it does."""

from collections.abc import Callable, Collection, Iterator, Sequence
from math import ceil, inf
from typing import NamedTuple

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.simulation.network import Link, Network, Station


class Policy(NamedTuple):
    """Something that can be left out: what kind of thing, and the positions of its links or stations."""

    kind: str
    links: tuple[int, ...] = ()
    station: int = -1


_OF_LINKS: dict[str, tuple[Callable[[Link], bool], Callable[[Link], Link]]] = {
    "retry": (lambda link: link.attempts > 1, lambda link: link._replace(attempts=1)),
    "hedge": (lambda link: link.hedge_s < inf, lambda link: link._replace(hedge_s=inf)),
    "look-aside": (
        lambda link: link.cache is not None and not link.cache.through,
        lambda link: link._replace(cache=None if link.cache is None else link.cache._replace(through=True)),
    ),
    "fallback": (lambda link: link.fallback >= 0, lambda link: link._replace(fallback=-1)),
    "throttle": (lambda link: link.throttle < inf, lambda link: link._replace(throttle=inf)),
    "breaker": (lambda link: link.breaker >= 0, lambda link: link._replace(breaker=-1)),
    "wait": (
        lambda link: not link.hard and link.primary < 0 and link.probability > 0,
        lambda link: link._replace(probability=0.0),
    ),
}
_OF_STATIONS: dict[str, tuple[Callable[[Station], bool], Callable[[Station], Station]]] = {
    "health check": (lambda station: station.health is not None, lambda station: station._replace(health=None)),
    "shedding": (lambda station: station.shed_at < inf, lambda station: station._replace(shed_at=inf)),
}
_QUEUES: dict[str, Callable[[int | None, int | None], bool]] = {  # by how many may wait, and how many would be ample
    "long queue": lambda waiting, ample: ample is not None and (waiting is None or waiting > ample),
    "short queue": lambda waiting, ample: waiting is not None and (ample is None or waiting < ample),
}
_WORDS = {
    "retry": "the retry of {0}",
    "hedge": "the second copy of {0}",
    "look-aside": "the look-aside cache of {0}",
    "fallback": "the fallback of {0}",
    "throttle": "the throttling of {0}",
    "breaker": "the breaker of {0}",
    "wait": "the wait of {0}",
    "health check": "the health check of {1}",
    "shedding": "the shedding of {1}",
    "controller": "the controller of {1}",
    "leases": "the leases of {1}",
    "places": "the limit of places in {1}",
    "long queue": "the long queue of {1}",
    "short queue": "the short queue of {1}",
}


def policies(network: Network, asked: Collection[int]) -> tuple[Policy, ...]:
    """Return what can be left out where the stations `asked` call or are called, what makes load first, limits last."""
    found = [
        Policy(kind, group)
        for kind, (present, _) in _OF_LINKS.items()
        for group in _groups(network, kind, present)
        if any(network.links[place].caller in asked for place in group)
    ]
    for kind, (has, _) in _OF_STATIONS.items():
        found += [Policy(kind, station=place) for place in sorted(asked) if has(network.stations[place])]
    found += [Policy("controller", station=scaler.station) for scaler in network.scalers if scaler.station in asked]
    found += [Policy("leases", station=lease.station) for lease in network.leases]
    calling = {link.caller for link in network.links}
    limited = [place for place in sorted(asked) if network.stations[place].per_s < inf]
    found += [Policy("places", station=place) for place in limited if place in calling]
    ample = _ample(network)
    for kind, is_so in _QUEUES.items():
        found += [Policy(kind, station=place) for place in limited if is_so(network.stations[place].waiting, ample.get(place))]
    return tuple(dict.fromkeys(found))


def _groups(network: Network, kind: str, present: Callable[[Link], bool]) -> Iterator[tuple[int, ...]]:
    """Yield the links that have a policy one by one; those that share a breaker together."""
    shared: dict[int, list[int]] = {}
    for place, link in enumerate(network.links):
        if not present(link):
            continue
        if kind == "breaker":
            shared.setdefault(link.breaker, []).append(place)
        else:
            yield (place,)
    yield from map(tuple, shared.values())


def without(network: Network, left_out: Collection[Policy]) -> Network:
    """Return the network without these policies."""
    links, stations = list(network.links), list(network.stations)
    ample = _ample(network) if any(policy.kind in _QUEUES for policy in left_out) else {}
    for policy in left_out:
        for place in policy.links:
            links[place] = _OF_LINKS[policy.kind][1](links[place])
        if policy.kind in _OF_STATIONS:
            stations[policy.station] = _OF_STATIONS[policy.kind][1](stations[policy.station])
        elif policy.kind == "places":
            stations[policy.station] = stations[policy.station]._replace(concurrency=None)
        elif policy.kind in _QUEUES:
            stations[policy.station] = stations[policy.station]._replace(waiting=ample.get(policy.station))
    gone = {kind: {each.station for each in left_out if each.kind == kind} for kind in ("controller", "leases")}
    return replace(
        network,
        links=tuple(links),
        stations=tuple(stations),
        scalers=tuple(each for each in network.scalers if each.station not in gone["controller"]),
        leases=tuple(each for each in network.leases if each.station not in gone["leases"]),
    )


def _ample(network: Network) -> dict[int, int]:
    """Return by station how many may wait so that all are served before half of the shortest timeout, where there is one."""
    shortest: dict[int, float] = {}
    for link in network.links:
        shortest[link.callee] = min(link.timeout_s, shortest.get(link.callee, inf))
    limited = ((place, timeout_s, network.stations[place].per_s) for place, timeout_s in shortest.items() if timeout_s < inf)
    return {place: ceil(timeout_s / 2 * per_s) for place, timeout_s, per_s in limited if per_s < inf}


def in_words(architecture: Architecture, network: Network, policy: Policy) -> str:
    """Return the policy as people call it, like `the retry of web -> db`."""
    routes = " and ".join(_route(architecture, network, network.links[place]) for place in policy.links)
    name = architecture.label(network.stations[policy.station].name) if policy.station >= 0 else ""
    return _WORDS[policy.kind].format(routes, name)


def stations_of(network: Network, policy: Policy) -> tuple[int, ...]:
    """Return the stations that a policy acts between: callers and callees of its links, or its station."""
    ends = [(network.links[place].caller, network.links[place].callee) for place in policy.links]
    return tuple(dict.fromkeys(station for pair in ends for station in pair)) or (policy.station,)


def _route(architecture: Architecture, network: Network, link: Link) -> str:
    return " -> ".join(architecture.label(network.stations[place].name) for place in (link.caller, link.callee))


def asked_of(network: Network, offered: Sequence[float]) -> frozenset[int]:
    """Return the stations that anything arrives at."""
    return frozenset(place for place in range(len(network.stations)) if offered[place])
