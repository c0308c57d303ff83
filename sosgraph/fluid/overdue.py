# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""The share of requests that are not answered in time, cell by cell: a kernel (`overdue.pxd` beside it).

Exponentials and logarithms are worked out here, to two units in the last place, so that all machines find the same.
"""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

ROOM = 18
"""How many numbers a cell has room for in `certain`: these, by row."""
_NUMBER, _KNOWN, _IDLE, _SERVERS, _COUNT, _MEAN, _SHARE, _AHEAD = range(8)
_WAITS, _BEFORE = 3, 4  # of what was found, behind the first three, which are those of the room
_TERM, _TOTAL, _FACTOR, _OPEN, _THAT_COUNT, _THAT_MEAN, _THAT_TERM, _THAT_TOTAL, _SIDE, _REST = range(8, ROOM)

_MOST, _TINY = 1e15, 1e-30  # as `arrays` has the first
_LONG = 600.0  # of e^-x; more is no different
_NEVER = 2.8625185805493937e-20  # e^-45: so few are none
_SLIGHT, _LARGE, _END = 1e-3, 200.0, 1e-16  # the last of a sum, to which nothing is added any more
_SHIFT = 6755399441056767.0  # 1.5 · 2^52 + 1023
_LOG2_E, _LOG_2, _LOG_2_REST = 1.4426950408889634, 0.6931471805598903, 5.497923018708371e-14  # whole doublings of log 2 are exact


def less_one(x: Array) -> Array:
    """Return e^x - 1 of what is left of x when whole doublings are taken out."""
    doublings = x * _LOG2_E + _SHIFT - _SHIFT
    rest = (x - doublings * _LOG_2) - doublings * _LOG_2_REST
    square = rest * rest
    low = (0.5000000000000001 + 0.16666666666666669 * rest) + (0.04166666666662413 + 0.008333333333330062 * rest) * square
    high = (0.0013888888917213717 + 0.00019841269863053618 * rest) + (
        2.4801521295954376e-05 + 2.7557268459997064e-06 * rest
    ) * square
    highest = (2.7620088445409746e-07 + 2.510038549551032e-08 * rest) * square
    return rest + square * (low + square * square * (high + highest * square))


def exp(x: Array) -> Array:
    """Return e^x, for x between -700 and 700."""
    power = of.power_of_two(x * _LOG2_E + _SHIFT)
    return power + power * less_one(x)


def expm1(x: Array) -> Array:
    """Return e^x - 1, for x between -700 and 700."""
    power = of.power_of_two(x * _LOG2_E + _SHIFT)
    return power * less_one(x) + (power - 1.0)


def beyond(part: Array) -> Array:
    """Return the logarithm of (1 + part) / (1 - part) without 2 · part, over part^3, for what lies within a root of 2 of 1."""
    square = part * part
    fourth = square * square
    low = (0.6666666666666666 + 0.40000000000000885 * square) + fourth * (0.28571428570799784 + 0.22222222392581045 * square)
    high = (0.18181795547521137 + 0.15386244737621665 * square) + fourth * (0.13268638369266825 + 0.13088034850927555 * square)
    return low + fourth * fourth * high


def log(x: Array) -> Array:
    """Return the logarithm of x, for x between 1e-300 and 1e300."""
    doublings = of.doublings(x)
    less = x * of.power_of_two(_SHIFT - doublings) - 1.0
    part = less / (2.0 + less)
    return doublings * _LOG_2 + (2.0 * part + (part * (part * part) * beyond(part) + doublings * _LOG_2_REST))


class Overdue:
    """Requests by cell, and the `share` that is late; see `lateness.Lateness`, whose `then` is so far off in the `ring`."""

    ring: Array
    servers: Array
    capacity: Array
    times: Array
    per_s: Array
    passing_s: Array
    each: Array
    served: Array
    own: Array
    share: Array
    room: Array
    places: Places
    large: Places
    left: Places

    def usual(self, first: int, last: int, then: int) -> int:
        """Work out how many are served in time, by one server each, and the share that is late in steady state.

        That is `times` what the capacity has become more than before, without what is served while an answer is `passing`.
        """
        idle, waiting = then + _IDLE * (last - first), then + _WAITS * (last - first)
        before = then + _BEFORE * (last - first)
        for at in range(first, last):
            passing, more = self.per_s[at] * self.passing_s[at], self.capacity[at] - self.ring[before + at]
            served = of.bounded(more * self.times[at] - passing)
            own, spare, waits = served * self.each[at], served * self.ring[idle + at], self.ring[waiting + at]
            serving, emptying = exp(-of.least(own, _LONG)), exp(-of.least(spare, _LONG))
            steepness = of.size(serving - emptying) / (of.size(spare - own) + _TINY)
            mean = of.least(of.most(steepness, of.least(serving, emptying)), of.most(serving, emptying))
            share = of.least(of.most(serving + waits * own * mean - _NEVER, 0.0), 1.0)
            self.served[at], self.own[at], self.share[at] = served, own, share
        return 0

    def certain(self, first: int, last: int, then: int) -> int:
        """Mix into the usual share the one that is late behind a known number, as far as it is; return of how many."""
        places, room, size = self.places, self.room, last - first
        count = of.above(self.ring, then + _KNOWN * size, first, last, _SLIGHT, places)
        if count == 0:
            return 0
        for row in range(_WAITS):
            of.taken(self.ring, then + row * size, places, count, room, row)
        of.taken(self.servers, 0, places, count, room, _SERVERS)
        of.taken(self.served, 0, places, count, room, _COUNT)
        of.taken(self.own, 0, places, count, room, _MEAN)
        of.taken(self.share, 0, places, count, room, _SHARE)
        scaled(of.length(count), of.block(room, count))
        fewer(count, room, self.large, self.left)
        mixed(of.length(count), of.block(room, count))
        of.put(room, _SHARE, places, count, self.share)
        return count


def waiting_s(stays_s: Array, patience_s: Array, known: Array, given_up: Array) -> Array:
    """Return how long an answer is waited for on average; see `lateness.waited_s`."""
    steady = -(stays_s * expm1(-of.least(patience_s / stays_s, _LONG)))
    return of.most(steady + known * (of.least(stays_s, patience_s) - steady), given_up * of.least(patience_s, _MOST))


def waited(stays_s: Array, patience_s: Array, known: Array, given_up: Array, waited_s: Array) -> int:
    """Work out how long answers are waited for."""
    for at in range(len(waited_s)):
        waited_s[at] = waiting_s(stays_s[at], patience_s[at], known[at], given_up[at])
    return 0


class Conclusion:
    """How calls end, by cell; see `attempts.Attempts`."""

    stays_s: Array
    patience_s: Array
    known: Array
    late: Array
    accepted: Array
    passed: Array
    good: Array
    takes_s: Array
    lost: Array

    def conclude(self, first: int, last: int) -> int:
        """Turn pauses into the time that calls take, and how often they are tried into the chance that they are lost."""
        for at in range(first, last):
            tried, passed, pauses_s = self.lost[at], self.passed[at], self.takes_s[at]
            accepted, good = self.accepted[at], self.good[at]
            one_s = waiting_s(self.stays_s[at], self.patience_s[at], self.known[at], self.late[at])
            self.takes_s[at] = of.bounded(tried * one_s * (accepted * passed) + pauses_s)
            self.lost[at] = of.least(of.most(1.0 - tried * (good * passed), 0.0), 1.0)
        return 0


def scaled(size: int, room: Array) -> int:
    """Turn what is served and one's own into a count and mean: gamma's, for the time to serve those ahead and oneself.

    Where the count is far from its mean, Bernstein's bound says that all are late or none: `_AHEAD` is that share, else 2.
    """
    for at in range(size):
        number, known, servers = room[_NUMBER, at], room[_KNOWN, at], room[_SERVERS, at]
        served, own, single = room[_COUNT, at], room[_MEAN, at], servers <= 1.0
        random = of.pick(single, number, of.most(number - servers * (1.0 - room[_IDLE, at]), 0.0))
        ahead = of.most(of.least(number, _MOST) - of.most(servers, 1.0) + 1.0, 0.0)
        one = of.pick(single, 1.0, of.pick(own > 0.0, served / of.most(own, _TINY), servers))
        variance = ahead + (1.0 - known) * (random * (1.0 + random)) + one * one
        scale = (ahead + one) / variance
        count, mean = (ahead + one) * scale, served * scale
        more = count - mean
        near = more * more < 90.0 * (mean + of.most(more, 0.0) / 3.0 + 1.0)
        room[_AHEAD, at], room[_KNOWN, at] = of.pick(near, 2.0, of.pick(more > 0.0, 1.0, 0.0)), of.pick(single, 1.0, known)
        room[_COUNT, at], room[_MEAN, at] = of.pick(near, count, 1.0), of.pick(near, mean, 0.0)
    return 0


def fewer(size: int, room: Array, places: Places, left_places: Places) -> int:
    """Work out the chance that a Poisson count of some mean is less than a count, which need not be whole; both are used up.

    One less the series Σ mean^k / (count + 1)…(count + k) times e^-mean mean^count / Γ(count + 1); 8 terms at once, until no more
    is added to any, in ever more turns. Large ones by N. Temme's expansion, 1979, which takes the same of one half.
    """
    large = of.above_in(room, _COUNT, size, _LARGE, places)
    if large:
        of.apart(room, _COUNT, places, large, _THAT_COUNT)
        of.apart(room, _MEAN, places, large, _THAT_MEAN)
        tempered(of.length(large), of.block(room, large))
        of.back(room, _THAT_COUNT, places, large, _COUNT)
        of.back(room, _THAT_MEAN, places, large, _MEAN)
    begun(of.length(size), of.block(room, size))
    further(1, of.length(size), of.block(room, size), _COUNT, _MEAN, _TERM, _TOTAL)
    left, turns = of.above_in(room, _OPEN, size, 0.0, left_places), 1
    while left:
        of.apart(room, _COUNT, left_places, left, _THAT_COUNT)
        of.apart(room, _MEAN, left_places, left, _THAT_MEAN)
        of.apart(room, _TERM, left_places, left, _THAT_TERM)
        of.apart(room, _TOTAL, left_places, left, _THAT_TOTAL)
        further(turns, of.length(left), of.block(room, left), _THAT_COUNT, _THAT_MEAN, _THAT_TERM, _THAT_TOTAL)
        of.back(room, _THAT_COUNT, left_places, left, _COUNT)
        of.back(room, _THAT_TERM, left_places, left, _TERM)
        of.back(room, _THAT_TOTAL, left_places, left, _TOTAL)
        left, turns = of.still(room, _OPEN, left_places, left), turns * 2
    ended(of.length(size), of.block(room, size))
    if large:
        of.apart(room, _NUMBER, places, large, _THAT_COUNT)
        corrected(of.length(large), of.block(room, large))
        of.back(room, _THAT_COUNT, places, large, _NUMBER)
    return size


def begun(size: int, room: Array) -> int:
    """Begin the series, and work out its factor; Γ by Stirling's series, eight further on."""
    for at in range(size):
        count, least = room[_COUNT, at], of.most(room[_MEAN, at], 1e-290)
        one, more = count + 1.0, count + 9.0
        product = ((one * (one + 1.0)) * ((one + 2.0) * (one + 3.0))) * (
            ((one + 4.0) * (one + 5.0)) * ((one + 6.0) * (one + 7.0))
        )
        inverse = 1.0 / more
        square = inverse * inverse
        last = 0.0007936507936507937 + square * (
            -0.0005952380952380953 + square * (0.0008417508417508417 - square * 0.0019175269175269176)
        )
        rest = inverse * (0.08333333333333333 + square * (-0.002777777777777778 + square * last))
        power = count * log(least) - least - ((more - 0.5) * log(more) - more + 0.9189385332046728 + rest)
        room[_FACTOR, at] = exp(of.most(power, -690.0)) * product
        room[_TERM, at], room[_TOTAL, at] = 1.0, 0.0
    return 0


