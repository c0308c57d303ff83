"""The fluid simulation: rates instead of requests, every scenario a column of the same arrays."""

from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.fluid.arrays import MOST
from sosgraph.fluid.clock import Clock, clock
from sosgraph.fluid.extremes import moderate, moderate_number, moderated
from sosgraph.fluid.gain import bounded
from sosgraph.fluid.reached import reached
from sosgraph.fluid.recording import Recording
from sosgraph.fluid.system import System
from sosgraph.progress import advance
from sosgraph.simulation.checked import checked
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_TOLD = 100  # steps from one word about progress to the next


class Courses(NamedTuple):
    """One course a scenario, in the order of the scenarios.

    `step_s` is the step of the calculation, of which there were `steps`; `coarse` tells that the bound on their number made the
    step longer than the network's own times ask for, or that more requests were in a station than threads can have sent.
    """

    courses: tuple[Course, ...]
    step_s: float
    steps: int
    coarse: bool


def run(
    network: Network,
    scenarios: Sequence[Sequence[Trigger]],
    until_s: float,
    *,
    load_factors: Sequence[float] | None = None,
    samples: int = 400,
) -> Courses:
    """Return the course of each scenario from an empty system at 0 until `until_s`, each a list of what happens in it.

    `load_factors`: by scenario, how many times as much arrives from outside everywhere (1 where none are given). A course has
    at most `samples` times. Raises `BadCall` where a number is not one, or a circle of calls makes more calls than it answers.
    """
    factors = [1.0] * len(scenarios) if load_factors is None else load_factors
    if len(factors) != len(scenarios) or not 0 < until_s <= MOST or samples < 1:
        raise BadCall(
            f"{len(scenarios)} scenarios, {len(factors)} load factors, {samples} samples until {until_s} s: cannot be run"
        )
    for triggers, factor in zip(scenarios, factors, strict=True):
        checked(network, triggers, factor)
    bounded(network)
    if not scenarios:
        return Courses((), until_s, 0, False)
    network, scenarios = moderate(network), [[moderated(each) for each in triggers] for triggers in scenarios]
    time = clock(network, scenarios, until_s, samples)
    part = reached(network)
    happening = [part.triggers(triggers) for triggers in scenarios]
    factors = [moderate_number(factor) for factor in factors]
    recording = _recorded(part.network, happening, time, factors)
    before, swing = inf, recording.swing()
    while swing and (swing < before / 2 or recording.crowded()) and (finer := time.finer()) is not None:
        time, recording = finer, _recorded(part.network, happening, finer, factors)
        before, swing = swing, recording.swing()  # what truly swings does so in shorter steps, too
    courses = tuple(part.course(recording.course(place)) for place in range(len(scenarios)))
    return Courses(courses, time.step_s, time.steps, time.coarse or recording.crowded())


def _recorded(network: Network, happening: Sequence[Sequence[Trigger]], time: Clock, factors: Sequence[float]) -> Recording:
    system = System(network, happening, time, factors)
    recording = Recording(system, time.sampled)
    for done in range(time.steps):
        if done % _TOLD == 0:
            advance(done, time.steps, "simulating")
        system.advance()
        recording.note()
    return recording
