"""The probability of one number, asked once."""

from math import isclose

from hypothesis import given

from sosgraph.bdd.exact_failure import exact_failure
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


@given(systems(most_variables=6))
def test_is_the_sum_over_all_states(system: tuple[Equations, list[float]]) -> None:
    """Without any simplification first, every number has the probability of the greatest solution."""
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


def test_what_is_too_large_as_it_stands_is_made_smaller() -> None:
    """With the most shared first, distant pairs need 2ⁿ nodes; what misleads is absorbed, and the pairs are modules."""
    found = exact_failure(pairs(12), [0.5] * 24, 38, 2_000)
    assert found is not None
    assert isclose(found, 0.75**12, rel_tol=1e-12)


def test_gives_up_at_the_limit() -> None:
    """None when a wide threshold over shared choices does not fit."""
    width = 12
    shared = [Gate(1, (i, (i + 3) % width, (i + 7) % width)) for i in range(width)]
    system = Equations(width, (*shared, Gate(width // 2, tuple(range(width, 2 * width)))))
    assert exact_failure(system, [0.5] * width, 2 * width, 40) is None
