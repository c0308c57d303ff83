# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the attempts of a step, cell by cell: a kernel (`outcomes.pxd` beside it).

`Meeting` and `through` are run compiled only.
"""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places, Small

COMPILED = not __file__.endswith(".py")

REMEMBERED = 5
"""So many of the numbers that are met are put by until the timeout."""


class Meeting:
    """What streams meet at their callees: what `callees.Met` says, of the same by station.

    From each row on, the callees of so many rows are `in_a_row`.
    """

    columns: int
    callee: Small
    in_a_row: Small
    met: Array
    number: Array
    known: Array
    idle: Array
    waits: Array
    capacity: Array
    per_s: Array
    passing_s: Array
    own: Array
    accepted: Array
    working: Array
    stays_s: Array

    def look(self, first: int, last: int) -> int:
        """Look it up for the rows from the first to the last one."""
        if first == last:
            return 0
        if last - first <= self.in_a_row[first]:
            self.look_along(first * self.columns, last * self.columns, (self.callee[first] - first) * self.columns)
        elif self.columns == 1:
            self.look_around(first, last)
        else:
            self.look_by_row(first, last)
        return 0

    def look_along(self, first: int, last: int, off: int) -> int:
        """Look it up for cells from the first to the last, where callees stand as they do, so far off."""
        for at in range(first, last):
            self.met[0, at], self.met[1, at] = self.number[at + off], self.known[at + off]
            self.met[2, at], self.met[3, at] = self.idle[at + off], self.waits[at + off]
            self.met[4, at], self.met[5, at] = self.capacity[at + off], self.per_s[at + off]
            self.met[6, at], self.met[7, at] = self.passing_s[at + off], self.own[at + off]
            self.met[8, at], self.met[9, at] = self.accepted[at + off], self.working[at + off]
            self.met[10, at] = self.stays_s[at + off]
        return 0

    def look_around(self, first: int, last: int) -> int:
        """Look it up for the rows from the first to the last one, of a single scenario."""
        for at in range(first, last):
            self.met[0, at], self.met[1, at] = self.number[self.callee[at]], self.known[self.callee[at]]
        for at in range(first, last):
            self.met[2, at], self.met[3, at] = self.idle[self.callee[at]], self.waits[self.callee[at]]
        for at in range(first, last):
            self.met[4, at], self.met[5, at] = self.capacity[self.callee[at]], self.per_s[self.callee[at]]
        for at in range(first, last):
            self.met[6, at], self.met[7, at] = self.passing_s[self.callee[at]], self.own[self.callee[at]]
        for at in range(first, last):
            self.met[8, at], self.met[9, at] = self.accepted[self.callee[at]], self.working[self.callee[at]]
        for at in range(first, last):
            self.met[10, at] = self.stays_s[self.callee[at]]
        return 0

    def look_by_row(self, first: int, last: int) -> int:
        """Look it up for the rows from the first to the last one, of several scenarios."""
        copied(self.number, self.callee, self.columns, first, last, self.met[0])
        copied(self.known, self.callee, self.columns, first, last, self.met[1])
        copied(self.idle, self.callee, self.columns, first, last, self.met[2])
        copied(self.waits, self.callee, self.columns, first, last, self.met[3])
        copied(self.capacity, self.callee, self.columns, first, last, self.met[4])
        copied(self.per_s, self.callee, self.columns, first, last, self.met[5])
        copied(self.passing_s, self.callee, self.columns, first, last, self.met[6])
        copied(self.own, self.callee, self.columns, first, last, self.met[7])
        copied(self.accepted, self.callee, self.columns, first, last, self.met[8])
        copied(self.working, self.callee, self.columns, first, last, self.met[9])
        copied(self.stays_s, self.callee, self.columns, first, last, self.met[10])
        return 0


def copied(values: Array, callee: Small, columns: int, first: int, last: int, into: Array) -> int:
    """Copy the rows of the callees of some rows."""
    for row in range(first, last):
        here, there = row * columns, callee[row] * columns
        for column in range(columns):
            into[here + column] = values[there + column]
    return 0


class Outcomes:
    """The attempts of a step; see `attempts.Attempts`.

    By class of attempts are `wanted`, which are due in this step; `again` tells whether there is a next one, which pauses
    `pause_s`, and `repeats` how often the last one is repeated. Where they are made `at_once` (1, else 0), those that follow a
    refusal are left out; see `at_once.AtOnce`. The share `awaited` of attempts will be answered well, or late.

    In the `ring` are attempts that were awaited until now, class by class, and behind them what they met: for a strip of cells
    from the first to the last so far off (`there`, or `then`). When these are worked off, those of this step take their place.
    """

    wanted: Array
    again: Array
    pause_s: Array
    at_once: Array
    ring: Array
    number: Array
    known: Array
    idle: Array
    waits: Array
    capacity: Array
    calls: Array
    passed: Array
    allowed: Array
    sent: Array
    retried: Array
    accepted: Array
    working: Array
    late: Array
    awaited: Array
    waiting: Array
    kept: Array
    good: Array
    given_up: Array
    tried: Array
    takes_s: Array
    repeats: Array
    left: Array

    def send(self, first: int, last: int, classes: int) -> int:
        """Take up new calls, and add up what is sent of so many classes, and of all but the first."""
        for at in range(first, last):
            self.wanted[0, at] = of.bounded(self.calls[at])
            self.retried[at] = 0.0
        for number in range(1, classes):
            for at in range(first, last):
                self.retried[at] = self.retried[at] + self.wanted[number, at]
        for at in range(first, last):
            self.retried[at] = self.retried[at] * self.passed[at]
            self.sent[at] = self.wanted[0, at] * self.passed[at] + self.retried[at]
        return 0

    def answer(self, first: int, last: int) -> int:
        """Work out the share of attempts that will be answered well, or late: those are waited for until their timeout."""
        for at in range(first, last):
            self.awaited[at] = self.passed[at] * (
                self.accepted[at] * (self.working[at] + (1.0 - self.working[at]) * self.late[at])
            )
        return 0

    def judge(self, first: int, last: int, classes: int, there: int) -> int:
        """Leave of those due, of so many classes, who is late; work out which new ones are `kept` waiting or answered well.

        As yet, calls are tried once, and do not pause.
        """
        for at in range(first, last):
            answered = self.working[at] * (1.0 - self.late[at])
            not_failed = answered + self.late[at]
            self.waiting[at] = self.late[at] / (not_failed + 1e-300)
            self.kept[at], self.good[at] = self.accepted[at] * not_failed, self.accepted[at] * answered
            self.given_up[at], self.tried[at], self.takes_s[at] = 0.0, 1.0, 0.0
        for _number in range(classes):
            for at in range(first, last):
                self.ring[there + at] = self.ring[there + at] * self.waiting[at]
                self.given_up[at] = self.given_up[at] + self.ring[there + at]
            there += last - first
        return 0

    def repeat(self, first: int, last: int, classes: int, there: int) -> int:
        """Work out what is `left` of the last class, which repeats a share of that, and how often it tries."""
        there += (classes - 1) * (last - first)
        for at in range(first, last):
            refused = self.passed[at] * (1.0 - self.accepted[at]) * self.at_once[at]
            further = (1.0 - self.good[at] * self.passed[at] - refused) * self.allowed[at]
            self.tried[at] = 1.0 / (1.0 - self.repeats[at] * of.least(further, 1.0 - 1e-9))
            failed = self.wanted[classes - 1, at] * (1.0 - self.passed[at] * self.kept[at] - refused)
            self.left[at] = (failed + self.ring[there + at]) * self.repeats[at]
        return 0

    def try_again(self, first: int, last: int, classes: int, there: int) -> int:
        """Turn the attempts of each of so many classes that fail or give up into those of the next, if there is to be one.

        From the last class to the first, work out how long a call pauses, and how often it is `tried`; put by who is awaited.
        """
        size = last - first
        for number in range(classes - 2, -1, -1):
            due, next_due = there + number * size, there + (number + 1) * size
            for at in range(first, last):
                refused = self.passed[at] * (1.0 - self.accepted[at]) * self.at_once[at]
                left = self.wanted[number, at] * (1.0 - self.passed[at] * self.kept[at] - refused) + self.ring[due + at]
                self.ring[next_due + at] = self.wanted[number + 1, at] * self.awaited[at]
                self.wanted[number + 1, at] = left * self.again[number, at]
                goes_on = (1.0 - self.good[at] * self.passed[at] - refused) * self.allowed[at] * self.again[number, at]
                self.takes_s[at] = goes_on * (self.pause_s[number, at] + self.takes_s[at])
                self.tried[at] = 1.0 + goes_on * self.tried[at]
        for at in range(first, last):
            self.ring[there + at] = self.wanted[0, at] * self.awaited[at]
        return 0

    def remember(self, first: int, last: int, then: int) -> int:
        """Put by what attempts meet in this step."""
        size = last - first
        for at in range(first, last):
            self.ring[then + at] = self.number[at]
            self.ring[then + size + at] = self.known[at]
            self.ring[then + 2 * size + at] = self.idle[at]
            self.ring[then + 3 * size + at] = self.waits[at]
            self.ring[then + 4 * size + at] = self.capacity[at]
        return 0


def through(flow: Array, places: Places, ring: Array, held: Array, at: int, count: int, wide: int) -> int:
    """Put what flows at some places into row `at` of a ring of `count`, and let flow what is due; see `delay.Delay`."""
    size = len(places)
    now, entering = at * size, (at + wide) % count * size
    for place in range(size):
        due, ring[now + place] = ring[now + place], flow[places[place]]
        if wide and at == count - 1:
            due = ring[place]
            for row in range(1, wide):
                due = due + ring[row * size + place]
            held[place] = due
        elif wide:
            held[place] = held[place] + ring[entering + place] - due
        flow[places[place]] = of.most(held[place], 0.0) / wide if wide else due
    return 0
