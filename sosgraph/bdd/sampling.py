"""Monte Carlo: the last step of the ladder, where neither a diagram nor a narrow certain interval can be had.

Trials are packed into words, and tilted where failures are rare. The intervals hold for every number of trials.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from sosgraph.bdd.confidence import clopper_pearson, empirical_bernstein, weighted_sums
from sosgraph.bdd.random_bits import RandomBits
from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.bdd.tilt import draw, good_tilt, likelihood_ratios
from sosgraph.bdd.trials import TRIALS, Trials
from sosgraph.equations import Equations

_ORDER = 6  # up to which the least number of failures is looked for that makes a root false
_WORK = 20_000  # for that; see `small_cut_sets`


class Sample(NamedTuple):
    """An interval for a probability that misses it with a chance of at most 1 - `confidence`, by the `seed`'s `trials`.

    `mean` is the estimate inside, `tilt` how many times the odds of every variable to be false were raised.
    """

    lower: float
    upper: float
    mean: float
    trials: int
    seed: int
    confidence: float
    tilt: float


def sampled(
    equations: Equations,
    failure: Sequence[float],
    roots: Sequence[int],
    *,
    known: Sequence[float] = (),
    seed: int = 1,
    most: int = 1 << 20,
    width: float = 0.01,
    confidence: float = 0.99,
    interrupted: Callable[[], bool] = bool,
) -> list[Sample]:
    """Return for every root an interval for the probability that it is false, all from the same trials.

    `known` are probabilities to add, by root: those of what excludes that the root is false, and need not be sampled.
    Ends when every interval is narrower than `width` times its upper end, after `most` trials (at least one word of them),
    or when `interrupted`. The number of trials doubles from look to look, and what may be missed is divided among the
    looks, so that looking does not spoil the confidence. Each interval holds with `confidence`, not all of them together.
    The same arguments give the same intervals, unless interrupted. Raises `ValueError` for a negated argument on a cycle.
    """
    trials = Trials(equations, failure, roots)
    tilt = good_tilt(trials, roots, seed, interrupted)
    fallen = trials.fallen(RandomBits(0, 0), 0.0)
    least = [0 if tilt == 1.0 or fallen[root] else _least_failures(equations, trials, root) for root in roots]
    weights = [likelihood_ratios(trials, tilt, failures) for failures in least]
    counts: list[Counter[int]] = [Counter() for _ in roots]
    blocks = looks = 0
    found: list[Sample] = []
    while not found or (
        2 * blocks * TRIALS <= most and any(each.upper - each.lower > width * each.upper for each in found) and not interrupted()
    ):
        for _ in range(max(1, blocks)):
            draw(trials, roots, RandomBits(seed, blocks), tilt, counts)
            blocks += 1
            if interrupted():
                break
        looks += 1
        error = (1 - confidence) / (looks * (looks + 1))
        found = []
        for count, ratios, more in zip(counts, weights, known or [0.0] * len(roots), strict=True):
            lower, upper, mean = (end + more for end in _interval(count, blocks * TRIALS, ratios, error))
            found.append(Sample(lower, min(upper, 1.0), mean, blocks * TRIALS, seed, confidence, tilt))
    return found


def _interval(counts: Counter[int], trials: int, ratios: Sequence[float], error: float) -> tuple[float, float, float]:
    """Return lower end, upper end and mean for a root that falls in `counts` of `trials`, by the number of failures."""
    if not ratios:
        count = counts.total()
        return (*clopper_pearson(count, trials, error), count / trials)
    sums = weighted_sums(counts, ratios)
    return (*empirical_bernstein(sums, trials, max(ratios), error), sums[0] / trials)


def _least_failures(equations: Equations, trials: Trials, root: int) -> int:
    """Return a number of failures below which `root` cannot be false; fewer failures weigh more where the odds are raised."""
    if not equations.coherent or len(trials.random) < len(trials.failure):
        return 1
    sets = small_cut_sets(equations, root, _ORDER, _WORK)
    if sets.singles:
        return 1
    return sets.larger[0].bit_count() if sets.larger else sets.order + 1
