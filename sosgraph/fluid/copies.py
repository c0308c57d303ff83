"""How many servers a station has: health checks take copies out, and copies that start are not there yet."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.conditions import Conditions
from sosgraph.fluid.lateness import Found, late
from sosgraph.fluid.stations import Stations
from sosgraph.simulation.network import HealthCheck, Network


class HealthChecks:
    """Take a copy out when it does not answer in time, and use it again when it does; all are used where too few are left.

    Who asks waits like a request, or is refused, and takes one service of the station alone; nobody waits at a copy that is out.
    Of the stations in `rows`, the share `away` of the copies is not used.
    """

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        found = {place: each.health for place, each in enumerate(network.stations) if each.health is not None}
        checks: list[HealthCheck] = list(found.values())
        self.rows: Places = np.array(list(found), dtype=np.intp)
        self._part = -np.expm1(-step_s / np.maximum(column([each.every_s for each in checks]), 1e-9))
        self._within_s = column([each.timeout_s for each in checks])
        self._fail_open = column([each.fail_open for each in checks])
        self._service_s = np.maximum(column([each.service_s for each in network.stations])[self.rows], 1e-9)
        self._out, self.away = np.zeros((2, len(checks), columns))

    def left(self, alive: Array) -> Array:
        """Return the share of servers left of those alive."""
        if not self.rows.size:
            return alive
        left = alive.copy()
        self.away = np.where(1 - self._out < self._fail_open, 0.0, self._out)
        left[self.rows] *= 1 - self.away
        return left

    def ask(self, stations: Stations, found: Found, conditions: Conditions) -> None:
        """Ask the copies, after a step."""
        rows = self.rows
        if not rows.size:
            return
        up, left_s = 1 - conditions.down[rows], np.maximum(self._within_s - conditions.delay_s[rows], 0.0)
        slow = late(found.at(rows), stations.per_s[rows], left_s, np.zeros(1), stations.own[rows])
        well, alone = up * stations.flow.accepted[rows] * (1 - slow), -up * np.expm1(-left_s / self._service_s)
        self._out = np.clip(self._out + self._part * ((1 - self._out) * (1 - well) - self._out * alone), 0.0, 1.0)


class Restarts:
    """Copies that come back after an outage start again, some at a time, and make their warming-up calls first."""

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        warming = {link.caller for link in network.links if link.warm_up}
        found = [(place, each) for place, each in enumerate(network.stations) if each.restart_s > 0 or place in warming]
        self._rows: Places = np.array([place for place, _ in found], dtype=np.intp)
        self._copies = column([each.copies for _, each in found])
        parallel = [min(each.restart_parallel or each.copies, each.copies) for _, each in found]
        self._batches = np.ceil(self._copies / column(parallel))
        self._part = np.minimum(step_s / np.maximum(column([each.restart_s for _, each in found]) * self._batches, step_s), 1.0)
        self._started = np.ones((len(found), columns))
        self._step_s = step_s
        self.warming = bool(warming)
        self.starting = np.zeros((len(network.stations), columns))

    def left(self, alive: Array, down: Array) -> Array:
        """Return the share of servers left of those alive; `starting` are the copies that start in this step, a second."""
        rows = self._rows
        if not rows.size:
            return alive
        before = np.where(down[rows] > 0, 0.0, self._started)
        self._started = np.where(down[rows] > 0, 0.0, np.minimum(before + self._part, 1.0))
        self.starting[rows] = self._copies * (self._started - before) / self._step_s
        left = alive.copy()
        left[rows] *= np.floor(self._started * self._batches + 1e-9) / self._batches
        return left