def further(turns: int, size: int, room: Array, counts: int, means: int, terms: int, totals: int) -> int:
    """Add eight terms more in each of some turns, in these rows; something is left to do where what is open is more than 0."""
    for _turn in range(turns):
        for at in range(size):
            count, mean, term, total = room[counts, at], room[means, at], room[terms, at], room[totals, at]
            each, power = count + 1.0, mean * mean
            over, under = each + mean, each
            for _ in range(6):
                each = each + 1.0
                over, under, power = over * each + power, under * each, power * mean
            count = each + 1.0
            inverse = 1.0 / (under * count)
            total = total + term * (over * count) * inverse
            term = term * (power * inverse)
            room[counts, at], room[terms, at], room[totals, at] = count, term, total
            room[_OPEN, at] = term - total * _END
    return 0


def ended(size: int, room: Array) -> int:
    """Work out what the series leaves, in place of the number."""
    for at in range(size):
        room[_NUMBER, at] = 1.0 - room[_FACTOR, at] * room[_TOTAL, at]
    return 0


def tempered(size: int, room: Array) -> int:
    """Turn a count and its mean into those whose series gives the error function; the rest is to be added on that side."""
    for at in range(size):
        count, mean = room[_THAT_COUNT, at], room[_THAT_MEAN, at]
        off = (mean - count) / count
        part = off / (2.0 + off)
        half = of.most(off * part - part * (part * part) * beyond(part), 0.0)
        side = of.pick(off > 0.0, 1.0, -1.0)
        eta, inverse = side * of.root(2.0 * half), 1.0 / count
        square = eta * eta
        fourth = square * square
        low = (-0.3333333333333333 + 0.08333333333333333 * eta) + (-0.014814814814814815 + 0.0011574074074074073 * eta) * square
        high = (0.0003527336860670194 - 0.00017875514403292182 * eta) + (3.919263178522438e-05 - 2.18544851068e-06 * eta) * square
        zero = low + fourth * (high + fourth * (-1.85406221071516e-06 + 8.296711340953086e-07 * eta))
        low = (-0.001851851851851852 - 0.003472222222222222 * eta) + (
            0.0026455026455026454 - 0.0009902263374485596 * eta
        ) * square
        one = low + fourth * (0.00020576131687242798 - 4.018775720164609e-07 * eta)
        two = (0.004133597883597883 - 0.0026813271604938273 * eta) + 0.0007716049382716049 * square
        three = 0.0006494341563786008 + 0.00022947209362139917 * eta
        sum_of, mean = zero + inverse * (one + inverse * (two + inverse * three)), half * count
        room[_REST, at] = exp(-of.least(mean, _LONG)) / of.root(6.283185307179586 * count) * sum_of
        room[_SIDE, at], room[_THAT_COUNT, at], room[_THAT_MEAN, at] = side, 0.5, mean
    return 0


def corrected(size: int, room: Array) -> int:
    """Turn what the series leaves of the error function into the chance of a large count."""
    for at in range(size):
        room[_THAT_COUNT, at] = 0.5 - room[_SIDE, at] * (0.5 - 0.5 * room[_THAT_COUNT, at]) + room[_REST, at]
    return 0


def mixed(size: int, room: Array) -> int:
    """Mix the share that is late behind a known number into the usual one."""
    for at in range(size):
        ahead, share = room[_AHEAD, at], room[_SHARE, at]
        late = of.pick(ahead > 1.0, of.least(of.most(room[_NUMBER, at], 0.0), 1.0), ahead)
        room[_SHARE, at] = share + room[_KNOWN, at] * (late - share)
    return 0
