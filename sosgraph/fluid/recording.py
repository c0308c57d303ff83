"""Courses, as a system in motion leaves them behind."""

from collections.abc import Sequence

import numpy as np

from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.system import System
from sosgraph.simulation.course import Course

_CHANNELS = 11
_CROWDED = 1.25
_FEWEST = 1e-9  # callers


class Recording:
    """Means of what happens, over `sampled` steps each."""

    def __init__(self, system: System, sampled: int) -> None:
        self._system, self._sampled = system, sampled
        self._kept: list[list[Array]] = []
        self._steps = 0
        self._some = any(each.rows.size for each in (system.hedges, system.leases, system.health))

    def note(self) -> None:
        """Take down the step just made."""
        now = self._now()
        if self._steps % self._sampled:
            for kept, each in zip(self._kept[-1], now, strict=True):
                kept += each
        else:
            self._kept.append([each.copy() for each in now])
        self._steps += 1

    def _now(self) -> list[Array]:
        """Return what a course has of the whole, by station, stream, link, and of few rows: 3, 4, 3, 1 and 3 arrays.

        The last ones are left out where no row has them.
        """
        system = self._system
        whole = (system.entering, system.good, system.bad)
        refused, again = system.offered * (1 - system.flow.accepted), system.at_once
        offered, retried = system.offered, system.retried
        if again.rows.size:
            offered, refused, retried = offered + again.there, refused + again.there, retried + again.repeated
        stations = (offered, system.flow.served, system.there(), refused)
        streams = (retried, system.attempts.given_up, system.hits)
        return [
            *(each.sum(axis=0) for each in whole),
            *stations,
            *streams,
            system.calls.asking,
            *(self._few() if self._some else ()),
        ]

    def _few(self) -> tuple[Array, Array, Array]:
        """Return what only those rows have that are hedged, hold leases or are checked."""
        system = self._system
        hedged = system.hedges.rows
        copied: Array = np.maximum(system.reaching[hedged] - system.sent[hedged], 0.0)
        return copied, system.leases.again, system.health.away

    def crowded(self) -> bool:
        """Tell whether more were in a station than those who call it can have sent, and numbers there still go up and down.

        Of those who were sent, each waits, or gave up before. More there are where a step is long against the time that threads
        are held: all are sent, again and again, before anybody notices that they wait; and then nobody is. After a sudden change
        that passes.
        """
        streams, step_s, populations = self._system.streams, self._system.step_s, self._system.stations.population
        given_up, most = np.zeros(populations.shape), _CROWDED * populations
        crowded = np.zeros(self._system.offered.shape, dtype=np.bool_)
        for kept in self._kept:
            given_up = given_up + streams.reaches @ kept[8] * step_s
            crowded |= kept[5] > self._sampled * (most + given_up)
        return bool((crowded & (self._swings() > 0)).any())

    def swing(self) -> float:
        """Return by what share of its callers the number in a station still goes up and down at the end; below a quarter: 0."""
        return float(self._swings().max(initial=0.0))

    def _swings(self) -> Array:
        """Return it by station and scenario."""
        number = np.array([kept[5] for kept in self._kept[-max(len(self._kept) // 4, 2) :]]) / self._sampled
        swing, ways = np.ptp(number, axis=0), np.abs(np.diff(number, axis=0)).sum(axis=0)
        share = swing / np.maximum(self._system.stations.population, _FEWEST)
        return np.where((share > 0.25) & (ways > 3 * swing), share, 0.0)

    def course(self, column: int) -> Course:
        """Return the course of one scenario."""
        system, scale = self._system, 1 / self._sampled
        times = [(place + 1) * self._sampled * system.step_s for place in range(len(self._kept))]
        means = [np.array([kept[place][..., column] for kept in self._kept]).T * scale for place in range(len(self._kept[0]))]
        arriving, good, bad, offered, served, number, refused, retries, timeouts, hits, asking = means[:_CHANNELS]
        copied, lapsed, away = means[_CHANNELS:] or [np.zeros((0, len(times)))] * 3
        of_link = system.streams.of_link
        link = np.zeros(len(system.streams.links), dtype=np.intp)  # of a stream: the only one, where second copies are sent
        link[of_link] = np.arange(len(of_link))
        share = system.streams.share_of_links(asking[system.calls.place])
        return Course(
            times,
            arriving.tolist(),
            good.tolist(),
            bad.tolist(),
            offered.tolist(),
            served.tolist(),
            number.tolist(),
            refused.tolist(),
            (retries[of_link] * share).tolist(),
            (timeouts[of_link] * share).tolist(),
            hits[of_link].tolist(),
            copied=_by_place(link[system.hedges.rows], copied),
            lapsed=_by_place(system.leases.rows, lapsed),
            away=_by_place(system.health.rows, away),
        )


def _by_place(places: Places, rows: Array) -> dict[int, Sequence[float]]:
    """Return rows by the position that each belongs to; of several that belong to one, their sum."""
    found: dict[int, Array] = {}
    for place, row in zip(places.tolist(), rows, strict=True):
        found[place] = found[place] + row if place in found else row
    return {place: row.tolist() for place, row in found.items()}
