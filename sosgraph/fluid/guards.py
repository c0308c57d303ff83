"""What a caller asks before it calls: its retry budget, its circuit breaker, its adaptive throttle."""

import numpy as np
from scipy.sparse import csr_matrix

from sosgraph.fluid.arrays import Array, Places, bounded, column
from sosgraph.fluid.at_once import AtOnce
from sosgraph.fluid.attempts import Attempts
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Network

_FEW = 1e-9  # attempts a second
_MEMORY_S = 120.0
_LEAST = 1e-200


class Budgets:
    """Retries are no more than a share of first tries. Source: M. Brooker, Fixing retries with token buckets, 2022."""

    def __init__(self, streams: Streams) -> None:
        budgets = column([np.inf if link.budget is None else link.budget for link in streams.links])
        self._rows = np.flatnonzero(np.isfinite(budgets))
        self._share = budgets[self._rows]

    def heed(self, calls: Array, waiting: Array, at_once: Array, allowed: Array) -> None:
        """Set the share of retries that is made beside new calls, and take the others out of what is waiting, by class.

        Besides those some are due `at_once`.
        """
        rows = self._rows
        if rows.size:
            retries, most = waiting[1:, rows], self._share * bounded(calls[rows])
            wanted = retries.sum(axis=0) + at_once[rows]
            allowed[rows] = np.where(wanted <= most, 1.0, most / np.maximum(wanted, _LEAST))  # of none, all
            waiting[1:, rows] = retries * allowed[rows]


class Breakers:
    """Circuit breakers: open where too large a share of the attempts of a window failed, for a while; then one attempt decides.

    Means over the window are weighed by age. The one attempt fails where more attempts than the breaker allows would fail now.
    Source: M. Nygard, Release It!, 2007.
    """

    def __init__(self, network: Network, streams: Streams, columns: int, step_s: float) -> None:
        breakers = network.breakers
        guarded = [(row, link.breaker) for row, link in enumerate(streams.links) if link.breaker >= 0]
        self.rows: Places = np.array([row for row, _ in guarded], dtype=np.intp)
        self._of: Places = np.array([breaker for _, breaker in guarded], dtype=np.intp)
        shape = (len(breakers), len(guarded))
        self._sums = csr_matrix((np.ones(len(guarded)), (self._of, np.arange(len(guarded)))), shape=shape)
        self._guarded = column(np.maximum(np.bincount(self._of, minlength=len(breakers)), 1.0))
        self._errors, self._sleep_s = column([each.errors for each in breakers]), column([each.sleep_s for each in breakers])
        self._window_s = column([each.window_s for each in breakers])
        self._part, self._step_s = -np.expm1(-step_s / np.maximum(self._window_s, 1e-9)), step_s
        cells = (len(breakers), columns)
        self._all, self._bad, self._since_s, self._asleep_s = (np.zeros(cells) for _ in range(4))
        self.opened = np.zeros(cells, dtype=bool)

    def let(self, passed: Array) -> None:
        """Let none of the attempts pass that are held up."""
        passed[self.rows] *= ~self.opened[self._of]

    def note(self, sent: Array, again: AtOnce, attempts: Attempts) -> None:
        """Hear how many attempts were sent, a second, and what became of them; those made again at once were refused."""
        rows = self.rows
        if not rows.size:
            return
        refused = again.repeated[rows]
        self._all += self._part * (self._sums @ (sent[rows] + refused) - self._all)
        self._bad += self._part * (self._sums @ (attempts.bad(sent)[rows] + refused) - self._bad)
        self._since_s += self._step_s
        mean = (self._sums @ (1 - attempts.good[rows])) / self._guarded
        trips = ~self.opened & (self._since_s >= self._window_s) & (self._bad > self._errors * self._all) & (self._all > _FEW)
        self._asleep_s = np.where(trips, 0.0, self._asleep_s + self._step_s)
        tried = self.opened & (self._asleep_s >= self._sleep_s)
        good = tried & (np.asarray(mean) <= self._errors)
        self._asleep_s[tried] = 0.0
        for each in (self._all, self._bad, self._since_s):
            each[trips | good] = 0.0
        self.opened = (self.opened | trips) & ~good


class Throttles:
    """Adaptive throttling: refuses attempts with the chance (requests - K accepts) / (requests + 1), of the last two minutes.

    Source: B. Beyer et al., Site Reliability Engineering, 2016, ch. 21.
    """

    def __init__(self, streams: Streams, columns: int, step_s: float) -> None:
        found = {row: link.throttle for row, link in enumerate(streams.links) if np.isfinite(link.throttle)}
        self.rows: Places = np.array(list(found), dtype=np.intp)
        self._k = column(list(found.values()))
        self._kept, self._step_s = float(np.exp(-step_s / _MEMORY_S)), step_s
        self._requests, self._accepts = np.zeros((len(found), columns)), np.zeros((len(found), columns))

    def let(self, passed: Array) -> None:
        """Let the share of attempts pass that is not refused."""
        passed[self.rows] *= 1 - np.maximum(0.0, (self._requests - self._k * self._accepts) / (self._requests + 1))

    def note(self, sent: Array, again: AtOnce, attempts: Attempts) -> None:
        """Hear how many attempts were sent, a second, and what became of them; those made again at once were refused."""
        rows = self.rows
        if rows.size:
            accepts = np.maximum(sent - attempts.bad(sent), 0.0)[rows]
            asked = attempts.waiting[:, rows].sum(axis=0) + again.due[rows]
            self._requests = self._requests * self._kept + asked * self._step_s
            self._accepts = self._accepts * self._kept + accepts * self._step_s
