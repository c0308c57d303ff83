"""A cache that nothing is stored in stays empty in the greatest steady state."""

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.branches import branches, limits
from sosgraph.traffic.demand import demand
from tests.yaml_architecture import architecture


def cached(rate: str, cache: str = "", timeout: str = "timeout: 500ms, ", more: str = ", retry: {attempts: 2}") -> Architecture:
    return architecture(f"""
    components:
      api:
        entry: {{rate: {rate}}}
        depends_on: [{{on: db, {timeout}cache: {{hit_rate: 90%, entries: 5000{cache}}}{more}}}]
      db: {{capacity: {{concurrency: 4, service_time: 20ms}}}}
      spare: {{}}
    """)


@pytest.mark.parametrize("rate", [101, 250, 500, 900])
def test_a_look_aside_cache_is_not_filled_by_what_comes_late(rate: int) -> None:
    """200/s behind 90 % of hits: one flush, and all calls miss and are tried twice for ever, as both engines have it."""
    found = branches(cached(f"{rate}/s"))
    assert found.vulnerable == {1} and found.healthy.arriving[1] == pytest.approx(rate / 10, rel=1e-2)
    assert found.collapsed.arriving[1] == pytest.approx(2 * rate)


def test_below_what_an_empty_cache_lets_through_all_recovers() -> None:
    """200/s over two attempts of every call: 100/s, and 200/s where nothing is tried again."""
    assert not branches(cached("90/s")).vulnerable
    assert limits(demand(cached("1/s"))).recovers == pytest.approx(100, rel=1e-3)
    assert limits(demand(cached("1/s", more=""))).recovers == pytest.approx(200, rel=1e-3)


@pytest.mark.parametrize("calm", [{"cache": ", fill: read-through"}, {"timeout": "", "more": ""}])
def test_a_cache_that_late_answers_fill_is_full_again(calm: dict[str, str]) -> None:
    """Read-through, or where nobody gives up; a cache that was never full enough is another matter."""
    assert not branches(cached("250/s", **calm)).vulnerable


def test_what_misses_asks_the_fallback_too() -> None:
    """Every call that is lost behind an empty cache, not a tenth of them."""
    found = branches(cached("250/s", more=", fallback: {to: spare}"))
    assert found.collapsed.arriving[2] == pytest.approx(250) and found.healthy.arriving[2] < 1


def test_a_cache_behind_a_breaker_is_for_simulation() -> None:
    """Who asks nothing lets the callee recover."""
    found = branches(cached("250/s", more=", breaker: {errors: 50%, window: 10s, sleep: 5s}"))
    assert not found.vulnerable and found.relieved == {1}
