"""Second copies of attempts that take long, of which the first answer counts."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.callees import Callees
from sosgraph.fluid.streams import Streams


class Hedges:
    """By stream, `share` of the attempts get a second copy, which is late with the chance `late`, independently of the first.

    Those in `rows` may get one.
    """

    def __init__(self, streams: Streams, columns: int) -> None:
        rows = [row for row, link in enumerate(streams.links) if link.hedge_s < link.timeout_s]
        self.rows: Places = np.array(rows, dtype=np.intp)
        self._after_s = column([streams.links[row].hedge_s for row in rows])
        self._left_s = column([min(streams.links[row].timeout_s, 1e9) for row in rows]) - self._after_s
        self.any = bool(rows)
        self._shape = (len(streams.links), columns)
        self.share: Array | None = None
        self.late: Array | None = None

    def look(self, callees: Callees) -> None:
        """Let callees answer as soon as one of two copies is answered, well if either is."""
        rows = self.rows
        if not rows.size:
            return
        if self.share is None or self.late is None:
            self.share, self.late = np.zeros(self._shape), np.ones(self._shape)
        self.share[rows], self.late[rows] = callees.late(rows, self._after_s), callees.late(rows, self._left_s)
        met = callees.met
        met.stays_s[rows] *= 1 - self.share[rows] / 2
        working = met.working[rows]
        met.working[rows] += self.share[rows] * met.accepted[rows] * working * (1 - working)  # the second is no error
