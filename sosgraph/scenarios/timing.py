"""For how long a system is simulated: calm at first, then what happens, then as long as it may take to come back."""

from bisect import bisect_left
from math import inf, isinf, sqrt
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_duration
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.demand import demand

_ROUND_S = (10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0, 1800.0, 3600.0)
_TIMEOUTS, _RELAXATIONS, _LAGS = 10, 10, 2
MOST_S = 7200.0
"""How long a run goes on after what happens at most; longer ones would take longer steps than what is before bears."""
BACKLOG = ("outage", "pause", "capacity-loss", "load-spike")
"""What leaves requests behind that are worked off afterwards."""
_WATCHED, _LAGS_WATCHED, _LEAST_S, _MOST_S = 3, 5, 120.0, 600.0
LONGEST_S = 3600.0
"""After how long nobody waits any more for a system that gets better."""


class Timing(NamedTuple):
    """Seconds of simulated time: `calm_s` before 0, the end of what happens, and `until_s` when the run ends, both after 0.

    `open` tells that it may be longer, where the system still gets better at its end. The first of what happens does so at
    `first_s`.
    """

    calm_s: float
    end_s: float
    until_s: float
    open: bool = False
    first_s: float = 0.0

    @property
    def whole_s(self) -> float:
        """How long the run is."""
        return self.calm_s + self.until_s


def calm_s(architecture: Architecture, network: Network) -> float:
    """Return how long the system runs before anything happens, so that what is seen then is its steady state.

    Ten of the longest timeouts, ten times the relaxation time of the queue that takes longest, as of M/M/1:
    1 / (rate (1 - √utilisation)²), and two of the longest lags of autoscalers; at most an hour.
    """
    found = architecture.once(demand)
    longest = max((link.timeout_s for link in network.links if not isinf(link.timeout_s)), default=0.0)
    relaxing = 0.0
    for station, offered in zip(network.stations, found.offered, strict=True):
        relaxing = max(relaxing, 3 * station.service_s)
        if 0 < offered < station.per_s < inf:
            relaxing = max(relaxing, 1 / (station.per_s * (1 - sqrt(offered / station.per_s)) ** 2))
    return _rounded(max(_TIMEOUTS * longest, _RELAXATIONS * relaxing, _LAGS * _lag_s(network)))


def timing(architecture: Architecture, network: Network, triggers: tuple[Trigger, ...], until_s: float | None) -> Timing:
    """Return the timing of a run with `triggers`, whose times count from 0, and that ends at `until_s` where that is given.

    Else it is watched for three times as long as spare capacity takes to work off what arrives meanwhile, for two minutes at
    least and ten at first, or for five lags of an autoscaler, which may save it; and longer as long as it gets better.
    """
    calm = calm_s(architecture, network)
    end_s = max((each.start_s if isinf(each.end_s) else each.end_s for each in triggers), default=0.0)
    first_s = min((each.start_s for each in triggers), default=0.0)
    if until_s is not None:
        if until_s - end_s > MOST_S:
            most = f"{format_duration(MOST_S)} is the most after what happens"
            raise BadCall(f"until {format_duration(until_s)} is too long to see anything in; {most}")
        if until_s <= end_s:
            message = f"what happens is over {format_duration(end_s)} after the beginning, which leaves no time to come back"
            raise BadCall(f"{message} until {format_duration(until_s)}; give more time, or name other scenarios")
        return Timing(calm, end_s, until_s, first_s=first_s)
    lasting = sum(each.duration_s for each in triggers if each.kind in BACKLOG and not isinf(each.duration_s))
    watched = min(_MOST_S, max(_LEAST_S, _WATCHED * _recovery_s(architecture, network, lasting)))
    return Timing(calm, end_s, end_s + _rounded(max(watched, _LAGS_WATCHED * _lag_s(network))), True, first_s)


def _lag_s(network: Network) -> float:
    """Return the longest time that an autoscaler takes to act."""
    return max((scaler.lag_s for scaler in network.scalers), default=0.0)


def _recovery_s(architecture: Architecture, network: Network, lasting_s: float) -> float:
    """Return how long the slowest station takes for what arrives in `lasting_s`, besides what it is asked meanwhile.

    That is backlog / (capacity - load (1 + b)) with the largest retry budget b of its callers.
    """
    found = architecture.once(demand)
    budgets = [0.0] * len(network.stations)
    for link in network.links:
        if link.budget is not None and link.attempts > 1:
            budgets[link.callee] = max(budgets[link.callee], link.budget)
    longest = 0.0
    for station, offered, budget in zip(network.stations, found.offered, budgets, strict=True):
        spare = station.per_s - offered * (1 + budget)
        if 0 < offered < inf and 0 < spare < inf:
            longest = max(longest, offered * lasting_s / spare)
    return longest


def _rounded(seconds: float) -> float:
    """Return the next longer time that people would say, of an hour at most."""
    return _ROUND_S[min(bisect_left(_ROUND_S, seconds), len(_ROUND_S) - 1)]


def round_step_s(seconds: float) -> float:
    """Return the next longer step of 1, 2 or 5 times a power of ten."""
    step = 1e-6
    while True:
        for digit in (1, 2, 5):
            if digit * step >= seconds * (1 - 1e-9):
                return digit * step
        step *= 10
