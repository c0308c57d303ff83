"""Numbers so large or small that more of it makes no difference: kept where nothing that is made of a few of them overflows."""

from math import inf
from typing import Any, TypeVar

from sosgraph.fluid.arrays import MOST
from sosgraph.frozen import replace
from sosgraph.simulation.network import Breaker, Cache, HealthCheck, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger

_Numbers = TypeVar("_Numbers", Station, Link, Breaker, Scaler, Lease, HealthCheck, Cache, Trigger)
_INNER = ("health", "cache")  # numbers of their own


def moderate(network: Network) -> Network:
    """Return the network without extremes: what is not 0 and not infinite lies between 1 / `MOST` and `MOST`."""
    return replace(
        network,
        stations=tuple(map(moderated, network.stations)),
        links=tuple(map(moderated, network.links)),
        arriving=tuple(map(moderate_number, network.arriving)),
        breakers=tuple(map(moderated, network.breakers)),
        scalers=tuple(map(moderated, network.scalers)),
        leases=tuple(map(moderated, network.leases)),
    )


def moderated(numbers: _Numbers) -> _Numbers:
    """Return numbers without extremes; the same object where there are none."""
    changed: dict[str, Any] = {}
    for field, value in numbers._asdict().items():
        kept = value
        if isinstance(value, int | float):
            kept = moderate_number(value)
        elif field in _INNER and value is not None:
            kept = moderated(value)
        if kept is not value:
            changed[field] = kept
    return numbers._replace(**changed) if changed else numbers


def moderate_number(number: float) -> float:
    """Return a number without extremes, whole where it was."""
    if MOST < number < inf:
        return type(number)(MOST)
    return 1 / MOST if 0 < number < 1 / MOST else number
