"""Attempts that reach nobody, and are given up a timeout later: what becomes of them tells nothing of those made then."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.streams import Streams

NOWHERE: Places = np.array([], dtype=np.intp)


class Missing:
    """The cells of streams in which attempts were lost, by the step in which they are given up; so many are `held`."""

    def __init__(self, streams: Streams, columns: int, time: Clock) -> None:
        self._patience = np.repeat([time.delay(link.timeout_s) for link in streams.links], columns).astype(np.intp)
        self._callers, self._steps, self._step_s = streams.caller, time.steps, time.step_s
        self._given_up: dict[int, list[tuple[Places, Array]]] = {}
        self.held = np.zeros((len(streams.links), columns))

    def __bool__(self) -> bool:
        """Tell whether any are missing yet."""
        return bool(self._given_up)

    def at(self, step: int, vanishing: Array | None, sent: Array) -> Places:
        """Return where attempts are given up in a step that reached nobody, unless those `sent` now are `vanishing`, too."""
        found, held = self._given_up.pop(step, []), self.held.reshape(-1)
        cells = np.concatenate([where for where, _ in found]) if found else NOWHERE
        for where, many in found:
            held[where] = np.maximum(held[where] - many, 0.0)
        if vanishing is None:
            return cells
        lost = np.flatnonzero(vanishing)
        more = (sent * vanishing * self._step_s).reshape(-1)
        held[lost] += more[lost]
        for steps in np.unique(self._patience[lost]).tolist():
            some = lost[self._patience[lost] == steps]
            self._given_up.setdefault(min(step + steps, self._steps), []).append((some, more[some]))
        return np.setdiff1d(cells, lost)

    def left(self, alive: Array, servers: Array, lost: Array) -> Array:
        """Return the share of servers left of those alive, where missing attempts hold them that are sent no more.

        While attempts are lost, their station is as slow as that. Afterwards it is not, but each that is missing holds a server.
        """
        held = np.zeros(alive.shape)
        np.add.at(held, self._callers, np.where(lost > 0, 0.0, self.held))
        share: Array = np.where(servers > 0, held / np.maximum(servers, 1.0), 0.0)
        return np.maximum(alive - share, 0.0)
