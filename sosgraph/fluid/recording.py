"""Courses, as a system in motion leaves them behind."""

import numpy as np

from sosgraph.fluid.arrays import Array
from sosgraph.fluid.system import System
from sosgraph.simulation.course import Course


class Recording:
    """Means of what happens, over `sampled` steps each."""

    def __init__(self, system: System, sampled: int) -> None:
        self._system, self._sampled = system, sampled
        self._kept: list[list[Array]] = []
        self._steps = 0

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
        """Return what a course has of the whole, by station, and by stream: three, five and four arrays, as they are now."""
        system = self._system
        whole = (system.entering, system.good, system.bad)
        refused, again = system.offered * (1 - system.flow.accepted), system.at_once
        offered, retried = system.offered, system.retried
        if again.rows.size:
            offered, refused, retried = offered + again.there, refused + again.there, retried + again.repeated
        stations = (offered, system.flow.served, system.there(), refused, system.started)
        streams = (retried, system.attempts.given_up, system.hits, system.first)
        return [*(each.sum(axis=0) for each in whole), *stations, *streams]

    def course(self, column: int) -> Course:
        """Return the course of one scenario."""
        system, scale = self._system, 1 / self._sampled
        times = [(place + 1) * self._sampled * system.step_s for place in range(len(self._kept))]
        means = [np.array([kept[place][..., column] for kept in self._kept]).T * scale for place in range(12)]
        arriving, good, bad, offered, served, number, refused, started, retries, timeouts, hits, first = means
        of_link = system.streams.of_link
        share = system.streams.share_of_links(started, first)
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
        )
