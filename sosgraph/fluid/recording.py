"""Courses, as a system in motion leaves them behind."""

from typing import NamedTuple

import numpy as np

from sosgraph.fluid.arrays import Array
from sosgraph.fluid.system import System
from sosgraph.simulation.course import Course


class _Means(NamedTuple):
    """Sums, and in the end means, over the steps between two times: of the whole, by station, and by link."""

    whole: Array
    stations: Array
    links: Array


class Recording:
    """Means of what happens, over `sampled` steps each."""

    def __init__(self, system: System, sampled: int) -> None:
        self._system, self._sampled = system, sampled
        self._kept: list[_Means] = []
        self._steps = 0

    def note(self) -> None:
        """Take down the step just made."""
        now = self._now()
        if self._steps % self._sampled:
            for kept, each in zip(self._kept[-1], now, strict=True):
                kept += each
        else:
            self._kept.append(now)
        self._steps += 1

    def _now(self) -> _Means:
        system = self._system
        whole = np.stack([each.sum(axis=0) for each in (system.entering, system.good, system.bad)])
        stations = np.stack(
            [system.offered, system.flow.served, system.stations.number, system.offered * system.flow.refused, system.started]
        )
        links = np.stack([system.retried, system.attempts.given_up, system.hits, system.first])
        return _Means(whole, stations, links)

    def course(self, column: int) -> Course:
        """Return the course of one scenario."""
        system, scale = self._system, 1 / self._sampled
        times = [(place + 1) * self._sampled * system.step_s for place in range(len(self._kept))]
        arriving, good, bad = np.array([kept.whole[:, column] for kept in self._kept]).T * scale
        stations = np.array([kept.stations[:, :, column] for kept in self._kept]).transpose(1, 2, 0) * scale
        offered, served, number, refused, started = stations
        retries, timeouts, hits, first = np.array([kept.links[:, :, column] for kept in self._kept]).transpose(1, 2, 0) * scale
        streams = system.streams
        share = streams.share_of_links(started, first)
        return Course(
            times,
            arriving.tolist(),
            good.tolist(),
            bad.tolist(),
            offered.tolist(),
            served.tolist(),
            number.tolist(),
            refused.tolist(),
            (retries[streams.of_link] * share).tolist(),
            (timeouts[streams.of_link] * share).tolist(),
            hits[streams.of_link].tolist(),
        )
