"""Calls as streams: links to the same callee under the same policy are one, however many callers they have."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.simulation.network import Link, Network

CLASSES = 8
"""So many attempts are told apart; whatever is tried more often, repeats the last of them in proportion."""


class Streams(NamedTuple):
    """The streams by row, each with one of its `links`; `of_link` is the row of every link.

    `asks` (stations × streams) holds the calls of a request, `needs` how many links must not fail. `place` is the callee.
    """

    links: tuple[Link, ...]
    of_link: Places
    place: Places
    issued: "csr_matrix[np.float64]"
    asks: "csr_matrix[np.float64]"
    reaches: "csr_matrix[np.float64]"
    needs: "csr_matrix[np.float64]"
    caller: Places
    callers: Places
    weights: Array
    calls: Array
    probability: Array
    several: bool

    @property
    def classes(self) -> int:
        """How many attempts are told apart."""
        return min(CLASSES, max((link.attempts for link in self.links), default=1))

    def chance(self, lost: Array) -> Array:
        """Return the chance that a request loses one of its calls or more, where each is lost with the chance `lost`."""
        if not self.several:
            return self.probability * self.calls * lost
        return self.probability * np.where(self.calls > 1, 1 - (1 - lost) ** self.calls, self.calls * lost)

    def share_of_links(self, started: Array, first: Array) -> Array:
        """Return which share of its stream each link makes, where stations start requests and streams make first tries."""
        alone = np.bincount(self.of_link, minlength=len(self.links))[self.of_link].reshape(-1, 1) == 1
        made = self.weights * started[self.callers]
        return np.where(alone, 1.0, made / np.maximum(first[self.of_link], 1e-300))


def streams(network: Network, apart: frozenset[int]) -> Streams:
    """Return the streams of a network; links in `apart`, and those whose policy remembers their caller, are on their own."""
    grouped = {member for group in network.groups for member in group.members if member >= 0}
    keys = [
        (place,) if place in apart or place in grouped or _remembers(link) else (-1, link.callee, _policy(link))
        for place, link in enumerate(network.links)
    ]
    order = sorted(range(len(keys)), key=lambda place: (network.links[place].timeout_s, place))  # by delay: slices of one ring
    rows: dict[tuple[object, ...], int] = {}
    for place in order:
        rows.setdefault(keys[place], len(rows))
    of_link = np.array([rows[key] for key in keys], dtype=np.intp)
    chosen: dict[int, Link] = {}
    for place in order:
        chosen.setdefault(rows[keys[place]], network.links[place])
    links = tuple(chosen[row] for row in range(len(rows)))
    callers = np.array([link.caller for link in network.links], dtype=np.intp)
    weights = np.array([0.0 if link.primary >= 0 else link.calls * link.probability for link in network.links])
    needed = np.array(
        [float(link.hard and link.primary < 0 and place not in grouped) for place, link in enumerate(network.links)]
    )
    caller = np.array([link.caller for link in links], dtype=np.intp)
    shape = (len(network.stations), len(rows))
    asks = csr_matrix((weights, (callers, of_link)), shape=shape)
    callee = np.array([link.callee for link in links], dtype=np.intp)
    reaches = csr_matrix((np.ones(len(rows)), (callee, np.arange(len(rows)))), shape=shape)
    needs = csr_matrix((needed, (callers, of_link)), shape=shape)
    needs.eliminate_zeros()
    calls, chances = column([link.calls for link in links]), column([link.probability for link in links])
    issued = asks.T.tocsr()
    return Streams(
        links,
        of_link,
        callee,
        issued,
        asks,
        reaches,
        needs,
        caller,
        callers,
        column(weights),
        calls,
        chances,
        bool((calls > 1).any()),
    )


def _remembers(link: Link) -> bool:
    return bool(
        link.budget is not None
        or link.breaker >= 0
        or link.cache is not None
        or link.fallback >= 0
        or link.primary >= 0
        or np.isfinite(link.throttle)
        or np.isfinite(link.hedge_s)
        or link.warm_up
    )


def _policy(link: Link) -> Link:
    """Return what the course of an attempt depends on, and how many calls a request needs; not who calls."""
    return link._replace(caller=0)
