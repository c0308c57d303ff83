"""Who is not answered in time, against sums over how many are in front."""

from math import exp, factorial, inf, sqrt

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.integrate import trapezoid
from scipy.stats import gamma

from sosgraph.fluid.lateness import found, late, settled_variance, waited_s
from sosgraph.queueing import erlang, mmck
from sosgraph.simulation.network import Station
from tests.fluid.systems import DB, client_and_server, course


def share(number: float, variance: float, busy: float, servers: float, served: float) -> float:
    waiting = max(number - servers * busy, 0.0)
    seen = found(*(np.array([[each]], dtype=float) for each in (number, waiting, variance, busy, servers)))
    return float(late(seen, np.array([[served]]), np.ones(1), np.zeros(1), np.array([[1 / max(servers, 1)]]))[0, 0])


@given(st.floats(0.01, 0.99), st.floats(0.0, 50))
def test_one_server_in_steady_state_is_exponential(busy: float, served: float) -> None:
    """P[T > τ] = exp(-(μ - λ) τ)."""
    number = busy / (1 - busy)
    variance = float(settled_variance(np.array(number)))
    assert share(number, variance, busy, 1, served) == pytest.approx(exp(-served * (1 - busy)), abs=1e-7)


@example(2, 0.5, 1.0)  # both are equally fast
@given(st.integers(2, 20), st.floats(0.1, 0.95), st.floats(0.1, 5))
def test_several_servers_in_steady_state_are_the_convolution(servers: int, busy: float, patience: float) -> None:
    """Waiting is exponential with Erlang's chance, and service of mean 1 comes on top; integrated numerically."""
    waits, spare = erlang.erlang_c(servers, servers * busy), servers * (1 - busy)
    points = np.linspace(0, patience, 20_001)
    density = waits * spare * np.exp(-spare * points)
    expected = (
        (1 - waits) * exp(-patience) + waits * exp(-spare * patience) + trapezoid(density * np.exp(-(patience - points)), points)
    )
    number = erlang.mean_number(servers, servers * busy)
    assert share(number, inf, busy, servers, servers * patience) == pytest.approx(expected, abs=1e-5)


@given(st.integers(2, 50), st.floats(0.0, 0.5), st.floats(0.1, 20))
def test_where_nobody_waits_only_the_own_service_takes_time(servers: int, busy: float, patience: float) -> None:
    """Several servers, hardly busy: e^-patience, though the number does not vary."""
    assert share(servers * busy, 0.0, busy, servers, servers * patience) == pytest.approx(exp(-patience))


@pytest.mark.parametrize(("number", "served"), [(0, 3.0), (4, 2.0), (10, 10.0), (30, 20.0)])
def test_behind_a_known_number_it_is_a_poisson_count(number: int, served: float) -> None:
    """P[Poisson(served) <= number]: so few are served within the time."""
    fewer = sum(exp(-served) * served**count / factorial(count) for count in range(number + 1))
    if number:
        assert share(number, 0.0, number / (1 + number), 1, served) == pytest.approx(fewer, rel=1e-9)
    else:
        assert share(0, 0.0, 0.0, 1, served) == pytest.approx(exp(-served))


@example(83, 1 / 32, 0.0, 7.0, 1.0)  # scaled to the variance of what is served, a Poisson count would say that more are late
@given(st.floats(0, 1e15), st.floats(0, 1), st.sampled_from([0.0, 1.0, 7.0]), st.floats(0, 1e12), st.floats(0, 1))
def test_it_is_a_probability_that_falls_with_the_time(
    number: float, part: float, servers: float, served: float, more: float
) -> None:
    """Whatever is there; all are late where nothing is served."""
    busy = min(number / (servers + number), 1.0) if number else 0.0
    variance = part * number * (1 + number)
    first, later = share(number, variance, busy, servers, served), share(number, variance, busy, servers, served * (1 + more))
    assert 0 <= later <= first + 1e-9 <= 1 + 1e-9 and share(number, variance, busy, servers, 0.0) == 1


@pytest.mark.parametrize("patience_s", [0.5, 0.9, 1.0, 1.1, 2.0])
@pytest.mark.parametrize("number", [4, 25, 400])
def test_answers_behind_a_known_number_are_waited_for_as_long_as_it_takes(number: int, patience_s: float) -> None:
    """E[min(T, τ)] of so many exponential times one after the other, 1 s in all: off by half a standard deviation at most."""
    points = np.linspace(0, patience_s, 20_001)
    exact, given_up = (
        trapezoid(gamma.sf(points, number, scale=1 / number), points),
        gamma.sf(patience_s, number, scale=1 / number),
    )
    waited = waited_s(*(np.array([each], dtype=float) for each in (1.0, patience_s, 1.0, given_up)))
    assert waited[0] == pytest.approx(exact, abs=0.5 / sqrt(number))


@pytest.mark.parametrize("patience_s", [0.5, 1.0, 2.0])
def test_answers_of_one_server_are_waited_for_as_an_exponential_time(patience_s: float) -> None:
    """E[min(T, τ)] = E[T] (1 - exp(-τ / E[T])) where the number is not known."""
    waited = waited_s(*(np.array([each]) for each in (1.0, patience_s, 0.0, exp(-patience_s))))
    assert waited[0] == pytest.approx(1 - exp(-patience_s))


@pytest.mark.parametrize("within_s", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("load", [50.0, 90.0, 100.0, 120.0, 200.0, 400.0])
@pytest.mark.parametrize("waiting", [5, 20])
def test_nobody_waits_longer_than_a_bounded_queue_takes(waiting: int, load: float, within_s: float) -> None:
    """M/M/1/K of 100/s, of those let in: off by 0.12 at most, where there is no telling it from the mean alone."""
    seen = course(client_and_server(load, 0.01, Station("db", 1, 0.01, waiting=waiting), timeout_s=within_s), 60.0)
    let_in = seen.offered[DB][-1] - seen.refused[DB][-1]
    exact = mmck.outlasting(mmck.waits(1, load / 100, waiting), load / 100, waiting, 1, within_s * 100)
    assert seen.timeouts[0][-1] / let_in == pytest.approx(exact, abs=0.12)
