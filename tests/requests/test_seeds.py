"""Many seeds of one question."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.confidence import clopper_pearson
from sosgraph.errors import BadCall
from sosgraph.requests.seeds import Outcome, Question, chance, outcome, verdict
from sosgraph.simulation.course import Course
from tests.requests.networks import retrying

_NOTHING = Course([], [], [], [], [], [], [], [], [], [], [])


def test_questions_and_outcomes_can_be_pickled() -> None:
    """So that seeds can be simulated by other processes, and it is all the same."""
    question = Question(retrying(100.0), (), 5.0, 1.0)
    ours = outcome(question, 3)
    assert pickle.loads(pickle.dumps(ours)) == ours == outcome(pickle.loads(pickle.dumps(question)), 3)


@given(st.integers(0, 40), st.integers(1, 40))
def test_the_interval_is_that_of_clopper_and_pearson(count: int, more: int) -> None:
    """As by the Beta distribution."""
    ours = chance(count, count + more - 1 or 1, 0.05)
    assert ours == pytest.approx(clopper_pearson(count, count + more - 1 or 1, 0.05), abs=1e-6)


def test_the_outcomes_are_told_apart() -> None:
    """Shares by kind, ascending, and the course of the seed in the middle of each."""
    courses = [Course([float(place)], [], [], [], [], [], [], [], [], [], []) for place in range(5)]
    finals = (0.9, 0.1, 1.0, 0.0, 0.95)
    found = verdict(
        Outcome(seed, final, 1.0, final < 0.5, course) for seed, (final, course) in enumerate(zip(finals, courses, strict=True))
    )
    assert (found.stuck, found.seeds) == (2, 5)
    assert found.stuck_final == [0.0, 0.1] and found.recovered_final == [0.9, 0.95, 1.0]
    assert found.stuck_course is courses[1] and found.recovered_course is courses[4]


def test_no_seed_is_no_answer() -> None:
    """It is said."""
    with pytest.raises(BadCall, match="seed"):
        verdict([])
