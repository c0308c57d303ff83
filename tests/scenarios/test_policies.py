"""What can be left out of a network, and what is left then."""

from math import inf

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.policies import in_words, policies, stations_of, without
from sosgraph.simulation.network import Network
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SYSTEM = """
components:
  web:
    entry: {rate: 100/s}
    capacity: {concurrency: 10, service_time: 10ms, shed_at: 90%}
    depends_on:
      - on: db
        timeout: 1s
        retry: {attempts: 3}
        cache: {hit_rate: 90%}
        breaker: {errors: 50%, window: 10s, sleep: 5s, scope: s}
      - {on: hints, soft: true}
      - {on: index, timeout: 1s, breaker: {errors: 50%, window: 10s, sleep: 5s, scope: s}, fallback: {to: copy, coverage: 90%}}
  hints:
  db: {capacity: {concurrency: 1, service_time: 1ms}}
  index:
  copy: {capacity: {concurrency: 1, service_time: 1ms, queue: 10}}
  aside: {depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
"""


def everything(network: Network) -> set[int]:
    return set(range(len(network.stations)))


def told(system: Architecture, asked: set[int] | None = None) -> list[str]:
    network = network_of(system)
    return [in_words(system, network, each) for each in policies(network, everything(network) if asked is None else asked)]


def test_they_are_called_as_people_call_them() -> None:
    """What makes load first, limits last; those that share a breaker are one; what nothing arrives at has none."""
    assert told(architecture(SYSTEM), {0, 1, 2, 3, 4}) == [
        "the retry of web -> db",
        "the look-aside cache of web -> db",
        "the fallback of web -> index",
        "the breaker of web -> db and web -> index",
        "the wait of web -> hints",
        "the shedding of web",
        "the limit of places in web",
        "the long queue of db",
        "the short queue of copy",
    ]
    assert "the retry of aside -> db" in told(architecture(SYSTEM))


def test_each_is_gone_when_it_is_left_out() -> None:
    """And nothing else."""
    network = network_of(architecture(SYSTEM))
    found = policies(network, everything(network))
    for policy in found:
        left = without(network, [policy])
        assert left != network and set(policies(left, everything(left))) == set(found) - {policy}


def test_a_short_queue_is_worked_off_in_half_a_timeout() -> None:
    """1,000/s for half a second; and no limit of places is none at all."""
    network = network_of(architecture(SYSTEM))
    found = {each.kind: each for each in policies(network, everything(network))}
    left = without(network, [found["long queue"], found["places"]])
    assert left.stations[found["long queue"].station].waiting == 500
    assert left.stations[found["places"].station].per_s == inf


def test_a_policy_acts_between_components() -> None:
    """Of a call caller and callee, else the one that has it."""
    network = network_of(architecture(SYSTEM))
    found = {each.kind: each for each in policies(network, {0, 2})}
    assert stations_of(network, found["retry"]) == (0, 2)
    assert stations_of(network, found["places"]) == (0,) and stations_of(network, found["long queue"]) == (2,)


@given(architectures())
def test_nothing_is_left_when_all_is_left_out(architecture: Architecture) -> None:
    """Whatever the system; and leaving out twice is leaving out once."""
    network = network_of(architecture)
    found = policies(network, everything(network))
    left = without(network, found)
    assert (
        not {each for each in policies(left, everything(left)) if each.kind not in ("long queue", "short queue")}
        and without(left, found) == left
    )
