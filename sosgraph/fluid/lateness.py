"""The share of requests that are not answered within a time, from what was found on arrival and what could be served since."""

from typing import NamedTuple

import numpy as np
from scipy.special import gammaincc

from sosgraph.fluid.arrays import MOST, Array

_SLIGHT = 1e-3
_NEVER = 45.0  # e^-45 of all
_TINY = 1e-30
_LONG = 600.0  # of e^-x; what lies below is slow to calculate with


class Found(NamedTuple):
    """What a request finds on arrival: `number` requests on average, with a `variance`, and a share `busy` of `servers`."""

    number: Array
    variance: Array
    busy: Array
    servers: Array


def settled_variance(number: Array, busy: Array, servers: Array) -> Array:
    """Return the variance that the number of requests has in the end, geometric in those that wait; at first it has less."""
    waiting: Array = np.maximum(number - servers * busy, 0.0)
    return waiting * (1 + waiting)


def waited_s(stays_s: Array, patience_s: Array, given_up: Array) -> Array:
    """Return how long an answer is waited for on average that takes `stays_s`, where a share of the attempts is given up.

    E[min(T, τ)] = E[T] (1 - exp(-τ / E[T])), exact of M/M/1; behind a known number of requests, τ for all that are given up.
    """
    steady = stays_s * -np.expm1(-np.minimum(patience_s / stays_s, _LONG))
    return np.maximum(steady, given_up * np.minimum(patience_s, MOST))


def late(found: Found, served: Array, own: Array) -> Array:
    """Return the share of requests whose answer takes longer than it takes to serve `served` requests, or `own` by one server.

    In steady state that is exact for M/M/c; of M/M/1, exp(-served (1 - busy)). As far as the number does not yet vary as it does
    in steady state, who is in front of a request is known: P[Poisson(served) <= number], with the variance that there is.
    """
    spare = served * (1 - found.busy)
    waiting = found.number - found.servers * found.busy
    settled = waiting * (1 + waiting)
    possible = (np.minimum(spare, own) < _NEVER) | (found.variance < (1 - _SLIGHT) * settled)
    share = np.zeros_like(served)
    if possible.any():
        servers = np.broadcast_to(found.servers, served.shape)[possible]
        parts = (each[possible] for each in (found.number, found.variance, found.busy, spare, served, own))
        share[possible] = _share(servers, *parts)
    return share


def _share(servers: Array, number: Array, variance: Array, busy: Array, spare: Array, served: Array, own: Array) -> Array:
    waits = np.clip((number - servers * busy) * (1 - busy) / np.maximum(busy, _TINY), 0.0, 1.0)
    near = np.abs(spare - own) <= 1e-7 * own + _TINY
    serving, emptying = np.exp(-np.minimum(own, _LONG)), np.exp(-np.minimum(spare, _LONG))
    both = np.where(near, own * serving, own * (serving - emptying) / np.where(near, 1.0, spare - own))
    share: Array = np.clip(serving + waits * both, 0.0, 1.0)
    weight = 1 - variance / np.maximum(settled_variance(number, busy, servers), _TINY)
    known = weight > _SLIGHT
    if known.any():
        certain = _certain(number[known], variance[known], servers[known], served[known], own[known])
        share[known] += weight[known] * (certain - share[known])
    return share


def _certain(number: Array, variance: Array, servers: Array, served: Array, own: Array) -> Array:
    """Return the share that is late behind a `number` of requests; a Poisson count, scaled to its variance and theirs."""
    single = servers <= 1
    ahead = np.where(single, np.minimum(number, MOST), np.maximum(number - servers, 0.0))
    within = np.where(single, served, np.maximum(served * (1 - 1 / np.maximum(own, 1.0)), 0.0))
    scale = within / np.maximum(within + variance, _TINY)
    share: Array = gammaincc(ahead * scale + 1, within * scale)
    return share
