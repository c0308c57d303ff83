"""Autoscalers: as many servers as the utilisation asks for, some time later."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.simulation.network import Network

_USELESS = 0.5  # a station that answers no more requests than this without error does not answer


class Scalers:
    """The concurrency of some stations, over what the network says; it follows what is wanted with a lag.

    Wanted is what brings work at present to its target; waiting for callees is no work. It stands still while a station that
    the autoscaler needs does not answer.
    """

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        found = [each for each in network.scalers if network.stations[each.station].concurrency is not None]
        stations = [network.stations[each.station] for each in found]
        self._rows: Places = np.array([each.station for each in found], dtype=np.intp)
        declared = column([each.concurrency or 1 for each in stations])
        self._service_s = column([each.service_s for each in stations])
        self._servers = declared * column([each.copies for each in stations])
        self._target = column([each.target for each in found])
        self._least, self._most = (
            column([each.minimum for each in found]) / declared,
            column([each.maximum for each in found]) / declared,
        )
        self._part = -np.expm1(-step_s / np.maximum(column([each.lag_s for each in found]), 1e-9))
        self._needs = [np.array(each.needs, dtype=np.intp) for each in found]
        self._scale = np.ones((len(found), columns))

    def left(self, alive: Array) -> Array:
        """Return the servers over what the network says, of the share that is alive."""
        if not self._rows.size:
            return alive
        scaled = alive.copy()
        scaled[self._rows] *= self._scale
        return scaled

    def follow(self, served: Array, working: Array, down: Array) -> None:
        """Move towards what `served` requests a second ask for, where what is needed answers, and not mostly with errors."""
        if not self._rows.size:
            return
        answering = np.where(working > _USELESS, 1 - down, 0.0)
        power = np.maximum(self._servers * self._scale, 1e-18)
        utilisation = np.minimum(served[self._rows] * self._service_s / power, 1.0)
        wanted = np.clip(self._scale * utilisation / self._target, self._least, self._most)
        acting = np.stack([answering[needs].min(axis=0, initial=1.0) for needs in self._needs])
        self._scale += self._part * (acting > 0) * (wanted - self._scale)
