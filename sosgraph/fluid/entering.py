# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the requests from outside: a kernel (`entering.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

_LEAST = 1e-200


class Entering:
    """Requests from outside, by entry, in which `cells` those are, among all others there; see `entries.Entries`."""

    step_s: float
    cells: Places
    before: Array
    number: Array
    served: Array
    accepted: Array
    entering: Array
    arriving: Array
    working: Array
    outside: Array
    answered: Array
    turned_away: Array
    good: Array
    bad: Array

    def arrive(self) -> int:
        """Work out how many of the requests in a cell came from `outside`, and of these are answered and turned away a second."""
        for at in range(len(self.cells)):
            cell = self.cells[at]
            come = self.entering[cell]
            taken = self.accepted[cell] * self.step_s
            there = of.most(self.before[cell] + self.arriving[cell] * taken, _LEAST)
            share = of.least((self.outside[at] + come * taken) / there, 1.0)
            self.outside[at], self.answered[at] = share * self.number[cell], share * self.served[cell]
            self.turned_away[at] = come * (1 - self.accepted[cell])
        return 0

    def end(self) -> int:
        """Work out how many answers are good, and how many requests are answered badly or turned away."""
        for at in range(len(self.cells)):
            well = self.answered[at] * self.working[self.cells[at]]
            self.good[at], self.bad[at] = well, self.answered[at] - well + self.turned_away[at]
        return 0
