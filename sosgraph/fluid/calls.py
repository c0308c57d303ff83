"""What stations pass on to those that they call, and what comes back, over all streams at once; both speeds add in one order."""

import numpy as np
from numpy.typing import NDArray

from sosgraph.fluid.arrays import SURE, Array, Places, Small
from sosgraph.fluid.calling import COMPILED, Calling
from sosgraph.fluid.cells import Given, bounded, cells_of, least
from sosgraph.fluid.streams import Streams


class Calls:
    """The calls of the requests of each station, those first that must not fail."""

    def __init__(self, streams: Streams, columns: int) -> None:
        callers, places, needed = streams.callers, streams.of_link, streams.needed
        stations, by_stream = streams.reaches.shape[0], (len(streams.links), columns)
        weights = np.zeros((len(streams.links), 1))
        weights[places] = streams.weights
        self._of, self._chance, self._weights = streams, streams.chance, weights
        self._callees = _int(streams.place)
        self._rows, order, counts = _grouped(callers, stations, ~needed)
        self._callers, self._streams, self._needed = callers[order], _int(places[order]), np.flatnonzero(needed[order])
        self._needs = _int(np.bincount(callers[needed], minlength=stations))[self._rows]
        kernel = self._kernel = Calling()
        kernel.columns, kernel.callees, kernel.pairs = columns, self._callees, np.zeros(2 * len(streams.links) * columns)
        kernel.in_order = np.array_equal(self._callees, np.arange(len(self._callees)))
        kernel.rows, kernel.starts, kernel.needs, kernel.streams = self._rows, _starts(counts), self._needs, self._streams
        kernel.called, order, counts = _grouped(places, len(streams.links), callers)
        self._made_by, self._makers = places[order], _int(callers[order])
        kernel.caller_starts, kernel.callers = _starts(counts), self._makers
        self._give, self._give_streams = Given(kernel, COMPILED, (stations, columns)), Given(kernel, COMPILED, by_stream)
        self._give_streams(chance=self._chance, weights=weights)

    def made(self, started: Array, calls: Array) -> None:
        """Put into `calls` how many are made by stream, where requests are `started` by station."""
        if COMPILED:
            self._give(started=started)
            self._give_streams(calls=calls)
            self._kernel.make()
        else:
            calls[...] = bounded(self._weights * _added(self._made_by, started.take(self._makers, axis=0), calls))

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
            held_s[...] = bounded(_added(self._callers, (self._weights * takes_s).take(self._streams, axis=0), held_s))
            some, firsts = np.flatnonzero(self._needs), np.cumsum(self._needs) - self._needs
            working[...] = sound
            if some.size:
                safe = 1 - least(self._chance * lost, SURE)
                chances = safe.take(self._streams[self._needed], axis=0)
                working[self._rows[some]] *= np.multiply.reduceat(chances, firsts[some], axis=0)


def _added(rows: Places | Small, values: Array, like: Array) -> Array:
    """Return the sums of the values of each row, one after the other, in the shape of another array."""
    sums = np.bincount(cells_of(rows, like.shape[1]), values.reshape(-1), like.size)
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
