# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""The share of requests that are not answered in time, cell by cell: a kernel (`overdue.pxd` beside it).

Exponentials and logarithms are worked out here, to two units in the last place, so that all machines find the same.
"""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")

ROOM, PLACES = 18, 3
"""How many numbers and places a cell has room for in `certain`; ten and two of them in `fewer`."""

_MOST = 1e15  # as `arrays` has it
_TINY = 1e-30
_LONG = 600.0  # of e^-x; more is no different
_NEVER = 2.8625185805493937e-20  # e^-45: so few are none
_SLIGHT = 1e-3
_LARGE = 200.0
_END = 1e-16  # of a sum, to which nothing is added any more
_SHIFT = 6755399441056767.0  # 1.5 · 2^52 + 1023
_LOG2_E = 1.4426950408889634
_LOG_2, _LOG_2_REST = 0.6931471805598903, 5.497923018708371e-14  # whole doublings of the first are exact


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


def usual(
    capacity: Array,
    before: Array,
    times: Array,
    extra: Array,
    each: Array,
    idle: Array,
    waits: Array,
    served: Array,
    own: Array,
    share: Array,
) -> int:
    """Work out how many are served in time, by one server each, and the share that is late in steady state; see `lateness.late`.

    That is `times` what the capacity has become more than before, without what is served in `extra` time.
    """
    for at in range(len(share)):
        served[at] = of.bounded((capacity[at] - before[at]) * times[at] - extra[at])
        own[at] = served[at] * each[at]
        spare = served[at] * idle[at]
        serving, emptying = exp(-of.least(own[at], _LONG)), exp(-of.least(spare, _LONG))
        steepness = of.size(serving - emptying) / (of.size(spare - own[at]) + _TINY)
        mean = of.least(of.most(steepness, of.least(serving, emptying)), of.most(serving, emptying))
        share[at] = of.least(of.most(serving + waits[at] * own[at] * mean - _NEVER, 0.0), 1.0)
    return 0


def waiting_s(stays_s: Array, patience_s: Array, given_up: Array) -> Array:
    """Return how long an answer is waited for on average; see `lateness.waited_s`."""
    steady = -(stays_s * expm1(-of.least(patience_s / stays_s, _LONG)))
    return of.most(steady, given_up * of.least(patience_s, _MOST))


def waited(stays_s: Array, patience_s: Array, given_up: Array, waited_s: Array) -> int:
    """Work out how long answers are waited for."""
    for at in range(len(waited_s)):
        waited_s[at] = waiting_s(stays_s[at], patience_s[at], given_up[at])
    return 0


def concluded(
    stays_s: Array, patience_s: Array, late: Array, accepted: Array, passed: Array, good: Array, takes_s: Array, lost: Array
) -> int:
    """Turn pauses into the time that calls take, and how often they are tried into the chance that they are lost."""
    for at in range(len(lost)):
        one_s = waiting_s(stays_s[at], patience_s[at], late[at])
        takes_s[at] = of.bounded(lost[at] * one_s * (accepted[at] * passed[at]) + takes_s[at])
        lost[at] = of.least(of.most(1.0 - lost[at] * (good[at] * passed[at]), 0.0), 1.0)
    return 0


def certain(
    number: Array,
    known: Array,
    idle: Array,
    servers: Array,
    served: Array,
    own: Array,
    share: Array,
    room: Array,
    places: Places,
) -> int:
    """Mix into the usual share the one that is late behind a known number, as far as it is known; see `lateness.late`."""
    count = of.above(known, _SLIGHT, places[0])
    if count == 0:
        return 0
    of.taken(number, places[0], count, room[0])
    of.taken(known, places[0], count, room[1])
    of.taken(idle, places[0], count, room[2])
    of.taken(servers, places[0], count, room[3])
    of.taken(served, places[0], count, room[4])
    of.taken(own, places[0], count, room[5])
    of.taken(share, places[0], count, room[6])
    scaled(
        of.cells(room[0], count),
        of.cells(room[1], count),
        of.cells(room[2], count),
        of.cells(room[3], count),
        of.cells(room[4], count),
        of.cells(room[5], count),
        of.cells(room[7], count),
    )
    fewer(room[4], room[5], count, room[0], room[8:], places[1:])
    mixed(of.cells(room[7], count), of.cells(room[0], count), of.cells(room[1], count), of.cells(room[6], count))
    of.put(room[6], places[0], count, share)
    return count


def scaled(number: Array, known: Array, idle: Array, servers: Array, served: Array, own: Array, ahead: Array) -> int:
    """Turn what is served and one's own into the Poisson count's number + 1 and mean, scaled to its variance and theirs.

    Where the count is far from its mean, Bernstein's bound says that all are late or none: `ahead` is that share, else 2.
    """
    for at in range(len(ahead)):
        single = servers[at] <= 1.0
        waiting = of.most(number[at] - servers[at] * (1.0 - idle[at]), 0.0)
        variance = (1.0 - known[at]) * (waiting * (1.0 + waiting))
        before = of.pick(single, of.least(number[at], _MOST), of.most(number[at] - servers[at], 0.0))
        within = of.pick(single, served[at], of.most(served[at] * (1.0 - 1.0 / of.most(own[at], 1.0)), 0.0))
        scale = within / of.most(within + variance, _TINY)
        count, mean = before * scale + 1.0, within * scale
        more = count - mean
        near = more * more < 90.0 * (mean + of.most(more, 0.0) / 3.0 + 1.0)
        ahead[at] = of.pick(near, 2.0, of.pick(more > 0.0, 1.0, 0.0))
        served[at], own[at] = of.pick(near, count, 1.0), of.pick(near, mean, 0.0)
    return 0


def fewer(count: Array, mean: Array, size: int, found: Array, room: Array, places: Places) -> int:
    """Work out the chance that a Poisson count of this mean is less than `count`, which need not be whole; both are used up.

    One less the series Σ mean^k / (count + 1)…(count + k) times e^-mean mean^count / Γ(count + 1); 8 terms at once, until no more
    is added to any. Large ones by N. Temme's expansion, 1979, which takes the same of one half.
    """
    large = of.above(of.cells(count, size), _LARGE, places[0])
    if large:
        of.taken(count, places[0], large, room[0])
        of.taken(mean, places[0], large, room[1])
        tempered(of.cells(room[0], large), of.cells(room[1], large), of.cells(room[2], large), of.cells(room[3], large))
        of.put(room[0], places[0], large, count)
        of.put(room[1], places[0], large, mean)
    begun(of.cells(count, size), of.cells(mean, size), of.cells(room[4], size), of.cells(room[5], size), of.cells(room[6], size))
    further(
        of.cells(count, size), of.cells(mean, size), of.cells(room[5], size), of.cells(room[6], size), of.cells(room[7], size)
    )
    left = of.above(of.cells(room[7], size), 0.0, places[1])
    while left:
        of.taken(count, places[1], left, room[0])
        of.taken(mean, places[1], left, room[1])
        of.taken(room[5], places[1], left, room[8])
        of.taken(room[6], places[1], left, room[9])
        further(
            of.cells(room[0], left),
            of.cells(room[1], left),
            of.cells(room[8], left),
            of.cells(room[9], left),
            of.cells(room[7], left),
        )
        of.put(room[0], places[1], left, count)
        of.put(room[8], places[1], left, room[5])
        of.put(room[9], places[1], left, room[6])
        left = of.still(room[7], places[1], left)
    ended(of.cells(room[4], size), of.cells(room[6], size), of.cells(found, size))
    if large:
        of.taken(found, places[0], large, room[0])
        corrected(of.cells(room[2], large), of.cells(room[3], large), of.cells(room[0], large))
        of.put(room[0], places[0], large, found)
    return size


def begun(count: Array, mean: Array, factor: Array, term: Array, total: Array) -> int:
    """Begin the series, and work out its factor; Γ by Stirling's series, eight further on."""
    for at in range(len(term)):
        one, more = count[at] + 1.0, count[at] + 9.0
        product = ((one * (one + 1.0)) * ((one + 2.0) * (one + 3.0))) * (
            ((one + 4.0) * (one + 5.0)) * ((one + 6.0) * (one + 7.0))
        )
        inverse = 1.0 / more
        square = inverse * inverse
        last = 0.0007936507936507937 + square * (
            -0.0005952380952380953 + square * (0.0008417508417508417 - square * 0.0019175269175269176)
        )
        rest = inverse * (0.08333333333333333 + square * (-0.002777777777777778 + square * last))
        least = of.most(mean[at], 1e-290)
        power = count[at] * log(least) - least - ((more - 0.5) * log(more) - more + 0.9189385332046728 + rest)
        factor[at] = exp(of.most(power, -690.0)) * product
        term[at], total[at] = 1.0, 0.0
    return 0


