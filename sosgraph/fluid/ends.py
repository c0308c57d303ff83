"""Where a step of a station ends: all of what it serves meets what comes."""

from collections.abc import Callable
from functools import partial

import numpy as np

from sosgraph.fluid.arrays import Array, column, spread
from sosgraph.fluid.cells import as_cells
from sosgraph.fluid.crossing import COMPILED, PLACES, ROOM, ends, search
from sosgraph.fluid.occupancy import Occupancy


class Ends:
    """The ends of steps. The curve of a station is made of lines: on each the end is the root of a quadratic equation.

    It mostly lies on the same line as the end of the step before; else the line is searched for. `number` is x at the end, and
    `share` is x / (bend + x). `lines` are those that it lies on: of the share of servers that are busy, then of requests refused;
    each as what it is at 0, and how fast it grows with the share. A request took a server `one_s`, at most `per_s` were served.
    """

    def __init__(self, curves: Occupancy, columns: int, step_s: float) -> None:
        shape = (len(curves.last), columns)
        here = curves.table[curves.first] * np.where([False, True, False, True], curves.knots, 1.0)
        self.lines = tuple(spread(each.reshape(-1, 1), columns) for each in here.T)
        self.one_s, self.per_s, self.number, self.share, off = np.zeros((5, *shape))
        knots, middle = spread(curves.knots, columns), np.full(shape, 0.5)
        found = (self.per_s, self.number, self.share, off)
        cells = (as_cells(each, COMPILED) for each in (knots, middle, *self.lines, self.one_s, *found))
        self._to_end: Callable[..., int] = partial(ends, step_s, *cells)
        searched = [spread(column(each), columns) for each in (curves.first, np.zeros(shape[0]), curves.last)]
        flat = [each.reshape(-1) for each in (knots, *searched, curves.table, *self.lines, middle, *found)]
        flat.append(np.zeros((ROOM, knots.size)))
        places = np.zeros((PLACES, knots.size), dtype=np.intp)
        self._to_search: Callable[..., int] = partial(search, places, step_s, *flat)

    def advance(
        self, arriving: Array, before: Array, own_s: Array, held_s: Array, power: Array, bend: Array, eased: Array
    ) -> None:
        """Work out how a step ends at whose beginning there are so many, and so many arrive a second.

        A request takes `own_s` and the time it is held, of the `power`, so that in a step x + most busy = before + coming (1 -
        refused). What is busy and refused stands on lines over the share, in this equation over x / (bend - eased + x).
        """
        given = [as_cells(each, COMPILED) for each in (arriving, before, own_s, held_s, power, bend, eased)]
        self._to_end(*given)
        self._to_search(given[0], given[1], given[5])
