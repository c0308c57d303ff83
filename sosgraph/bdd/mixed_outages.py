"""Whether a window of time has more downtime than its budget allows, where short and long outages mix."""

from collections.abc import Sequence
from itertools import accumulate
from math import exp, fsum, log

from sosgraph.bdd.outage_kinds import Kind
from sosgraph.bdd.outages import chance_of_count, likely_counts, missed_in_window

_FINEST = 1e-4  # of the budget: outages that are shorter are taken as fewer that last as long together
_LARGE = 1e200


def missed_with(kinds: Sequence[Kind], window: float, budget: float) -> float:
    """Return the probability that something with such outages is down for longer than `budget` in a window of so much time.

    As `missed_in_window`, for durations that are a mixture of exponentials. One of mean d is the sum of a geometric number of
    exponentials of the shortest mean c, 1 ÷ geometric's chance = d ÷ c; so the downtime is that of a compound Poisson number
    of these, whose distribution follows from one recursion. Only positive terms are added: about 1e-12.
    Sources: L. Takács, 1957; H. Panjer, Recursive evaluation of a family of compound distributions, 1981; A. Jensen, 1953.
    """
    unavailability = fsum(kind.frequency * kind.mean for kind in kinds)
    if len(kinds) < 2 or unavailability >= 1 or budget >= window:
        return missed_in_window(unavailability, kinds[0].mean, window, budget) if kinds else 0.0
    finest = max(kinds[0].mean, _FINEST * budget)
    means = [max(kind.mean, finest) for kind in kinds]
    shares = [kind.frequency * kind.mean / unavailability for kind in kinds]
    begun = [
        unavailability * share / (1 - unavailability) * (window - budget) / mean
        for share, mean in zip(shares, means, strict=True)
    ]
    return min(1.0, max(0.0, 1 - _met(begun, [finest / mean for mean in means], shares, unavailability, budget / finest)))


def _met(begun: Sequence[float], ends: Sequence[float], shares: Sequence[float], unavailability: float, within: float) -> float:
    """Return the probability that the pieces of all outages follow one another within so many times the length of a piece.

    By kind: how many begin, with which chance each piece is the last one, and the share of the downtime, which is how often
    the outage is of that kind under which the window begins.
    """
    kinds = range(len(begun))
    goes_on = [1 - end for end in ends]
    weight = [often * end for often, end in zip(begun, ends, strict=True)]
    running = [unavailability * share * end for share, end in zip(shares, ends, strict=True)]
    one, several = [0.0] * len(begun), [0.0] * len(begun)  # by kind: Σ (1 - end)^(j-1) · P(count - j), the same times j
    chance, logarithm = 1.0, -fsum(begun)
    met = 1 - unavailability
    for count, enough in enumerate(_at_least(within)[1:], 1):
        total = under_way = 0.0
        for kind in kinds:
            one[kind] = chance + goes_on[kind] * one[kind]
            several[kind] = one[kind] + goes_on[kind] * several[kind]
            total += weight[kind] * several[kind]
            under_way += running[kind] * one[kind]
        chance = total / count
        met += ((1 - unavailability) * chance + under_way) * enough
        if chance + met > _LARGE:
            chance, met, logarithm = chance / _LARGE, met / _LARGE, logarithm + log(_LARGE)
            one, several = [each / _LARGE for each in one], [each / _LARGE for each in several]
    return exp(min(0.0, log(met) + logarithm)) if met else 0.0


def _at_least(mean: float) -> list[float]:
    """Return by number of events how likely there are at least so many, up to where that is next to impossible."""
    least, most = likely_counts(mean)
    further = list(accumulate(chance_of_count(count, mean) for count in range(most, least - 1, -1)))[::-1]
    return [1.0] * least + [each / further[0] for each in further]
