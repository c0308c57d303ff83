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
        self._cells = (streams.place[self.rows].reshape(-1, 1) * columns + np.arange(columns)).reshape(-1)
        self._wanted = np.zeros((len(rows), columns))
        self.due, self.repeated = np.zeros((2, len(streams.links), columns))
        self.there = np.zeros((len(network.stations), columns))
        self.share = column(np.isin(np.arange(len(streams.links)), self.rows))

    def send(self, waiting: Array) -> None:
        """Hear how many attempts of each class are sent."""
        if self.rows.size:
            np.einsum("ijk,ijl->jk", waiting.take(self.rows, axis=1), self._left, out=self._wanted)

    def refuse(self, passed: Array, allowed: Array, accepted: Array) -> None:
        """Repeat those that are refused."""
        rows = self.rows
        if rows.size:
            let = passed.take(rows, axis=0)
            due = self._wanted * let * (1 - accepted.take(rows, axis=0))
            again = due * allowed.take(rows, axis=0) * let
            self.due[rows], self.repeated[rows] = due, again
            sums = np.bincount(self._cells, again.reshape(-1), self.there.size)
            self.there[...] = sums.reshape(self.there.shape)
