"""Requests from outside, among those that are in the stations where they enter."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.cells import Given, as_cells, cells_of
from sosgraph.fluid.entering import COMPILED, Entering
from sosgraph.fluid.stations import Stations


class Entries:
    """The stations in `rows`, and what happens to requests from outside there, as it does to all others.

    So many a second are answered well (`good`), and so many not, or turned away (`bad`).
    """

    def __init__(self, rows: Places, stations: Stations, columns: int) -> None:
        shape, (answered, turned_away, outside, self.good, self.bad) = (len(rows), columns), np.zeros((5, len(rows), columns))
        self._kernel, flow = Entering(), stations.flow
        self._kernel.step_s, self._kernel.cells = stations.step_s, as_cells(cells_of(rows, columns), COMPILED)
        # by station these are numbers to be looked up: single ones at both speeds
        self._give = Given(self._kernel, True, stations.number.shape)
        self._give(before=stations.before, number=stations.number, served=flow.served, accepted=flow.accepted)
        entries = {"outside": outside, "answered": answered, "turned_away": turned_away, "good": self.good, "bad": self.bad}
        Given(self._kernel, COMPILED, shape)(**entries)

    def arrive(self, coming: Array, arriving: Array) -> None:
        """Follow those who were `coming` from outside in the step just made, among all who were `arriving`."""
        self._give(entering=coming, arriving=arriving)
        self._kernel.arrive()

    def end(self, working: Array) -> None:
        """Work out how they end: of answers to them, a share is `working`."""
        self._give(working=working)
        self._kernel.end()