def further(count: Array, mean: Array, term: Array, total: Array, open_yet: Array) -> int:
    """Add eight terms more; there is something left to do where what is open yet is more than 0."""
    for at in range(len(term)):
        each, power = count[at] + 1.0, mean[at] * mean[at]
        over, under = each + mean[at], each
        for _ in range(6):
            each = each + 1.0
            over, under, power = over * each + power, under * each, power * mean[at]
        count[at] = each + 1.0
        inverse = 1.0 / (under * count[at])
        total[at] = total[at] + term[at] * (over * count[at]) * inverse
        term[at] = term[at] * (power * inverse)
        open_yet[at] = term[at] - total[at] * _END
    return 0


def ended(factor: Array, total: Array, found: Array) -> int:
    """Work out what the series leaves."""
    for at in range(len(found)):
        found[at] = 1.0 - factor[at] * total[at]
    return 0


def tempered(count: Array, mean: Array, side: Array, rest: Array) -> int:
    """Turn a count and its mean into those whose series gives the error function; the `rest` is to be added on that `side`."""
    for at in range(len(count)):
        off = (mean[at] - count[at]) / count[at]
        part = off / (2.0 + off)
        half = of.most(off * part - part * (part * part) * beyond(part), 0.0)
        side[at] = of.pick(off > 0.0, 1.0, -1.0)
        eta, inverse = side[at] * of.root(2.0 * half), 1.0 / count[at]
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
        sum_of = zero + inverse * (one + inverse * (two + inverse * three))
        mean[at] = half * count[at]
        rest[at] = exp(-of.least(mean[at], _LONG)) / of.root(6.283185307179586 * count[at]) * sum_of
        count[at] = 0.5
    return 0


def corrected(side: Array, rest: Array, found: Array) -> int:
    """Turn what the series leaves of the error function into the chance of a large count."""
    for at in range(len(found)):
        found[at] = 0.5 - side[at] * (0.5 - 0.5 * found[at]) + rest[at]
    return 0


def mixed(ahead: Array, fewer_than: Array, known: Array, share: Array) -> int:
    """Mix the share that is late behind a known number into the usual one."""
    for at in range(len(share)):
        late = of.pick(ahead[at] > 1.0, of.least(of.most(fewer_than[at], 0.0), 1.0), ahead[at])
        share[at] = share[at] + known[at] * (late - share[at])
    return 0
