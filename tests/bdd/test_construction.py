"""From equations to a diagram."""

from math import isclose

from hypothesis import given

from sosgraph.bdd.construction import exact_failure
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


@given(systems(most_variables=6))
def test_solves_cycles_by_iteration(system: tuple[Equations, list[float]]) -> None:
    """Without any simplification, the diagram of every number has the probability of the greatest solution."""
    expected = enumerated(*system)
    for number in range(len(system[0])):
        found = exact_failure(*system, number, 10_000)
        assert found is not None
        assert isclose(found, expected[number], rel_tol=1e-12, abs_tol=1e-300)


def pairs(count: int) -> Equations:
    """Return the disjunction of pairs of variables that stand far apart in a conjunction with more callers.

    The root is the last gate but one.
    """
    chosen = [conjunction([i, count + i]) for i in range(count)]
    top = Gate(1, tuple(range(2 * count, 3 * count)))
    misleading = conjunction(range(2 * count))
    root = Gate(1, (3 * count, 3 * count + 1))
    return Equations(2 * count, (*chosen, top, misleading, root, conjunction([3 * count + 1])))


def test_another_order_is_tried() -> None:
    """With the most shared first, distant pairs need 2ⁿ nodes; the limit allows far fewer, and reading order fits."""
    found = exact_failure(pairs(12), [0.5] * 24, 38, 2_000)
    assert found is not None
    assert isclose(found, 0.75**12, rel_tol=1e-12)


def test_gives_up_at_the_limit() -> None:
    """None when no order fits."""
    assert exact_failure(pairs(12), [0.5] * 24, 38, 20) is None
