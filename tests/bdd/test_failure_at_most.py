"""An upper bound on the probability of being false, by what a number needs."""

from math import isclose

from hypothesis import example, given

from sosgraph.bdd.failure_at_most import failure_at_most
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems

CIRCLE = Equations(2, (Gate(1, (0, 3)), Gate(1, (1, 2))))
"""Each of two holds with a variable of its own or with the other."""
TWO_OF_THREE_SHARE = Equations(4, (conjunction((0, 1)), conjunction((0, 2)), Gate(1, (4, 5, 3)), conjunction((6, 1, 2))))
"""Of three members two need the same."""
GROUPS_IN_A_GROUP = Equations(5, (Gate(2, (1, 2, 3)), Gate(2, (0, 1, 4)), Gate(1, (5, 6)), conjunction((7, 2)), Gate(1, (5, 0))))
"""Members that are groups themselves and share a part."""


@given(systems())
@example((CIRCLE, [0.25, 0.5]))
@example((TWO_OF_THREE_SHARE, [0.5, 0.01, 0.01, 0.25]))
@example((GROUPS_IN_A_GROUP, [0.5, 0.25, 0.5, 0.25, 0.5]))
def test_is_never_below_the_probability(system: tuple[Equations, list[float]]) -> None:
    """As summed over all states, circles and constant gates included."""
    equations, failure = system
    found = failure_at_most(equations, failure, range(len(equations)))
    for probability, (most, exact) in zip(enumerated(equations, failure), found, strict=True):
        assert probability <= most * (1 + 1e-12) and most <= 1.0
        assert not exact or isclose(probability, most, rel_tol=1e-12, abs_tol=1e-15)


def test_a_shared_variable_counts_once_however_many_ways_lead_to_it() -> None:
    """Without choices the bound is the probability; naive rules would count the variable 2⁸ times."""
    gates = [conjunction((0, 1))]
    for number in range(2, 10):
        gates += [conjunction((number,)), conjunction((number, len(gates) + 2))]
    top = len(gates) + 1
    ((most, exact),) = failure_at_most(Equations(2, tuple(gates)), [0.01, 0.02], [top])
    assert exact and isclose(most, 1 - 0.99 * 0.98, rel_tol=1e-12)


def test_replicas_over_zones_that_others_use_too_are_as_good_as_they_are() -> None:
    """Two services, each on either of two zones: both fail when both zones do, one when a copy and the other zone do."""
    copies = [conjunction((zone, 2 + copy)) for copy in range(4) for zone in (copy % 2,)]
    system = Equations(6, (*copies, Gate(1, (6, 7)), Gate(1, (8, 9)), conjunction((10, 11))))
    failure = [0.01] * 6
    probability = enumerated(system, failure)[12]
    ((most, exact),) = failure_at_most(system, failure, [12])
    assert not exact and probability <= most < 1.4 * probability
