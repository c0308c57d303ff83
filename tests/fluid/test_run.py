"""A calculation as a whole."""

import pytest

from sosgraph.fluid import clock
from sosgraph.fluid.run import run
from sosgraph.progress import reporting
from sosgraph.scenarios.network import network_of
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import storm
from tests.yaml_architecture import architecture


def test_it_says_how_far_it_has_come() -> None:
    """From nothing on, ever more, of as many steps as there are."""
    heard: list[tuple[int, int, str]] = []
    with reporting(lambda done, total, what: heard.append((done, total, what))):
        steps = run(storm(), [[]], 100.0).steps
    assert [done for done, _, _ in heard] == list(range(0, steps, 100)) and len(heard) > 3
    assert {(total, what) for _, total, what in heard} == {(steps, "simulating")}


def test_no_scenario_has_no_course() -> None:
    """Nothing is calculated where nothing was asked."""
    assert run(storm(), [], 100.0).courses == ()


def _few_threads(threads: int) -> Network:
    links = (Link(0, 1), Link(1, 2, timeout_s=12.0))
    return Network((Station("in"), Station("web", threads, 0.001), Station("db", 1, 0.01)), links, (150.0, 0.0, 0.0))


@pytest.mark.parametrize("threads", [64, 16])
def test_steps_are_short_against_the_time_that_threads_are_held(threads: int) -> None:
    """An eighth of the timeout is 1.5 s, in which the same threads would be sent again and again before they notice the queue."""
    found = run(_few_threads(threads), [[]], 600.0)
    assert found.courses[0].goodput[-20:] == pytest.approx([100.0] * 20, rel=0.002)
    assert found.step_s < 1.0 and not found.coarse


def test_steps_are_short_against_swings_of_few_threads_that_give_up() -> None:
    """In steps of an eighth of the timeout goodput leaps from 0 to 3,000/s and back, 192/s on average; seeds have 596/s."""
    link = Link(0, 1, timeout_s=0.2, attempts=3, backoff_s=1.0)
    network = Network((Station("web", 100, 0.001), Station("db", 3, 0.005)), (link,), (540.0, 0.0))
    outage = [Trigger("outage", 1, start_s=20.0, duration_s=10.0)]
    found = run(network, [outage], 120.0, samples=1200)
    last = found.courses[0].goodput[-400:]
    assert max(last) - min(last) < 1.0 and sum(last) / 400 == pytest.approx(550, rel=0.01) and not found.coarse


def test_what_truly_swings_is_calculated_once_more_and_no_more() -> None:
    """A breaker behind few threads opens and closes, in steps of any length."""
    network = network_of(
        architecture("""
        components:
          web: {entry: {rate: 5/s}, depends_on: [{on: app, timeout: 5s, retry: {attempts: 3, backoff: 1s}}]}
          app:
            capacity: {concurrency: 20, service_time: 1ms, queue: 5}
            depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}, breaker: {errors: 50%, window: 5s, sleep: 2s}}]
          db: {capacity: {concurrency: 1, service_time: 1s, queue: 2}}
        """)
    )
    outage = [[Trigger("outage", 2, start_s=20.0, duration_s=5.0)]]
    found = run(network, outage, 120.0, samples=200)
    assert found.steps == 4 * clock.clock(network, outage, 120.0, 200).steps


def test_steps_that_cannot_be_shorter_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Goodput then swings for ever."""
    monkeypatch.setattr(clock, "STEPS", 400)
    found = run(_few_threads(16), [[]], 600.0)
    assert found.coarse and max(found.courses[0].goodput[-20:]) > 200
