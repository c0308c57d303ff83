"""Autoscalers: as many servers as the utilisation asks for, some time later."""

from sosgraph.requests.controls import after, resize
from sosgraph.requests.state import Place
from sosgraph.requests.system import System
from sosgraph.simulation.network import USELESS, Scaler


class Autoscaler:
    """Holds the utilisation of a station at its target by its concurrency; see `network.Scaler`."""

    def __init__(self, system: System, scaler: Scaler, least_s: float) -> None:
        """Order nothing yet; `least_s` is for how long it measures at least."""
        self._system, self._scaler, self._place = system, scaler, system.places[scaler.station]
        self._measured_s, waiting = scaler.looks(least_s)
        self._last = self._place.concurrency
        self._ordered = [self._last] * waiting
        self._place.odd = True
        after(system, self._measured_s, self._look)

    def _look(self) -> None:
        """Order what the utilisation asks for, and let begin to work what was ordered long enough ago."""
        place, now = self._place, self._system.engine.now
        resize(self._system, place)
        if place.manned_s > 0.0 and all(self._answers(self._system.places[other]) for other in self._scaler.needs):
            wanted = place.concurrency * min(1.0, place.worked / place.manned_s) / self._scaler.target
            self._last = min(self._scaler.maximum, max(self._scaler.minimum, wanted))
        place.worked = place.manned_s = 0.0
        self._ordered.append(self._last)
        place.concurrency = self._ordered.pop(0)
        resize(self._system, place)
        after(self._system, now + self._measured_s, self._look)

    def _answers(self, place: Place) -> bool:
        """Return whether a station serves anybody, not mostly with errors: it is not stopped, and nobody waits for too long."""
        waits = place.queued and self._system.engine.now - place.queue.next.due > max(self._scaler.lag_s, self._measured_s)
        return place.servers > 0 and 1.0 - place.failing > USELESS and not waits
