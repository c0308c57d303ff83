"""Leases that are renewed in time or lapse, and are then re-established without end."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, bounded, column
from sosgraph.fluid.lateness import Found, late, waited_s
from sosgraph.fluid.stations import Stations
from sosgraph.simulation.network import Network


class Leases:
    """The share `valid` of the leases of each station in `rows`, all of them at first; others ask `again`, so often a second.

    Each valid one is renewed once a period; who lost one has an attempt under way at any time. Work on an attempt that was given
    up is done all the same.
    """

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        leases = network.leases
        self.rows: Places = np.array([each.station for each in leases], dtype=np.intp)
        self._holders, self._period_s = column([each.holders for each in leases]), column([each.period_s for each in leases])
        self._timeout_s, self._step_s = column([each.timeout_s for each in leases]), step_s
        self.valid, self.again = np.ones((len(leases), columns)), np.zeros((len(leases), columns))
        self._takes_s, self._failing = np.zeros((len(leases), columns)), np.zeros((len(leases), columns))

    def ask(self, offered: Array) -> None:
        """Add their attempts to those that are offered to stations, a second."""
        if self.rows.size:
            lapsed = (1 - self.valid) / np.maximum(self._takes_s, self._step_s)
            self.again = self._holders * lapsed
            np.add.at(offered, self.rows, self._holders * (self.valid / self._period_s + lapsed))
            offered[self.rows] = bounded(offered[self.rows])

    def answered(self, stations: Stations, found: Found, accepted: Array) -> None:
        """Renew, lose and re-establish leases by how the station answers now."""
        rows = self.rows
        if not rows.size:
            return
        left_s = self._timeout_s - stations.held_s[rows]
        given_up = late(found.at(rows), stations.per_s[rows], left_s, np.zeros(1), stations.own[rows])
        self._failing = 1 - (1 - given_up) * accepted[rows]
        self._takes_s = waited_s(stations.stays_s[rows], self._timeout_s, found.known[rows], given_up)
        losing = self.valid / self._period_s * self._failing
        regained = (1 - self.valid) / np.maximum(self._takes_s, self._step_s) * (1 - self._failing)
        self.valid = np.clip(self.valid + self._step_s * (regained - losing), 0.0, 1.0)
