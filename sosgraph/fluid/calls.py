"""What stations pass on to those that they call, and what comes back, over all streams at once; both speeds add in one order."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, Small, spread
from sosgraph.fluid.calling import COMPILED, answered, made, offered, safe
from sosgraph.fluid.cells import as_cells, bounded
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
        order = np.lexsort((needed[each] == 0, rows[each]))
        each, again = each[order], again[order]
        self._callers, self._rows = rows[each], asks.shape[0]
        self._starts = _int(np.concatenate([[0], np.cumsum(np.bincount(self._callers, minlength=self._rows))]))
        self._needs = _int(np.bincount(self._callers[needed[each] > 0], minlength=self._rows))
        self._streams, self._weights = _int(asks.indices[each]), np.where(again, 0.0, asks.data[each])
        self._callees, self._columns, self._of = _int(streams.place), columns, streams
        self._chance, self._safe = spread(streams.chance, columns), np.zeros((len(streams.links), columns))
        self._needed = np.flatnonzero(needed[each] > 0)

    def made(self, started: Array, calls: Array) -> None:
        """Put into `calls` how many are made by stream, where requests are `started` by station."""
        if COMPILED:
            arcs = (self._starts, self._streams, self._weights)
            made(self._columns, *arcs, started.reshape(-1), calls.reshape(-1))
        else:
            terms = self._weights.reshape(-1, 1) * started.take(self._callers, axis=0)
            calls[...] = bounded(_added(self._streams, terms, calls))

    def offered(self, sent: Array, entering: Array, arriving: Array) -> None:
        """Put into `arriving` by station what is `sent` by stream, and `entering` from outside."""
        if COMPILED:
            given = (sent.reshape(-1), entering.reshape(-1))
            offered(self._columns, self._callees, *given, arriving.reshape(-1))
        else:
            arriving[...] = bounded(_added(self._callees, sent, arriving) + entering)

    def answered(self, lost: Array, takes_s: Array, sound: Array, held_s: Array, working: Array) -> None:
        """Put into `held_s` by station how long its calls take, and into `working` which share of requests loses none it needs.

        Calls are `lost` with this chance by stream; a share of requests is `sound` otherwise.
        """
        known = (self._chance, self._of.any_lost(lost), self._safe)
        safe(*(as_cells(each, COMPILED) for each in known))
        if COMPILED:
            given = [each.reshape(-1) for each in (self._weights, takes_s, self._safe, sound, held_s, working)]
            arcs = (self._starts, self._needs, self._streams)
            answered(self._columns, *arcs, *given)
        else:
            terms = self._weights.reshape(-1, 1) * takes_s.take(self._streams, axis=0)
            held_s[...] = bounded(_added(self._callers, terms, held_s))
            some, firsts = np.flatnonzero(self._needs), np.cumsum(self._needs) - self._needs
            working[...] = sound
            if some.size:
                chances = self._safe.take(self._streams[self._needed], axis=0)
                working[some] *= np.multiply.reduceat(chances, firsts[some], axis=0)


def _added(rows: Places | Small, values: Array, like: Array) -> Array:
    """Return the sums of the values of each row, one after the other, in the shape of another array."""
    columns = like.shape[1]
    cells = rows.reshape(-1, 1) * columns + np.arange(columns)
    sums = np.bincount(cells.reshape(-1), values.reshape(-1), like.size)
    return np.asarray(sums, dtype=np.float64).reshape(like.shape)


def _int(values: Places) -> Small:
    return values.astype(np.int32)
