"""Packed trials against one trial after another, at every speed."""

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.random_bits import RandomBits
from sosgraph.bdd.trials import TRIALS, Trials, by_failures, tilted
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.speeds import trial_doors
from tests.bdd.systems import systems

DOORS = trial_doors()
at_every_speed = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS)


@at_every_speed
@settings(max_examples=40, deadline=None)
@given(systems(), st.sampled_from([1.0, 20.0]))
def test_every_trial_is_the_greatest_solution(door: ModuleType, system: tuple[Equations, list[float]], tilt: float) -> None:
    """What a trial says of every gate follows from what it says of the variables, also around cycles."""
    equations, failure = system
    trials = door.Trials(equations, failure, range(len(equations)))
    words = trials.fallen(RandomBits(3, 0), tilt)
    planes = trials.failures(words)
    for trial in range(0, TRIALS, TRIALS // 8):
        false = [variable for variable in range(equations.variables) if words[variable] >> trial & 1]
        expected = equations.greatest_solution(false)
        assert [1 - (words[number] >> trial & 1) for number in range(len(equations))] == list(expected)
        failures = sum(1 for variable in false if failure[variable] < 1.0)
        assert by_failures(1 << trial, planes) == {failures: 1}


@at_every_speed
@given(systems(), st.integers(0, 2))
def test_the_words_are_the_same_at_every_speed(door: ModuleType, system: tuple[Equations, list[float]], block: int) -> None:
    """Those of all that is below one root, and none of what is not; asked a second time, those of that time."""
    equations, failure = system
    root = len(equations) - 1
    one, other = (speed.Trials(equations, failure, [root]) for speed in (DOORS["integers"], door))
    other.fallen(RandomBits(2, block))
    words, same = one.fallen(RandomBits(1, block)), other.fallen(RandomBits(1, block))
    assert [same[number] for number in range(root + 1)] == [words[number] for number in range(root + 1)]


@at_every_speed
def test_negated_arguments(door: ModuleType) -> None:
    """`~n` is true where n is false: exactly one of two."""
    system = Equations(2, (conjunction([0, ~1]), conjunction([~0, 1]), Gate(1, (2, 3)), conjunction([~4])))
    words = door.Trials(system, [0.5, 0.5], [5]).fallen(RandomBits(1, 0))
    assert words[5] == words[0] ^ words[1]
    assert words[4] == ((1 << TRIALS) - 1) ^ words[5]


def test_negation_around_a_cycle_is_refused() -> None:
    """Such a system has no greatest solution."""
    with pytest.raises(ValueError, match="gate 1 is on a cycle with a negated argument"):
        Trials(Equations(1, (conjunction([0, ~1]),)), [0.5], [1])


def test_odds_are_what_is_tilted() -> None:
    """One in ten has odds of one to nine; nine times that is one in two. What is certain stays certain."""
    assert tilted(0.1, 9.0) == pytest.approx(0.5)
    assert (tilted(0.0, 9.0), tilted(1.0, 9.0), tilted(1.0, 0.0), tilted(0.5, 0.0)) == (0.0, 1.0, 1.0, 0.0)


def test_only_what_is_below_the_roots_is_drawn() -> None:
    """The failures counted are those of variables that matter."""
    trials = Trials(Equations(3, (conjunction([0]), conjunction([1, 2]))), [0.5, 0.5, 1.0], [4])
    assert [number for number, _ in trials.failure] == [1, 2]
    assert [number for number, _ in trials.random] == [1]
