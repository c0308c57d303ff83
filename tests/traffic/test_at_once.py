"""Attempts made at once after a refusal are refused again: they are no load, in steady states as in the fluid simulation."""

from random import Random

import pytest

from sosgraph.queueing.retry_fixpoint import afforded, attempts, repeated, repeating
from sosgraph.requests.run import run
from sosgraph.scenarios.network import network_of
from sosgraph.traffic.branches import branches
from tests.traffic.end_states import both
from tests.yaml_architecture import architecture


def drawn(seed: int) -> str:
    """Draw one that refuses, and is tried again at once."""
    draw = Random(seed).choice
    servers, service_ms = draw([1, 4, 20]), draw([2, 10])
    rate, limit = servers / service_ms * 1000 * draw([0.5, 0.7, 0.9, 1.2]), draw(["queue: 0", "queue: 200", "shed_at: 80%"])
    return f"""
    components:
      web:
        entry: {{rate: {rate:.2f}/s}}
        depends_on: [{{on: db, timeout: {draw([30, 300])}ms, retry: {{attempts: {draw([2, 3, 5, 10])}}}}}]
      db: {{capacity: {{concurrency: {servers}, service_time: {service_ms}ms, {limit}}}}}
    """


@pytest.mark.parametrize("seed", range(12))
def test_both_sides_end_where_the_fluid_does(seed: int) -> None:
    """What arrives, with what is repeated in vain, within 2 %, and the share of calls that is lost within a point."""
    for side in both(architecture(drawn(seed)), until_s=100.0, outage_s=10.0):
        assert side.state == pytest.approx(side.fluid, rel=0.02)
        assert side.state_lost == pytest.approx(side.fluid_lost, abs=0.01)


def test_a_full_station_is_asked_less_than_as_often_as_anybody_tries() -> None:
    """With x = λ (1 + C/x), of 560/s only 503/s are no repetition: who is refused is lost, and only those let in come back."""
    text = """
    components:
      web: {entry: {rate: 280/s}, depends_on: [{on: db, timeout: 100ms, retry: {attempts: 2PAUSE}}]}
      db: {capacity: {concurrency: 4, service_time: 10ms, queue: 200}}
    """
    found = branches(architecture(text.replace("PAUSE", "")))
    arriving, repeated = found.collapsed.arriving[1], found.collapsed.repeated[1]
    assert found.vulnerable == {1} and arriving + repeated == pytest.approx(560)
    assert arriving == pytest.approx(280 * (1 + 400 / arriving), rel=1e-4)
    paused = branches(architecture(text.replace("PAUSE", ", backoff: 50ms"))).collapsed
    assert paused.arriving[1] == pytest.approx(560) and not paused.repeated[1]


@pytest.mark.parametrize("attempts", [2, 3, 5])
@pytest.mark.parametrize("tiers", [2, 3, 4, 5, 6])
def test_tiers_that_all_refuse_come_to_rest(tiers: int, attempts: int) -> None:
    """Where less let in means fewer repetitions of what comes back, neighbours would swing in turn for ever."""
    for rate, threads in ((50, 100), (100, 10), (200, 20), (350, 50)):
        call = f"timeout: 1s, retry: {{attempts: {attempts}}}"
        rows = [f"  c0: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: c1, {call}}}]}}"]
        for tier in range(1, tiers):
            rows.append(f"  c{tier}: {{{_capacity(threads, 1)}, depends_on: [{{on: c{tier + 1}, {call}}}]}}")
        found = branches(architecture("\n".join(["components:", *rows, f"  c{tiers}: {{{_capacity(threads, 100)}}}"])))
        assert found.settled


def _capacity(threads: int, service_ms: int) -> str:
    return f"capacity: {{concurrency: {threads}, service_time: {service_ms}ms, queue: 20}}"


@pytest.mark.parametrize("most", [2, 3, 10, 50])
@pytest.mark.parametrize("chance", [0.0, 0.2, 0.9, 1.0])
def test_the_chance_of_another_attempt_follows_from_their_number(most: int, chance: float) -> None:
    """One is the inverse of the other."""
    assert repeating(chance * attempts(chance, most), most) == pytest.approx(chance, abs=1e-12)


@pytest.mark.parametrize("most", [5, 50])
@pytest.mark.parametrize(("rate", "places", "timeout_ms"), [(500, 40, 100), (600, 10, 35)])
def test_what_is_repeated_is_paid_for(rate: int, places: int, timeout_ms: int, most: int) -> None:
    """Refused again, it leaves less of a budget to those that were let in; request by request as many calls are lost."""
    system = architecture(f"""
    components:
      web:
        entry: {{rate: {rate}/s}}
        depends_on: [{{on: db, timeout: {timeout_ms}ms, retry: {{attempts: {most}, budget: 50%}}}}]
      db: {{capacity: {{concurrency: 4, service_time: 10ms, queue: {places}}}}}
    """)
    found, course = branches(system).healthy, run(network_of(system), [], 1, 120.0, 10.0)
    assert found.arriving[1] + found.repeated[1] == pytest.approx(1.5 * rate, rel=1e-3)
    assert found.repeated[1] > 0.1 * rate
    assert found.lost[0] == pytest.approx(1 - sum(course.goodput[2:]) / sum(course.arriving[2:]), abs=0.025)


def chained(again: float, refused: float, most: int, allowed: float) -> float:
    """Add up what follows the refusal of every attempt that may be the first that is."""
    ends = ((again ** (each - 1), most - each) for each in range(1, most + 1))
    return sum(chance * refused * sum(allowed**further for further in range(1, left + 1)) for chance, left in ends)


@pytest.mark.parametrize("most", [2, 3, 10, 50])
@pytest.mark.parametrize("again", [0.0, 0.2, 0.6, 1.0])
@pytest.mark.parametrize("budget", [0.0, 0.1, 0.9, 20.0, 2000.0])
def test_a_budget_is_spent_to_the_last(most: int, again: float, budget: float) -> None:
    """On attempts of those let in and of those refused alike; all are made where that costs less."""
    vain, refused = 0.3, 0.5
    share = afforded(again, vain, refused, most, budget)
    spent = share * attempts(again, most) * vain + chained(again, refused, most, share)
    assert spent == pytest.approx(budget, abs=1e-9) if share < 1 else spent <= budget
    assert refused * repeated(again, most, 0.6) == pytest.approx(chained(again, refused, most, 0.6))
    assert repeated(again, most, 1 - 1e-9) == pytest.approx(repeated(again, most))
    assert repeated(1 - 2e-7, 4, 1 - 3e-6) == pytest.approx(chained(1 - 2e-7, 1.0, 4, 1 - 3e-6))
