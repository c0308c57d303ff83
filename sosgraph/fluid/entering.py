# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the requests from outside: a kernel (`entering.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

_LEAST = 1e-200


def shares(
    cells: Places,
    step_s: float,
    before: Array,
    number: Array,
    served: Array,
    refused: Array,
    outside: Array,
    answered: Array,
    turned_away: Array,
    entering: Array,
    arriving: Array,
) -> int:
    """Work out how many of the requests in a cell came from `outside`, and of these are answered and turned away a second."""
    for at in range(len(cells)):
        cell = cells[at]
        come = entering[cell]
        taken = (1 - refused[cell]) * step_s
        there = of.most(before[cell] + arriving[cell] * taken, _LEAST)
        share = of.least((outside[at] + come * taken) / there, 1.0)
        outside[at], answered[at], turned_away[at] = share * number[cell], share * served[cell], come * refused[cell]
    return 0


def ends(cells: Places, answered: Array, turned_away: Array, good: Array, bad: Array, working: Array) -> int:
    """Work out how many answers are good, and how many requests are answered badly or turned away."""
    for at in range(len(cells)):
        well = answered[at] * working[cells[at]]
        good[at], bad[at] = well, answered[at] - well + turned_away[at]
    return 0
