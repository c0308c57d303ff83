"""What keeps a system down after its trigger is over, read from its course: not the trigger, which has ended."""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number, format_share
from sosgraph.scenarios.reading import Windows, mean
from sosgraph.scenarios.settings import ARROW
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.traffic.demand import demand

_MORE = 1.05
_MOST = 3
_FULL = 0.95


class Overloaded(NamedTuple):
    """The station that is asked most at the end, as against what it can serve: attempts and capacity a second."""

    name: str
    offered: float
    per_s: float


def overloaded(architecture: Architecture, network: Network, course: Course, at: Windows) -> Overloaded | None:
    """Return the station that is asked most above what it can serve at the end; None where none is."""
    found: list[tuple[float, int]] = []
    for place, station in enumerate(network.stations):
        if station.per_s < inf:
            found.append((mean(course.offered[place], at.after) / station.per_s, -place))
    ratio, place = max(found, default=(0.0, 0))
    if ratio <= 1:
        return None
    station = network.stations[-place]
    return Overloaded(architecture.label(station.name), ratio * station.per_s, station.per_s)


def before_it_fell(architecture: Architecture, at: Windows) -> Windows:
    """Return the ranges of a system that is down before anything happens, with the first time of all as what was before.

    All was well then, unless first tries alone are more than can be served: nothing else keeps such a system down.
    """
    found = architecture.once(demand)
    busy = filter(None, map(found.utilisation, range(len(found.stations))))
    return at if any(each >= 1 for each in busy) else at._replace(before=range(1))


def sustained_by(architecture: Architecture, network: Network, course: Course, at: Windows) -> tuple[str, ...]:
    """Return in words what is more at the end than before and makes load or takes places, what makes most of it first."""
    asked = (_retried, _copied, _lapsed)
    told = sorted((one for each in asked for one in each(architecture, network, course, at)), reverse=True)
    told += _missed(architecture, network, course, at)
    told += _slowed(architecture, network, course, at)
    told += _away(architecture, network, course, at)
    told += _held(architecture, network, course, at)
    return tuple(words for _, words in told[:_MOST])


def _route(architecture: Architecture, network: Network, place: int) -> str:
    link = network.links[place]
    names = (network.stations[each].name for each in (link.caller, link.callee))
    return ARROW.join(map(architecture.label, names))


def _retried(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    for place in range(len(network.links)):
        before, after = (mean(course.retries[place], among) for among in (at.before, at.after))
        asked = mean(course.served[network.links[place].caller], at.before)
        if after > before + (_MORE - 1) * asked:
            yield after, f"{_route(architecture, network, place)} tries again {format_number(after)}/s"


def _copied(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    for place, copies in course.copied.items():
        before, after = mean(copies, at.before), mean(copies, at.after)
        asked = mean(course.served[network.links[place].caller], at.before)
        if after > before + (_MORE - 1) * asked:
            yield after, f"{_route(architecture, network, place)} sends {format_number(after)}/s second copies"


def _lapsed(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    for place, attempts in course.lapsed.items():
        before, after = mean(attempts, at.before), mean(attempts, at.after)
        if after > before + (_MORE - 1) * mean(course.served[place], at.before):
            name = architecture.label(network.stations[place].name)
            yield after, f"holders of leases that lapsed ask {name} {format_number(after)}/s"


def _missed(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    for place, link in enumerate(network.links):
        if link.cache is None:
            continue
        before, after = (mean(course.hits[place], among) for among in (at.before, at.after))
        if after < before / _MORE:
            shares = f"{format_share(round(after, 3))} instead of {format_share(round(before, 3))}"
            yield after, f"the cache of {_route(architecture, network, place)} answers {shares}"


def _slowed(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    """Yield stations that are asked more than they can serve while so many requests there slow one another."""
    for place, station in enumerate(network.stations):
        if not station.slowing_s or station.per_s == inf:
            continue
        before, after = (mean(course.waiting[place], among) for among in (at.before, at.after))
        slowed_s = station.service_s + station.slowing_s * after
        per_s = station.per_s * station.service_s / slowed_s
        if after > _MORE * before and mean(course.offered[place], at.after) > per_s:
            many, name = format_number(after), architecture.label(station.name)
            yield after, f"{many} requests at {name} slow one another, so that it can serve {format_number(per_s)}/s"


def _away(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    for place, shares in course.away.items():
        before, after = mean(shares, at.before), mean(shares, at.after)
        if after > before + _MORE - 1:
            share = format_share(round(after, 3))
            yield after, f"the health check of {architecture.label(network.stations[place].name)} keeps {share} of it out of use"


def _held(architecture: Architecture, network: Network, course: Course, at: Windows) -> Iterator[tuple[float, str]]:
    """Yield stations whose places are all taken though they are not asked more than they could serve: they wait for callees."""
    for place, station in enumerate(network.stations):
        if station.concurrency is None:
            continue
        places = station.concurrency * station.copies
        before, after = (mean(course.waiting[place], among) for among in (at.before, at.after))
        full = after >= _FULL * places > before and any(link.caller == place for link in network.links)
        if full and mean(course.offered[place], at.after) < station.per_s:
            yield after, f"{architecture.label(station.name)} has all its {places} places taken by requests that wait"
