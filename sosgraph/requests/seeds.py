"""Many seeds of one question: how often the system stays stuck, never a mean course of what has two outcomes."""

from collections.abc import Callable, Iterable, Sequence
from math import exp, fsum, lgamma, log, log1p
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.requests.run import EVENTS, run
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_LAST = 0.1  # of the time: how it ended
_HALVINGS = 40


class Question(NamedTuple):
    """What is simulated, but for the seed; the arguments are those of `run`. It can be pickled."""

    network: Network
    triggers: tuple[Trigger, ...]
    until_s: float
    step_s: float
    load_factor: float = 1.0
    events: int = EVENTS


class Outcome(NamedTuple):
    """How one seed ended: the goodput of the last tenth of the time, as a share of what arrived, and the same before triggers.

    It is `stuck` where the share at the end is less than half of the share before. It can be pickled.
    """

    seed: int
    final: float
    before: float
    stuck: bool
    course: Course


class Verdict(NamedTuple):
    """How often it stayed `stuck`, with an interval for the chance, and the two kinds of outcomes apart.

    `stuck_final` and `recovered_final` are the final shares by kind, ascending; `stuck_course` and `recovered_course` are the
    courses of the median seed of each kind, None where there is none.
    """

    stuck: int
    seeds: int
    chance: tuple[float, float]
    stuck_final: Sequence[float]
    recovered_final: Sequence[float]
    stuck_course: Course | None
    recovered_course: Course | None


def outcome(question: Question, seed: int) -> Outcome:
    """Return how `seed` ends."""
    course = run(question.network, question.triggers, seed, *question[2:])
    starts = [trigger.start_s for trigger in question.triggers]
    last = question.until_s * (1.0 - _LAST)
    before = _share(course, 0.0, min(starts, default=last))
    final = 0.0 if course.stopped else _share(course, last, question.until_s)
    return Outcome(seed, final, before, final < before / 2, course)


def verdict(outcomes: Iterable[Outcome], error: float = 0.05) -> Verdict:
    """Return what the outcomes of several seeds say together; the interval misses the chance with at most `error`.

    Raises `BadCall` where there are none.
    """
    kinds: tuple[list[Outcome], list[Outcome]] = ([], [])
    for one in outcomes:
        kinds[one.stuck].append(one)
    recovered, stuck = (sorted(kind, key=lambda one: (one.final, one.seed)) for kind in kinds)
    seeds = len(recovered) + len(stuck)
    if not seeds:
        raise BadCall("no seed was simulated; ask for one at least")
    return Verdict(
        len(stuck),
        seeds,
        chance(len(stuck), seeds, error),
        [one.final for one in stuck],
        [one.final for one in recovered],
        stuck[len(stuck) // 2].course if stuck else None,
        recovered[len(recovered) // 2].course if recovered else None,
    )


def seeds(question: Question, numbers: Iterable[int], error: float = 0.05) -> Verdict:
    """Return the verdict of these seeds, simulated one after the other."""
    return verdict((outcome(question, seed) for seed in numbers), error)


def chance(count: int, trials: int, error: float) -> tuple[float, float]:
    """Return an interval for the chance of what happened `count` times in `trials`, missed with at most `error`.

    Source: C. Clopper, E. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial, 1934.
    """
    lower = _crossing(lambda share: _at_least(count, trials, share) - error / 2) if count else 0.0
    upper = _crossing(lambda share: _at_least(count + 1, trials, share) - 1 + error / 2) if count < trials else 1.0
    return lower, upper


def _at_least(count: int, trials: int, share: float) -> float:
    """Return the probability of `count` or more in `trials`, each with the chance `share`, between 0 and 1."""
    each = (
        lgamma(trials + 1)
        - lgamma(number + 1)
        - lgamma(trials - number + 1)
        + number * log(share)
        + (trials - number) * log1p(-share)
        for number in range(count, trials + 1)
    )
    return fsum(map(exp, each))


def _crossing(rising: Callable[[float], float]) -> float:
    """Return where a rising function of a chance changes its sign."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _share(course: Course, start_s: float, end_s: float) -> float:
    """Return the goodput in a time, as a share of what arrived in it; 1 where nothing did."""
    good = arrived = 0.0
    for now, coming, answered in zip(course.times_s, course.arriving, course.goodput, strict=True):
        if start_s < now <= end_s:
            arrived += coming
            good += answered
    return good / arrived if arrived else 1.0
