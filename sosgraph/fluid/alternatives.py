"""Whom a request asks instead: fallbacks of calls, and members of groups of which some must answer."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Group, Network


class Fallbacks:
    """Calls that are made when all attempts of another one fail; a fallback may have one itself."""

    def __init__(self, network: Network, streams: Streams) -> None:
        first = [(place, link) for place, link in enumerate(network.links) if link.fallback >= 0]
        of = streams.of_link
        self._primary: Places = np.array([of[place] for place, _ in first], dtype=np.intp)
        self.none = np.ones((len(streams.links), 1))
        """By stream, 1 where nothing is asked instead."""
        self.none[self._primary] = 0.0
        self._second: Places = np.array([of[link.fallback] for _, link in first], dtype=np.intp)
        self._coverage = column([link.coverage for _, link in first])
        self._calls = column([network.links[link.fallback].calls for _, link in first])
        depths = [_depth(network, place) for place, _ in first]
        self._in_turn = [np.flatnonzero(np.array(depths) == depth) for depth in sorted(set(depths))]

    def asked(self, first: Array, lost: Array) -> None:
        """Add to the first tries those of fallbacks, of calls that are lost with this chance."""
        for each in self._in_turn:
            primary = self._primary[each]
            first[self._second[each]] = first[primary] * lost[primary] * (self._coverage[each] * self._calls[each])

    def spared(self, attempts_lost: Array, takes_s: Array, before: Array) -> tuple[Array, Array]:
        """Return the chance that a call is lost though its fallback is asked, and the time that both take.

        `before` is that chance in the step before, which a fallback of a fallback reads.
        """
        if not self._primary.size:
            return attempts_lost, takes_s
        lost, takes_s = attempts_lost.copy(), takes_s.copy()
        asked = attempts_lost[self._primary] * self._coverage
        lost[self._primary] = attempts_lost[self._primary] * (1 - self._coverage * (1 - before[self._second]))
        takes_s[self._primary] += asked * self._calls * takes_s[self._second]
        return lost, takes_s


class Groups:
    """Groups of calls of which `need` must do: so many are asked, in turn, and another one for each that is lost.

    By outermost group, the stream of its `last` link: with that one it is decided.
    """

    def __init__(self, network: Network, streams: Streams) -> None:
        groups, links = network.groups, len(streams.links)
        members = [[links + ~each if each < 0 else int(streams.of_link[each]) for each in group.members] for group in groups]
        kinds: dict[tuple[int, int, int], list[int]] = {}
        for place, level in enumerate(_levels(groups)):
            kinds.setdefault((level, groups[place].need, len(members[place])), []).append(place)
        self._kinds = [
            (need, np.array(places, dtype=np.intp) + links, np.array([members[place] for place in places], dtype=np.intp))
            for (_, need, _), places in sorted(kinds.items())
        ]
        self._links, self._all = links, links + len(groups)
        outermost = [place for place, group in enumerate(groups) if group.outermost]
        last = [int(streams.of_link[network.links_of(groups[place])[-1]]) for place in outermost]
        self.last: Places = np.array(last, dtype=np.intp)
        self._outermost = np.array(outermost, dtype=np.intp) + links
        rows, shares, roots = _calls(groups, members, links, outermost)
        self._rows: Places = np.array(rows, dtype=np.intp)
        self._share, self._roots = column(shares), np.array(roots, dtype=np.intp)
        self._together = csr_matrix((np.ones(len(rows)), (roots, np.arange(len(rows)))), shape=(len(groups), len(rows)))
        self._others = np.maximum(self._together.sum(axis=1)[self._roots].reshape(-1, 1) - 1, 1.0)

    def asked(self, flow: Array, lost: Array) -> Array:
        """Return a flow of calls, or what becomes of them, with that share of members that is asked; others are lost as given."""
        if not self._rows.size:
            return flow
        own = lost[self._rows]
        others = (self._together @ own)[self._roots] - own
        asked = flow.copy()
        asked[self._rows] *= self._share + (1 - self._share) * np.clip(np.asarray(others) / np.asarray(self._others), 0.0, 1.0)
        return asked

    def settled(self, lost: Array) -> Array:
        """Return the chances that calls are lost, of the last in a group the chance that too few of its members do."""
        if not self._kinds:
            return lost
        good = np.ones((self._all, lost.shape[1]))
        good[: self._links] = 1 - lost
        for need, places, members in self._kinds:
            good[places] = _at_least(need, good[members])
        settled = lost.copy()
        settled[self.last] = 1 - good[self._outermost]
        return settled


def _depth(network: Network, link: int) -> int:
    """Return of how many other calls, one after the other, this one is a fallback."""
    depth = 0
    while network.links[link].primary >= 0 and depth < len(network.links):
        link, depth = network.links[link].primary, depth + 1
    return depth


def _at_least(need: int, chances: Array) -> Array:
    """Return the chance that `need` or more of independent events happen; groups × members × scenarios."""
    exactly = [np.ones_like(chances[:, 0])] + [np.zeros_like(chances[:, 0]) for _ in range(need)]
    for place in range(chances.shape[1]):
        one = chances[:, place]
        exactly[need] = exactly[need] + exactly[need - 1] * one if need else exactly[need]  # the last one: so many or more
        for count in range(need - 1, -1, -1):
            exactly[count] = exactly[count] * (1 - one) + (exactly[count - 1] * one if count else 0.0)
    return np.clip(exactly[need], 0.0, 1.0)


def _levels(groups: Sequence[Group]) -> list[int]:
    """Return how many groups are nested in each, one in another."""
    levels = [0] * len(groups)
    for place in range(len(groups) - 1, -1, -1):
        levels[place] = 1 + max((levels[~each] for each in groups[place].members if each < 0), default=0)
    return levels


def _calls(
    groups: Sequence[Group], members: Sequence[Sequence[int]], links: int, outermost: Sequence[int]
) -> tuple[list[int], list[float], list[int]]:
    """Return the streams in groups, the share of requests that ask each at first, and the outermost group of each."""
    rows, shares, roots = [], [], []
    for root in outermost:
        waiting = [(root, 1.0)]
        while waiting:
            place, share = waiting.pop()
            part = share * groups[place].need / len(members[place])
            for each in members[place]:
                if each >= links:
                    waiting.append((each - links, part))
                else:
                    rows.append(each)
                    shares.append(part)
                    roots.append(root)
    return rows, shares, roots
