"""Stations with an endless queue, against textbook values and the sum over all states."""

from math import exp, factorial, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.queueing.erlang import FLUID, erlang_b, erlang_c, longer, mean_number, slower


@pytest.mark.parametrize(
    ("servers", "offered", "waits"), [(11, 10, 0.682118), (3, 2, 0.444444), (2, 1, 0.333333), (5, 4, 0.554113)]
)
def test_erlang_c_is_what_tables_say(servers: int, offered: float, waits: float) -> None:
    """O-33, to the six digits given."""
    assert erlang_c(servers, offered) == pytest.approx(waits, abs=5e-7)


def test_erlang_b_is_what_tables_say() -> None:
    """O-33: B(11, 10), and with it 6.821182 who wait."""
    assert erlang_b(11, 10) == pytest.approx(0.163232, abs=5e-7)
    assert mean_number(11, 10) - 10 == pytest.approx(6.821182, abs=5e-7)


def test_one_server_is_geometric() -> None:
    """O-32: at 80 % four requests are there, and a sojourn above 1 s has probability e^-2 (service 10/s, arrivals 8/s)."""
    assert mean_number(1, 0.8) == pytest.approx(4.0)
    assert longer(10 - 8, 1.0) == pytest.approx(exp(-2))


@given(st.integers(1, 40), st.floats(0.01, 0.99), st.floats(0, 20))
def test_the_sojourn_is_the_wait_and_the_service_together(servers: int, busy: float, patience: float) -> None:
    """The exponential wait of those that wait, convolved in small steps with the exponential service; of one server `longer`."""
    offered, steps = servers * busy, 2_000
    waits, spare, step = erlang_c(servers, offered), servers - offered, patience / steps
    middles = [(number + 0.5) * step for number in range(steps)]
    later = sum(spare * exp(-spare * wait) * exp(-(patience - wait)) * step for wait in middles) + exp(-spare * patience)
    assert slower(servers, offered, patience) == pytest.approx(waits * later + (1 - waits) * exp(-patience), rel=0.02, abs=1e-9)
    assert slower(1, busy, patience) == pytest.approx(longer(1 - busy, patience))
    assert slower(servers, servers, patience) == 1


@given(st.integers(1, 60), st.floats(0.01, 100))
def test_blocking_is_the_weight_of_the_last_state(servers: int, offered: float) -> None:
    """As the sum over all states says."""
    weights = [offered**busy / factorial(busy) for busy in range(servers + 1)]
    assert erlang_b(servers, offered) == pytest.approx(weights[-1] / sum(weights), rel=1e-9, abs=1e-14)


@given(st.integers(1, 2000), st.floats(0, 3000), st.floats(0, 100))
def test_more_load_makes_more_wait(servers: int, offered: float, more: float) -> None:
    """Waiting grows with the load and is a probability, all of it where there is no steady state."""
    assert 0 <= erlang_c(servers, offered) <= erlang_c(servers, offered + more) + 1e-12 <= 1 + 1e-12
    assert erlang_c(servers, servers + more) == 1 and mean_number(servers, servers + more) == inf


def test_very_many_servers_take_no_time() -> None:
    """A thousand million of them are a fluid: nobody waits below capacity."""
    assert erlang_c(999_999_999, 9e8) == 0 and erlang_b(FLUID, 2 * FLUID) == 0.5 and erlang_b(FLUID - 1, 0.999 * FLUID) < 0.01
