"""Incidents made ready to be classified: how long each is watched, what composition predicts, and how it is simulated."""

from collections.abc import Sequence
from math import isinf
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.frozen import dataclass, replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.quantity import format_duration
from sosgraph.scenarios.affected import blast_radius, hit
from sosgraph.scenarios.classification import Study
from sosgraph.scenarios.measured import Measured, measured
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.prediction import Prediction, prediction
from sosgraph.scenarios.struck import struck, with_fallen
from sosgraph.scenarios.timely import wobble_s
from sosgraph.scenarios.timing import LONGEST_S, Timing, round_step_s, timing
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.branches import branches
from sosgraph.traffic.demand import demand

_STEPS = 400
_EVENTS = 10_000_000
"""So many steps of requests are simulated in one run at most."""
_WATCHED, _LEAST_S, _MOST_S = 2.0, 60.0, 3600.0
"""How many times the predicted time to recover a run goes on, in which bounds."""


class Prepared(NamedTuple):
    """What all runs of an incident have in common."""

    network: Network
    triggers: tuple[Trigger, ...]
    timing: Timing
    prediction: Prediction
    wobble_s: float
    blast_radius: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Preparing:
    scenarios: tuple[Scenario, ...]

    def __call__(self, architecture: Architecture) -> Prepared:
        """Return what is asked once for each architecture, however many seeds are run."""
        fallen, network = with_fallen(architecture, self.scenarios), network_of(architecture)
        when = _watched(architecture, network, fallen)
        triggers = triggers_of(architecture, fallen, when.calm_s)
        wobble, near = wobble_s(demand(struck(architecture, ()))), blast_radius(architecture, fallen)
        return Prepared(network, triggers, when, prediction(architecture, fallen, when), wobble, near)


def study(architecture: Architecture, scenarios: Sequence[Scenario], seed: int = 0) -> Study:
    """Return the study of the triggers: simulated in rates, or request by request with the luck of a `seed` above 0."""
    network, triggers, when, predicted, wobble, near = architecture.once(_Preparing(tuple(scenarios)))

    def simulated(changed: Network) -> Measured:
        course = _requests(changed, triggers, when, seed) if seed else _rates(changed, triggers, when)
        found = measured(course, when, bool(seed), wobble if seed else 0.0)
        return found._replace(hit=tuple(name for name in hit(changed, course, when, triggers) if name not in near))

    return Study(architecture, network, predicted, when.until_s, when.until_s - when.end_s, simulated)


def _rates(network: Network, triggers: Sequence[Trigger], when: Timing) -> Course:
    try:
        from sosgraph.fluid.run import run
    except ImportError:
        raise BadCall(
            "rates are simulated with numpy and scipy; run pip install 'sosgraph[simulate]', or say --seeds 5"
        ) from None
    return run(network, [triggers], when.whole_s).courses[0]


def _requests(network: Network, triggers: Sequence[Trigger], when: Timing, seed: int) -> Course:
    """Return the course request by request, with the response times of its last third."""
    from sosgraph.requests.run import run

    timed_s = when.whole_s - (when.until_s - when.end_s) / 3
    return run(network, triggers, seed, when.whole_s, round_step_s(when.whole_s / _STEPS), events=_EVENTS, timed_from_s=timed_s)


def requests(architecture: Architecture, scenarios: Sequence[Scenario]) -> float:
    """Return about how many requests one run simulates, retries included.

    Where calls that fail breed calls without end, as many as capacities leave of them in the overloaded steady state.
    """
    when, asked = architecture.once(_Preparing(tuple(scenarios))).timing, sum(architecture.once(demand).worst)
    return (sum(architecture.once(branches).collapsed.arriving) if isinf(asked) else asked) * when.whole_s


def _watched(architecture: Architecture, network: Network, scenarios: Sequence[Scenario]) -> Timing:
    """Return the timing of a run that is long enough to tell a slow recovery from none, and not so long that losses vanish."""
    when = timing(architecture, network, triggers_of(architecture, scenarios), None)
    if when.end_s > LONGEST_S:
        most = f"say {format_duration(LONGEST_S)} at most, or ask sosgraph simulate"
        raise BadCall(f"what happens is over after {format_duration(when.end_s)}, which is too long to be classified; {most}")
    slowest_s = prediction(architecture, scenarios, when).recovery_s.high
    after_s = _MOST_S if isinf(slowest_s) else min(max(_LEAST_S, _WATCHED * slowest_s), _MOST_S)
    return when._replace(until_s=when.end_s + after_s)


def varied(
    architecture: Architecture, scenarios: Sequence[Scenario], what: str, factor: float
) -> tuple[Architecture, tuple[Scenario, ...]]:
    """Return architecture and triggers with `factor` times the `what`, one of `VARIED`."""
    if what == "duration":
        longer = (each if each.duration_s is None else replace(each, duration_s=each.duration_s * factor) for each in scenarios)
        return architecture, tuple(longer)
    changed = {}
    for name, one in architecture.components.items():
        if what == "load" and one.entry is not None and one.entry.rate_per_s:
            changed[name] = replace(one, entry=replace(one.entry, rate_per_s=one.entry.rate_per_s * factor))
        if what == "service times" and one.capacity is not None and one.capacity.service_time_s:
            changed[name] = replace(one, capacity=replace(one.capacity, service_time_s=one.capacity.service_time_s * factor))
    return architecture.extended(changed), tuple(scenarios)


VARIED = ("load", "service times", "duration")
"""What is known only roughly."""
