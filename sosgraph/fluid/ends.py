"""Where a step of a station ends: all of what it serves meets what comes."""

import numpy as np

from sosgraph.fluid.arrays import Array, column, spread
from sosgraph.fluid.cells import Given, span
from sosgraph.fluid.crossing import COMPILED, ROOM, Crossing
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
        self.kernel = Crossing()
        self.kernel.step_s, self.kernel.table = step_s, curves.table.reshape(-1)
        size = shape[0] * columns
        self.kernel.room = np.zeros((ROOM, size))
        self.kernel.places, self.kernel.left = np.zeros((2, size), dtype=np.intp)
        self._given = Given(self.kernel, COMPILED, shape)
        searched = {"line": column(curves.first), "lowest": np.zeros(shape), "highest": column(curves.last)}
        empty, steeper, blocked, fuller = self.lines
        lines = {"empty": empty, "steeper": steeper, "blocked": blocked, "fuller": fuller, "middle": np.full(shape, 0.5)}
        found = {"one_s": self.one_s, "per_s": self.per_s, "number": self.number, "share": self.share, "off": off}
        self._given(knots=curves.knots, **searched, **lines, **found)

    def given(self, arriving: Array, before: Array, own_s: Array, held_s: Array, power: Array, bend: Array, eased: Array) -> None:
        """Take what is needed to work out how a step ends at whose beginning there are so many, and so many arrive a second.

        A request takes `own_s` and the time it is held, of the `power`, so that in a step x + most busy = before + coming (1 -
        refused). What is busy and refused stands on lines over the share, in this equation over x / (bend - eased + x).
        """
        self._given(arriving=arriving, before=before, own_s=own_s, held_s=held_s, power=power, bend=bend, eased=eased)

    def advance(self) -> None:
        """Work out how the step ends."""
        here = span(COMPILED, self.number.size)
        self.kernel.end(*here)
        self.kernel.search(*here)
