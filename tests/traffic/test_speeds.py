"""Compiled or not, the same bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.queueing import erlang, mmck, retry_fixpoint
from sosgraph.speed import KERNELS
from sosgraph.traffic import steady
from sosgraph.traffic.demand import demand
from tests.from_source import from_source
from tests.strategies import architectures
from tests.traffic.speeds import KERNELS as NAMES
from tests.traffic.speeds import SOURCE

QUEUEING = from_source("sosgraph.queueing", "erlang", "mmck", "retry_fixpoint")
SHARES, RATES = st.floats(0, 1), st.floats(0, 100)


def test_all_kernels_are_compared() -> None:
    """Another one would be passed over."""
    compared = [f"traffic.{name}" for name in NAMES] + [f"queueing.{name}" for name in QUEUEING]
    assert sorted(compared) == sorted(KERNELS["steady states"])
    assert all(str(module.__file__).endswith(".py") for module in (*SOURCE.values(), *QUEUEING.values()))


@settings(max_examples=100, deadline=None)
@given(architectures(), st.floats(0.1, 10))
def test_a_steady_state_is_the_same_at_both_speeds(architecture: Architecture, factor: float) -> None:
    """Every number of both, and of one in which some calls are calmed and some components grown."""
    found = demand(architecture)
    kinds = frozenset(range(0, len(found.calls.calls), 2)), frozenset(range(0, len(found.calls.names), 3))
    for mine, other in (
        (steady.least(found, factor), SOURCE["steady"].least(found, factor)),
        (steady.greatest(found, factor), SOURCE["steady"].greatest(found, factor)),
        (steady.greatest(found, factor, *kinds), SOURCE["steady"].greatest(found, factor, *kinds)),
    ):
        for name in steady.State.__slots__:
            assert repr(getattr(mine, name)) == repr(getattr(other, name)), name


@given(st.integers(1, 200), RATES, RATES, RATES, SHARES)
def test_stations_are_the_same_at_both_speeds(servers: int, offered: float, spare: float, seconds: float, share: float) -> None:
    """Erlang's shares and the tails of waiting and service."""
    for name in ("erlang_b", "erlang_c", "mean_number"):
        assert getattr(erlang, name)(servers, offered) == getattr(QUEUEING["erlang"], name)(servers, offered), name
    for name, given_ in (
        ("slower", (servers, offered, seconds)),
        ("outlasting", (float(servers), share, spare, seconds)),
        ("longer", (spare, seconds)),
    ):
        assert getattr(erlang, name)(*given_) == getattr(QUEUEING["erlang"], name)(*given_), name


@given(st.integers(1, 200), RATES, st.integers(0, 300), RATES)
def test_few_places_are_the_same_at_both_speeds(servers: int, offered: float, waiting: int, patience: float) -> None:
    """Who is refused, who waits, for how long, and who stays too long."""
    other = QUEUEING["mmck"]
    for name in ("refused", "waits", "sojourn"):
        assert getattr(mmck, name)(servers, offered, waiting) == getattr(other, name)(servers, offered, waiting), name
    for delayed in (0.3, 1.0):
        given_ = delayed, offered / servers, waiting, servers, patience
        assert mmck.outlasting(*given_) == other.outlasting(*given_)


@given(SHARES, st.integers(1, 50), st.none() | SHARES)
def test_clients_are_the_same_at_both_speeds(failing: float, most: int, budget: float | None) -> None:
    """How often they try, and what is never answered."""
    tried = retry_fixpoint.attempts(failing, most, budget)
    assert tried == QUEUEING["retry_fixpoint"].attempts(failing, most, budget)
    for retried in (failing * tried, failing * most):
        assert retry_fixpoint.repeating(retried, most) == QUEUEING["retry_fixpoint"].repeating(retried, most)
    for allowed in (0.3, failing, 1.0):
        given_ = failing, most, allowed
        assert retry_fixpoint.repeated(*given_) == QUEUEING["retry_fixpoint"].repeated(*given_)
        shared = failing, 0.3, allowed, most, budget or 0.2
        assert retry_fixpoint.afforded(*shared) == QUEUEING["retry_fixpoint"].afforded(*shared)
    assert retry_fixpoint.unanswered(failing, tried) == QUEUEING["retry_fixpoint"].unanswered(failing, tried)


def test_as_many_servers_as_anybody_writes() -> None:
    """More than 64 bits hold."""
    assert erlang.erlang_b(10**30, 5.0) == erlang.erlang_c(10**30, 5.0) == 0
