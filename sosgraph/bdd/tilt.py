"""Tilted trials, for what rarely happens: failures are made likelier, and each trial counts for less in turn.

The odds of every variable to be false are multiplied by a tilt θ; the likelihood ratio then depends on the number of
failures N alone: Π(1 - q + qθ) / θᴺ. The good tilt makes as many variables fail on average as fail in the trials that
count (cross-entropy; source: R. Rubinstein, D. Kroese, The cross-entropy method, 2004).
"""

from collections import Counter
from collections.abc import Callable, Sequence
from math import exp, fsum, log, log1p, sqrt

from sosgraph.bdd.confidence import weighted_sums
from sosgraph.bdd.random_bits import RandomBits
from sosgraph.bdd.trials import Trials, by_failures, tilted

_ENOUGH = 100  # trials of one word in which every root falls, from which on no tilt is looked for
_TRUSTED = 5  # trials of equal weight that the fallen ones must be worth for the tilt to be used
_PROOFS = 8  # words drawn to see that
_PILOTS = 40  # words drawn at most to find one
_PILOT = 1 << 40  # their block numbers begin here, so that no trial that counts has helped to choose the tilt
_CLOSE = 0.25  # logarithm of what a pilot may still change of the tilt
_STEP = 2.0  # by which the tilt grows until the roots fall often enough to learn from
_MOST = 690.0  # a logarithm that a float can hold


def good_tilt(trials: Trials, roots: Sequence[int], seed: int, interrupted: Callable[[], bool] = bool) -> float:
    """Return a tilt with which few trials tell much about all `roots`, 1 where none is better than plain trials."""
    tilt = 1.0
    aimed = False
    for pilot in range(_PILOTS):
        if interrupted():
            break
        counts: list[Counter[int]] = [Counter() for _ in roots]
        draw(trials, roots, RandomBits(seed, _PILOT + pilot), tilt, counts)
        rarest = min(count.total() for count in counts)
        if tilt == 1.0 and rarest >= _ENOUGH:
            return 1.0
        if rarest < _ENOUGH // 2 and not aimed:
            tilt *= _STEP
            if expected_failures(trials, tilt) > len(trials.random) / 2:
                return 1.0
            continue
        ratios = likelihood_ratios(trials, tilt, 0)
        better = tilt_for(trials, _failures_when_fallen(counts, ratios))
        if aimed and abs(log(better / tilt)) < _CLOSE:
            for more in range(_PILOTS, _PILOTS + _PROOFS):
                draw(trials, roots, RandomBits(seed, _PILOT + more), tilt, counts)
            return tilt if ratios and _gains(counts, ratios) else 1.0
        tilt, aimed = better, True
    return 1.0


def draw(trials: Trials, roots: Sequence[int], bits: RandomBits, tilt: float, counts: Sequence[Counter[int]]) -> None:
    """Add to `counts`, by the number of failures, in how many trials of one word each root falls; plain trials under 0."""
    words = trials.fallen(bits, tilt)
    planes = trials.failures(words) if tilt != 1.0 else []
    for root, count in zip(roots, counts, strict=True):
        count.update(by_failures(words[root], planes))


def likelihood_ratios(trials: Trials, tilt: float, least: int) -> list[float]:
    """Return how much a trial counts by its number of failures, 0 below `least`; empty for plain trials."""
    if tilt == 1.0:
        return []
    all_true = fsum(log1p(false * (tilt - 1.0)) for _, false in trials.random)
    logarithms = [all_true - failures * log(tilt) for failures in range(len(trials.random) + 1)]
    return [exp(min(_MOST, each)) if failures >= least else 0.0 for failures, each in enumerate(logarithms)]


def expected_failures(trials: Trials, tilt: float) -> float:
    """Return how many variables fail on average."""
    return fsum(tilted(false, tilt) for _, false in trials.random)


def tilt_for(trials: Trials, failures: float) -> float:
    """Return the tilt, at least 1, with which so many variables fail on average."""
    low, high = 1.0, 1e18
    while high > low * 1.001:
        middle = sqrt(low * high)
        if expected_failures(trials, middle) < failures:
            low = middle
        else:
            high = middle
    return low


def _failures_when_fallen(counts: Sequence[Counter[int]], ratios: Sequence[float]) -> float:
    """Return how many variables have failed on average in the untilted trials in which a root falls, averaged over roots."""
    means = []
    for count in counts:
        weights = [number * (ratios[failures] if ratios else 1.0) for failures, number in count.items()]
        total = fsum(weights)
        if total > 0.0:
            means.append(fsum(failures * weight for failures, weight in zip(count, weights, strict=True)) / total)
    return fsum(means) / len(means) if means else 0.0


def _gains(counts: Sequence[Counter[int]], ratios: Sequence[float]) -> bool:
    """Return whether the tilted trials tell more about the root that they tell least about than plain ones would.

    Not where a few trials outweigh all others: with many variables, raised odds soon make most trials worthless, and what
    they say of themselves as well.
    """
    sums = [weighted_sums(count, ratios) for count in counts]
    if any(first * first < _TRUSTED * second or not second for first, second in sums):
        return False
    return max(second / (first * first) for first, second in sums) < max(1.0 / first for first, _ in sums)
