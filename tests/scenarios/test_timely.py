"""Which share is answered in time, against queues of which the tail is known, and against requests one by one."""

from collections.abc import Callable
from math import exp, factorial, sqrt

import pytest
from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.timely import timely, timely_of_all, wobble_s
from sosgraph.traffic.demand import demand
from tests.strategies import architectures
from tests.yaml_architecture import architecture

QUEUE = """
components:
  web: {entry: {rate: 80/s}, depends_on: [{on: q, timeout: 100ms}]}
  q: {capacity: {concurrency: 1, service_time: 10ms}}
"""


def share(text: str) -> float:
    return timely_of_all(demand(architecture(text)))


def test_one_queue_is_exact() -> None:
    """M/M/1: exp(-(μ - λ) t) of the answers take longer than t; a soft call is not missed, a second attempt helps."""
    late = exp(-2)
    assert share(QUEUE) == pytest.approx(1 - late)
    assert share(QUEUE.replace("timeout", "soft: true, timeout")) == 1
    assert share(QUEUE.replace("100ms", "100ms, retry: {attempts: 2}")) == pytest.approx(1 - late**2)
    assert share(QUEUE.replace(", timeout: 100ms", "")) == 1


def test_calls_multiply_and_groups_stand_in() -> None:
    """Two needed queues have both to be in time, one of two only one; each gets half of it then."""
    both = (
        QUEUE.replace("100ms}]", "100ms}, {on: r, timeout: 100ms}]") + "  r: {capacity: {concurrency: 1, service_time: 10ms}}\n"
    )
    assert share(both) == pytest.approx((1 - exp(-2)) ** 2)
    either = both.replace("[{on: q", "[{any_of: [{on: q").replace("}]}\n  q", "}]}]}\n  q")
    assert share(either) == pytest.approx(1 - exp(-6) ** 2)


@pytest.mark.parametrize(
    ("written", "each", "asked"),
    [
        ("calls: 4", lambda well: well**4, 1.0),
        ("calls: 2.5", lambda well: well**2 * (1 + well) / 2, 1.0),
        ("calls: 0.5", lambda well: (1 + well) / 2, 0.5),
        ("calls: 4, probability: 25%", lambda well: (3 + well**4) / 4, 0.25),
        ("calls: 2, cache: {hit_rate: 50%}", lambda well: ((1 + well) / 2) ** 2, 0.75),
    ],
)
def test_all_calls_of_a_request_have_to_be_well(written: str, each: Callable[[float], float], asked: float) -> None:
    """Each is on its own, or all are alike: of the requests that ask at all, as many are well as of single calls."""
    found = demand(architecture(QUEUE.replace("80/s", "20/s").replace("{on: q", "{on: q, " + written)))
    late = exp(-(100 - found.offered[1]) * 0.1)
    assert timely_of_all(found) == pytest.approx(each(1 - late))
    assert timely_of_all(found, alike=True) == pytest.approx(1 - asked * late)


def test_what_is_overloaded_is_never_in_time() -> None:
    """But where its queue is so short that who is let in is answered: nearly all that can be served, some by chance late."""
    assert share(QUEUE.replace("80/s", "120/s")) == 0
    patient, short = QUEUE.replace("80/s", "120/s").replace("100ms", "1s"), QUEUE.replace("80/s", "120/s")
    let_in = 1 - 1.2**6 / sum(1.2**number for number in range(7))
    assert share(patient.replace("10ms}", "10ms, queue: 5}")) == pytest.approx(1.2 * let_in, rel=1e-6)
    assert share(short.replace("10ms}", "10ms, queue: 5}")) == pytest.approx(1.2 * let_in * _in_time(1.2, 5, 10), rel=0.01)


def _in_time(ratio: float, waiting: int, patience: int) -> float:
    """Return which share of those let in to an M/M/1/K is there for less than so many service times."""
    weights = [ratio**ahead for ahead in range(waiting + 1)]
    passed = [
        1 - sum(exp(-patience) * patience**done / factorial(done) for done in range(ahead + 1)) for ahead in range(waiting + 1)
    ]
    return sum(map(float.__mul__, weights, passed)) / sum(weights)


def test_what_finds_no_place_is_not_answered() -> None:
    """M/M/1/K of 80 %, one place to wait: 0.64 / 2.44 are refused, which a second attempt has the same chance of."""
    refused = 0.64 / 2.44
    short = QUEUE.replace(", timeout: 100ms", "").replace("10ms}", "10ms, queue: 1}")
    assert share(short) == pytest.approx(1 - refused)
    assert share(short.replace("{on: q", "{on: q, retry: {attempts: 2}")) == pytest.approx(1 - refused**2)
    assert share(short.replace("{on: q", "{on: q, soft: true")) == 1
    assert share("components: {web: {entry: {rate: 80/s}, capacity: {concurrency: 1, service_time: 10ms, queue: 1}}}") == (
        pytest.approx(1 - refused)
    )


def test_a_slow_queue_wobbles() -> None:
    """By (1 - p) / p of one request, for twice the relaxation time; nothing does where nothing is late."""
    assert wobble_s(demand(architecture(QUEUE))) == pytest.approx(exp(-2) / (1 - exp(-2)) * 2 / (sqrt(100) - sqrt(80)) ** 2)
    assert wobble_s(demand(architecture(QUEUE.replace("100ms", "100s")))) == 0
    busy = QUEUE.replace("80/s", "125/s").replace("10ms}", "10ms, queue: 5}")  # counts of what arrives, and of what is served
    assert wobble_s(demand(architecture(busy))) == pytest.approx(1 / 125 + 1 / 100)


@given(architectures())
def test_shares_are_shares(architecture: Architecture) -> None:
    """Whatever the numbers and circles; the whole is between the parts."""
    shares = timely(demand(architecture))
    assert all(0 <= each <= 1 for each in shares)
    assert min(shares, default=1) - 1e-9 <= timely_of_all(demand(architecture)) <= 1
