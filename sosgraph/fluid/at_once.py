"""Attempts that follow a refusal at once: their callee is as full as it just was, so that they are refused, too."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Network


class AtOnce:
    """The streams that try again without a pause where they may be refused.

    A call that is refused there is lost. Its other attempts are counted as sent and refused, but nothing else comes of them: so
    many are `due` a second, of which budgets and guards let some be `repeated`, by stream, and `there` by station.
    """

    def __init__(self, network: Network, streams: Streams, columns: int) -> None:
        refusing = [each.waiting is not None or np.isfinite(each.shed_at) for each in network.stations]
        rows = [
            row
            for row, link in enumerate(streams.links)
            if refusing[link.callee] and not link.backoff_s and 1 < link.attempts < np.inf
        ]
        self.rows: Places = np.array(rows, dtype=np.intp)
        left = [[max(streams.links[row].attempts - 1.0 - number, 0.0) for row in rows] for number in range(streams.classes)]
        self._left = np.array(left).reshape(streams.classes, len(rows), 1)
        self._reaches, self._wanted = streams.reaches[:, self.rows], np.zeros((len(rows), columns))
        self.due, self.repeated = np.zeros((2, len(streams.links), columns))
        self.there = np.zeros((len(network.stations), columns))
        self.share = column([float(row in set(rows)) for row in range(len(streams.links))])

    def send(self, waiting: Array) -> None:
        """Hear how many attempts of each class are sent."""
        if self.rows.size:
            self._wanted = (waiting[:, self.rows] * self._left).sum(axis=0)

    def refuse(self, passed: Array, allowed: Array, accepted: Array) -> None:
        """Repeat those that are refused."""
        rows = self.rows
        if rows.size:
            self.due[rows] = self._wanted * passed[rows] * (1 - accepted[rows])
            self.repeated[rows] = self.due[rows] * allowed[rows] * passed[rows]
            self.there[...] = self._reaches @ self.repeated[rows]
