"""Bounds for systems that negate, against adding up all states."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.without_negation import bounds_despite_negation
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.negating_systems import falsehood, negating_systems


@settings(deadline=None)
@given(negating_systems(), st.data())
def test_contain_the_probability(system: tuple[Equations, list[float]], data: st.DataObject) -> None:
    """Of any number and of its negation."""
    root = data.draw(st.integers(0, len(system[0]) - 1))
    exact = falsehood(*system)[root]
    least, most = bounds_despite_negation(*system, root, 1_000, 100)
    assert least - 1e-12 <= exact <= most + 1e-12
    least, most = bounds_despite_negation(*system, ~root, 1_000, 100)
    assert least - 1e-12 <= 1 - exact <= most + 1e-12


def test_rare_failures_hardly_notice_a_negation() -> None:
    """Fails when a and b do while c does not: next to what a and b do."""
    system = Equations(3, (Gate(1, (0, 1, ~2)), conjunction([3])))
    least, most = bounds_despite_negation(system, [1e-3] * 3, 4, 1_000, 100)
    assert least <= 1e-6 * (1 - 1e-3) <= most <= 1e-6 * (1 + 1e-9)
