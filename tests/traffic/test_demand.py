"""Amplification and hidden capacity."""

from math import inf

import pytest
from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.demand import demand
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def chain(layers: int, attempts: int, last: str = "{}") -> Architecture:
    lines = [
        f"  c{layer}: {{depends_on: [{{on: c{layer + 1}, timeout: {10 ** (layers - layer)}s, retry: {{attempts: {attempts}}}}}]}}"
        for layer in range(layers)
    ]
    return architecture("\n".join(["components:", *lines, f"  c{layers}: {last}"]))


@pytest.mark.parametrize(("layers", "attempts", "most"), [(3, 4, 64), (5, 3, 243)])
def test_layers_multiply(layers: int, attempts: int, most: float) -> None:
    """O-13: three layers of four attempts are 64 (Beyer et al. 2016, ch. 22), five of three are 243."""
    assert demand(chain(layers, attempts)).amplification[-1] == most


def test_a_fan_of_servers() -> None:
    """O-15: 10,000 requests through three servers with three retries each may become 640,000."""
    found = demand(chain(3, 4))
    assert 10_000 * found.amplification[-1] == 640_000


def test_hidden_capacity_is_capacity_over_amplification() -> None:
    """Theorem 2 of Huang et al.: 1000/s behind three layers of 2, 3, 4 attempts is 125, 37, 15.6."""
    hidden = [demand(chain(3, most, "{capacity: {concurrency: 1, service_time: 1ms}}")).hidden_per_s(3) for most in (2, 3, 4)]
    assert hidden == pytest.approx([125, 1000 / 27, 15.625])


def test_shares_caches_probabilities_and_copies() -> None:
    """Members of a group share, caches answer, copies add up."""
    found = demand(
        architecture("""
        components:
          web:
            entry: {rate: 100/s}
            depends_on:
              - any_of: [a, b]
              - {on: db, calls: 2, probability: 50%, cache: {hit_rate: 90%}}
          a: {capacity: {concurrency: 1, service_time: 10ms}, replicas: 3}
          b:
          db:
        """)
    )
    assert found.offered == pytest.approx((100, 50, 50, 10))
    assert found.utilisation(1) == pytest.approx(1 / 6) and found.amplification[1] == pytest.approx(2)


def test_a_circle_that_breeds_calls_has_no_end() -> None:
    """And says so at once."""
    found = demand(architecture("components: {a: {entry: {rate: 1/s}, depends_on: [b]}, b: {depends_on: [a]}}"))
    assert found.offered == (inf, inf) and found.normal_circles[0].endless


@given(architectures())
def test_failing_never_makes_less(architecture: Architecture) -> None:
    """The worst load of everything is at least the normal one, and none is NaN."""
    found = demand(architecture)
    assert all(worst >= offered for worst, offered in zip(found.worst, found.offered, strict=True))
    assert all(times >= 1 for times in found.amplification)


@pytest.mark.parametrize(
    ("call", "worst"),
    [
        ("hedge: {after: 50ms}", 2),
        ("hedge: {after: 50ms}, timeout: 1s, retry: {attempts: 3}", 6),
        ("hedge: {after: 50ms}, timeout: 1s, retry: {attempts: 3, budget: 10%}", 2.2),
        ("hedge: {after: 1s}, timeout: 50ms", 1),
        ("hedge: {after: 50ms}, fallback: other", 2),
    ],
)
def test_a_second_copy_is_a_call_more(call: str, worst: float) -> None:
    """Of every attempt, budget or not; none is sent of what was given up before. A fallback is asked once."""
    found = demand(
        architecture(f"components: {{web: {{entry: {{rate: 10/s}}, depends_on: [{{on: db, {call}}}]}}, db: {{}}, other: {{}}}}")
    )
    assert found.offered[1] == 10 and found.amplification[1] == pytest.approx(worst)
    assert found.worst[2] == (10 if "fallback" in call else 0)
