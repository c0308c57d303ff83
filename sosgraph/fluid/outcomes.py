# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What becomes of the attempts of a step, cell by cell: a kernel (`outcomes.pxd` beside it).

By class of attempts are `wanted`, which are due in this step, and `due`, which were sent a timeout ago. Further, a share `passed`
of attempts is sent, and a share `allowed` of retries is made. `looked_up`, `turned` and `through` are run compiled only.
"""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Places

COMPILED = not __file__.endswith(".py")


def sent(passed: Array, wanted: Array, retried: Array, all_sent: Array, calls: Array) -> int:
    """Take up new calls, and add up what is sent of all classes, and of all but the first."""
    for at in range(len(calls)):
        wanted[0, at] = of.bounded(calls[at])
        retried[at] = 0.0
    for number in range(1, len(wanted)):
        for at in range(len(calls)):
            retried[at] = retried[at] + wanted[number, at]
    for at in range(len(calls)):
        retried[at] = retried[at] * passed[at]
        all_sent[at] = wanted[0, at] * passed[at] + retried[at]
    return 0


def looked_up(
    callee: Places,
    met: Array,
    number: Array,
    known: Array,
    idle: Array,
    waits: Array,
    capacity: Array,
    per_s: Array,
    passing_s: Array,
    own: Array,
    refused: Array,
    working: Array,
    stays_s: Array,
) -> int:
    """Look up what streams meet at their callees, in a single scenario; see `callees.Callees`."""
    for at in range(len(callee)):
        met[0, at], met[1, at] = number[callee[at]], known[callee[at]]
    for at in range(len(callee)):
        met[2, at], met[3, at] = idle[callee[at]], waits[callee[at]]
    for at in range(len(callee)):
        met[4, at], met[5, at] = capacity[callee[at]], per_s[callee[at]]
    for at in range(len(callee)):
        met[6, at], met[7, at] = per_s[callee[at]] * passing_s[callee[at]], own[callee[at]]
    for at in range(len(callee)):
        met[8, at], met[9, at] = 1.0 - refused[callee[at]], working[callee[at]]
    for at in range(len(callee)):
        met[10, at] = stays_s[callee[at]]
    return 0


def answering(accepted: Array, working: Array, late: Array, passed: Array, share: Array) -> int:
    """Work out the share of attempts that will be answered well, or late: those are waited for until their timeout."""
    for at in range(len(share)):
        share[at] = passed[at] * (accepted[at] * (working[at] + (1.0 - working[at]) * late[at]))
    return 0


def turned(step: int, cohorts: Places, ring: Array, wanted: Array, share: Array, met: Array, due: Array, then: Array) -> int:
    """Put by a share of what is wanted and what it meets in this step, and take up what was put by a timeout ago.

    Each cohort: where its cells begin and how many they are, for how many steps they are kept, and where in the ring.
    """
    for cohort in range(len(cohorts)):
        first, size = cohorts[cohort, 0], cohorts[cohort, 1]
        place = cohorts[cohort, 3] + step % cohorts[cohort, 2] * size * (len(wanted) + len(then))
        for number in range(len(wanted)):
            for at in range(size):
                due[number, first + at] = ring[place + at]
                ring[place + at] = wanted[number, first + at] * share[first + at]
            place += size
        for number in range(len(then)):
            for at in range(size):
                then[number, first + at] = ring[place + at]
                ring[place + at] = met[number, first + at]
            place += size
    return 0


def judged(
    late: Array,
    accepted: Array,
    working: Array,
    due: Array,
    gone: Array,
    kept: Array,
    good: Array,
    given_up: Array,
    tried: Array,
    paused_s: Array,
) -> int:
    """Work out which share of those due is `gone`, and leave those; which of new ones is `kept` waiting or answered well.

    As yet, calls are tried once, and do not pause.
    """
    for at in range(len(late)):
        answered = working[at] * (1.0 - late[at])
        not_failed = answered + late[at]
        gone[at] = late[at] / (not_failed + 1e-300)
        kept[at], good[at] = accepted[at] * not_failed, accepted[at] * answered
        given_up[at], tried[at], paused_s[at] = 0.0, 1.0, 0.0
    for number in range(len(due)):
        for at in range(len(late)):
            due[number, at] = due[number, at] * gone[at]
            given_up[at] = given_up[at] + due[number, at]
    return 0


def over(
    kept: Array, good: Array, passed: Array, allowed: Array, due: Array, wanted: Array, repeats: Array, left: Array, tried: Array
) -> int:
    """Work out what is left of the last class, which repeats a share of that, and how often it tries."""
    for at in range(len(left)):
        further = (1.0 - good[at] * passed[at]) * allowed[at]
        tried[at] = 1.0 / (1.0 - repeats[at] * of.least(further, 1.0 - 1e-9))
        left[at] = (wanted[len(wanted) - 1, at] * (1.0 - passed[at] * kept[at]) + due[len(wanted) - 1, at]) * repeats[at]
    return 0


def tried_again(
    kept: Array,
    good: Array,
    passed: Array,
    allowed: Array,
    due: Array,
    wanted: Array,
    again: Array,
    pause_s: Array,
    takes_s: Array,
    tried: Array,
) -> int:
    """Turn the attempts of each class that fail or give up into those of the next, if there is to be one `again`.

    From the last class to the first, work out how long a call pauses, and how often it is `tried`.
    """
    for number in range(len(again) - 1, -1, -1):
        for at in range(len(tried)):
            left = wanted[number, at] * (1.0 - passed[at] * kept[at]) + due[number, at]
            wanted[number + 1, at] = left * again[number, at]
            goes_on = (1.0 - good[at] * passed[at]) * allowed[at] * again[number, at]
            takes_s[at] = goes_on * (pause_s[number, at] + takes_s[at])
            tried[at] = 1.0 + goes_on * tried[at]
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
