"""Certified intervals against adding up all states, and published ones."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.bdd.enclosure import enclosure
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


@settings(deadline=None)
@given(systems(), st.sampled_from([0, 10, 100_000]), st.sampled_from([0, 1_000]), st.data())
def test_contains_the_probability(system: tuple[Equations, list[float]], work: int, nodes: int, data: st.DataObject) -> None:
    """Whatever may be spent, the interval holds, and is no wider than association alone has it."""
    root = data.draw(st.integers(0, len(system[0]) - 1))
    exact = enumerated(*system)[root]
    least, most = associated_bounds(*system)[root]
    found = enclosure(*system, root, work, nodes)
    assert least <= found.lower and found.upper <= most
    assert found.lower * (1 - 1e-12) <= exact <= found.upper * (1 + 1e-12)


def ladder_of(pairs: int) -> Equations:
    """Return a chain of rungs, each of two replicas that share a part with the rung before."""
    gates = [Gate(1, (each, each + 1)) for each in range(pairs)]
    return Equations(pairs + 1, (*gates, conjunction(range(pairs + 1, 2 * pairs + 1))))


def test_all_cut_sets_and_a_diagram_of_them_leave_no_doubt() -> None:
    """When no larger cut sets exist and their union fits a diagram, the ends meet."""
    found = enclosure(ladder_of(12), [0.125] * 13, 24)
    assert isclose(found.lower, found.upper, rel_tol=1e-12)


def test_rare_failures_are_enclosed_closely() -> None:
    """With pairs alone, what is left out are three failures at once."""
    groups = [Gate(1, (3 * i, 3 * i + 1, 3 * i + 2)) for i in range(30)] + [Gate(1, (3 * i, 3 * i + 3)) for i in range(29)]
    system = Equations(90, (*groups, conjunction(range(90, 90 + 59))))
    found = enclosure(system, [1e-3] * 90, len(system) - 1, 2_000, 0)
    assert 2.8e-5 < found.lower < found.upper < 2.8e-5 + 2e-4


def test_what_is_false_anyway_is_certain() -> None:
    """The empty set is a cut set."""
    assert enclosure(Equations(1, (Gate(2, (0,)),)), [0.5], 1)[:2] == (1.0, 1.0)


@pytest.mark.parametrize(("work", "order"), [(0, 1), (1_000_000, 6)])
def test_order_is_what_the_work_allows(work: int, order: int) -> None:
    """Seven rows of which one each must fail: no small cut set, so that the order says how far was looked."""
    rows = [conjunction(range(3 * i, 3 * i + 3)) for i in range(7)]
    system = Equations(21, (*rows, Gate(1, tuple(range(21, 28)))))
    found = enclosure(system, [0.5] * 21, 28, work)
    assert found.order == order
    assert found.lower <= 0.875**7 <= found.upper
