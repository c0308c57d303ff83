"""What each kind of trigger does, and that it is over afterwards: 80/s at a server of 100/s, timeout 1 s."""

import pytest

from sosgraph.fluid.run import run
from sosgraph.simulation.network import Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import DB, at, client_and_server, course

LINK = 0


def system() -> Network:
    return client_and_server(80.0, 0.01, timeout_s=1.0)


@pytest.mark.parametrize(
    ("trigger", "goodput", "served"),
    [
        (Trigger("outage", DB), 0, 0),
        (Trigger("outage", LINK, True), 0, 0),
        (Trigger("pause", DB), 0, 0),
        (Trigger("capacity-loss", DB, share=0.5), 0, 50),
        (Trigger("capacity-loss", DB, share=0.1), 80, 80),
        (Trigger("load-spike", 0, factor=1.2), 96, 96),
        (Trigger("load-spike", 0, factor=2.0), 0, 100),
        (Trigger("latency", DB, delay_s=0.5), 80, 80),
        (Trigger("latency", LINK, True, delay_s=2.0), 0, 80),
        (Trigger("error", DB, share=0.3), 56, 80),
        (Trigger("error", LINK, True, share=0.3), 56, 80),
    ],
)
def test_a_trigger_lasts_as_long_as_it_says(trigger: Trigger, goodput: float, served: float) -> None:
    """Before, everything is answered; during it, what the trigger leaves; in the end, everything again."""
    found = course(system(), 200.0, trigger._replace(start_s=20, duration_s=20))
    before, during = at(found, 19), at(found, 39)
    assert found.goodput[before] == pytest.approx(80, rel=1e-3)
    assert found.goodput[during] == pytest.approx(goodput, abs=2) and found.served[DB][during] == pytest.approx(served, abs=2)
    assert found.goodput[-1] == pytest.approx(80, rel=1e-3)


def test_a_pause_ends_in_a_burst() -> None:
    """All that would have arrived in 20 s comes at once; of an outage it has been waiting in the station."""
    pause, stop = (course(system(), 60.0, Trigger(kind, DB, start_s=20, duration_s=20)) for kind in ("pause", "outage"))
    assert pause.waiting[DB][at(pause, 39)] < 10 < 1500 < stop.waiting[DB][at(stop, 39)]
    assert pause.waiting[DB][at(pause, 41)] == pytest.approx(stop.waiting[DB][at(stop, 41)], rel=0.01)


def test_triggers_of_one_scenario_add_up() -> None:
    """Two losses of capacity leave 90 % of 90 %, which is just enough."""
    both = (Trigger("capacity-loss", DB, start_s=20, share=0.1),) * 2
    once, twice = run(system(), [both[:1], both], 400.0).courses
    assert once.waiting[DB][-1] == pytest.approx(8, rel=1e-3) and twice.waiting[DB][-1] == pytest.approx(80, rel=0.1)


def test_callers_wait_no_longer_than_their_timeout() -> None:
    """While the server is down, 80/s wait one second each."""
    found = course(system(), 60.0, Trigger("outage", DB, start_s=20, duration_s=20))
    assert found.waiting[0][at(found, 38)] == pytest.approx(80, rel=0.01)
    assert found.failed[at(found, 38)] == pytest.approx(80, rel=0.01)


@pytest.mark.parametrize("load", [100.0, 200.0, 360.0, 600.0])
def test_who_lost_servers_is_as_slow_as_who_has_no_more(load: float) -> None:
    """Four of a hundred are left: idle, busy or overloaded, they answer as four do, and none of them is slower."""
    loss = Trigger("capacity-loss", DB, start_s=0.0, duration_s=60.0, share=0.96)
    left = course(client_and_server(load, server=Station("db", 100, 0.01), timeout_s=0.2), 60.0, loss)
    fewer = course(client_and_server(load, server=Station("db", 4, 0.01), timeout_s=0.2), 60.0)
    assert left.goodput[-2] == pytest.approx(fewer.goodput[-2], rel=0.01, abs=1)
