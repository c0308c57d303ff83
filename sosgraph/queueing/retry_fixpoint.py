# cython: annotation_typing=False, cpow=True
"""Clients that try again what failed, before one station: the load that a steady state of both has.

A kernel, run as it stands or compiled (`retry_fixpoint.pxd` beside it).
"""


def attempts(failing: float, most: int, budget: float | None = None) -> float:
    """Return how often a call is tried on average, when each attempt fails with probability `failing`, up to `most` times.

    (1 - q^m) / (1 - q), m where all fail. With a `budget`, retries are no more than this share of first tries.
    Source: M. Brooker, Fixing retries with token buckets and circuit breakers, 2022.
    """
    tried = float(most) if failing >= 1 else (1 - failing**most) / (1 - failing)
    return tried if budget is None else min(tried, 1 + budget)


_HALVINGS = 52
_NEARLY, _HARDLY = 1e-5, 1e-2  # of a sum's closed form: what it divides by is none
_COUNTED = 1_000  # attempts: of more the sum has a closed form


def repeating(retried: float, most: int) -> float:
    """Return the chance p with which each attempt is followed by another, where a call has `retried` that are: p + … + p^most.

    Grows with `retried`; 1 where that is `most`.
    """
    if retried <= 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        chance = (low + high) / 2
        if chance * (1 - chance**most) / (1 - chance) < retried:
            low = chance
        else:
            high = chance
    return high


def repeated(again: float, most: int, allowed: float = 1.0) -> float:
    """Return how many attempts follow refusals, at once and refused as well, by the share of attempts that is refused.

    Of a call tried up to `most` times, attempt k < `most` that is let in is followed with the chance `again`, one that is refused
    as often as is left, each time with the chance `allowed`, until it is not: Σ again^(k - 1) (allowed + … + allowed^(most - k)).
    """
    if allowed < 1 and most <= _COUNTED:
        total, following, left = 0.0, 0.0, most
        while left > 1:
            following = allowed * (1 + following)
            total = following + again * total
            left -= 1
        return total
    if (1 - allowed) * most < _HARDLY:
        nearly_all = (1 - again) * most < _NEARLY
        return (most - 1) * most / 2.0 if nearly_all else (most - attempts(again, most)) / (1 - again)
    same = abs(allowed - again) * most < _NEARLY
    last = most * allowed ** (most - 1) if same else (allowed**most - again**most) / (allowed - again)
    return allowed / (1 - allowed) * (attempts(again, most) - last)


def afforded(again: float, vain: float, refused: float, most: int, budget: float) -> float:
    """Return the share of retries that a `budget` leaves, which those let in `vain` and those `refused` spend alike.

    Both as shares of attempts that do not follow a refusal; `again` and `most` as `repeated` has them.
    """
    low, high, wanted = 0.0, 1.0, attempts(again, most) * vain
    if wanted + refused * repeated(again, most) <= budget:
        return 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        if share * wanted + refused * repeated(again, most, share) < budget:
            low = share
        else:
            high = share
    return high


def unanswered(failing: float, tried: float) -> float:
    """Return the share of calls of which every attempt fails, when they are tried `tried` times on average."""
    return min(1.0, max(0.0, 1 - tried * (1 - failing)))
