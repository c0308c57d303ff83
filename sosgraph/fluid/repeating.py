# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What follows a refusal at once: a kernel (`repeating.pxd` beside it)."""

from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")


class Repeating:
    """Attempts that are repeated at once, by their own `cells` among those of all streams; see `at_once.AtOnce`.

    By class of attempts are `waiting` in all streams, each of which has so many more `left`. `callees` are cells of stations.
    """

    cells: Places
    callees: Places
    waiting: Array
    left: Array
    wanted: Array
    passed: Array
    allowed: Array
    accepted: Array
    due: Array
    repeated: Array
    again: Array
    there: Array

    def hear(self) -> int:
        """Add up how many attempts are left to those that are sent."""
        for at in range(len(self.cells)):
            self.wanted[at] = self.waiting[0, self.cells[at]] * self.left[0, at]
            for number in range(1, len(self.left)):
                self.wanted[at] = self.wanted[at] + self.waiting[number, self.cells[at]] * self.left[number, at]
        return 0

    def refuse(self) -> int:
        """Work out how many are due because they were refused, and how many of these are made."""
        for at in range(len(self.cells)):
            cell = self.cells[at]
            let = self.passed[cell]
            due = self.wanted[at] * let * (1 - self.accepted[cell])
            again = due * self.allowed[cell] * let
            self.due[cell], self.repeated[cell], self.again[at] = due, again, again
        return 0

    def gather(self) -> int:
        """Add up by callee how many are made; run compiled only."""
        for at in range(len(self.callees)):
            self.there[self.callees[at]] = 0.0
        for at in range(len(self.callees)):
            self.there[self.callees[at]] += self.again[at]
        return 0
