"""What happens to a running system from outside, and for how long: the triggers of a simulation."""

from math import inf
from typing import NamedTuple


class Trigger(NamedTuple):
    """From `start_s` for `duration_s` seconds, something happens to station or link `place` (`on_link` tells which).

    * `outage`: the station serves nothing, requests wait; a link: every attempt is lost until it times out.
    * `capacity-loss`: the share `share` of the station's servers is gone.
    * `load-spike`: `factor` times as much arrives from outside at the station.
    * `cache-flush`: at `start_s`, the share `share` of the cached answers of the link (of all links to the station) is gone.
    * `latency`: every answer of the station, or on the link, takes `delay_s` longer.
    * `pause`: the station serves nothing and takes nothing in; what would have arrived comes at once afterwards (burst).
    * `error`: the share `share` of what the station serves is answered with an error.
    """

    kind: str
    place: int
    on_link: bool = False
    start_s: float = 0.0
    duration_s: float = inf
    share: float = 1.0
    factor: float = 1.0
    delay_s: float = 0.0

    @property
    def end_s(self) -> float:
        """When it is over."""
        return self.start_s + self.duration_s
