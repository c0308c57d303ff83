"""Requests from outside, among those that are in the stations where they enter."""

from collections.abc import Callable
from functools import partial

import numpy as np

from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.cells import as_cells
from sosgraph.fluid.entering import COMPILED, ends, shares
from sosgraph.fluid.stations import Stations


class Entries:
    """The stations in `rows`, and what happens to requests from outside there, as it does to all others.

    So many a second are answered well (`good`), and so many not, or turned away (`bad`).
    """

    def __init__(self, rows: Places, stations: Stations, columns: int) -> None:
        places = as_cells((rows.reshape(-1, 1) * columns + np.arange(columns)).reshape(-1), COMPILED)
        answered, turned_away, self.good, self.bad = np.zeros((4, len(rows), columns))
        flow, outside = stations.flow, np.zeros(answered.shape)
        there = [each.reshape(-1) for each in (stations.before, stations.number, flow.served, flow.refused)]
        there += [as_cells(each, COMPILED) for each in (outside, answered, turned_away)]
        self._to_share: Callable[..., int] = partial(shares, places, stations.step_s, *there)
        found = (as_cells(each, COMPILED) for each in (answered, turned_away, self.good, self.bad))
        self._to_end: Callable[..., int] = partial(ends, places, *found)

    def arrive(self, coming: Array, arriving: Array) -> None:
        """Follow those who were `coming` from outside in the step just made, among all who were `arriving`."""
        self._to_share(coming.reshape(-1), arriving.reshape(-1))

    def end(self, working: Array) -> None:
        """Work out how they end: of answers to them, a share is `working`."""
        self._to_end(working.reshape(-1))
