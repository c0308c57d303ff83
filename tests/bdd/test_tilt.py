"""Tilted trials."""

from math import comb, isclose

import pytest

from sosgraph.bdd.tilt import expected_failures, good_tilt, likelihood_ratios, tilt_for
from sosgraph.bdd.trials import Trials, tilted
from sosgraph.equations import Equations, Gate, conjunction


def replicas(count: int, failure: float) -> Trials:
    """Return trials of one group of `count` replicas."""
    return Trials(Equations(count, (Gate(1, tuple(range(count))),)), [failure] * count, [count])


def test_ratios_turn_tilted_chances_into_those_without_tilt() -> None:
    """For every number of failures, the tilted chance times the ratio is the true chance."""
    false, raised = 0.01, tilted(0.01, 30.0)
    ratios = likelihood_ratios(replicas(5, false), 30.0, 2)
    assert ratios[:2] == [0.0, 0.0]
    for failures in range(2, 6):
        true = comb(5, failures) * false**failures * (1 - false) ** (5 - failures)
        assert isclose(comb(5, failures) * raised**failures * (1 - raised) ** (5 - failures) * ratios[failures], true)
    assert likelihood_ratios(replicas(5, false), 1.0, 0) == []


@pytest.mark.parametrize("wanted", [1.5, 3.0, 4.9])
def test_tilt_makes_so_many_fail(wanted: float) -> None:
    """The tilt for an average number of failures gives it."""
    trials = replicas(5, 0.01)
    assert expected_failures(trials, tilt_for(trials, wanted)) == pytest.approx(wanted, rel=1e-3)


def test_what_fails_often_is_not_tilted() -> None:
    """Half of all trials tell enough."""
    trials = Trials(Equations(2, (conjunction([0, 1]),)), [0.3, 0.3], [2])
    assert good_tilt(trials, [2], 1) == 1.0


def test_three_replicas_are_tilted_until_all_of_them_fail() -> None:
    """A group that fails once in 1e12 fails in most trials under the tilt."""
    trials = replicas(3, 1e-4)
    assert expected_failures(trials, good_tilt(trials, [3], 1)) == pytest.approx(3.0, abs=0.1)


def test_trials_that_weigh_next_to_nothing_are_not_trusted() -> None:
    """Where 1,000 other variables fail now and then, a tilt that brings down a rare group makes the trials worthless."""
    system = Equations(1_003, (Gate(1, (0, 1, 2)), Gate(2, (1_003, *range(3, 1_003)))))
    assert good_tilt(Trials(system, [0.01] * 1_003, [1_003, 1_004]), [1_003], 1) == 1.0


def test_interrupted_it_is_content_with_none() -> None:
    """A deadline that has passed already leaves plain trials."""
    assert good_tilt(replicas(3, 1e-4), [3], 1, lambda: True) == 1.0
