"""Arrays of rows × scenarios, and how large a number may become."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]
Small: TypeAlias = NDArray[np.int32]

MOST = 1e15
"""Requests, requests a second, seconds: more are as good as this."""
SURE = 1 - 1e-15
"""A call fails with no greater chance than this."""


def bounded(values: Array) -> Array:
    """Return numbers of requests, rates or times brought into [0, MOST]."""
    return values.clip(0.0, MOST)


def column(values: object) -> Array:
    """Return numbers as a column, one a row, that goes with every scenario."""
    return np.asarray(values, dtype=np.float64).reshape(-1, 1)


def spread(values: Array, columns: int) -> Array:
    """Return the numbers of a column, one after the other for every scenario."""
    return np.repeat(values, columns, axis=1)
