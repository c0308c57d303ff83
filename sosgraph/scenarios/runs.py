"""Runs of one network: its course in rates, or how each of many seeds ends, request by request."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sosgraph.scenarios.fan_out import Means, spread
from sosgraph.scenarios.reading import Ending, Reading, reading
from sosgraph.scenarios.stretches import Stretch
from sosgraph.scenarios.timing import LONGEST_S, Timing, round_step_s
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

FINE, ROUGH = 2000, 400
"""How many times a course has that people look at, and one of which only the end counts."""
MOST_SEEDS = 10_000
"""How many seeds are run at most."""
_NUMBERS, _LEAST = 2_000_000, 100  # of a course by station or link, 16 MB; below so many times nothing could be seen
_AT_ONCE = 128  # runs that are calculated together, which costs hardly more than one of them
_LONGER = 4


class Run(NamedTuple):
    """One run that is wanted: what happens in it, when, with how many times the load, and what is left out of it."""

    triggers: tuple[Trigger, ...]
    timing: Timing
    load_factor: float = 1.0
    stretches: tuple[Stretch, ...] = ()


class Seen(NamedTuple):
    """What is kept of one seed: what its course says, and the goodput by time, which a picture needs."""

    seed: int
    reading: Reading
    timing: Timing
    times_s: tuple[float, ...]
    goodput: tuple[float, ...]
    stopped: str


def of_one_length(runs: Sequence[Run]) -> list[Run]:
    """Return the runs, all as long as the longest, so that they are calculated together."""
    longest = max((run.timing.until_s for run in runs), default=0.0)
    return [run._replace(timing=run.timing._replace(until_s=longest)) for run in runs]


def courses(network: Network, runs: Sequence[Run], means: Means, samples: int) -> tuple[tuple[tuple[Course, Timing], ...], bool]:
    """Return the course of each run in rates, and whether the bound on steps made any coarser than its own times ask for.

    One that still gets better at its end is run again for longer, where its timing leaves that open: at most for `LONGEST_S`.
    """
    found: dict[int, tuple[Course, Timing]] = {}
    timings = dict(enumerate(each.timing for each in runs))
    coarse = False
    while timings:
        wanted = [(place, runs[place]._replace(timing=timing)) for place, timing in timings.items()]
        timings = {}
        for place, timing, course, rough in _calculated(network, wanted, means, samples):
            found[place], coarse = (course, timing), coarse or rough
            if (longer := _longer(course, timing)) is not None:
                timings[place] = longer
    return tuple(found[place] for place in range(len(runs))), coarse


def _longer(course: Course, timing: Timing) -> Timing | None:
    """Return a longer timing for a course that still gets better; None where it does not, or where it took long enough."""
    if not timing.open or timing.until_s >= LONGEST_S or course.stopped or not reading(course, timing).improving:
        return None
    return timing._replace(until_s=min(LONGEST_S, _LONGER * timing.until_s))


def _calculated(
    network: Network, runs: Sequence[tuple[int, Run]], means: Means, samples: int
) -> Iterator[tuple[int, Timing, Course, bool]]:
    """Yield the place, timing and course of each run; those of the same length are calculated together."""
    chunks: list[list[tuple[int, Run]]] = []
    for each in sorted(runs, key=lambda each: each[1].timing.whole_s):
        if chunks and len(chunks[-1]) < _AT_ONCE and chunks[-1][0][1].timing.whole_s == each[1].timing.whole_s:
            chunks[-1].append(each)
        else:
            chunks.append([each])
    arguments = [(network, tuple(run for _, run in chunk), samples) for chunk in chunks]
    for chunk, (several, coarse) in zip(chunks, spread(_fluid, arguments, means, "simulating"), strict=True):
        for (place, run), course in zip(chunk, several, strict=True):
            yield place, run.timing, course, coarse


def _fluid(network: Network, runs: tuple[Run, ...], samples: int) -> tuple[tuple[Course, ...], bool]:
    from sosgraph.fluid.run import run

    samples = max(_LEAST, min(samples, _NUMBERS // max(1, len(network.stations) + len(network.links)) // len(runs)))
    factors, whole_s = [each.load_factor for each in runs], runs[0].timing.whole_s
    samples = max(1, round(whole_s / round_step_s(whole_s / samples)))  # so that none begins before a trigger and ends after
    found = run(network, [each.triggers for each in runs], whole_s, load_factors=factors, samples=samples)
    return found.courses, found.coarse


def seeded(network: Network, runs: Sequence[Run], seeds: int, means: Means) -> list[list[Seen]]:
    """Return what was seen of each run, for each seed from 1 on, request by request.

    One that ends at its bound before there is time to see what is after what happens is not decided.
    """
    arguments = [(network, run, seed) for run in runs for seed in range(1, seeds + 1)]
    found = iter(spread(_seen, arguments, means, "simulating seeds"))
    return [[next(found) for _ in range(seeds)] for _ in runs]


def _seen(network: Network, wanted: Run, seed: int) -> Seen:
    course, timing = requested(network, wanted, seed)
    said = reading(course, timing)
    if course.stopped and timing.until_s - timing.end_s < min(wanted.timing.until_s - wanted.timing.end_s, timing.calm_s):
        said = said._replace(ending=Ending.UNDECIDED, back_s=None, improving=False)
    times, goodput = (tuple(map(float, each)) for each in (course.times_s, course.goodput))
    return Seen(seed, said, timing, times, goodput, course.stopped)


def requested(network: Network, wanted: Run, seed: int) -> tuple[Course, Timing]:
    """Return the course of a run, request by request, as the luck of `seed` has it, as long as `courses` would make it."""
    from sosgraph.requests.run import run

    timing: Timing | None = wanted.timing
    while timing is not None:
        taken, step_s = timing, round_step_s(timing.whole_s / ROUGH)
        course = run(network, wanted.triggers, seed, timing.whole_s, step_s, wanted.load_factor)
        timing = _longer(course, taken)
    return course, _cut(course, taken)


def _cut(course: Course, timing: Timing) -> Timing:
    """Return the timing of a course that ended before its time, at the bound of its steps."""
    if not course.stopped or not course.times_s:
        return timing
    until_s = max(0.0, course.times_s[-1] - timing.calm_s)
    return timing._replace(until_s=until_s, end_s=min(timing.end_s, until_s))
