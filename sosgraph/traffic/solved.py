"""Circles of calls whose sums do not come to rest soon: the same numbers by sparse elimination."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csc_matrix, identity
from scipy.sparse.linalg import splu

from sosgraph.traffic.linear import Flow

_STEPS = 100
_EXACT = 1e-13


def visits(flows: Sequence[Flow], arriving: Sequence[float]) -> list[float]:
    """Return V = e + MᵀV for flows (tail, head, weight) with a spectral radius below 1, and what is `arriving` at each vertex."""
    count = len(arriving)
    found: list[float] = splu(identity(count, format="csc") - _into(flows, count)).solve(np.array(arriving)).tolist()
    return found


def radius(flows: Sequence[Flow], count: int) -> float:
    """Return the spectral radius of flows between `count` vertices that all reach one another.

    From above, quadratically. Source: T. Noda, Note on the computation of the maximal eigenvalue of a non-negative irreducible
    matrix, Numerische Mathematik 17, 1971.
    """
    matrix, vector = _into(flows, count), np.ones(count)
    growths = matrix @ vector
    for _ in range(_STEPS):
        high = float(growths.max())
        if high - growths.min() <= _EXACT * high:
            break
        try:
            grown = splu(csc_matrix(high * identity(count, format="csc") - matrix)).solve(vector)
        except RuntimeError:  # exactly singular: this is the radius
            break
        if not (np.isfinite(grown).all() and grown.min() > 0):
            break
        vector = grown / grown.max()
        growths = (matrix @ vector) / vector
    return high


def _into(flows: Sequence[Flow], count: int) -> "csc_matrix[np.float64]":
    """Return the flows as a matrix of heads by tails; several between two vertices add up."""
    tails, heads, weights = zip(*flows, strict=True)
    return csc_matrix((weights, (heads, tails)), shape=(count, count))
