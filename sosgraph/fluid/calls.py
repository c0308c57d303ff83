"""What stations pass on to those that they call, and what comes back, over all streams at once; both speeds add in one order."""

import numpy as np

from sosgraph.fluid.arrays import MOST, SURE, Array, Places, Small
from sosgraph.fluid.calling import COMPILED, Calling
from sosgraph.fluid.cells import Given, bounded, cells_of, least
from sosgraph.fluid.streams import Streams


class Calls:
    """The calls of the requests of each station, in their turn: who has lost one that is needed, makes no other.

    So many requests a second are `asking` by link, which is at a `place` among them; the `last` streams tell of groups.
    """

    def __init__(self, streams: Streams, last: Places, columns: int) -> None:
        callers, places = streams.callers, streams.of_link
        stations, by_stream = streams.reaches.shape[0], (len(streams.links), columns)
        needed = np.zeros((len(streams.links), 1), dtype=np.bool_)
        self._weights = np.zeros((len(streams.links), 1))
        needed[places, 0], self._weights[places] = streams.needed, streams.weights
        self._calls = np.where(needed, np.maximum(streams.calls, 1.0), 1.0)
        whole = np.minimum(self._calls, MOST).astype(np.int64)
        self._whole = [whole >> digit & 1 == 1 for digit in reversed(range(int(whole.max(initial=1)).bit_length()))]
        self._several, self._made = bool((self._calls > 1).any()), self._weights
        self._chance = np.where(needed, streams.chance, 0.0)
        self._chance[last] = 1.0
        self._callees = _int(streams.place)
        called, by_callee, calls = _grouped(places, len(streams.links), callers)
        self._rows, order, counts = _grouped(callers, stations, streams.turn)
        self._counts, self._callers, self._streams = counts, callers[order], _int(places[order])
        self.place: Places = np.argsort(order)
        self._asked, self._by = self.place[by_callee], places[by_callee]
        self.asking = np.zeros((len(callers), columns))
        kernel = self._kernel = Calling()
        kernel.columns, kernel.callees, kernel.pairs = columns, self._callees, np.zeros(2 * len(streams.links) * columns)
        kernel.in_order = np.array_equal(self._callees, np.arange(len(self._callees)))
        kernel.rows, kernel.starts, kernel.streams, kernel.asked = self._rows, _starts(counts), self._streams, _int(self._asked)
        kernel.called, kernel.caller_starts = called, _starts(calls)
        self._give, self._give_streams = Given(kernel, COMPILED, (stations, columns)), Given(kernel, COMPILED, by_stream)
        self._give_streams(chance=self._chance, weights=self._weights)
        Given(kernel, COMPILED, self.asking.shape)(asking=self.asking)

    def made(self, calls: Array) -> None:
        """Put into `calls` how many are made by stream, of requests that started in the step before."""
        if COMPILED:
            self._give_streams(calls=calls)
            self._kernel.make()
        else:
            calls[...] = bounded(self._made * _added(self._by, self.asking[self._asked], calls))

    def offered(self, sent: Array, entering: Array, arriving: Array) -> None:
        """Put into `arriving` by station what is `sent` by stream, and `entering` from outside."""
        if COMPILED:
            self._give_streams(sent=sent)
            self._give(entering=entering, arriving=arriving)
            self._kernel.offer()
        else:
            arriving[...] = bounded(_added(self._callees, sent, arriving) + entering)

    def answered(self, lost: Array, takes_s: Array, sound: Array, started: Array, held_s: Array, working: Array) -> None:
        """Put into `held_s` by station how long its calls take, and into `working` which share of requests loses none it needs.

        Calls are `lost` with this chance by stream; a share of requests is `sound` otherwise. So many are `started`.
        """
        if self._several:
            lost = self._one_after_another(lost)
        if COMPILED:
            self._give_streams(lost=lost, takes_s=takes_s)
            self._give(sound=sound, started=started, held_s=held_s, working=working)
            self._kernel.answer()
            return
        safe = (1 - least(self._chance * lost, SURE)).take(self._streams, axis=0)
        left, first = np.ones(safe.shape), 0
        working[...] = sound
        for count in np.unique(self._counts[self._counts > 0]):
            rows = self._rows[self._counts == count]
            first = int(np.searchsorted(self._counts, count))
            begin = int(self._counts[:first].sum())
            end = begin + len(rows) * int(count)
            chances = np.multiply.accumulate(safe[begin:end].reshape(len(rows), count, -1), axis=1)
            left[begin:end].reshape(chances.shape)[:, 1:] = chances[:, :-1]
            working[rows] *= chances[:, -1]
        np.multiply(started.take(self._callers, axis=0), left, out=self.asking)
        held_s[...] = bounded(_added(self._callers, left * (self._made * takes_s).take(self._streams, axis=0), held_s))

    def _one_after_another(self, lost: Array) -> Array:
        """Return the chance that any of several calls is lost, after which no more are made; so fewer are, by the same share.

        Of w whole calls and one more with the chance p, of which s are not lost, 1 + s + … + s^(w - 1) + p s^w are made.
        """
        safe = 1 - lost
        made, power = np.zeros(lost.shape), np.ones(lost.shape)
        for odd in self._whole:  # by the digits of w: twice as many, and one more where it is odd
            made, power = made * (1 + power), power * power
            made, power = np.where(odd, 1 + safe * made, made), np.where(odd, safe * power, power)
        made += (self._calls - np.floor(self._calls)) * power
        self._made = self._weights * (made / self._calls)
        self._give_streams(weights=self._made)
        any_lost: Array = lost * made
        return any_lost


def _added(rows: Places | Small, values: Array, like: Array) -> Array:
    """Return the sums of the values of each row, one after the other, in the shape of another array."""
    sums = np.bincount(cells_of(rows, like.shape[1]), values.reshape(-1), like.size)
    return np.asarray(sums, dtype=np.float64).reshape(like.shape)


def _grouped(rows: Places, count: int, second: Places) -> tuple[Small, Places, Places]:
    """Return rows with equally many calls next to one another, in which order that puts all calls, and how many those are by row.

    The calls of a row are ordered by something second, and as they were.
    """
    calls = np.bincount(rows, minlength=count)
    order = np.argsort(calls, kind="stable")
    rank = np.empty(count, dtype=np.intp)
    rank[order] = np.arange(count)
    return _int(order), np.lexsort((second, rank[rows])), calls[order]


def _starts(counts: Places) -> Small:
    return _int(np.concatenate([[0], np.cumsum(counts)]))


def _int(values: Places) -> Small:
    return values.astype(np.int32)
