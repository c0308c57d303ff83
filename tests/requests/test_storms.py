"""Systems that do not come back by themselves: published numbers, and what one policy changes."""

import pytest

from sosgraph.requests.engine import COMPILED
from sosgraph.requests.run import run
from sosgraph.requests.seeds import Question, seeds
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.requests.networks import retrying

_OUTAGE = Trigger("outage", 1, start_s=20.0, duration_s=10.0)
slow = pytest.mark.skipif(not COMPILED, reason="more than 5 s where the simulation is interpreted")


def outages(rate: float, duration_s: float, until_s: float, **link: object) -> Question:
    """Return the question what an outage of the database does."""
    return Question(retrying(rate, **link), (_OUTAGE._replace(duration_s=duration_s),), until_s, until_s / 20)


def test_one_retry_keeps_the_database_down() -> None:
    """At 280 a second for 300: 557 to 566 attempts a second and no goodput ever after (HotOS'21, section 2; oracle O-1)."""
    course = run(retrying(280.0), [_OUTAGE], 1, 200.0, 10.0)
    assert min(course.goodput[:2]) > 250
    assert max(course.goodput[4:]) < 1
    assert 550 < sum(course.offered[1][4:]) / 16 < 570
    assert min(course.served[1][4:]) > 280  # all in vain


@pytest.mark.parametrize(("rate", "recovers"), [(140.0, True), (160.0, False)])
def test_the_hidden_capacity_is_150_a_second(rate: float, recovers: bool) -> None:
    """Half of the 300 with two attempts for each request: below it comes back, above it does not (oracle O-1)."""
    course = run(retrying(rate), [_OUTAGE], 1, 500.0, 50.0)
    assert (course.goodput[-1] > 0.9 * rate) == recovers


@slow
@pytest.mark.parametrize(("link", "recovers"), [({"attempts": 1}, True), ({"budget": 0.06}, True), ({"budget": 0.08}, False)])
def test_no_more_than_twenty_retries_a_second_let_it_recover(link: dict[str, object], recovers: bool) -> None:
    """Without a retry, and with a budget of 6 %, but not with one of 8 % (22 a second; HotOS'21; oracle O-1)."""
    course = run(retrying(280.0, **link), [_OUTAGE], 1, 2000.0, 100.0)
    assert (course.goodput[-1] > 250) == recovers


def test_deadline_propagation_lets_it_recover() -> None:
    """What nobody waits for is not worked on: it is back at once after the outage."""
    course = run(retrying(280.0, cancels=True), [_OUTAGE], 1, 60.0, 5.0)
    assert min(course.goodput[7:]) > 250


@slow
@pytest.mark.parametrize(
    ("rate", "duration_s", "least", "most"),
    [(155.0, 1.0, 0, 0), (155.0, 3.0, 4, 4), (260.0, 0.5, 0, 1), (260.0, 2.0, 4, 4), (290.0, 1.0, 3, 4)],
)
def test_the_longer_the_outage_the_lower_the_load_that_it_tips(rate: float, duration_s: float, least: int, most: int) -> None:
    """How many of four seeds stay stuck after an outage of so long (oracle O-5)."""
    assert least <= seeds(outages(rate, duration_s, 100.0), range(4)).stuck <= most


@slow
def test_the_same_trigger_tips_some_seeds_and_not_others() -> None:
    """An outage of 1 s at 260 a second: each seed ends near all or near nothing, no one between (Brooker's claim; oracle O-2)."""
    found = seeds(outages(260.0, 1.0, 100.0), range(16))
    assert found.stuck_final and found.recovered_final
    assert max(found.stuck_final) < 0.05 and min(found.recovered_final) > 0.9
    assert found.stuck_course is not None and found.recovered_course is not None
    assert found.stuck_course.goodput[-1] < 1 and found.recovered_course.goodput[-1] > 230
    assert 0.0 < found.chance[0] < found.stuck / 16 < found.chance[1] < 1.0


def slowed_down(rate: float, lasting_s: float, **link: object) -> Question:
    """Return the question what twice the load does to a server that each request there makes slower."""
    stations = (Station("clients"), Station("server", None, 1.0, slowing_s=0.01, regular=True))
    network = Network(stations, (Link(0, 1, timeout_s=2.8, attempts=3, **link),), (rate, 0.0))  # type: ignore[arg-type]
    spike = Trigger("load-spike", 0, start_s=20.0, duration_s=lasting_s, factor=2.0)
    return Question(network, (spike,), 100.0, 1.0)


