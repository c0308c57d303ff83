"""Calls as streams: links to the same callee under the same policy are one, however many callers they have."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.simulation.network import Link, Network

CLASSES = 8
"""So many attempts are told apart; whatever is tried more often, repeats the last of them in proportion."""


class Streams(NamedTuple):
    """The streams by row, each with one of its `links`; `of_link` is the row of every link.

    `place` is the callee, `caller` the caller of one that is on its own. Stations × streams: `reaches` tells where calls go. By
    link: `callers`, whether it is `needed` and must not fail, and `weights`, the calls of a request, the same in all of a stream;
    in its `turn` a link is made, in that of its first one a group.
    """

    links: tuple[Link, ...]
    of_link: Places
    place: Places
    reaches: "csr_matrix[np.float64]"
    caller: Places
    callers: Places
    needed: NDArray[np.bool_]
    turn: Places
    weights: Array
    calls: Array
    probability: Array

    @property
    def classes(self) -> int:
        """How many attempts are told apart."""
        return max(map(told_apart, self.links), default=1)

    @property
    def chance(self) -> Array:
        """Return the chance that a request makes a call, or any of several; and where less than one, how many it makes."""
        return self.probability * np.minimum(self.calls, 1.0)

    def share_of_links(self, asking: Array) -> Array:
        """Return which share of its stream each link makes, where so many requests are `asking` by link."""
        alone = np.bincount(self.of_link, minlength=len(self.links))[self.of_link].reshape(-1, 1) == 1
        together = np.zeros((len(self.links), asking.shape[1]))
        np.add.at(together, self.of_link, asking)
        return np.where(alone, 1.0, asking / np.maximum(together[self.of_link], 1e-200))


def told_apart(link: Link) -> int:
    """Return how many attempts of a call are told apart."""
    return int(min(CLASSES, link.attempts))


def waiting(link: Link) -> tuple[float, int]:
    """Return by what the rows of streams are ordered: how long a caller waits, how often."""
    return link.timeout_s, told_apart(link)


def streams(network: Network, apart: frozenset[int]) -> Streams:
    """Return the streams of a network; links in `apart`, and those whose policy remembers their caller, are on their own."""
    grouped = {member for group in network.groups for member in group.members if member >= 0}
    all_links = network.links
    of_link, links = _rows(all_links, apart | grouped)
    callers = np.array([link.caller for link in all_links], dtype=np.intp)
    weights = np.array([0.0 if link.primary >= 0 else link.calls * link.probability for link in all_links])
    needed = [link.hard and link.primary < 0 and place not in grouped for place, link in enumerate(all_links)]
    shape = (len(network.stations), len(links))
    place = np.array([link.callee for link in links], dtype=np.intp)
    return Streams(
        links=links,
        of_link=of_link,
        place=place,
        reaches=csr_matrix((np.ones(len(links)), (place, np.arange(len(links)))), shape=shape),
        caller=np.array([link.caller for link in links], dtype=np.intp),
        callers=callers,
        needed=np.array(needed, dtype=np.bool_),
        turn=_turns(network),
        weights=column(weights),
        calls=column([link.calls for link in links]),
        probability=column([link.probability for link in links]),
    )


def _turns(network: Network) -> Places:
    turns: Places = np.arange(len(network.links))
    for group in network.groups:
        if group.outermost:
            turns[network.links_of(group)] = network.links_of(group)[0]
    return turns


def _rows(links: tuple[Link, ...], apart: set[int] | frozenset[int]) -> tuple[Places, tuple[Link, ...]]:
    """Return the stream of each link, and one link of each stream.

    By timeout, so that who waits equally long is a slice of one ring, and by how many attempts are told apart; then by callee,
    each of which has its first one before any other, so that callees which are ordered alike are next to one another, too.
    """
    keys = [
        (place,) if place in apart or _remembers(link) else (-1, link.callee, _policy(link)) for place, link in enumerate(links)
    ]
    first: dict[tuple[object, ...], int] = {}
    for place, key in enumerate(keys):
        first.setdefault(key, place)
    seen: set[int] = set()
    order = []
    for place in sorted(first.values(), key=lambda place: (waiting(links[place]), place)):
        link = links[place]
        order.append((waiting(link), link.callee in seen, link.callee, place))
        seen.add(link.callee)
    chosen = [place for *_, place in sorted(order)]
    rows = {keys[place]: row for row, place in enumerate(chosen)}
    return np.array([rows[key] for key in keys], dtype=np.intp), tuple(links[place] for place in chosen)


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
