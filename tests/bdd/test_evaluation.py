"""Evaluation of one simplified system, number by number."""

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.evaluation import Effort, Evaluation
from sosgraph.bdd.simplify import simplified
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


@given(systems(), st.integers(0, 2))
def test_rounds_of_simplification_change_nothing(system: tuple[Equations, list[float]], rounds: int) -> None:
    """However often a cluster is simplified again before its diagram is built, the probability is the same."""
    simple = simplified(*system, range(len(system[0])))
    evaluation = Evaluation(simple.equations, simple.failure, Effort(10_000), rounds)
    for number, exact in enumerate(enumerated(simple.equations, list(simple.failure))):
        assert isclose(evaluation.failure_of(number).lower, exact, rel_tol=1e-12)


def groups(count: int) -> tuple[Equations, list[float]]:
    """Return a caller of `count` groups of two replicas, all of which need the first variable."""
    replicas = [conjunction([0, 1 + i]) for i in range(2 * count)]
    first = 1 + 2 * count
    choices = [Gate(1, (first + 2 * i, first + 2 * i + 1)) for i in range(count)]
    caller = conjunction(range(first + 2 * count, first + 3 * count))
    return Equations(first, (*replicas, *choices, caller)), [0.125] * first


def test_groups_over_a_shared_zone_are_independent_once_it_is_up() -> None:
    """A hundred groups over one zone: the zone, and the groups without it."""
    equations, failure = groups(100)
    found = Evaluation(equations, failure, Effort(1_000)).failure_of(len(equations) - 1)
    assert found.exact
    assert isclose(found.lower, 1 - 0.875 * (1 - 0.125**2) ** 100, rel_tol=1e-12)


def test_what_may_not_be_looked_at_gets_bounds() -> None:
    """With no effort allowed the answer is an interval, and it contains the exact one."""
    equations, failure = groups(3)
    found = Evaluation(equations, failure, Effort(0)).failure_of(len(equations) - 1)
    assert not found.exact
    assert found.lower < 1 - 0.875 * (1 - 0.125**2) ** 3 < found.upper


def test_limit_falls_with_every_diagram_that_outgrows_it() -> None:
    """So that many hard questions cost no more than a few."""
    pairs = [conjunction([i, (i + 1) % 7]) for i in range(7)]
    gates = (*pairs, Gate(1, tuple(range(7, 14))))
    effort = Effort(8)
    assert not effort.answer(Equations(7, gates), (0.5,) * 7, 14).exact
    assert effort.node_limit == 6
    assert not effort.answer(Equations(7, gates), (0.5,) * 7, 14).exact
    assert effort.node_limit == 6
