"""A step of the fluid simulation against a bare pair of sparse products of the same size, in one process and in turn.

A step is all of it: queues of every kind, timeouts by the exact kernel, retries by class with backoff, threads held by calls; of
those services that anything arrives at, as `run` makes it: of all, or of half of them. The products are those of all.
"""

import random
import sys
from statistics import median
from time import process_time

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from sosgraph.fluid.clock import Clock
from sosgraph.fluid.overdue import COMPILED
from sosgraph.fluid.reached import reached
from sosgraph.fluid.system import System
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.benchmarks.service_graphs import service_graph

SIZE = 10_000
ROUNDS, STEPS = 9, 10
SETTLED = 40

pytestmark = [pytest.mark.benchmark, pytest.mark.long]


def large(everything: bool) -> Network:
    """Return 10,000 services of several kinds with 30,000 calls; each callee has its policy; a few stations are overloaded.

    From outside, 1,000 requests a second arrive at a tenth of them; one more at whom nobody calls, where everything is reached.
    """
    draw = random.Random(1)
    policies = [
        Link(
            0,
            callee,
            probability=0.3,
            timeout_s=draw.choice((0.25, 0.5, 1.0)),
            attempts=draw.choice((1, 2, 3)),
            backoff_s=draw.choice((0.0, 0.1)),
            jitter=True,
        )
        for callee in range(SIZE)
    ]
    graph = service_graph(SIZE)
    links = tuple(policies[callee]._replace(caller=caller) for caller, heads in enumerate(graph) for callee in heads)
    called = {link.callee for link in links}
    least = [float(everything and place not in called) for place in range(SIZE)]
    arriving = tuple(1000.0 if draw.random() < 0.1 else each for each in least)
    flow = np.array(arriving)
    for _ in range(100):
        flow = np.array(arriving) + 0.3 * (calls(links) @ flow)
    return Network(tuple(station(draw, str(place), rate) for place, rate in enumerate(flow)), links, arriving)


def calls(links: tuple[Link, ...]) -> csr_matrix:
    """Return the matrix of callees by callers."""
    cells = ([link.callee for link in links], [link.caller for link in links])
    return csr_matrix((np.ones(len(links)), cells), shape=(SIZE, SIZE))


def station(draw: random.Random, name: str, rate: float) -> Station:
    """Return a station of some kind, hardly busy by itself: its servers are held while its requests wait for callees."""
    servers = draw.choice((1, 1, 4, 16))
    service_s = min(0.005, servers * draw.uniform(0.005, 0.02) / max(rate, 0.1))
    return Station(name, servers, service_s, waiting=draw.choice((None, None, 20)))


@pytest.mark.parametrize(("columns", "everything", "most"), [(1, False, 4), (8, False, 12), (32, False, 18), (1, True, 6.3)])
def test_a_step_of_10_000_services(columns: int, everything: bool, most: float) -> None:
    """A full step takes at most four times the two products that it cannot do without; others a quarter more than was measured.

    Two products are 60,000 multiplications; a step has four, a square root a service, five exponentials and logarithms, and
    incomplete gamma functions where a queue grows. Of several scenarios it is bound by memory.
    """
    if not COMPILED:
        pytest.skip("interpreted, a step is passes of NumPy over whole arrays")
    part = reached(large(everything))
    struck = [[Trigger("outage", SIZE // 2 + place, start_s=0.3, duration_s=0.5)] for place in range(columns)]
    system = System(part.network, [part.triggers(each) for each in struck], Clock(0.03, 1000, 1, False), [1.0] * columns)
    for _ in range(SETTLED):
        system.advance()
    assert np.isfinite(system.stations.number).all() and system.attempts.given_up.max() > 0
    issued, flow = calls(part.whole.links), np.random.default_rng(1).random((SIZE, columns))
    back = issued.T.tocsr()
    ours, bare = [], []
    for _ in range(ROUNDS):
        began = process_time()
        for _ in range(STEPS):
            system.advance()
        between = process_time()
        for _ in range(STEPS):
            back @ (issued @ flow)
        ours.append((between - began) / STEPS)
        bare.append((process_time() - between) / STEPS)
    ratio = median(ours) / median(bare)
    sys.stdout.write(
        f"\n10,000 services, {len(part.whole.links)} calls, {len(part.network.stations)} calculated, {columns} scenarios: "
        f"a step {median(ours) * 1e3:.3g} ms, {ratio:.1f} × a pair of products ({median(bare) * 1e3:.3g} ms)\n"
    )
    assert ratio <= most
