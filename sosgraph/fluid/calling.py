# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What callers pass on to callees, and callees to callers: a kernel (`calling.pxd` beside it), run compiled only."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import SURE, Array, Small

COMPILED = not __file__.endswith(".py")

_SURE = SURE


class Calling:
    """Calls, by row of their callers and by stream; see `calls.Calls`.

    The stations in `rows` make calls to `streams`, those of each from its start to the next, in turn; so many requests are
    `asking` that have lost none before. Where the streams `called` are `asked` there, stands from the start of each to the next,
    and how often in `weights`. Those with equally many calls are next to one another, so that a processor guesses right how often
    a loop is run. Two numbers that are asked for together stand in `pairs`. Where the callees are `in_order`, they are the first
    stations, each of one stream.
    """

    columns: int
    rows: Small
    starts: Small
    streams: Small
    asked: Small
    weights: Array
    called: Small
    caller_starts: Small
    callees: Small
    in_order: bool
    chance: Array
    pairs: Array
    started: Array
    asking: Array
    calls: Array
    sent: Array
    entering: Array
    arriving: Array
    lost: Array
    takes_s: Array
    sound: Array
    held_s: Array
    working: Array

    def make(self) -> int:
        """Add up by stream the calls of requests that are asking by link."""
        if self.columns == 1:
            made(self.called, self.caller_starts, self.asked, self.asking, self.calls)
        else:
            for place in range(len(self.called)):
                here = self.called[place] * self.columns
                for column in range(self.columns):
                    self.calls[here + column] = 0.0
                for call in range(self.caller_starts[place], self.caller_starts[place + 1]):
                    there = self.asked[call] * self.columns
                    for column in range(self.columns):
                        self.calls[here + column] += self.asking[there + column]
        for at in range(len(self.calls)):
            self.calls[at] = of.bounded(self.weights[at] * self.calls[at])
        return 0

    def offer(self) -> int:
        """Add up by row what is sent by stream, and what is entering from outside."""
        if self.in_order:
            for at in range(len(self.sent)):
                self.arriving[at] = of.bounded(self.sent[at] + self.entering[at])
            for at in range(len(self.sent), len(self.arriving)):
                self.arriving[at] = of.bounded(self.entering[at])
            return 0
        for at in range(len(self.arriving)):
            self.arriving[at] = 0.0
        for stream in range(len(self.callees)):
            here, there = stream * self.columns, self.callees[stream] * self.columns
            for column in range(self.columns):
                self.arriving[there + column] += self.sent[here + column]
        for at in range(len(self.arriving)):
            self.arriving[at] = of.bounded(self.arriving[at] + self.entering[at])
        return 0

    def answer(self) -> int:
        """Add up by row how long calls take that are made, each times its weight, and multiply the chances that none is lost."""
        if self.columns == 1:
            paired(self.chance, self.lost, self.weights, self.takes_s, self.pairs)
            rows, starts, streams = self.rows, self.starts, self.streams
            in_turn(rows, starts, streams, self.started, self.pairs, self.asking, self.held_s, self.working)
        else:
            for stream in range(len(self.callees)):
                here, there = stream * self.columns, 2 * stream * self.columns
                for column in range(self.columns):
                    self.pairs[there + column] = self.weights[here + column] * self.takes_s[here + column]
                    chance = self.chance[here + column] * self.lost[here + column]
                    self.pairs[there + self.columns + column] = 1 - of.least(chance, _SURE)
            for place in range(len(self.rows)):
                here = self.rows[place] * self.columns
                for column in range(self.columns):
                    self.held_s[here + column], self.working[here + column] = 0.0, 1.0
                for call in range(self.starts[place], self.starts[place + 1]):
                    there, link = 2 * self.streams[call] * self.columns, call * self.columns
                    for column in range(self.columns):
                        self.asking[link + column] = self.started[here + column] * self.working[here + column]
                        self.held_s[here + column] += self.working[here + column] * self.pairs[there + column]
                        self.working[here + column] *= self.pairs[there + self.columns + column]
        for at in range(len(self.sound)):
            self.held_s[at], self.working[at] = of.bounded(self.held_s[at]), self.sound[at] * self.working[at]
        return 0


def made(called: Small, starts: Small, asked: Small, asking: Array, calls: Array) -> int:
    """Add up what makes calls, in a single scenario."""
    for place in range(len(called)):
        total = 0.0
        for call in range(starts[place], starts[place + 1]):
            total += asking[asked[call]]
        calls[called[place]] = total
    return 0


def paired(chance: Array, lost: Array, weights: Array, takes_s: Array, pairs: Array) -> int:
    """Put together how long calls take, and the chance that all is well with them, in a single scenario."""
    for at in range(len(chance)):
        pairs[2 * at], pairs[2 * at + 1] = weights[at] * takes_s[at], 1 - of.least(chance[at] * lost[at], _SURE)
    return 0


def in_turn(
    rows: Small,
    starts: Small,
    streams: Small,
    started: Array,
    pairs: Array,
    asking: Array,
    held_s: Array,
    working: Array,
) -> int:
    """Follow the calls of requests that are started, one after the other, in a single scenario."""
    for place in range(len(rows)):
        here = rows[place]
        coming, total, good = started[here], 0.0, 1.0
        for call in range(starts[place], starts[place + 1]):
            there = 2 * streams[call]
            asking[call] = coming * good
            total += good * pairs[there]
            good *= pairs[there + 1]
        held_s[here], working[here] = total, good
    return 0
