# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""Where what a station has to do meets what it can do, at the end of a step: a kernel (`crossing.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

_TINY = 1e-30
_HALF = 0.5 + 1e-9  # of a line
_TURNS = 4  # until a search takes the middle once

ROOM = 16
"""How many numbers a search has room for by cell: these, by row."""
_BEFORE, _COMING, _PER_S, _BEND, _KNOTS, _LINE, _LOW, _HIGH, _SHARE = range(9)  # kept from one turn to the next
_MIDDLE, _EMPTY, _STEEPER, _BLOCKED, _FULLER, _NUMBER, _LEFT = range(9, ROOM)


def _crossing(
    before: Array, coming: Array, most: Array, alone: Array, busy: Array, steeper: Array, blocked: Array, fuller: Array
) -> Array:
    """Return x with x + most busy = before + coming (1 - refused), on lines over x / (alone + x); any number on a wrong one."""
    constant = before + coming * (1 - blocked) - most * busy
    half = (alone + most * steeper + coming * fuller - constant) * 0.5
    product = constant * alone
    far = of.size(half) + of.root(half * half + product)
    return of.bounded(of.pick(half > 0, product / (far + _TINY), far))


class Crossing:
    """The ends of a step; see `ends.Ends`.

    Before it, so many are there; `arriving` are those that come a second. The end is so far `off` the `middle` of the line.
    """

    step_s: float
    arriving: Array
    before: Array
    own_s: Array
    held_s: Array
    power: Array
    bend: Array
    eased: Array
    knots: Array
    line: Array
    lowest: Array
    highest: Array
    table: Array
    empty: Array
    steeper: Array
    blocked: Array
    fuller: Array
    middle: Array
    one_s: Array
    per_s: Array
    number: Array
    share: Array
    off: Array
    room: Array
    places: Places
    left: Places

    def end(self, first: int, last: int) -> int:
        """Work out how many can be served a second, and the number at the end, on the line of the step before.

        A request takes a server `one_s`.
        """
        for at in range(first, last):
            time_s = self.own_s[at] + self.held_s[at]
            rate, limit = self.power[at] / time_s, self.bend[at]
            here = _crossing(
                self.before[at],
                self.arriving[at] * self.step_s,
                rate * self.step_s,
                limit - self.eased[at],
                self.empty[at],
                self.steeper[at],
                self.blocked[at],
                self.fuller[at],
            )
            part = here / (limit + here)
            self.one_s[at], self.per_s[at], self.number[at], self.share[at] = time_s, rate, here, part
            self.off[at] = of.size(part * self.knots[at] - self.middle[at])
        return 0

    def search(self, first: int, last: int) -> int:
        """Change the lines of the cells that are off theirs, and the numbers that follow, until they are on them.

        The next line is the one where the last one hits, mostly the right one; now and then, the one in the middle of those left.
        Returns how many turns that took.
        """
        places, room = self.places, self.room
        count, turn = of.above(self.off, 0, first, last, _HALF, places), 0
        if count == 0:
            return 0
        of.taken(self.before, 0, places, count, room, _BEFORE)
        of.taken(self.arriving, 0, places, count, room, _COMING)
        of.taken(self.per_s, 0, places, count, room, _PER_S)
        of.taken(self.bend, 0, places, count, room, _BEND)
        of.taken(self.knots, 0, places, count, room, _KNOTS)
        of.taken(self.line, 0, places, count, room, _LINE)
        of.taken(self.lowest, 0, places, count, room, _LOW)
        of.taken(self.highest, 0, places, count, room, _HIGH)
        of.taken(self.share, 0, places, count, room, _SHARE)
        while count:
            turn += 1
            aim(1.0 if turn % _TURNS == 0 else 0.0, of.length(count), of.block(room, count), self.table)
            hit(self.step_s, of.length(count), of.block(room, count))
            of.put(room, _MIDDLE, places, count, self.middle)
            of.put(room, _EMPTY, places, count, self.empty)
            of.put(room, _STEEPER, places, count, self.steeper)
            of.put(room, _BLOCKED, places, count, self.blocked)
            of.put(room, _FULLER, places, count, self.fuller)
            of.put(room, _NUMBER, places, count, self.number)
            of.put(room, _SHARE, places, count, self.share)
            left = of.above_in(room, _LEFT, count, 0.0, self.left)
            of.still(room, _LEFT, places, count)
            for row in range(_SHARE + 1):
                of.apart(room, row, self.left, left, row)
            count = left
        return turn


def aim(halving: float, size: int, room: Array, table: Array) -> int:
    """Look up the next lines, between those that are possible: those that are hit, or those half-way."""
    for at in range(size):
        low, high, knots = room[_LOW, at], room[_HIGH, at], room[_KNOTS, at]
        aimed = of.least(of.most(room[_SHARE, at] * knots, low), high)
        place = of.whole(of.pick(halving > 0.0, (low + high) * 0.5, aimed))
        line = (of.whole(room[_LINE, at]) + place) * 4
        room[_MIDDLE, at] = place + 0.5
        room[_EMPTY, at], room[_STEEPER, at] = table[line], table[line + 1] * knots
        room[_BLOCKED, at], room[_FULLER, at] = table[line + 2], table[line + 3] * knots
    return 0


def hit(step_s: float, size: int, room: Array) -> int:
    """Work out the numbers on these lines, which lines are possible yet, and whether any other than this one is."""
    for at in range(size):
        middle, bend = room[_MIDDLE, at], room[_BEND, at]
        here = _crossing(
            room[_BEFORE, at],
            room[_COMING, at] * step_s,
            room[_PER_S, at] * step_s,
            bend,
            room[_EMPTY, at],
            room[_STEEPER, at],
            room[_BLOCKED, at],
            room[_FULLER, at],
        )
        part = here / (bend + here)
        beyond = part * room[_KNOTS, at] - middle
        least = of.pick(beyond > -0.5, middle + 0.5, room[_LOW, at])
        most = of.pick(beyond > -0.5, room[_HIGH, at], middle - 1.5)
        room[_NUMBER, at], room[_SHARE, at], room[_LOW, at], room[_HIGH, at] = here, part, least, most
        room[_LEFT, at] = of.pick(least <= most, of.size(beyond) - _HALF, 0.0)
    return 0
