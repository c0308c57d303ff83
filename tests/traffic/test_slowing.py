"""Requests that slow one another: the steady states are those in which the fluid simulation ends."""

from random import Random

import pytest

from sosgraph.analyses.metastability import ANALYSIS
from sosgraph.rules.metastable_vulnerable import check
from sosgraph.traffic.branches import branches, limits
from sosgraph.traffic.demand import demand
from sosgraph.traffic.occupied import occupied
from sosgraph.traffic.steady import greatest, least
from tests.traffic.end_states import both
from tests.yaml_architecture import architecture


def drawn(seed: int) -> str:
    """Draw one that is called with a timeout, a few attempts and pauses between them."""
    draw = Random(seed).choice
    servers = draw([None, 1, 4, 20])
    service_ms, slowing_ms = draw([2, 10]), draw([0.02, 0.1, 0.5])
    rate = (servers or 20) / service_ms * 1000 * draw([0.1, 0.3, 0.5, 0.7])
    limits = f"concurrency: {servers}, " + draw(["", "queue: 5, ", "queue: 30, ", "queue: 200, "]) if servers else ""
    return f"""
    components:
      web:
        entry: {{rate: {rate:.2f}/s}}
        depends_on: [{{on: db, timeout: {draw([100, 300])}ms, retry: {{attempts: {draw([1, 2, 3])}, backoff: 50ms}}}}]
      db: {{capacity: {{{limits}service_time: {service_ms}ms, slowing: {slowing_ms}ms}}}}
    """


@pytest.mark.parametrize("seed", range(8))
def test_both_sides_end_where_the_fluid_does(seed: int) -> None:
    """What arrives within 1 %, and which share of calls is lost; what the fluid does not leave again is called vulnerable."""
    text = architecture(drawn(seed))
    low, high = both(text, until_s=200.0, outage_s=20.0)
    for side in (low, high):
        assert side.state == pytest.approx(side.fluid, rel=0.01) and side.state_lost == pytest.approx(side.fluid_lost, abs=0.01)
    assert (low.fluid_lost < 0.5 < high.fluid_lost) == (branches(text).vulnerable == {1})


def test_no_limit_is_a_pole() -> None:
    """O-2: without a limit at work on all at once, n = λ (s + n slowing): 60/s are 150 requests, of 2.5 s each; 100/s the end."""
    text = "components: {s: {entry: {rate: RATE/s}, capacity: {service_time: 1s, slowing: 10ms}}}"
    for state in (
        least(demand(architecture(text.replace("RATE", "60")))),
        greatest(demand(architecture(text.replace("RATE", "60")))),
    ):
        assert state.own_s[0] == pytest.approx(2.5) and not state.overloaded[0]
    assert limits(demand(architecture(text.replace("RATE", "1")))).collapses == pytest.approx(100, rel=1e-3)


def test_the_limit_of_a_few_servers_is_what_all_of_them_do() -> None:
    """4 / (10 ms + 4 · 1 ms) = 286/s, however many wait; what they take up is told with what slows them."""
    text = "components: {s: {entry: {rate: 100/s}, capacity: {concurrency: 4, service_time: 10ms, slowing: 1ms, queue: 1}}}"
    found = demand(architecture(text))
    assert found.stations[0] is not None and found.stations[0].per_s == pytest.approx(4 / 0.014)
    state, (share,) = least(found), occupied(architecture(text))
    assert state.own_s[0] > 0.011 and share is not None and share.own == pytest.approx(100 * state.own_s[0] / 4)


ENDLESS = """
    components:
      web: {entry: {rate: 100/s}, depends_on: [{on: coord, timeout: 1sBREAKER}]}
      coord: {capacity: {concurrency: 4, service_time: 10ms, slowing: 1msMORE}}
    """


def test_an_endless_queue_never_empties_again() -> None:
    """31 that wait are served more slowly than others come: no retry is needed for that. A short queue has no such state."""
    plain = architecture(ENDLESS.replace("BREAKER", "").replace("MORE", ""))
    assert branches(plain).vulnerable == {1}
    table, *_ = ANALYSIS.answer(plain)
    assert table.rows[0][:2] == ("coord", "vulnerable") and table.rows[0][-1] == ("slowing of coord",)
    (finding,) = check(plain)
    assert "the more requests are there, the longer each takes" in finding.message
    assert not branches(architecture(ENDLESS.replace("BREAKER", "").replace("MORE", ", queue: 10"))).vulnerable


def test_behind_a_breaker_only_simulation_decides() -> None:
    """Where nobody comes for a while, it is empty one day."""
    found = branches(
        architecture(ENDLESS.replace("MORE", "").replace("BREAKER", ", breaker: {errors: 50%, window: 10s, sleep: 5s}"))
    )
    assert not found.vulnerable and found.relieved == {1}


def test_what_works_on_all_at_once_is_overloaded_though_nothing_is_full() -> None:
    """80/s slow one another to 5 s each: more than half are given up after 2.8 s, of which one alone takes 1 s."""
    text = """
    components:
      web: {entry: {rate: 80/s}, depends_on: [{on: db, timeout: 2.8s}]}
      db: {capacity: {service_time: 1s, slowing: 10ms}}
    """
    found = branches(architecture(text))
    assert found.overloaded == {1} and found.healthy.busy[1] < 1 and found.healthy.own_s[1] == pytest.approx(5)
    assert not branches(architecture(text.replace("80/s", "50/s"))).overloaded


@pytest.mark.parametrize(("rate", "outage_s"), [(30, 10), (40, 60)])
def test_retries_bring_down_what_slows(rate: int, outage_s: int) -> None:
    """O-2 with exponential times: below 33.3/s, a third of the pole, all recover; 40/s do not, nor do they in the fluid."""
    text = f"""
    components:
      web: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: db, timeout: 2.8s, retry: {{attempts: 3, backoff: 1ms}}}}]}}
      db: {{capacity: {{service_time: 1s, slowing: 10ms}}}}
    """
    low, high = both(architecture(text), until_s=600.0, outage_s=outage_s)
    assert low.state == pytest.approx(low.fluid, rel=1e-3) and high.state == pytest.approx(high.fluid, rel=0.05)
    assert (high.fluid_lost > 0.9) == (branches(architecture(text)).vulnerable == {1}) == (rate > 33.3)
