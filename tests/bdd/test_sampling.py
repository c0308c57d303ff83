"""Samples: their intervals contain what they should as often as they say, and the same seed gives the same."""

import pytest
from hypothesis import given, settings

from sosgraph.bdd.sampling import sampled
from sosgraph.bdd.trials import TRIALS
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems

GROUPS = Equations(6, (Gate(1, (0, 1, 2)), Gate(1, (2, 3, 4)), Gate(2, (0, 3, 5)), conjunction([6, 7, 8])))


@settings(max_examples=20, deadline=None)
@given(systems())
def test_contain_the_probability(system: tuple[Equations, list[float]]) -> None:
    """All numbers at once by the same trials, rare or not, on cycles or not, with next to no chance to miss."""
    roots = range(len(system[0]))
    found = sampled(*system, roots, most=TRIALS, confidence=1 - 1e-9)
    for sample, exact in zip(found, enumerated(*system), strict=True):
        assert 0.0 <= sample.lower <= exact * (1 + 1e-12)
        assert exact * (1 - 1e-12) <= sample.upper <= 1.0
        assert sample.trials == TRIALS


@pytest.mark.parametrize("failure", [0.3, 1e-2, 1e-4])
def test_intervals_miss_no_more_often_than_stated(failure: float) -> None:
    """Of 100 seeds with 80 % confidence, fewer than 20 + three standard deviations miss; tilted and plain."""
    chances = [failure] * 6
    exact = enumerated(GROUPS, chances)[9]
    samples = [sampled(GROUPS, chances, [9], seed=seed, most=TRIALS, confidence=0.8)[0] for seed in range(100)]
    assert sum(not sample.lower <= exact <= sample.upper for sample in samples) <= 32
    assert {sample.tilt > 1.0 for sample in samples} == {failure < 0.1}


def test_rare_failures_are_found_by_few_trials() -> None:
    """A probability of about 2e-11 to a few percent with 130,000 trials: plain ones would see nothing."""
    chances = [1e-4] * 5 + [1e-9]
    exact = enumerated(GROUPS, chances)[9]
    sample = sampled(GROUPS, chances, [9], most=1 << 17)[0]
    assert sample.lower <= exact <= sample.upper
    assert sample.upper - sample.lower < 0.2 * exact


def test_same_seed_same_interval() -> None:
    """Every figure repeats; another seed gives others."""
    first, again, other = (sampled(GROUPS, [0.1] * 6, [9], seed=seed, most=1 << 16) for seed in (5, 5, 6))
    assert first == again != other
    assert (first[0].seed, first[0].trials) == (5, 1 << 16)


def test_ends_when_it_is_narrow_enough() -> None:
    """A wide aim needs fewer trials than are allowed."""
    sample = sampled(GROUPS, [0.5] * 6, [9], width=0.05)[0]
    assert sample.upper - sample.lower <= 0.05 * sample.upper
    assert sample.trials < 1 << 20


def test_ends_when_interrupted() -> None:
    """What was drawn until then still counts, at least one word."""
    sample = sampled(GROUPS, [0.5] * 6, [9], width=0.0, interrupted=lambda: True)[0]
    assert sample.trials == TRIALS
    assert sample.lower < enumerated(GROUPS, [0.5] * 6)[9] < sample.upper


def test_negated_arguments() -> None:
    """One of two and not both, which fails at 1/2."""
    system = Equations(2, (conjunction([0, ~1]), conjunction([~0, 1]), Gate(1, (2, 3))))
    sample = sampled(system, [0.5, 0.5], [4])[0]
    assert sample.lower < 0.5 < sample.upper