@slow
@pytest.mark.parametrize(
    ("rate", "lasting_s", "least", "most"), [(40.0, 3.0, 0, 4), (40.0, 5.0, 4, 11), (40.0, 8.0, 12, 12), (15.0, 8.0, 0, 0)]
)
def test_a_server_that_its_requests_slow_down_tips_by_chance(rate: float, lasting_s: float, least: int, most: int) -> None:
    """Twice the load: 8 of 12 seeds end at nothing after 5 s at 40 a second, the others at all of it (oracle O-2).

    No more than 3 of 10 do after 3 s, all after 8 s, and none at 15 a second, below 21.4. 1 s and 0.01 s for each request there,
    the same for all; 3 s of patience, of which the network takes 0.2 s (M. Brooker, simulator_example, 2021).
    """
    found = seeds(slowed_down(rate, lasting_s), range(12))
    assert least <= found.stuck <= most
    assert max(found.stuck_final, default=0.0) < 0.05 and min(found.recovered_final, default=1.0) > 0.85


@slow
@pytest.mark.parametrize(("backoff_s", "least", "most"), [(0.1, 4, 11), (20.0, 0, 0)])
def test_only_long_pauses_at_random_let_it_recover(backoff_s: float, least: int, most: int) -> None:
    """All of 12 seeds come back after a pause of up to 20 s and one of up to 40 s; short pauses change nothing (oracle O-2).

    The 10 s of simulator_example are doubled before they are used for the first time.
    """
    found = seeds(slowed_down(40.0, 5.0, backoff_s=backoff_s, multiplier=2.0, jitter=1.0), range(12))
    assert least <= found.stuck <= most


@pytest.mark.parametrize(("share", "stuck"), [(0.95, 0), (1.1, 4)])
def test_recovery_needs_less_than_the_capacity_by_the_attempts(share: float, stuck: int) -> None:
    """λ = share · μ/R, after an outage of 20 time-outs: 0 of 4 seeds stuck below 1, all above (oracle O-4; θ = 5, R = 4)."""
    network = Network(
        (Station("clients"), Station("server", 1, 0.1)), (Link(0, 1, timeout_s=0.5, attempts=4),), (share * 2.5, 0.0)
    )
    outage = Trigger("outage", 1, start_s=50.0, duration_s=10.0)
    assert seeds(Question(network, (outage,), 2000.0, 50.0), range(4)).stuck == stuck


def test_retries_pile_up_above_the_limit() -> None:
    """A limit of 1,000 and 1,010 offered, tried again each second: 10 more every second (SRE book, ch. 22; oracle O-14)."""
    network = Network(
        (Station("clients"), Station("server", 1000, 1.0, shed_at=1.0)),
        (Link(0, 1, attempts=10**9, backoff_s=1.0),),
        (1010.0, 0.0),
    )
    spike = Trigger("load-spike", 0, start_s=1.0, duration_s=2.0, factor=2.0)  # takes what the limit lets through at first
    course = run(network, [spike], 1, 63.0, 1.0)
    rise = (sum(course.offered[1][53:63]) - sum(course.offered[1][13:23])) / 10 / 40
    excess = (sum(course.arriving[13:63]) - sum(course.served[1][13:63])) / 50
    assert rise == pytest.approx(10.0, abs=8.0)
    assert rise == pytest.approx(excess, abs=4.0)


def test_refusals_that_cost_something_keep_the_overload() -> None:
    """After a spike: free refusals let it recover, refusals at a fifth of a request do not (SRE book, ch. 22; oracle O-14)."""
    for refusal_s, recovers in ((0.0, True), (0.002, False)):
        stations = (Station("clients"), Station("server", 10, 0.01, waiting=50, refusal_s=refusal_s))
        network = Network(stations, (Link(0, 1, attempts=10**9, backoff_s=1.0),), (900.0, 0.0))
        course = run(network, [Trigger("load-spike", 0, start_s=2.0, duration_s=4.0, factor=1.6)], 1, 32.0, 2.0)
        assert (course.goodput[-1] > 800) == recovers


def test_an_adaptive_throttle_lets_through_k_times_what_is_accepted() -> None:
    """K = 2: one refused for each accepted, of ten times as much (SRE book, ch. 21; oracle O-17)."""
    network = Network((Station("clients"), Station("server", 30, 1.0, shed_at=1.0)), (Link(0, 1, throttle=2.0),), (300.0, 0.0))
    course = run(network, [], 1, 700.0, 100.0)
    assert course.refused[1][-1] / course.served[1][-1] == pytest.approx(1.0, abs=0.1)
    assert course.served[1][-1] == pytest.approx(30.0, rel=0.05)
