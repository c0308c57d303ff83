"""Classes of properties, with simulations whose outcome is known: a fake in place of the engines."""

from collections.abc import Callable
from math import inf

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.classification import Class, Kind, Study, class_of
from sosgraph.scenarios.measured import PROPERTIES, Measured, nines, surprising
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.prediction import Interval, Prediction
from sosgraph.simulation.network import Network
from tests.yaml_architecture import architecture

TEXT = """
components:
  web:
    entry: {rate: 100/s}
    capacity: {concurrency: 10, service_time: 10ms}
    depends_on:
      - {on: db, timeout: 1s, retry: {attempts: 3}, breaker: {errors: 50%, window: 10s, sleep: 5s}}
      - {on: model, timeout: 1s, retry: {attempts: 2}}
  db: {capacity: {concurrency: 1, service_time: 1ms}}
  model: {opaque: true}
"""
PREDICTED = Prediction(Interval(0.7, 0.9), Interval(100, 100), Interval(0.1, 0.1), Interval(0, 60))
FINE = Measured(0.8, 100.0, None, 20.0, 1.0)
DOWN = Measured(0.1, 0.0, None, inf, 1.0)


def study(fine: Callable[[Network], bool], text: str = TEXT) -> Study:
    system: Architecture = architecture(text)
    return Study(system, network_of(system), PREDICTED, 300, 290, lambda network: FINE if fine(network) else DOWN)


def classes(study: Study) -> list[Class]:
    return [class_of(study, name) for name in PROPERTIES]


def of(study: Study) -> Class:
    return class_of(study, "goodput_per_s")


def test_as_composed_is_resultant() -> None:
    """All that was simulated; what was not has no class."""
    found = classes(study(lambda network: True))
    assert [each.kind for each in found] == [Kind.RESULTANT, Kind.RESULTANT, None, Kind.RESULTANT, Kind.RESULTANT]


def test_what_restores_the_prediction_is_the_cause() -> None:
    """Weakly emergent, by the retry alone; nothing else would do."""
    found = of(study(lambda network: network.links[0].attempts == 1))
    assert found.kind is Kind.WEAK and [each.kind for each in found.causes] == ["retry"] and not found.instead


def test_what_would_do_as_well_is_named() -> None:
    """Retry or queue: the retry is the cause that is told, as it makes load."""
    found = of(study(lambda network: network.links[0].attempts == 1 or network.stations[1].waiting is not None))
    assert [each.kind for each in found.causes] == ["retry"] and [each.kind for each in found.instead] == ["long queue"]


def test_several_may_be_needed() -> None:
    """Retry and limit of places together, the set of both."""
    found = of(study(lambda network: network.links[0].attempts == 1 and network.stations[0].concurrency is None))
    assert {each.kind for each in found.causes} == {"retry", "places"} and found.kind is Kind.WEAK


def test_what_passes_through_the_opaque_is_a_candidate() -> None:
    """With the reason; the same retry of what can be looked into is not."""
    opaque = of(study(lambda network: network.links[1].attempts == 1))
    assert opaque.kind is Kind.CANDIDATE and "model is opaque" in opaque.reason
    clear = of(study(lambda network: network.links[1].attempts == 1, TEXT.replace("opaque: true", "")))
    assert clear.kind is Kind.WEAK


def test_one_may_do_what_all_together_do_not() -> None:
    """Without all policies something else is wrong; without the retry alone nothing is."""
    found = of(study(lambda network: network.links[0].attempts == 1 and network.links[1].attempts == 2))
    assert found.kind is Kind.WEAK and [each.kind for each in found.causes] == ["retry"]


def test_what_nothing_restores_is_a_candidate() -> None:
    """Its cause is not declared."""
    found = of(study(lambda network: False))
    assert found.kind is Kind.CANDIDATE and not found.causes and "does not restore" in found.reason


def test_each_set_is_simulated_once() -> None:
    """However many properties ask for it."""
    asked: list[Network] = []

    def fine(network: Network) -> bool:
        asked.append(network)
        return network.links[0].attempts == 1

    classes(study(fine))
    assert len(asked) == len(set(asked)) < 20


@pytest.mark.parametrize(
    ("name", "value", "surprises"),
    [
        ("availability", 0.7, False),
        ("availability", 0.68, True),
        ("availability", 0.95, True),
        ("goodput_per_s", 96.0, False),
        ("goodput_per_s", 90.0, True),
        ("p99_s", 0.15, False),
        ("p99_s", 0.25, True),
        ("p99_s", inf, True),
        ("recovery_s", 0.0, False),
        ("recovery_s", 64.0, False),
        ("recovery_s", 70.0, True),
        ("recovery_s", inf, True),
    ],
)
def test_what_counts_as_a_surprise(name: str, value: float, surprises: bool) -> None:
    """Outside the interval by more than simulations differ by; a fast recovery surprises nobody."""
    assert surprising(name, getattr(PREDICTED, name), value, FINE) is surprises


def test_a_difference_in_nines() -> None:
    """Ten times the failures are one nine fewer; within the interval none; less than one request cannot fail."""
    assert nines(Interval(0.99, 0.999), 0.9, 1e6) == pytest.approx(-1)
    assert nines(Interval(0.9, 0.99), 0.999, 1e6) == pytest.approx(1)
    assert nines(Interval(0.9, 0.99), 0.95, 1e6) == 0
    assert nines(Interval(1.0, 1.0), 0.0, 1e4) == pytest.approx(-4)
