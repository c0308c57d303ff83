"""What triggers make of a network, by step and scenario."""

from collections.abc import Sequence

import numpy as np

from sosgraph.errors import BadCall
from sosgraph.fluid.arrays import Places
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.trigger import Trigger

_ON_STATION = frozenset({"outage", "capacity-loss", "load-spike", "cache-flush", "latency", "pause", "error"})
_ON_LINK = frozenset({"outage", "cache-flush", "latency", "error"})


class Conditions:
    """By station: `alive` is the share of servers left, `open` whether it takes requests in; times and shares of triggers.

    By stream: `lost` tells that attempts reach nobody. `flushed` are the cells of the caches to empty in this very step.
    """

    def __init__(self, scenarios: Sequence[Sequence[Trigger]], stations: int, streams: Streams, step_s: float) -> None:
        self._of_link = streams.of_link
        self._callee = streams.place
        self._steps: list[tuple[int, int, int, Trigger]] = []
        for place, triggers in enumerate(scenarios):
            for each in triggers:
                if each.kind not in (_ON_LINK if each.on_link else _ON_STATION):
                    raise BadCall(
                        f"trigger {each.kind!r} on {'a call' if each.on_link else 'a component'}: there is no such thing"
                    )
                start, end = _step(each.start_s, step_s), _step(each.end_s, step_s)
                self._steps.append((start, max(end, start + 1), place, each))
        self._changes = {at for start, end, _, _ in self._steps for at in (start, end)} | {0}
        self._stations = (stations, len(scenarios))
        self._streams = (len(streams.links), len(scenarios))

    def at(self, step: int) -> bool:
        """Bring everything up to date for this step; return whether anything changed."""
        if step not in self._changes:
            return False
        self.alive, self.open = np.ones(self._stations), np.ones(self._stations)
        self.factor, self.working = np.ones(self._stations), np.ones(self._stations)
        self.delay_s, self.link_delay_s = np.zeros(self._stations), np.zeros(self._streams)
        self.lost, self.link_working = np.zeros(self._streams), np.ones(self._streams)
        self.flushed: list[tuple[Places, int, float]] = []
        for start, end, column, trigger in self._steps:
            if start <= step < end:
                self._apply(trigger, column, start == step)
        self.down = np.where(self.alive * self.open > 0, 0.0, 1.0)
        self.disturbed = bool(self.down.any() or self.lost.any())
        self.erring, self.pausing = bool((self.link_working < 1).any()), bool((self.open < 1).any())
        self.delaying = bool(self.delay_s.any() or self.link_delay_s.any())
        self.meddling = self.disturbed or self.erring or self.delaying
        return True

    def _apply(self, trigger: Trigger, column: int, begins: bool) -> None:
        place = int(self._of_link[trigger.place]) if trigger.on_link else trigger.place
        match trigger.kind, trigger.on_link:
            case "outage", True:
                self.lost[place, column] = 1.0
            case (("outage" | "pause"), False):
                self.alive[place, column] = 0.0
                self.open[place, column] = float(trigger.kind == "outage" and self.open[place, column])
            case "capacity-loss", _:
                self.alive[place, column] *= 1 - trigger.share
            case "load-spike", _:
                self.factor[place, column] *= trigger.factor
            case "latency", on_link:
                (self.link_delay_s if on_link else self.delay_s)[place, column] += trigger.delay_s
            case "error", on_link:
                (self.link_working if on_link else self.working)[place, column] *= 1 - trigger.share
            case "cache-flush", on_link if begins:
                rows = np.array([place]) if on_link else np.flatnonzero(self._callee == place)
                self.flushed.append((rows, column, 1 - trigger.share))


def _step(time_s: float, step_s: float) -> int:
    return round(min(time_s / step_s, 2.0**52))
