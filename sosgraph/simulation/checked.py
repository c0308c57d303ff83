"""What a simulation is asked, checked: every number has a meaning, every position exists."""

from collections.abc import Iterable, Sequence
from math import inf, isnan

from sosgraph.errors import BadCall
from sosgraph.escaping import quoted
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_ON_STATION = ("outage", "capacity-loss", "load-spike", "cache-flush", "latency", "pause", "error")
_ON_LINK = ("outage", "cache-flush", "latency", "error")
_SHARES = {"probability", "failing", "coverage", "share", "hit_rate", "errors", "fail_open", "jitter"}
_ENDLESS = {"timeout_s", "hedge_s", "shed_at", "throttle", "duration_s", "maximum", "entries"}
_POSITIVE = {"copies", "period_s", "every_s", "target", "attempts", "need", "entries"}
_PLACES = {"caller", "callee", "fallback", "primary", "breaker", "place", "station"}
_MULTIPLIER = 100.0


def checked(network: Network, triggers: Sequence[Trigger], load_factor: float) -> None:
    """Raise `BadCall` where anything has no meaning; the message names the thing, the number and what it may be."""
    _number("the simulation", "load_factor", load_factor)
    _stations(network)
    names = [named(network, place) for place in range(len(network.links))]
    stations, links = len(network.stations), len(network.links)
    for name, link in zip(names, network.links, strict=True):
        _numbers(name, link._asdict())
        _positions(name, (link.caller, link.callee), stations)
        _positions(name, (place for place in (link.fallback, link.primary) if place >= 0), links)
        _positions(name, (place for place in (link.breaker,) if place >= 0), len(network.breakers))
        if link.cache is not None:
            _numbers(f"the cache of {name}", link.cache._asdict())
    _groups(network)
    _controllers(network)
    for trigger in triggers:
        _trigger(trigger, names, network)


def named(network: Network, link: int) -> str:
    """Return a link in words."""
    caller, callee = network.links[link].caller, network.links[link].callee
    return f"the link from {_name(network, caller)} to {_name(network, callee)}"


def _stations(network: Network) -> None:
    for station in network.stations:
        _numbers(f"station {quoted(station.name)}", station._asdict())
        if station.health is not None:
            _numbers(f"the health check of station {quoted(station.name)}", station.health._asdict())
    if len(network.arriving) != len(network.stations):
        raise BadCall(
            f"{len(network.arriving)} rates of arrivals are given for {len(network.stations)} stations; give one for each"
        )
    for station, rate in zip(network.stations, network.arriving, strict=True):
        _number(f"station {quoted(station.name)}", "arriving", rate)


def _groups(network: Network) -> None:
    for number, group in enumerate(network.groups):
        name = f"group {number}"
        _positions(name, (group.caller,), len(network.stations))
        _positions(name, (member for member in group.members if member >= 0), len(network.links))
        _positions(name, (~member for member in group.members if member < 0), len(network.groups))
        if not group.members or group.need < 1 or any(~member <= number for member in group.members if member < 0):
            raise BadCall(f"{name} has no members, needs none, or contains a group before it; write groups from the outermost on")


def _controllers(network: Network) -> None:
    for number, breaker in enumerate(network.breakers):
        _numbers(f"circuit breaker {number}", breaker._asdict())
    for scaler in network.scalers:
        _numbers("an autoscaler", scaler._asdict())
        _positions("an autoscaler", (scaler.station, *scaler.needs), len(network.stations))
    for lease in network.leases:
        _numbers("a lease", lease._asdict())
        _positions("a lease", (lease.station,), len(network.stations))


def _trigger(trigger: Trigger, links: list[str], network: Network) -> None:
    name = f"trigger {quoted(trigger.kind)}"
    allowed = _ON_LINK if trigger.on_link else _ON_STATION
    if trigger.kind not in allowed:
        raise BadCall(f"{name} is none of a {'link' if trigger.on_link else 'station'}; there are {', '.join(allowed)}")
    _positions(name, (trigger.place,), len(links) if trigger.on_link else len(network.stations))
    _numbers(name, trigger._asdict())


def _numbers(name: str, fields: dict[str, object]) -> None:
    for field, value in fields.items():
        if isinstance(value, int | float) and not isinstance(value, bool) and field not in _PLACES:
            _number(name, field, value)


def _number(name: str, field: str, value: float) -> None:
    most = 1.0 if field in _SHARES else _MULTIPLIER if field == "multiplier" else inf
    if isnan(value) or value < 0 or value > most or (value == inf and field not in _ENDLESS):
        upper = f" to {most:g}" if most < inf else ""
        raise BadCall(f"{name} has {field} = {value}; give a number from 0{upper}")
    if not value and field in _POSITIVE:
        raise BadCall(f"{name} has {field} = {value}; give a number above 0")


def _positions(name: str, places: Iterable[int], count: int) -> None:
    for place in places:
        if not 0 <= place < count:
            raise BadCall(f"{name} names number {place}, of which there are {count}")


def _name(network: Network, place: int) -> str:
    return quoted(network.stations[place].name) if 0 <= place < len(network.stations) else str(place)
