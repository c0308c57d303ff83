"""What of a network requests can reach: nothing ever happens in the rest, which need not be calculated."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sosgraph.fluid.streams import CLASSES, waiting
from sosgraph.frozen import replace
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Group, Link, Network
from sosgraph.simulation.trigger import Trigger

_NOBODY = (inf, CLASSES)


class Reached(NamedTuple):
    """The part of the `whole` that is reached, as a `network`; `stations` and `links` are where its own are in the whole."""

    whole: Network
    network: Network
    stations: Sequence[int]
    links: Sequence[int]

    def triggers(self, triggers: Sequence[Trigger]) -> list[Trigger]:
        """Return what of triggers happens here."""
        stations, links = _positions(self.stations), _positions(self.links)
        found = [(each, (links if each.on_link else stations).get(each.place)) for each in triggers]
        return [each._replace(place=place) for each, place in found if place is not None]

    def course(self, course: Course) -> Course:
        """Return a course of this part as one of the whole."""
        nothing = [0.0] * len(course.times_s)

        def by_station(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
            row = dict(zip(self.stations, rows, strict=True))
            return [row.get(place, nothing) for place in range(len(self.whole.stations))]

        def by_link(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
            row = dict(zip(self.links, rows, strict=True))
            return [row.get(place, nothing) for place in range(len(self.whole.links))]

        return replace(
            course,
            offered=by_station(course.offered),
            served=by_station(course.served),
            waiting=by_station(course.waiting),
            refused=by_station(course.refused),
            retries=by_link(course.retries),
            timeouts=by_link(course.timeouts),
            hits=by_link(course.hits),
            copied={self.links[place]: values for place, values in course.copied.items()},
            lapsed={self.stations[place]: values for place, values in course.lapsed.items()},
            away={self.stations[place]: values for place, values in course.away.items()},
        )


def reached(network: Network) -> Reached:
    """Return the part of a network to which something arrives, with what its state depends on.

    Something arrives from outside, by leases, and with the calls of all that; besides from copies that start, and an autoscaler
    looks at what it needs. A cache may be flushed though nobody asks it.
    """
    found = {place for place, rate in enumerate(network.arriving) if rate > 0} | {each.station for each in network.leases}
    found |= {link.caller for link in network.links if link.warm_up or link.cache is not None}
    found |= {place for each in network.scalers for place in each.needs}
    heads: list[list[int]] = [[] for _ in network.stations]
    for link in network.links:
        heads[link.caller].append(link.callee)
        heads[link.caller] += [network.links[place].caller for place in (link.fallback, link.primary) if place >= 0]
    waiting = list(found)
    while waiting:
        new = set(heads[waiting.pop()]) - found
        found |= new
        waiting += new
    return _part(network, _ordered(network, found))


def _ordered(network: Network, found: set[int]) -> list[int]:
    """Return the places by who calls there and is first in the order of `streams`: what is met there stands in one row."""
    first: dict[int, tuple[float, int]] = {}
    for link in network.links:
        if link.caller in found:
            first[link.callee] = min(waiting(link), first.get(link.callee, _NOBODY))
    return sorted(found, key=lambda place: (place not in first, first.get(place, _NOBODY), place))


def _part(network: Network, stations: Sequence[int]) -> Reached:
    place = _positions(stations)
    links = [at for at, link in enumerate(network.links) if link.caller in place]
    groups = [at for at, group in enumerate(network.groups) if group.caller in place]
    of_link, of_group = _positions(links), _positions(groups)

    def moved(link: Link) -> Link:
        caller, callee = place[link.caller], place[link.callee]
        fallback, primary = of_link.get(link.fallback, -1), of_link.get(link.primary, -1)
        return link._replace(caller=caller, callee=callee, fallback=fallback, primary=primary)

    def regrouped(group: Group) -> Group:
        members = tuple(of_link[each] if each >= 0 else ~of_group[~each] for each in group.members)
        return group._replace(caller=place[group.caller], members=members)

    part = Network(
        tuple(network.stations[each] for each in stations),
        tuple(moved(network.links[each]) for each in links),
        tuple(network.arriving[each] for each in stations),
        tuple(regrouped(network.groups[each]) for each in groups),
        network.breakers,
        tuple(
            each._replace(station=place[each.station], needs=tuple(place[need] for need in each.needs))
            for each in network.scalers
            if each.station in place
        ),
        tuple(each._replace(station=place[each.station]) for each in network.leases),
    )
    return Reached(network, part, stations, links)


def _positions(places: Sequence[int]) -> dict[int, int]:
    return {place: position for position, place in enumerate(places)}
