"""Autoscalers: as many servers as the utilisation asks for, some time later."""

from math import floor

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.stations import Stations
from sosgraph.simulation.network import LOOKS, USELESS, Network


class Scalers:
    """The concurrency of some stations, over what the network says; see `network.Scaler`."""

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        self._found = [each for each in network.scalers if network.stations[each.station].concurrency is not None]
        stations = [network.stations[each.station] for each in self._found]
        self._rows: Places = np.array([each.station for each in self._found], dtype=np.intp)
        self._declared = [float(each.concurrency or 1) for each in stations]
        self._servers = column(self._declared) * column([each.copies for each in stations])
        self._looks = [each.looks(step_s) for each in self._found]
        self._needs = [np.array(each.needs, dtype=np.intp) for each in self._found]
        shape = (len(self._found), columns)
        self._there, self._worked, self._manned = np.ones(shape), np.zeros(shape), np.zeros(shape)
        self._ordered = np.ones((LOOKS, *shape))
        """The last orders, the newest one last."""
        self._scale = np.ones(shape)
        self._step, self._step_s = 0, step_s

    def left(self, alive: Array) -> Array:
        """Return the servers over what the network says, of the share that is alive."""
        if not self._rows.size:
            return alive
        scaled = alive.copy()
        scaled[self._rows] *= self._scale
        self._there = scaled[self._rows]
        return scaled

    def follow(self, stations: Stations, working: Array, down: Array) -> None:
        """Measure how many servers work; order what that asks for, where what is needed answers, not mostly with errors."""
        if not self._rows.size:
            return
        self._worked += stations.work()[self._rows]
        self._manned += self._servers * self._there
        self._step += 1
        for row, (measured_s, waiting) in enumerate(self._looks):
            if self._parts(self._step, measured_s) > self._parts(self._step - 1, measured_s):
                self._order(row, np.where(working > USELESS, 1 - down, 0.0))
                self._scale[row] = self._ordered[-1 - waiting, row]

    def _parts(self, step: int, measured_s: float) -> int:
        return floor(step * self._step_s / measured_s + 1e-9)

    def _order(self, row: int, answering: Array) -> None:
        """Order what the utilisation asks for since the last order."""
        scaler, manned, declared = self._found[row], self._manned[row], self._declared[row]
        utilisation = np.minimum(self._worked[row] / np.maximum(manned, 1e-18), 1.0)
        wanted = np.clip(self._scale[row] * utilisation / scaler.target, scaler.minimum / declared, scaler.maximum / declared)
        acting = (manned > 0) & (answering[self._needs[row]].min(axis=0, initial=1.0) > 0)
        orders = self._ordered[:, row]
        orders[:-1] = orders[1:]
        orders[-1] = np.where(acting, wanted, orders[-1])
        self._worked[row] = self._manned[row] = 0.0
