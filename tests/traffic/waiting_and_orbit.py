"""One server and those who will try again as a Markov chain: requests in the queue by clients in the orbit, and nothing besides.

The model of metafor (Apache-2.0, commit 5355c17), in our own words. Source: arXiv 2510.03551, 2025.
"""

from typing import NamedTuple

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.linalg import eigs
from scipy.special import gammaincc


class Chain(NamedTuple):
    """Arrivals and service a second; a late client tries `retries` times more, of those who are late the share `heard`."""

    arrivals_per_s: float
    service_per_s: float
    timeout_s: float
    retries: int
    places: int = 100
    orbit: int = 20
    heard: float = 1.0


class Steady(NamedTuple):
    """How probable each number in the queue is, the mean of the orbit, and the two slowest rates of forgetting a start."""

    queue: NDArray[np.float64]
    mean_orbit: float
    slowest: float
    next_slowest: float

    @property
    def mean_queue(self) -> float:
        """Requests in the queue on average, that in service included."""
        return float(self.queue @ np.arange(len(self.queue)))

    def mean_below(self, limit: int) -> float:
        """Return the mean as long as fewer than `limit` are there."""
        low = self.queue[:limit]
        return float(low @ np.arange(limit) / low.sum())


def exactly_late(chain: Chain) -> NDArray[np.float64]:
    """Return by number in the queue the probability that the last one leaves after its timeout: an Erlang tail."""
    there = np.arange(chain.places)
    tail = gammaincc(np.maximum(there, 1), chain.service_per_s * chain.timeout_s)
    return np.where(there > 0, tail, 0.0)


def boundedly_late(chain: Chain) -> NDArray[np.float64]:
    """Return the same by Chebyshev's inequality, an upper bound, as metafor does."""
    there = np.arange(chain.places)
    spare = chain.timeout_s - there / chain.service_per_s
    deviation = np.sqrt(there) / chain.service_per_s
    return np.where(spare > deviation, (deviation / np.where(spare > 0, spare, 1.0)) ** 2, 1.0)


def steady(chain: Chain, late: NDArray[np.float64]) -> Steady:
    """Return the steady state of a chain and how fast it is reached."""
    rates = _rates(chain, late)
    values, vectors = eigs(rates.T.tocsc(), k=3, sigma=1e-9)
    order = np.argsort(-values.real)
    shares = vectors[:, order[0]].real.reshape(chain.orbit, chain.places)
    shares = shares / shares.sum()
    slowest, following = -values.real[order[1:]]
    return Steady(shares.sum(axis=0), float(shares.sum(axis=1) @ np.arange(chain.orbit)), float(slowest), float(following))


def _rates(chain: Chain, late: NDArray[np.float64]) -> sparse.csr_matrix:
    """Return the rate of each step; states are numbered by orbit, then queue."""
    there, orbit = (each.ravel() for each in np.meshgrid(np.arange(chain.places), np.arange(chain.orbit)))
    tail, room = late[there], there < chain.places - 1
    again = orbit * chain.retries / ((chain.retries + 1) * chain.timeout_s)
    given_up = orbit / ((chain.retries + 1) * chain.timeout_s)
    joins = room & (there > 0) & (orbit < chain.orbit - 1)
    steps = (
        (-1, 0, np.where(there > 0, chain.service_per_s, 0.0)),
        (1, 1, np.where(joins, chain.heard * chain.arrivals_per_s * tail, 0.0)),
        (1, 0, np.where(room, chain.arrivals_per_s + again * tail, 0.0)),
        (1, -1, np.where(room, again * (1 - tail), 0.0)),
        (0, -1, np.where(room, given_up, given_up + again)),
    )
    here = orbit * chain.places + there
    size = len(here)
    total = sparse.csr_matrix((size, size))
    for queued, waiting, rate in steps:
        some = rate > 0
        after = here[some] + waiting * chain.places + queued
        total = total + sparse.csr_matrix((rate[some], (here[some], after)), shape=(size, size))
    return total - sparse.diags(np.asarray(total.sum(axis=1)).ravel())
