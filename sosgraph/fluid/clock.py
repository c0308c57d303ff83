"""How long a step is: short against every delay of the network, but no shorter than there is time for."""

from collections.abc import Sequence
from math import ceil, floor, inf
from typing import NamedTuple

from sosgraph.simulation.network import LOOKS, Network
from sosgraph.simulation.trigger import Trigger

STEPS = 40_000
"""No more steps than this: a longer time makes longer steps."""
_PARTS = 8  # steps in the shortest delay
_FINER = 4
_CELLS = 2e7  # numbers that are under way at once: 160 MB


class Clock(NamedTuple):
    """`steps` of `step_s` seconds, of which `sampled` make one time of a course; `coarse` when they are longer than wanted.

    There is time and room for steps of `least_s`.
    """

    step_s: float
    steps: int
    sampled: int
    coarse: bool
    least_s: float = inf

    def finer(self) -> "Clock | None":
        """Return one with shorter steps; None where there is no time for them."""
        if self.step_s / _FINER < self.least_s:
            return None
        return self._replace(step_s=self.step_s / _FINER, steps=self.steps * _FINER, sampled=self.sampled * _FINER)

    def delay(self, time_s: float) -> int:
        """Return how many steps take so long, at least one, and no more than one after the end."""
        return max(1, min(round(min(time_s / self.step_s, 2.0**52)), self.steps + 1))


def clock(network: Network, scenarios: Sequence[Sequence[Trigger]], until_s: float, samples: int) -> Clock:
    """Return the step for a network: an eighth of its shortest delay, longer where that is more than can be done.

    A pause before an attempt is no such delay where there is a timeout before it: half a step more or less hardly counts then.
    """
    shortest_s = min(_delays_s(network), default=inf)
    lasting_s = min((each.duration_s for triggers in scenarios for each in triggers if each.duration_s > 0), default=inf)
    wanted_s = min(shortest_s / _PARTS, lasting_s / 4, until_s / samples)
    room_s = sum(
        link.timeout_s * (min(link.attempts, 8) + 4) * len(scenarios) for link in network.links if link.timeout_s < until_s
    )
    least_s, sample_s = max(until_s / STEPS, room_s / _CELLS), until_s / samples
    coarse = least_s > wanted_s
    if least_s > sample_s:
        return Clock(least_s, ceil(until_s / least_s - 1e-9), 1, coarse, least_s)
    sampled = floor(sample_s / least_s + 1e-9) if coarse else ceil(sample_s / wanted_s - 1e-9)
    return Clock(sample_s / sampled, samples * sampled, sampled, coarse, least_s)


def _delays_s(network: Network) -> list[float]:
    links = network.links
    delays = [link.timeout_s for link in links]
    delays += [link.backoff_s for link in links if link.attempts > 1 and link.timeout_s == inf]
    delays += [link.hedge_s for link in links] + [lease.timeout_s for lease in network.leases]
    delays += [scaler.lag_s / LOOKS for scaler in network.scalers]
    return [each for each in delays if 0 < each < inf]
