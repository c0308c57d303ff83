"""The share of requests that are not answered within a time, from what was found on arrival and what could be served since."""

from typing import NamedTuple

import numpy as np

import sosgraph.fluid.overdue as overdue
from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.cells import Given, as_ring, in_cells, span

_TINY = 1e-30


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
    settled = settled_variance(np.where(servers <= 1, number, waiting))
    return Found(number, (settled - variance).clip(0.0) / (settled + _TINY), idle, waits, servers)


def settled_variance(random: Array) -> Array:
    """Return the variance in the end of those that wait, before one server of all: geometric; at first there is less."""
    return random * (1 + random)


def waited_s(stays_s: Array, patience_s: Array, known: Array, given_up: Array) -> Array:
    """Return how long an answer is waited for on average that takes `stays_s`, where a share of the attempts is given up.

    E[min(T, τ)] = E[T] (1 - exp(-τ / E[T])), exact of M/M/1; as far as the number in front is `known`, the lesser of both, E[T]
    and τ; in any case τ for all that are given up.
    """
    waited = np.empty(stays_s.shape)
    overdue.waited(*(in_cells(each, stays_s.shape, overdue.COMPILED) for each in (stays_s, patience_s, known, given_up, waited)))
    return waited


def late(found: Found, per_s: Array, within_s: Array, passing_s: Array, own: Array) -> Array:
    """Return the share of requests whose answer takes longer than `within_s`, if all stays as it is; see `Lateness`."""
    shape = per_s.shape
    then = np.stack([*(np.broadcast_to(each, shape) for each in found[:4]), np.zeros(shape)])
    lateness = Lateness(then, found.servers, within_s, shape)
    lateness.given(capacity=per_s, per_s=per_s, passing_s=passing_s, each=own)
    lateness.again(0)
    return lateness.share


class Lateness:
    """The `share` of requests whose answer takes longer than it takes to serve a number of requests, of arrays that change.

    `then` requests found, by row: the number, how far that is known, who is idle or waits, and what the capacity was. The number
    is `times` what the `capacity` is more now, without what is served `per_s` while an answer is passing; `each` turns it into
    those that one server serves. In steady state the share is exact for M/M/c; of M/M/1, exp(-served (1 - busy)). As far as the
    number does not yet vary as it does in steady state, who is in front of a request is known: P[Poisson(served) <= number];
    where its number varies, the time to serve it is taken for gamma distributed, with the variance of both.
    """

    def __init__(self, then: Array, servers: Array, times: Array, shape: tuple[int, int]) -> None:
        self.share = np.zeros(shape)
        self.kernel, self._size = overdue.Overdue(), self.share.size
        self.kernel.room = np.empty((overdue.ROOM, self._size))
        self.kernel.places, self.kernel.large, self.kernel.left = np.empty((3, self._size), dtype=np.intp)
        self.kernel.ring = as_ring(then, overdue.COMPILED)
        self.given = Given(self.kernel, overdue.COMPILED, shape)
        self.given(servers=servers, times=times, served=np.zeros(shape), own=np.zeros(shape), share=self.share)

    def again(self, row: int) -> None:
        """Work it out again, for what the arrays hold now, and `then` from a row on."""
        first, last = span(overdue.COMPILED, self._size)
        self.kernel.usual(first, last, row * (last - first))
        self.kernel.certain(first, last, row * (last - first))
