"""What several seeds say together, with simulations whose outcome is known."""

from math import inf

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.scenarios import confirmation
from sosgraph.scenarios.classification import Class, Kind, Study
from sosgraph.scenarios.confirmation import findings
from sosgraph.scenarios.measured import Measured
from sosgraph.scenarios.network import network_of
from sosgraph.simulation.network import Network
from tests.scenarios.test_classification import DOWN, FINE, PREDICTED, TEXT
from tests.yaml_architecture import architecture

SYSTEM = architecture(TEXT)


def goodput(monkeypatch: pytest.MonkeyPatch, down: set[int], cured: bool = True, stopped: int = 0) -> Class:
    """Return the class of goodput by twenty seeds, of which some are `down` and are `cured` without a retry."""

    def study(system: Architecture, scenarios: object, seed: int = 0) -> Study:
        def simulated(network: Network) -> Measured:
            if seed == stopped:
                return Measured(1.0, 100.0, 0.1, 0.0, 1.0, stopped="too much happened")
            return FINE if seed not in down or (cured and network.links[0].attempts == 1) else DOWN

        return Study(system, network_of(system), PREDICTED, 300, 290, simulated)

    monkeypatch.setattr(confirmation, "study", study)
    found = findings(SYSTEM, (Scenario("x", "outage", "test/db"),), 0.0, 20).classes
    return next(each for each in found if each.name == "goodput_per_s")


def test_all_seeds_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resultant or weakly emergent, in all of twenty; without the cause in none."""
    assert goodput(monkeypatch, set())[3] is Kind.RESULTANT
    found = goodput(monkeypatch, set(range(1, 21)))
    assert (found.kind, found.runs, found.different, found.still) == (Kind.WEAK, 20, 20, 0)


def test_one_in_twenty_is_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """95 % agree; two in twenty are told, by the class of those two: a mean over both outcomes would be neither."""
    one = goodput(monkeypatch, {7})
    assert (one.kind, one.different) == (Kind.RESULTANT, 1)
    two = goodput(monkeypatch, {7, 9})
    assert (two.kind, two.different, two.simulated) == (Kind.WEAK, 2, 0.0)


def test_what_is_not_cured_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing restores the prediction: a candidate."""
    found = goodput(monkeypatch, {7, 9}, cured=False)
    assert found.kind is Kind.CANDIDATE and found.simulated == 0 and found.predicted.high < inf


def test_a_run_that_was_cut_short_decides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no class, and the reason is told."""
    found = goodput(monkeypatch, set(), stopped=3)
    assert found.kind is None and found.reason == "too much happened"
