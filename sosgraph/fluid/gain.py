"""Circles of calls in which a request makes more requests than it answers: no steady state can hold them."""

import numpy as np
from scipy.sparse import csc_matrix, identity
from scipy.sparse.linalg import splu

from sosgraph.errors import BadCall
from sosgraph.escaping import quoted
from sosgraph.fluid.arrays import Array
from sosgraph.graph.components import strong_components
from sosgraph.simulation.network import Network


def bounded(network: Network) -> None:
    """Raise `BadCall`, naming a station, where requests on a circle of calls make one of themselves each, or more.

    With M the calls of one station's request at another, (I - M) x = 1 has a solution above 0 exactly where the spectral radius
    of M is below 1. Source: Berman & Plemmons, Nonnegative Matrices in the Mathematical Sciences, 1994, ch. 6.
    """
    size = len(network.stations)
    heads: list[list[int]] = [[] for _ in range(size)]
    share = shares(network)
    weights = [link.calls * link.probability * share[place] for place, link in enumerate(network.links)]
    for link, weight in zip(network.links, weights, strict=True):
        if weight:
            heads[link.caller].append(link.callee)
    for members in strong_components(heads):
        within = {member: place for place, member in enumerate(members)}
        if len(members) == 1 and members[0] not in heads[members[0]]:
            continue
        kept = [
            (link, weight)
            for link, weight in zip(network.links, weights, strict=True)
            if {link.caller, link.callee} <= within.keys()
        ]
        cells = ([within[link.caller] for link, _ in kept], [within[link.callee] for link, _ in kept])
        visits = _visits(csc_matrix(([weight for _, weight in kept], cells), shape=(len(members),) * 2))
        if visits is None or visits.min() <= 0:
            name = network.stations[members[0]].name
            raise BadCall(
                f"station {quoted(name)} stands on a circle of calls whose requests make as many of themselves, or more; "
                "give a call on it a probability, or remove one"
            )


def _visits(calls: "csc_matrix[np.float64]") -> Array | None:
    """Return the solution of (I - M) x = 1; None where there is none."""
    try:
        found: Array = splu(identity(calls.shape[0], format="csc") - calls).solve(np.ones(calls.shape[0]))
    except RuntimeError:  # exactly singular
        return None
    return found if np.isfinite(found).all() else None


def shares(network: Network) -> list[float]:
    """Return the share of requests that make each call while all is well."""
    shares = [0.0 if link.primary >= 0 else 1.0 for link in network.links]
    for place, link in enumerate(network.links):
        if link.cache is not None:
            shares[place] *= 1 - link.cache.hit_rate
    parts = [1.0] * len(network.groups)
    for part, group in zip(range(len(network.groups)), network.groups, strict=True):
        for member in group.members:
            if member < 0:
                parts[~member] = parts[part] * group.need / len(group.members)
            else:
                shares[member] *= parts[part] * group.need / len(group.members)
    return shares
