"""Probabilities as whole numbers that are added where probabilities are multiplied.

Sums of whole numbers do not depend on their order, so that two sets of equal probability are equal however they were found.
"""

from math import log2

SLACK = 1 << 20  # more than rounding can do to the weight of a set

_SCALE = 1 << 40  # a probability is told from another that differs by 1e-12 of it
_IMPOSSIBLE = 1 << 80  # more than the weights of all that is possible in one set


def weight_of(probability: float) -> int:
    """Return the weight of a probability: 0 for 1, more for less, very much for 0."""
    return round(-log2(probability) * _SCALE) if probability > 0.0 else _IMPOSSIBLE
