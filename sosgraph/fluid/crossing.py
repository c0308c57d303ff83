# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""Where what a station has to do meets what it can do, at the end of a step: a kernel (`crossing.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

_TINY = 1e-30
_HALF = 0.5 + 1e-9  # of a line
_MIDDLE = 4  # turns until a search takes the middle once

ROOM, PLACES = 16, 2
"""How many numbers and places a search has room for by cell."""
_KEPT = 9  # of these from one turn to the next


def _crossing(
    before: Array, coming: Array, most: Array, alone: Array, busy: Array, steeper: Array, blocked: Array, fuller: Array
) -> Array:
    """Return x with x + most busy = before + coming (1 - refused), on lines over x / (alone + x); any number on a wrong one."""
    constant = before + coming * (1 - blocked) - most * busy
    half = (alone + most * steeper + coming * fuller - constant) * 0.5
    product = constant * alone
    far = of.size(half) + of.root(half * half + product)
    return of.bounded(of.pick(half > 0, product / (far + _TINY), far))


def ends(
    step_s: float,
    knots: Array,
    middle: Array,
    empty: Array,
    steeper: Array,
    blocked: Array,
    fuller: Array,
    one_s: Array,
    per_s: Array,
    number: Array,
    share: Array,
    off: Array,
    arriving: Array,
    before: Array,
    own_s: Array,
    held_s: Array,
    power: Array,
    bend: Array,
    eased: Array,
) -> int:
    """Work out how many can be served a second, and the number at the end, on the line of the step before.

    A request takes a server `one_s`. The end is so far `off` the middle of that line.
    """
    for at in range(len(arriving)):
        time_s = own_s[at] + held_s[at]
        rate, limit = power[at] / time_s, bend[at]
        here = _crossing(
            before[at],
            arriving[at] * step_s,
            rate * step_s,
            limit - eased[at],
            empty[at],
            steeper[at],
            blocked[at],
            fuller[at],
        )
        part = here / (limit + here)
        one_s[at], per_s[at], number[at], share[at] = time_s, rate, here, part
        off[at] = of.size(part * knots[at] - middle[at])
    return 0


def search(
    places: Places,
    step_s: float,
    knots: Array,
    first: Array,
    nothing: Array,
    last: Array,
    table: Array,
    empty: Array,
    steeper: Array,
    blocked: Array,
    fuller: Array,
    middle: Array,
    per_s: Array,
    number: Array,
    share: Array,
    off: Array,
    room: Array,
    arriving: Array,
    before: Array,
    bend: Array,
) -> int:
    """Change the lines of the cells that are off theirs, and the numbers that follow, until they are on them; return the turns.

    The next line is the one where the last one hits, mostly the right one; now and then, the one in the middle of those left.
    """
    count, turn = of.above(off, _HALF, places[0]), 0
    of.taken(before, places[0], count, room[0])
    of.taken(arriving, places[0], count, room[1])
    of.taken(per_s, places[0], count, room[2])
    of.taken(bend, places[0], count, room[3])
    of.taken(knots, places[0], count, room[4])
    of.taken(first, places[0], count, room[5])
    of.taken(nothing, places[0], count, room[6])
    of.taken(last, places[0], count, room[7])
    of.taken(share, places[0], count, room[8])
    while count:
        turn += 1
        aim(
            1.0 if turn % _MIDDLE == 0 else 0.0,
            of.cells(room[4], count),
            of.cells(room[5], count),
            of.cells(room[6], count),
            of.cells(room[7], count),
            of.cells(room[8], count),
            table,
            of.cells(room[9], count),
            of.cells(room[10], count),
            of.cells(room[11], count),
            of.cells(room[12], count),
            of.cells(room[13], count),
        )
        hit(
            step_s,
            of.cells(room[0], count),
            of.cells(room[1], count),
            of.cells(room[2], count),
            of.cells(room[3], count),
            of.cells(room[4], count),
            of.cells(room[9], count),
            of.cells(room[10], count),
            of.cells(room[11], count),
            of.cells(room[12], count),
            of.cells(room[13], count),
            of.cells(room[6], count),
            of.cells(room[7], count),
            of.cells(room[14], count),
            of.cells(room[8], count),
            of.cells(room[15], count),
        )
        of.put(room[9], places[0], count, middle)
        of.put(room[10], places[0], count, empty)
        of.put(room[11], places[0], count, steeper)
        of.put(room[12], places[0], count, blocked)
        of.put(room[13], places[0], count, fuller)
        of.put(room[14], places[0], count, number)
        of.put(room[8], places[0], count, share)
        left = of.above(of.cells(room[15], count), 0.0, places[1])
        of.still(room[15], places[0], count)
        for each in range(_KEPT):
            of.taken(room[each], places[1], left, room[each])
        count = left
    return turn


def aim(
    halving: float,
    knots: Array,
    first: Array,
    low: Array,
    high: Array,
    share: Array,
    table: Array,
    middle: Array,
    empty: Array,
    steeper: Array,
    blocked: Array,
    fuller: Array,
) -> int:
    """Look up the next lines, from `low` to `high`: those that are hit, or those half-way."""
    for at in range(len(knots)):
        aimed = of.least(of.most(share[at] * knots[at], low[at]), high[at])
        place = of.whole(of.pick(halving > 0.0, (low[at] + high[at]) * 0.5, aimed))
        line = (of.whole(first[at]) + place) * 4
        middle[at] = place + 0.5
        empty[at], steeper[at] = table[line], table[line + 1] * knots[at]
        blocked[at], fuller[at] = table[line + 2], table[line + 3] * knots[at]
    return 0


def hit(
    step_s: float,
    before: Array,
    arriving: Array,
    per_s: Array,
    bend: Array,
    knots: Array,
    middle: Array,
    empty: Array,
    steeper: Array,
    blocked: Array,
    fuller: Array,
    low: Array,
    high: Array,
    number: Array,
    share: Array,
    left: Array,
) -> int:
    """Work out the numbers on these lines, which lines are possible yet, and whether any other than this one is."""
    for at in range(len(before)):
        here = _crossing(
            before[at],
            arriving[at] * step_s,
            per_s[at] * step_s,
            bend[at],
            empty[at],
            steeper[at],
            blocked[at],
            fuller[at],
        )
        part = here / (bend[at] + here)
        number[at], share[at] = here, part
        beyond = part * knots[at] - middle[at]
        least = of.pick(beyond > -0.5, middle[at] + 0.5, low[at])
        most = of.pick(beyond > -0.5, high[at], middle[at] - 1.5)
        low[at], high[at] = least, most
        left[at] = of.pick(least <= most, of.size(beyond) - _HALF, 0.0)
    return 0
