"""What stations pass on to those that they call, and what comes back, over all streams at once; both speeds add in one order."""

import numpy as np
from numpy.typing import NDArray

from sosgraph.fluid.arrays import SURE, Array, Places, Small
from sosgraph.fluid.calling import COMPILED, Calling
from sosgraph.fluid.cells import Given, bounded, least
from sosgraph.fluid.streams import Streams


class Calls:
    """The calls of the requests of each station, those first that must not fail.

    Where two links of a station that must not fail are one stream, it is there twice, and called by one of them.
    """

    def __init__(self, streams: Streams, columns: int) -> None:
        asks, needed = streams.asks, streams.needs.data.astype(np.intp)
        rows = np.repeat(np.arange(asks.shape[0]), np.diff(asks.indptr))
        each = np.repeat(np.arange(asks.nnz), np.maximum(needed, 1))
        again = np.diff(each, prepend=-1) == 0
        callers, places, weights = rows[each], asks.indices[each], np.where(again, 0.0, asks.data[each])
        needless = needed[each] == 0
        self._of, self._chance, by_stream = streams, streams.chance, (len(streams.links), columns)
        self._callees = _int(streams.place)
        self._rows, order, counts = _grouped(callers, asks.shape[0], needless)
        self._callers, self._streams, self._weights = callers[order], _int(places[order]), weights[order]
        self._needed = np.flatnonzero(~needless[order])
        self._needs = _int(np.bincount(callers[~needless], minlength=asks.shape[0]))[self._rows]
        kernel = self._kernel = Calling()
        kernel.columns, kernel.callees, kernel.pairs = columns, self._callees, np.zeros(2 * len(streams.links) * columns)
        kernel.in_order = np.array_equal(self._callees, np.arange(len(self._callees)))
        kernel.rows, kernel.starts, kernel.needs = self._rows, _starts(counts), self._needs
        kernel.streams, kernel.weights = self._streams, self._weights
        kernel.called, order, counts = _grouped(places, len(streams.links), callers)
        self._made_by, self._makers, self._made = places[order], _int(callers[order]), weights[order]
        kernel.caller_starts, kernel.callers, kernel.caller_weights = _starts(counts), self._makers, self._made
        self._give, self._give_streams = Given(kernel, COMPILED, (asks.shape[0], columns)), Given(kernel, COMPILED, by_stream)
        self._give_streams(chance=self._chance)

    def made(self, started: Array, calls: Array) -> None:
        """Put into `calls` how many are made by stream, where requests are `started` by station."""
        if COMPILED:
            self._give(started=started)
            self._give_streams(calls=calls)
            self._kernel.make()
        else:
            terms = self._made.reshape(-1, 1) * started.take(self._makers, axis=0)
            calls[...] = bounded(_added(self._made_by, terms, calls))

    def offered(self, sent: Array, entering: Array, arriving: Array) -> None:
        """Put into `arriving` by station what is `sent` by stream, and `entering` from outside."""
        if COMPILED:
            self._give_streams(sent=sent)
            self._give(entering=entering, arriving=arriving)
            self._kernel.offer()
        else:
            arriving[...] = bounded(_added(self._callees, sent, arriving) + entering)

    def answered(self, lost: Array, takes_s: Array, sound: Array, held_s: Array, working: Array) -> None:
        """Put into `held_s` by station how long its calls take, and into `working` which share of requests loses none it needs.

        Calls are `lost` with this chance by stream; a share of requests is `sound` otherwise.
        """
        lost = self._of.any_lost(lost)
        if COMPILED:
            self._give_streams(lost=lost, takes_s=takes_s)
            self._give(sound=sound, held_s=held_s, working=working)
            self._kernel.answer()
        else:
            terms = self._weights.reshape(-1, 1) * takes_s.take(self._streams, axis=0)
            held_s[...] = bounded(_added(self._callers, terms, held_s))
            some, firsts = np.flatnonzero(self._needs), np.cumsum(self._needs) - self._needs
            working[...] = sound
            if some.size:
                safe = 1 - least(self._chance * lost, SURE)
                chances = safe.take(self._streams[self._needed], axis=0)
                working[self._rows[some]] *= np.multiply.reduceat(chances, firsts[some], axis=0)


def _added(rows: Places | Small, values: Array, like: Array) -> Array:
    """Return the sums of the values of each row, one after the other, in the shape of another array."""
    columns = like.shape[1]
    cells = rows.reshape(-1, 1) * columns + np.arange(columns)
    sums = np.bincount(cells.reshape(-1), values.reshape(-1), like.size)
    return np.asarray(sums, dtype=np.float64).reshape(like.shape)


def _grouped(rows: Places, count: int, second: Places | NDArray[np.bool_]) -> tuple[Small, Places, Places]:
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
