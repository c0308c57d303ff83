# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What follows from the number of requests at the end of a step: a kernel (`serving.pxd` beside it)."""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array

COMPILED = not __file__.endswith(".py")

_DEAD = 1e-18
_TINY = 1e-30


def serve(
    step_s: float,
    number: Array,
    share: Array,
    empty: Array,
    steeper: Array,
    blocked: Array,
    fuller: Array,
    one_s: Array,
    per_s: Array,
    crew: Array,
    apiece: Array,
    servers: Array,
    endless: Array,
    at_work: Array,
    capacity: Array,
    variance: Array,
    refused: Array,
    served: Array,
    started: Array,
    own: Array,
    idle: Array,
    waits: Array,
    known: Array,
    stays_s: Array,
    eased: Array,
    arriving: Array,
    before: Array,
) -> int:
    """Work out what is refused, served and started, what requests find that arrive now, and how long they stay.

    So many came and went, each a Poisson count.
    """
    steps = 1 / step_s
    for at in range(len(arriving)):
        here, rate, time_s = number[at], per_s[at], one_s[at]
        busy, lost = empty[at] + steeper[at] * share[at], blocked[at] + fuller[at] * share[at]
        taken = arriving[at] * (1 - lost)
        done = of.bounded((before[at] - here) * steps + taken)
        working = crew[at] * busy
        started[at] = of.bounded(done + (working - at_work[at]) * steps)
        at_work[at], refused[at], served[at] = working, lost, done
        capacity[at] = capacity[at] + of.bounded(rate) * step_s
        waiting = of.bounded(here - servers[at] * busy)
        settled = waiting * (1 + waiting)
        varying = of.least(variance[at] + (taken + done) * step_s, settled)
        some, flow, most = busy + _TINY, rate * busy + _DEAD, settled + _TINY
        inverse = 1 / (some * flow * most)  # one division for three
        by_most = inverse * some * flow
        sure = (settled - varying) * by_most
        eased[at] = endless[at] * of.bounded(sure - here * by_most)
        waits[at] = of.least(of.most(waiting * (1 - busy) * (inverse * flow * most), 0.0), 1.0)
        stays_s[at] = of.bounded(time_s + waiting * (inverse * some * most))
        own[at], idle[at], known[at], variance[at] = time_s * apiece[at], 1 - busy, sure, varying
    return 0
