"""Attempts that follow a refusal at once: their callee is as full as it just was, so that they are refused, too."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.cells import Given, as_cells, cells_of
from sosgraph.fluid.repeating import COMPILED, Repeating
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
        self.due, self.repeated = np.zeros((2, len(streams.links), columns))
        self.there = np.zeros((len(network.stations), columns))
        self.share = column(np.isin(np.arange(len(streams.links)), self.rows))
        left = [[max(streams.links[row].attempts - 1.0 - number, 0.0) for row in rows] for number in range(streams.classes)]
        wanted, self._again = np.zeros((2, len(rows), columns))
        self._callees = cells_of(streams.place[self.rows], columns)
        self._kernel = Repeating()
        self._kernel.callees, self._kernel.there = self._callees, self.there.reshape(-1)
        self._kernel.cells = as_cells(cells_of(self.rows, columns), COMPILED)
        # by stream these are numbers to be looked up: single ones at both speeds
        self._give = Given(self._kernel, True, self.due.shape)
        self._give(due=self.due, repeated=self.repeated)
        spread = np.repeat(np.array(left).reshape(streams.classes, len(rows), 1), columns, axis=2)
        Given(self._kernel, COMPILED, self._again.shape)(left=spread, wanted=wanted, again=self._again)

    def send(self, waiting: Array) -> None:
        """Hear how many attempts of each class are sent."""
        if self.rows.size:
            self._give(waiting=waiting)
            self._kernel.hear()

    def refuse(self, passed: Array, allowed: Array, accepted: Array) -> None:
        """Repeat those that are refused."""
        if self.rows.size:
            self._give(passed=passed, allowed=allowed, accepted=accepted)
            self._kernel.refuse()
            if COMPILED:
                self._kernel.gather()
            else:
                self.there[...] = np.bincount(self._callees, self._again.reshape(-1), self.there.size).reshape(self.there.shape)
