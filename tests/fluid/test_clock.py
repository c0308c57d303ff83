"""How long a step is."""

import pytest

from sosgraph.fluid.clock import STEPS, clock
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import client_and_server, outage, storm


def test_a_step_is_an_eighth_of_the_shortest_delay() -> None:
    """A timeout of one second, a trigger of 40 ms; a backoff of 80 ms where there is no timeout before it."""
    assert clock(storm(), [[]], 300.0, 400).step_s == pytest.approx(0.125)
    assert clock(storm(backoff_s=0.08), [[]], 300.0, 400).step_s == pytest.approx(0.125)
    assert clock(client_and_server(200.0, 1 / 300, attempts=2, backoff_s=0.08), [[]], 300.0, 400).step_s == pytest.approx(0.01)
    assert clock(storm(), [[outage(1, 0.04)]], 30.0, 300).step_s == pytest.approx(0.01)


def test_a_longer_time_than_there_are_steps_for_makes_them_coarse() -> None:
    """The bound on steps is told, and kept; so is that on what is under way at once."""
    long = clock(storm(), [[Trigger("outage", 1)]], 1e6, 400)
    assert long.coarse and long.steps <= STEPS + long.sampled and long.step_s * long.steps >= 1e6
    links = tuple(Link(0, 1, timeout_s=timeout_s, attempts=3) for timeout_s in (0.01, *[900.0] * 2000))
    wide = clock(Network((Station("a"), Station("b")), links, (1.0, 0.0)), [[]] * 10, 1000.0, 400)
    assert wide.coarse and sum(links[1].timeout_s / wide.step_s * 7 * 10 for _ in range(2000)) <= 2.1e7


def test_times_of_a_course_are_whole_numbers_of_steps() -> None:
    """As many as were asked for, evenly up to the end, unless that is more than there are steps for."""
    found = clock(storm(), [[]], 300.0, 70)
    assert found.steps == 70 * found.sampled and found.steps * found.step_s == pytest.approx(300) and found.step_s <= 0.125
