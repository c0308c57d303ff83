# cython: boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True, annotation_typing=False
"""What callers pass on to callees, and callees to callers: a kernel (`calling.pxd` beside it), which `calls` uses where compiled.

The calls of each row are those from its start to the next; as many as say `needs` come first, and must not fail.
"""

import sosgraph.fluid.cells as of
from sosgraph.fluid.arrays import Array, Small

COMPILED = not __file__.endswith(".py")

_SURE = 1 - 1e-15


def made(columns: int, starts: Small, streams: Small, weights: Array, started: Array, calls: Array) -> int:
    """Add up by stream the calls of requests that are started by row."""
    for at in range(len(calls)):
        calls[at] = 0.0
    if columns == 1:
        for row in range(len(starts) - 1):
            flow = started[row]
            for call in range(starts[row], starts[row + 1]):
                calls[streams[call]] += weights[call] * flow
    else:
        for row in range(len(starts) - 1):
            here = row * columns
            for call in range(starts[row], starts[row + 1]):
                weight, there = weights[call], streams[call] * columns
                for column in range(columns):
                    calls[there + column] += weight * started[here + column]
    for at in range(len(calls)):
        calls[at] = of.bounded(calls[at])
    return 0


def offered(columns: int, callees: Small, sent: Array, entering: Array, arriving: Array) -> int:
    """Add up by row what is sent by stream, and what is entering from outside."""
    for at in range(len(arriving)):
        arriving[at] = 0.0
    for stream in range(len(callees)):
        here, there = stream * columns, callees[stream] * columns
        if columns == 1:
            arriving[there] += sent[here]
        else:
            for column in range(columns):
                arriving[there + column] += sent[here + column]
    for at in range(len(arriving)):
        arriving[at] = of.bounded(arriving[at] + entering[at])
    return 0


def safe(chance: Array, lost: Array, found: Array) -> int:
    """Work out the chance that nothing fails that a request calls with one chance, where calls are lost with another."""
    for at in range(len(chance)):
        found[at] = 1 - of.least(chance[at] * lost[at], _SURE)
    return 0


def answered(
    columns: int,
    starts: Small,
    needs: Small,
    streams: Small,
    weights: Array,
    takes_s: Array,
    safe: Array,
    sound: Array,
    held_s: Array,
    working: Array,
) -> int:
    """Add up by row how long calls take, each times its weight, and multiply the chances that none is lost that is needed."""
    if columns == 1:
        for row in range(len(starts) - 1):
            total, good = 0.0, 1.0
            needless = starts[row] + needs[row]
            for call in range(starts[row], needless):
                here = streams[call]
                total += weights[call] * takes_s[here]
                good *= safe[here]
            for call in range(needless, starts[row + 1]):
                total += weights[call] * takes_s[streams[call]]
            held_s[row], working[row] = total, good
    else:
        for row in range(len(starts) - 1):
            here = row * columns
            needless = starts[row] + needs[row]
            for column in range(columns):
                held_s[here + column], working[here + column] = 0.0, 1.0
            for call in range(starts[row], needless):
                there = streams[call] * columns
                for column in range(columns):
                    working[here + column] *= safe[there + column]
            for call in range(starts[row], starts[row + 1]):
                weight, there = weights[call], streams[call] * columns
                for column in range(columns):
                    held_s[here + column] += weight * takes_s[there + column]
    for at in range(len(sound)):
        held_s[at], working[at] = of.bounded(held_s[at]), sound[at] * working[at]
    return 0
