"""The share of requests that are not answered within a time, from what was found on arrival and what could be served since."""

from typing import NamedTuple

import numpy as np
from scipy.special import gammaincc

from sosgraph.fluid.arrays import MOST, Array, Places, bounded

_SLIGHT = 1e-3
_TINY = 1e-30
_LONG = 600.0  # of e^-x; what lies below is slow to calculate with
_CERTAIN = 45.0
_NEVER = np.exp(-_CERTAIN)  # so few are none


class Found(NamedTuple):
    """What a request finds on arrival: `number` requests on average before `servers`, of which a share is `idle`.

    It `waits` with this chance in steady state. As far as the number is `known`, it does not vary as it does in steady state.
    """

    number: Array
    known: Array
    idle: Array
    waits: Array
    servers: Array

    def at(self, rows: Places) -> "Found":
        """Return what is found in some rows."""
        number, known, idle, waits, servers = (each.take(rows, axis=0) for each in self)
        return Found(number, known, idle, waits, servers)


def found(number: Array, waiting: Array, variance: Array, busy: Array, servers: Array) -> Found:
    """Return what a request finds where so many are there with a `variance`, and a share of the servers is `busy`."""
    idle = 1 - busy
    waits = (waiting * idle / (busy + _TINY)).clip(0.0, 1.0)
    settled = settled_variance(waiting)
    return Found(number, (settled - variance) / (settled + _TINY), idle, waits, servers)


def settled_variance(waiting: Array) -> Array:
    """Return the variance that a number of requests has in the end, geometric in those that wait; at first it has less."""
    return waiting * (1 + waiting)


def waited_s(stays_s: Array, patience_s: Array, given_up: Array) -> Array:
    """Return how long an answer is waited for on average that takes `stays_s`, where a share of the attempts is given up.

    E[min(T, τ)] = E[T] (1 - exp(-τ / E[T])), exact of M/M/1; behind a known number of requests, τ for all that are given up.
    """
    steady = stays_s * -np.expm1(-(patience_s / stays_s).clip(0.0, _LONG))
    waited: Array = np.maximum(steady, given_up * bounded(patience_s))
    return waited


def late(found: Found, served: Array, own: Array) -> Array:
    """Return the share of requests whose answer takes longer than it takes to serve `served` requests, or `own` by one server.

    In steady state that is exact for M/M/c; of M/M/1, exp(-served (1 - busy)). As far as the number does not yet vary as it does
    in steady state, who is in front of a request is known: P[Poisson(served) <= number], with the variance that there is.
    """
    spare = served * found.idle
    serving, emptying = np.exp(-own.clip(0.0, _LONG)), np.exp(-spare.clip(0.0, _LONG))
    steepness = np.abs(serving - emptying) / (np.abs(spare - own) + _TINY)
    mean = steepness.clip(np.minimum(serving, emptying), np.maximum(serving, emptying))  # of e^-x from one to the other
    share: Array = (serving + found.waits * own * mean - _NEVER).clip(0.0, 1.0)
    known = np.flatnonzero(found.known > _SLIGHT)
    if known.size:
        number, part, idle, waits = (each.take(known) for each in (found.number, found.known, found.idle, found.waits))
        seen, usual = Found(number, part, idle, waits, found.servers.take(known // share.shape[1])), share.take(known)
        share.put(known, usual + seen.known * (_certain(seen, served.take(known), own.take(known)) - usual))
    return share


def _certain(found: Found, served: Array, own: Array) -> Array:
    """Return the share that is late behind a known number of requests; a Poisson count, scaled to its variance and theirs."""
    number, servers, single = found.number, found.servers, found.servers <= 1
    variance = (1 - found.known) * settled_variance(np.maximum(number - servers * (1 - found.idle), 0.0))
    ahead = np.where(single, np.minimum(number, MOST), np.maximum(number - servers, 0.0))
    within = np.where(single, served, np.maximum(served * (1 - 1 / np.maximum(own, 1.0)), 0.0))
    scale = within / np.maximum(within + variance, _TINY)
    count, mean = ahead * scale + 1, within * scale
    more = count - mean
    share = np.where(more > 0, 1.0, 0.0)
    near = np.flatnonzero(more * more < 2 * _CERTAIN * (mean + np.abs(more) / 3 + 1))  # else Bernstein's bound: all, or none
    share[near] = gammaincc(count[near], mean[near])
    return share
