"""What keeps a system down, in courses drawn by hand."""

from math import inf

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.reading import Windows
from sosgraph.scenarios.sustaining import Overloaded, overloaded, sustained_by
from sosgraph.simulation.course import Course
from tests.yaml_architecture import architecture

_AT = Windows(range(2), range(2, 4), range(8, 10), range(6, 8))


def _shop() -> Architecture:
    return architecture("""
        components:
          web:
            entry: {rate: 100/s}
            capacity: {concurrency: 9, service_time: 10ms}
            depends_on: [{on: db, timeout: 1s, cache: {hit_rate: 90%}}]
          db: {capacity: {concurrency: 2, service_time: 10ms}}
        """)


def _steps(before: float, after: float) -> list[float]:
    return [before] * 2 + [0.0] * 2 + [after] * 6


def _course(**channels: list[list[float]]) -> Course:
    """Return a course in which nothing happens but in the channels given."""
    quiet = [[100.0] * 10, [50.0] * 10]
    usual = {"offered": quiet, "served": quiet, "waiting": [[1.0] * 10] * 2, "refused": [[0.0] * 10] * 2}
    links = {"retries": [[0.0] * 10], "timeouts": [[0.0] * 10], "hits": [[0.9] * 10]}
    times = [float(second) for second in range(1, 11)]
    return Course(times, [100.0] * 10, [100.0] * 10, [0.0] * 10, **{**usual, **links, **channels})


def test_what_is_asked_more_than_it_can_serve_is_told() -> None:
    """The one that is farthest above its limit; what has no limit is never."""
    shop = _shop()
    network = network_of(shop)
    assert overloaded(shop, network, _course(), _AT) is None
    found = overloaded(shop, network, _course(offered=[_steps(100, 950), _steps(50, 300)]), _AT)
    assert found == Overloaded("db", pytest.approx(300.0), 200.0)
    assert network.stations[0].per_s < inf


@pytest.mark.parametrize(
    ("channel", "values", "said"),
    [
        ("retries", [_steps(0, 80)], "web -> db tries again 80/s"),
        ("hits", [_steps(0.9, 0.2)], "the cache of web -> db answers 20 % instead of 90 %"),
        ("waiting", [_steps(2, 9), _steps(1, 1)], "web has all its 9 places taken by requests that wait"),
    ],
)
def test_each_kind_of_loop_is_told(channel: str, values: list[list[float]], said: str) -> None:
    """Only where it is more than before what happened."""
    shop = _shop()
    network = network_of(shop)
    assert sustained_by(shop, network, _course(**{channel: values}), _AT) == (said,)
    assert sustained_by(shop, network, _course(), _AT) == ()
