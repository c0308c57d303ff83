"""How full each component is while all is well: with its own work, and with requests that wait for callees."""

from math import inf
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.branches import healthy
from sosgraph.traffic.demand import demand


class Occupied(NamedTuple):
    """Shares of the places of a component that are taken on average: by its `own` work, and `held` while it waits for callees."""

    own: float
    held: float

    @property
    def busy(self) -> float:
        """The share of all that are taken; from 1 on more arrives than can be served."""
        return self.own + self.held


def occupied(architecture: Architecture) -> tuple[Occupied | None, ...]:
    """Return how full each component is in the healthy steady state, by position; None where load or capacity is not known."""
    found = architecture.once(demand)
    if not any(station is not None for station in found.stations):
        return (None,) * len(found.stations)
    state = architecture.once(healthy)
    shares: list[Occupied | None] = []
    for place, station in enumerate(found.stations):
        if station is None or not found.offered[place]:
            shares.append(None)
        elif found.offered[place] == inf:
            shares.append(Occupied(inf, 0.0))
        else:
            own_s, arriving = state.own_s[place], state.arriving[place]
            if own_s == inf:
                shares.append(Occupied(inf, 0.0))
                continue
            per_s = station.servers / own_s if station.limited else station.per_s
            waits_s = max(0.0, state.service_s[place] - own_s)
            shares.append(Occupied(arriving / per_s, arriving * waits_s / station.servers))
    return tuple(shares)
