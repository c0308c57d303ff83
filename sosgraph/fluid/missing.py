"""Attempts that reach nobody, and are given up a timeout later: what becomes of them tells nothing of those made then."""

from collections.abc import Sequence

import numpy as np

from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.clock import Clock
from sosgraph.simulation.network import Link

NOWHERE: Places = np.array([], dtype=np.intp)


class Missing:
    """The cells of streams in which attempts were lost on their way, by the step in which they are given up."""

    def __init__(self, links: Sequence[Link], columns: int, time: Clock) -> None:
        self._patience = np.repeat([time.delay(link.timeout_s) for link in links], columns).astype(np.intp)
        self._steps = time.steps
        self._given_up: dict[int, list[Places]] = {}

    def __bool__(self) -> bool:
        """Tell whether any are missing yet."""
        return bool(self._given_up)

    def at(self, step: int, vanishing: Array | None) -> Places:
        """Return where attempts are given up in a step that reached nobody, unless those of now are `vanishing`, too."""
        found = self._given_up.pop(step, [])
        cells = np.concatenate(found) if found else NOWHERE
        if vanishing is None:
            return cells
        lost = np.flatnonzero(vanishing)
        for steps in np.unique(self._patience[lost]).tolist():
            if step + steps <= self._steps:
                self._given_up.setdefault(step + steps, []).append(lost[self._patience[lost] == steps])
        return np.setdiff1d(cells, lost)
